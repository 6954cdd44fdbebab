// A conversation: the messages of a place, and the field to write in.

import { act } from "./control.js";
import { bubble } from "./bubble.js";
import { Composer } from "./composer.js";
import { $, $$, h, icon, inColour } from "./dom.js";
import { pressesNow, pressesOf } from "./keyboard.js";
import { targetOf } from "./media.js";
import { showMenu } from "./menu.js";
import { toast } from "./notes.js";
import { keyOf, markRead, messagesAt, now, person, state, unread, versionOf } from "./store.js";
import { dayKey, longDay } from "./time.js";
import { t } from "./words.js";

const NEAR_END = 80;
const RUN_SECONDS = 600;
const looks = new WeakMap();
const QUICK = ["👍", "👎", "❤", "🔥", "🙏", "👌"];

export class Chat {
  // `place()` says where, or null; `empty(place)` what stands in a chat without messages.
  constructor(name, place, { empty, label }) {
    this.place = place;
    this.empty = empty;
    this.key = "";
    this.nodes = new Map();
    this.atEnd = true;
    this.log = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": label, "data-test": `${name}-log`, lang: state.language });
    this.list = h("div", { class: "messages" });
    this.down = h("button", { type: "button", class: "to-end", hidden: true, "aria-label": t("to_end"), "data-test": `${name}-to-end`, onclick: () => this.toEnd() }, icon("down"), h("span", { class: "badge", hidden: true }));
    this.typing = h("div", { class: "typing", hidden: true, "data-test": `${name}-typing` }, h("i"), h("i"), h("i"));
    this.log.append(this.list, this.typing);
    this.composer = new Composer(name, place, () => this.toEnd());
    this.composer.onEditLast = () => this.editLast();
    this.root = h("div", { class: "chat" }, h("div", { class: "log-frame" }, this.log, this.down), this.composer.root);
    this.on = { open: (message, button) => this.menu(message, button), jump: (id) => this.jump(id), command: (words) => this.command(words) };
    this.log.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.log.addEventListener("dblclick", (event) => this.doubleClicked(event));
    this.log.addEventListener("contextmenu", (event) => this.contextMenu(event));
    this.log.addEventListener("keydown", (event) => this.keyDown(event));
    new ResizeObserver(() => this.atEnd && this.log.scrollTo(0, this.log.scrollHeight)).observe(this.list);
    new ResizeObserver(() => this.atEnd && this.log.scrollTo(0, this.log.scrollHeight)).observe(this.log);
  }

  get visible() {
    return this.root.offsetParent !== null && document.visibilityState === "visible";
  }

  update() {
    const place = this.place();
    const key = place ? keyOf(place) : "";
    const fresh = key !== this.key;
    if (fresh) {
      this.key = key;
      this.atEnd = true;
      this.nodes.clear();
      this.list.replaceChildren();
    }
    this.log.setAttribute("aria-busy", String(fresh));
    const drawn = place ? JSON.stringify([key, versionOf(place.chat), pressesNow(), dayKey(now()), state.bot.description]) : "";
    if (place && drawn !== this.drawn) this.draw(place);
    this.drawn = drawn;
    if (!place) this.showEmpty(null);
    this.typing.hidden = !place || !acting(place);
    this.composer.update();
    if (this.atEnd) this.log.scrollTo(0, this.log.scrollHeight);
    this.read();
  }

  draw(place) {
    const items = itemsOf(messagesAt(place), place, now());
    if (!items.length) {
      this.nodes.clear();
      this.showEmpty(place);
      return;
    }
    if (!this.nodes.size) this.list.replaceChildren();
    const focus = this.focused();
    const kept = new Map();
    const keys = new Set(items.map((item) => item.key));
    for (const [key, { node }] of this.nodes) if (!keys.has(key)) node.remove();
    let after = null;
    for (const item of items) {
      const known = this.nodes.get(item.key);
      const node = known?.signature === item.signature ? known.node : item.draw(this.on);
      if (known && known.node !== node) known.node.replaceWith(node);
      const here = after ? after.nextSibling : this.list.firstChild;
      if (here !== node) this.list.insertBefore(node, here);
      kept.set(item.key, { node, signature: item.signature });
      after = node;
    }
    this.nodes = kept;
    this.stop(focus);
  }

  // Said once: what stands in a log is read out when it is put there.
  showEmpty(place) {
    const nodes = this.empty(place);
    if (nodes.map((node) => node.textContent).join() !== this.list.textContent) this.list.replaceChildren(...nodes);
  }

  // The newest message is the stop of the Tab key; the focus stays where it was although its message was drawn anew.
  stop(focus) {
    const messages = $$(".message", this.list);
    const again = focus && !focus.element.isConnected ? $(`[data-message="${focus.message}"]`, this.list) : null;
    if (again) ($(`[data-key="${focus.key}"]`, again) ?? ($(".inline-button", again) && focus.key ? $(".inline-button", again) : again)).focus({ preventScroll: true });
    const current = this.list.contains(document.activeElement) ? document.activeElement.closest(".message") : messages.at(-1);
    for (const message of messages) message.tabIndex = message === current ? 0 : -1;
  }

  focused() {
    const element = document.activeElement;
    if (!this.list.contains(element)) return null;
    return { element, message: element.closest("[data-message]")?.dataset.message ?? "", key: element.dataset.key ?? "" };
  }

  scrolled() {
    this.atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_END;
    this.read();
  }

  read() {
    const place = this.place();
    if (place && this.visible && this.atEnd) markRead(place);
    this.down.hidden = this.atEnd;
    const count = place ? unread(place) : 0;
    const badge = this.down.lastChild;
    badge.hidden = !count;
    badge.textContent = String(count);
  }

  toEnd() {
    this.atEnd = true;
    this.log.scrollTo(0, this.log.scrollHeight);
    this.read();
  }

  jump(id) {
    const node = $(`[data-messages~="${id}"]`, this.list);
    if (!node) return toast(t("not_in_this_chat"));
    node.scrollIntoView({ block: "center" });
    node.classList.remove("flash");
    requestAnimationFrame(() => node.classList.add("flash"));
    return node.focus({ preventScroll: true });
  }

  command(words) {
    const place = this.place();
    act("write", { person: place.viewer, chat: place.chat, ...(place.thread ? { thread: place.thread } : {}), text: words.split("@")[0] });
    this.toEnd();
  }

  messageOf(element) {
    const node = element.closest?.(".message");
    if (!node) return null;
    const found = messagesAt(this.place());
    const ids = node.dataset.messages.split(" ").map(Number);
    const own = found.filter((message) => ids.includes(message.message_id));
    return own.find((message) => message.text) ?? own[0] ?? null;
  }

  doubleClicked(event) {
    const message = this.messageOf(event.target);
    if (!message || event.target.closest("button, a, video, audio")) return;
    window.getSelection()?.removeAllRanges();
    this.composer.replyTo(message);
  }

  contextMenu(event) {
    const message = this.messageOf(event.target);
    if (!message || event.target.closest("a, img") || String(window.getSelection())) return;
    event.preventDefault();
    this.menu(message, $(".message-more", event.target.closest(".message")), event.detail === 0 ? null : [event.clientX, event.clientY]);
  }

  keyDown(event) {
    const node = event.target;
    if (!node.classList?.contains("message")) {
      if (event.key === "Escape" && node.closest?.(".message")) this.composer.text.focus();
      return;
    }
    const messages = $$(".message", this.list);
    const targets = { ArrowUp: -1, ArrowDown: 1 };
    if (event.key in targets) {
      event.preventDefault();
      const next = messages[messages.indexOf(node) + targets[event.key]];
      if (next) {
        node.tabIndex = -1;
        next.tabIndex = 0;
        next.focus();
      }
    } else if (["Enter", " ", "ContextMenu"].includes(event.key)) {
      event.preventDefault();
      this.menu(this.messageOf(node), $(".message-more", node));
    } else if (event.key === "Escape") {
      this.composer.text.focus();
    }
  }

  editLast() {
    const place = this.place();
    const last = messagesAt(place).filter((message) => message.from_id === place.viewer && !message.service && !message.forwarded).at(-1);
    if (last) this.composer.edit(last);
    return Boolean(last);
  }

  menu(message, button, at = null) {
    const place = this.place();
    const selected = selectionIn(button.closest(".message"));
    const facts = { person: place.viewer, chat: message.chat_id, message: message.message_id };
    const own = message.from_id === place.viewer;
    const canEdit = own && !message.forwarded && (message.kind === "text" || message.text || message.file);
    const react = (emoji) => act("react", { ...facts, emoji });
    const items = [
      { name: "reply", icon: "reply", label: selected ? t("reply_with_quote") : t("reply"), run: () => this.composer.replyTo(message, selected) },
      message.text && { name: "copy", icon: "copy", label: t("copy_text"), run: () => navigator.clipboard.writeText(message.text).then(() => toast(t("copied")), () => null) },
      canEdit && { name: "edit", icon: "edit", label: t("edit"), run: () => this.composer.edit(message) },
      message.reactions.length > 0 && { name: "unreact", icon: "close", label: t("take_reaction"), run: () => react("") },
      (own || place.chat === place.viewer) && { name: "delete", icon: "delete", label: t("delete"), run: () => act("delete", facts) },
    ];
    const quick = QUICK.map((emoji) => ({ name: `react-${emoji}`, text: inColour(emoji), label: t("react_with", emoji), run: () => react(emoji) }));
    showMenu(button, { label: t("message_menu"), quick, items: items.filter(Boolean), at });
  }
}

function selectionIn(node) {
  const selection = window.getSelection();
  const words = String(selection ?? "").trim();
  return words && node.contains(selection.anchorNode) && node.contains(selection.focusNode) ? words : "";
}

export function acting(place) {
  const chat = person(place.viewer) && place.chat;
  return state.typing.find((one) => one.chat === chat && (place.thread === null || (one.thread || 0) === place.thread));
}

// What the log shows: days, bubbles, albums as one bubble; each with a key and a signature of all that it shows.
function itemsOf(messages, place, today) {
  const items = [];
  let day = "";
  const groups = grouped(messages);
  const inGroup = place.chat !== place.viewer;
  for (const [index, group] of groups.entries()) {
    const first = group[0];
    const date = new Date(first.date * 1000);
    if (dayKey(date) !== day) {
      day = dayKey(date);
      const words = day === dayKey(today) ? t("today") : longDay(date);
      items.push({ key: `day:${day}`, signature: words, draw: () => h("div", { class: "day" }, h("span", {}, words)) });
    }
    const run = { first: !sameRun(groups[index - 1], group), last: !sameRun(group, groups[index + 1]) };
    const target = targetOf(first);
    const signature = JSON.stringify([group.map(lookOf), run, target && [target.revision, target.deleted], pressesOf(first)]);
    items.push({ key: `message:${first.message_id}`, signature, draw: (on) => bubble(group, { viewer: place.viewer, inGroup, run, on }) });
  }
  return items;
}

// A message that changes comes as a new object.
function lookOf(message) {
  if (!looks.has(message)) looks.set(message, JSON.stringify(message));
  return looks.get(message);
}

function grouped(messages) {
  const groups = [];
  for (const message of messages) {
    const last = groups.at(-1);
    if (message.media_group_id && last?.[0].media_group_id === message.media_group_id) last.push(message);
    else groups.push([message]);
  }
  return groups;
}

function sameRun(one, other) {
  if (!one || !other || one[0].service || other[0].service) return false;
  return one[0].from_id === other[0].from_id && other[0].date - one.at(-1).date < RUN_SECONDS && !one.at(-1).inline_keyboard.length;
}
