// Buttons under a message, and the keyboard in place of letters.

import { act } from "./control.js";
import { h } from "./dom.js";
import { openLink } from "./links.js";
import { alertBox, complain, toast } from "./notes.js";
import { messagesAt, state } from "./store.js";
import { t } from "./words.js";

const waiting = new Set();

export const pressesNow = () => [...waiting].join();

export const pressesOf = (message) => [...waiting].filter((key) => key.startsWith(`${message.chat_id}/${message.message_id}/`)).join();

export function inlineKeyboard(message, viewer) {
  if (!message.inline_keyboard?.length) return null;
  return h(
    "div",
    { class: "inline-keyboard", role: "group", "aria-label": t("buttons_of_message") },
    message.inline_keyboard.map((row, y) => h("div", { class: "inline-row" }, row.map((button, x) => inlineButton(message, viewer, button, y, x)))),
  );
}

function inlineButton(message, viewer, button, row, column) {
  const key = `${message.chat_id}/${message.message_id}/${row}/${column}/${viewer}`;
  const made = h(
    "button",
    { type: "button", class: `inline-button${button.url ? " leads-out" : ""}`, "data-key": `b:${row}:${column}`, "data-test": "inline-button", "aria-busy": waiting.has(key) ? "true" : undefined },
    button.text,
  );
  made.addEventListener("click", () => press(made, message, viewer, button, key, row, column));
  return made;
}

async function press(made, message, viewer, button, key, row, column) {
  if (waiting.has(key)) return;
  if (button.url) return openLink(button.url, viewer);
  if (button.copy_text) {
    await navigator.clipboard.writeText(button.copy_text.text).catch(() => null);
    return toast(t("copied"));
  }
  waiting.add(key);
  made.setAttribute("aria-busy", "true");
  const answer = await act("press_at", { person: viewer, chat: message.chat_id, message: message.message_id, row, column });
  waiting.delete(key);
  made.removeAttribute("aria-busy");
  if (!answer) return undefined;
  if (answer.url) return openLink(answer.url, viewer);
  if (answer.text) return answer.show_alert ? alertBox(answer.text) : toast(answer.text);
  return undefined;
}

// The reply keyboard that holds now: the bot's last message that sets or removes one.
export function keyboardAt(place) {
  for (const message of [...messagesAt(place)].reverse()) {
    if (message.from_id !== state.bot.id || !message.markup) continue;
    if (message.markup.remove_keyboard) return null;
    if (message.markup.keyboard) return message;
  }
  return null;
}

// The bot's newest message, if it asks for a reply.
export function forcedReplyAt(place) {
  const last = messagesAt(place).filter((message) => !message.service).at(-1);
  return last?.from_id === state.bot.id && last.markup?.force_reply ? last : null;
}

export function replyKeyboard(message, place, done) {
  return h(
    "div",
    { class: "reply-keyboard", role: "group", "aria-label": t("keyboard"), "data-test": "reply-keyboard" },
    message.markup.keyboard.map((row) =>
      h(
        "div",
        { class: "inline-row" },
        row.map((key) => h("button", { type: "button", class: "key", "data-test": "key", onclick: () => typeKey(key, place).then(done) }, typeof key === "string" ? key : key.text)),
      ),
    ),
  );
}

async function typeKey(key, place) {
  const where = { person: place.viewer, chat: place.chat, ...(place.thread ? { thread: place.thread } : {}) };
  if (key.request_contact) return act("send", { ...where, kind: "contact" });
  if (key.request_location) return act("send", { ...where, kind: "location" });
  if (key.web_app || key.request_users || key.request_chat || key.request_poll) return complain(t("not_here"));
  return act("write", { ...where, text: typeof key === "string" ? key : key.text });
}
