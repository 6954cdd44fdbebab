// One message as a bubble, several of an album as one; service messages as a line.

import { formatted } from "./entities.js";
import { h, icon, inColour } from "./dom.js";
import { inlineKeyboard } from "./keyboard.js";
import { gist, media, targetOf } from "./media.js";
import { messageAt } from "./store.js";
import { clockTime } from "./time.js";
import { t } from "./words.js";

const COLOURS = 7;
const LONGEST_PINNED = 40;

export const colourOf = (id) => Math.abs(id) % COLOURS;

export function avatar(name, id) {
  return h("span", { class: `avatar colour-${colourOf(id)}`, "aria-hidden": "true" }, [...name.trim()][0]?.toUpperCase() ?? "?");
}

// `run` = {first, last}: its place among the messages that one person wrote in a row.
// `on` = {open(message, button), jump(id), command(words), reply(message)}: what the visitor can do with it.
export function bubble(messages, { viewer, inGroup, run, on }) {
  const message = messages.find((one) => one.text) ?? messages[0];
  if (message.service) return serviceLine(message);
  const own = message.from_id === viewer;
  const classes = ["bubble", own ? "own" : "others", run.first && "first", run.last && "last", messages.length > 1 && "album", message.kind !== "text" && "with-media", !message.text && "no-words"];
  const named = inGroup && !own && run.first;
  const body = h(
    "div",
    { class: classes.filter(Boolean).join(" ") },
    named ? h("div", { class: `from text-${colourOf(message.from_id)}` }, message.from_name, message.from_bot ? h("span", { class: "bot-tag" }, t("bot")) : null) : null,
    message.forwarded ? h("div", { class: "forwarded" }, t("forwarded", originOf(message))) : null,
    message.reply_to ? quoted(message, on) : null,
    messages.length > 1 ? album(messages) : media(messages[0]),
    message.text ? h("div", { class: "words", dir: "auto" }, formatted(message.text, message.entities, { viewer, command: on.command })) : null,
    h("div", { class: "foot" }, reactions(messages), h("span", { class: "marks" }, messages.some((one) => one.edited) ? h("span", { class: "edited" }, t("edited")) : null, h("time", { datetime: new Date(message.date * 1000).toISOString() }, clockTime(message.date * 1000)))),
    h("button", { type: "button", class: "message-more", tabIndex: -1, "aria-label": t("message_menu"), "aria-haspopup": "menu", "aria-expanded": "false", "data-test": "message-menu", onclick: (event) => on.open(message, event.currentTarget) }, icon("more")),
  );
  return h(
    "article",
    { class: `message ${own ? "own" : "others"}${run.last ? " last" : ""}`, tabIndex: -1, "aria-label": spoken(messages, message, own), "data-test": "message", "data-message": messages[0].message_id, "data-messages": messages.map((one) => one.message_id).join(" "), "data-from": own ? "me" : message.from_bot ? "bot" : "person", "data-kind": message.kind },
    inGroup && !own ? h("span", { class: "beside" }, run.last ? avatar(message.from_name, message.from_id) : null) : null,
    h("div", { class: "stack" }, body, inlineKeyboard(message, viewer)),
  );
}

function spoken(messages, message, own) {
  const who = own ? t("you") : message.from_name;
  const what = messages.length > 1 ? t("album_of", messages.length) + (message.text ? `, ${message.text.slice(0, 120)}` : "") : gist(message);
  return `${who}: ${what}`;
}

function album(messages) {
  const seen = messages.every((one) => ["photo", "video", "animation"].includes(one.kind));
  return h("div", { class: seen ? `grid grid-${Math.min(messages.length, 10)}` : "list-of-files", "data-test": "album" }, messages.map(media));
}

function quoted(message, on) {
  const target = targetOf(message);
  const words = message.quote || gist(target);
  const here = target && target.chat_id === message.chat_id;
  return h(
    "button",
    { type: "button", class: `quoted edge-${colourOf(target?.from_id ?? 0)}`, "data-test": "quoted", onclick: () => here && on.jump(message.reply_to) },
    h("span", { class: "quoted-from" }, target?.from_name ?? t("message")),
    h("span", { class: "quoted-words" }, words),
  );
}

function originOf({ origin }) {
  if (!origin) return "";
  if (origin.type === "user") return [origin.sender_user.first_name, origin.sender_user.last_name].filter(Boolean).join(" ");
  if (origin.type === "hidden_user") return origin.sender_user_name;
  return origin.sender_chat?.title ?? origin.chat?.title ?? "";
}

function reactions(messages) {
  const counts = new Map();
  for (const emoji of messages.flatMap((one) => one.reactions)) counts.set(emoji, (counts.get(emoji) ?? 0) + 1);
  if (!counts.size) return null;
  return h("span", { class: "reactions", "data-test": "reactions" }, [...counts].map(([emoji, count]) => h("span", { class: "reaction" }, inColour(emoji), count > 1 ? h("span", { class: "count" }, String(count)) : null)));
}

function serviceLine(message) {
  const words = serviceWords(message);
  return h("div", { class: "service", "data-test": "service", "data-kind": message.kind, "data-message": message.message_id }, h("span", {}, words));
}

export function serviceWords(message) {
  const facts = message.content[message.kind];
  const names = (users) => users.map((user) => [user.first_name, user.last_name].filter(Boolean).join(" ")).join(", ");
  const by = message.from_name;
  switch (message.kind) {
    case "new_chat_members":
      return t("joined", names(facts));
    case "left_chat_member":
      return t("left", names([facts]));
    case "forum_topic_created":
      return t("topic_created", facts.name);
    case "forum_topic_edited":
      return facts.name ? t("topic_renamed", facts.name) : t("topic_icon");
    case "forum_topic_closed":
    case "forum_topic_reopened":
      return t(message.kind, by);
    case "pinned_message":
      return t("pinned_message", by, shorter(gist(messageAt(message.chat_id, facts.message_id))));
    case "supergroup_chat_created":
    case "group_chat_created":
    case "migrate_to_chat_id":
    case "migrate_from_chat_id":
    case "write_access_allowed":
      return t(message.kind);
    case "new_chat_title":
      return t("new_chat_title", facts);
    default:
      return t("service_message", message.kind);
  }
}

const shorter = (words) => (words.length > LONGEST_PINNED ? `${words.slice(0, LONGEST_PINNED)}…` : words);
