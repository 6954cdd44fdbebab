// Where a message is written: text, files, a reply, a correction, commands, and the keyboard in place of letters.

import { act, upload } from "./control.js";
import { $, $$, h, icon, iconButton } from "./dom.js";
import { forcedReplyAt, keyboardAt, replyKeyboard } from "./keyboard.js";
import { gist } from "./media.js";
import { showMenu } from "./menu.js";
import { complain } from "./notes.js";
import { group, keyOf, messageAt, person, state } from "./store.js";
import { size, t } from "./words.js";

const MB = 1024 * 1024;
const LONGEST_TEXT = 4096;
const LARGEST_PHOTO = 10 * MB;
const LARGEST_FILE = 50 * MB;
// An album goes as one request in base64, which is a third longer.
const LARGEST_ALBUM = 45 * MB;
const MOST_IN_ALBUM = 10;
const TALLEST = 140;

export class Composer {
  constructor(name, place, sent) {
    this.place = place;
    this.sent = sent;
    this.key = "";
    this.drafts = new Map();
    this.reset();
    this.keysHidden = new Set();
    this.text = h("textarea", { rows: "1", class: "text", "aria-label": t("message_field"), placeholder: t("message_field"), "data-test": `${name}-text`, maxlength: LONGEST_TEXT, autocomplete: "off" });
    this.bar = h("div", { class: "reply-bar", hidden: true });
    this.tray = h("ul", { class: "tray", hidden: true, "aria-label": t("files_to_send") });
    this.slash = h("div", { class: "slash-menu", role: "listbox", id: `${name}-commands`, "aria-label": t("commands"), hidden: true, "data-test": "slash-menu" });
    this.keys = h("div", { class: "keys", hidden: true });
    this.files = h("input", { type: "file", multiple: true, hidden: true, tabIndex: -1, "aria-label": t("attach"), "data-test": `${name}-files` });
    this.attach = iconButton("attach", t("attach"), { "data-test": `${name}-attach`, "aria-haspopup": "menu", "aria-expanded": "false", onclick: () => this.attachMenu() });
    this.slashButton = iconButton("slash", t("commands"), { "data-test": `${name}-commands`, onclick: () => this.type("/") });
    this.keysButton = iconButton("keys", t("keyboard"), { "aria-pressed": "false", onclick: () => this.toggleKeys() });
    this.send = iconButton("send", t("send"), { class: "send", "data-test": `${name}-send`, onclick: () => this.submit() });
    this.line = h("div", { class: "line" }, this.attach, this.text, this.slashButton, this.keysButton, this.send);
    this.stop = h("div", { class: "stopped", hidden: true });
    this.root = h("div", { class: "composer", "data-test": `${name}-composer` }, this.slash, this.bar, this.tray, this.line, this.keys, this.stop, this.files);
    this.listenTo();
  }

  reset() {
    this.reply = null;
    this.quote = "";
    this.editing = null;
    this.chosen = [];
    this.selected = 0;
  }

  listenTo() {
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("keydown", (event) => this.keyDown(event));
    this.text.addEventListener("paste", (event) => this.pasted(event));
    this.text.addEventListener("blur", () => setTimeout(() => this.root.contains(document.activeElement) || (this.slash.hidden = true), 150));
    this.files.addEventListener("change", () => {
      this.add([...this.files.files], this.files.dataset.as);
      this.files.value = "";
    });
    this.root.addEventListener("dragover", (event) => event.preventDefault());
    this.root.addEventListener("drop", (event) => {
      event.preventDefault();
      this.add([...event.dataTransfer.files], "seen");
    });
  }

  // Draws what the world allows now.
  update() {
    const place = this.place();
    const key = place ? keyOf(place) : "";
    if (key !== this.key) this.change(key);
    const stopped = place ? reasonToStop(place) : null;
    const byKeys = this.stop.contains(document.activeElement) && document.activeElement.matches(":focus-visible");
    this.line.hidden = Boolean(stopped) || !place;
    this.stop.hidden = !stopped;
    if (stopped) {
      if (this.stop.dataset.reason !== stopped.reason) {
        this.stop.dataset.reason = stopped.reason;
        this.stop.replaceChildren(...stopped.shown());
      }
    } else {
      delete this.stop.dataset.reason;
      if (byKeys) this.text.focus();
    }
    if (!place) return;
    this.slashButton.hidden = !commandsAt(place).length || this.text.value !== "";
    this.updateKeys(place, Boolean(stopped));
    this.updateForced(place);
    if (this.reply && messageAt(this.reply.chat_id, this.reply.message_id)?.deleted) this.drop();
  }

  change(key) {
    this.drafts.set(this.key, this.text.value);
    this.key = key;
    this.reset();
    this.text.value = this.drafts.get(key) ?? "";
    this.fit();
    this.drawBar();
    this.drawTray();
    this.slash.hidden = true;
  }

  updateKeys(place, stopped) {
    const message = stopped ? null : keyboardAt(place);
    const mark = message ? `${message.chat_id}/${message.message_id}` : "";
    const hidden = !message || this.keysHidden.has(mark);
    this.keysButton.hidden = !message;
    this.keysButton.setAttribute("aria-pressed", String(Boolean(message) && !hidden));
    this.text.placeholder = message?.markup.input_field_placeholder || t("message_field");
    if (this.keys.dataset.mark !== mark) {
      this.keys.dataset.mark = mark;
      this.keys.replaceChildren(...(message ? [replyKeyboard(message, place, () => message.markup.one_time_keyboard && this.hideKeys(mark))] : []));
    }
    this.keys.hidden = hidden;
  }

  hideKeys(mark) {
    this.keysHidden.add(mark);
    this.update();
  }

  toggleKeys() {
    const mark = this.keys.dataset.mark;
    if (!this.keysHidden.delete(mark)) this.keysHidden.add(mark);
    this.update();
  }

  updateForced(place) {
    const asks = forcedReplyAt(place);
    if (!asks || this.forced === asks.message_id) return;
    this.forced = asks.message_id;
    if (!this.reply && !this.editing) this.replyTo(asks, "", { focus: false });
  }

  typed() {
    this.fit();
    const place = this.place();
    if (place) this.slashButton.hidden = !commandsAt(place).length || this.text.value !== "";
    this.drawSlash();
  }

  fit() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, TALLEST)}px`;
  }

  keyDown(event) {
    if (!this.slash.hidden && this.slashKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && (this.reply || this.editing || this.chosen.length)) {
      event.preventDefault();
      this.drop();
    } else if (event.key === "ArrowUp" && this.text.value === "" && this.onEditLast) {
      if (this.onEditLast()) event.preventDefault();
    }
  }

  pasted(event) {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    this.add(files, "seen");
  }

  drawSlash() {
    const place = this.place();
    const typed = this.text.value;
    const found = place && /^\/\w*$/.test(typed) ? commandsAt(place).filter((one) => `/${one.command}`.startsWith(typed.toLowerCase())) : [];
    this.slash.hidden = !found.length;
    if (!found.length) {
      this.text.removeAttribute("aria-activedescendant");
      return;
    }
    this.selected = Math.min(this.selected, found.length - 1);
    this.slash.replaceChildren(
      ...found.map((one, index) =>
        h("div", { role: "option", id: `${this.slash.id}-${index}`, class: "slash-option", "aria-selected": String(index === this.selected), "data-command": `/${one.command}`, onpointerdown: (event) => { event.preventDefault(); this.type(`/${one.command}`); this.submit(); } }, h("strong", {}, `/${one.command}`), h("span", {}, one.description)),
      ),
    );
    this.text.setAttribute("aria-controls", this.slash.id);
    this.text.setAttribute("aria-activedescendant", `${this.slash.id}-${this.selected}`);
    $$(".slash-option", this.slash)[this.selected].scrollIntoView({ block: "nearest" });
  }

  slashKey(event) {
    const options = $$(".slash-option", this.slash);
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.selected = (this.selected + steps[event.key] + options.length) % options.length;
    else if (event.key === "Escape") this.slash.hidden = true;
    else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey)) {
      const command = options[this.selected].dataset.command;
      const whole = this.text.value === command;
      this.type(command);
      this.slash.hidden = true;
      if (whole || event.key === "Enter") this.submit();
    } else return false;
    event.preventDefault();
    if (event.key in steps) this.drawSlash();
    return true;
  }

  // Puts words into the field for the visitor to send.
  type(words) {
    this.text.value = words;
    this.selected = 0;
    this.text.focus();
    this.typed();
  }

  attachMenu() {
    const choose = (as, accept) => {
      this.files.dataset.as = as;
      this.files.accept = accept;
      this.files.click();
    };
    showMenu(this.attach, {
      label: t("attach"),
      items: [
        { name: "attach-photo", icon: "photo", label: t("photo_or_video"), run: () => choose("seen", "image/*,video/*") },
        { name: "attach-file", icon: "file", label: t("any_file"), run: () => choose("file", "") },
        { name: "attach-contact", icon: "contact", label: t("my_contact"), run: () => this.sendThing("contact") },
        { name: "attach-place", icon: "place", label: t("location"), run: () => this.sendThing("location") },
      ],
    });
  }

  async sendThing(kind) {
    const facts = this.facts();
    this.drop();
    if (facts && (await act("send", { ...facts, kind }))) this.sent();
  }

  add(files, as) {
    for (const file of files) {
      const kind = kindOf(file, as);
      if (!file.size) complain(t("empty_file", file.name));
      else if (file.size > LARGEST_FILE) complain(t("file_too_large", file.name));
      else if (kind === "photo" && file.size > LARGEST_PHOTO) complain(t("photo_too_large", file.name));
      else if (this.chosen.length >= MOST_IN_ALBUM) {
        complain(t("album_too_long"));
        break;
      } else this.chosen.push({ file, kind, url: kind === "photo" ? URL.createObjectURL(file) : "" });
    }
    this.drawTray();
    this.text.focus();
  }

  drawTray() {
    this.tray.hidden = !this.chosen.length;
    this.tray.replaceChildren(
      ...this.chosen.map((one) =>
        h("li", { class: "tray-item" }, one.url ? h("img", { src: one.url, alt: "" }) : icon("file"), h("span", { class: "tray-name" }, one.file.name, h("small", {}, size(one.file.size))), iconButton("close", t("remove_file", one.file.name), { onclick: () => { this.chosen = this.chosen.filter((other) => other !== one); this.drawTray(); this.text.focus(); } })),
      ),
    );
  }

  replyTo(message, quote = "", { focus = true } = {}) {
    Object.assign(this, { reply: message, quote, editing: null });
    this.drawBar();
    if (focus) this.text.focus();
  }

  edit(message) {
    Object.assign(this, { editing: message, reply: null, quote: "" });
    this.drawBar();
    this.type(message.text);
  }

  drop() {
    if (this.editing) this.text.value = "";
    this.reset();
    this.fit();
    this.drawBar();
    this.drawTray();
  }

  drawBar() {
    const shown = this.editing ?? this.reply;
    this.bar.hidden = !shown;
    if (!shown) return;
    this.bar.replaceChildren(
      icon(this.editing ? "edit" : "reply"),
      h("span", { class: "reply-words" }, h("strong", {}, this.editing ? t("editing") : t("reply_to", shown.from_name)), h("span", {}, this.quote || gist(shown))),
      iconButton("close", t("cancel"), { "data-test": "cancel-reply", onclick: () => { this.drop(); this.text.focus(); } }),
    );
  }

  facts() {
    const place = this.place();
    if (!place) return null;
    const reply = this.reply ? { reply_to: this.reply.message_id, ...(this.quote ? { quote: this.quote } : {}) } : {};
    return { person: place.viewer, chat: place.chat, ...(place.thread ? { thread: place.thread } : {}), ...reply };
  }

  async submit() {
    const place = this.place();
    const words = this.text.value.trim();
    if (!place || (!words && !this.chosen.length)) return;
    const facts = this.facts();
    const { editing, chosen, reply, quote } = this;
    this.text.value = "";
    this.reset();
    this.drawBar();
    this.drawTray();
    this.typed();
    const done = editing ? await act("edit", { person: place.viewer, chat: editing.chat_id, message: editing.message_id, text: words }) : await post(facts, words, chosen);
    if (done) {
      for (const one of chosen) if (one.url) URL.revokeObjectURL(one.url);
      this.sent();
    } else if (this.key === keyOf(place) && !this.text.value) {
      // What could not be sent is not lost.
      Object.assign(this, { editing, chosen, reply, quote });
      this.text.value = words;
      this.fit();
      this.drawBar();
      this.drawTray();
    }
  }
}

async function post(facts, words, chosen) {
  if (!chosen.length) return act("write", { ...facts, text: words });
  let done = {};
  const groups = chosen.length > 1 ? albums(chosen) : [chosen];
  for (const [index, items] of groups.entries()) {
    const caption = index === 0 ? words : "";
    done = items.length === 1 ? await upload("send", { ...facts, kind: items[0].kind, ...(caption ? { caption } : {}), name: items[0].file.name }, items[0].file) : await sendAlbum(facts, items, caption);
    if (!done) return null;
  }
  return done;
}

// Telegram puts pictures and videos into one album, documents into another, music into a third.
function albums(chosen) {
  const sorts = new Map();
  for (const one of chosen) {
    const sort = one.kind === "photo" || one.kind === "video" ? "seen" : one.kind === "audio" ? "heard" : ["document"].includes(one.kind) ? "file" : one.file.name;
    sorts.set(sort, [...(sorts.get(sort) ?? []), one]);
  }
  return [...sorts.values()];
}

async function sendAlbum(facts, items, caption) {
  if (items.reduce((sum, one) => sum + one.file.size, 0) > LARGEST_ALBUM) {
    complain(t("album_too_large"));
    return null;
  }
  const encoded = await Promise.all(items.map(async (one, index) => ({ kind: one.kind, name: one.file.name, content: await base64(one.file), ...(index === 0 && caption ? { caption } : {}) })));
  return act("send_album", { ...facts, items: encoded });
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

function kindOf(file, as) {
  if (as === "file") return "document";
  if (["image/jpeg", "image/png", "image/webp"].includes(file.type)) return "photo";
  if (file.type === "video/mp4") return "video";
  if (file.type === "image/gif") return "animation";
  if (["audio/mpeg", "audio/mp4"].includes(file.type)) return "audio";
  return "document";
}

const commandsAt = (place) => state.commands[String(place.chat)] ?? [];

// Why nothing can be written here, and what is shown in place of the field.
function reasonToStop(place) {
  const who = person(place.viewer);
  if (place.chat === place.viewer) {
    if (who?.blocked)
      return { reason: "blocked", shown: () => [h("button", { type: "button", class: "wide-button", "data-test": "unblock", onclick: () => act("block", { person: who.id, blocked: false }) }, t("unblock"))] };
    if (!who?.started)
      return { reason: "start", shown: () => [h("button", { type: "button", class: "wide-button", "data-test": "start", onclick: () => act("write", { person: who.id, text: "/start" }) }, t("start"))] };
    return null;
  }
  const chat = group();
  const status = chat?.members.find((member) => member.id === place.viewer)?.status ?? "left";
  if (!["creator", "administrator", "member"].includes(status)) {
    const join = () => act("join", { chat: chat.id, person: place.viewer });
    return { reason: "left", shown: () => [h("p", {}, t("not_in_group", who?.name ?? "")), h("button", { type: "button", class: "wide-button", onclick: join }, t("join"))] };
  }
  const topic = chat.topics.find((one) => one.thread_id === place.thread);
  if (topic?.closed && status === "member") {
    const reopen = () => act("close_topic", { person: place.viewer, chat: chat.id, thread: topic.thread_id, closed: false });
    return { reason: "closed", shown: () => [h("p", {}, icon("lock"), t("topic_is_closed")), h("button", { type: "button", class: "text-button", "data-test": "reopen-topic", onclick: reopen }, t("open_topic"))] };
  }
  return null;
}

export const focusText = (root) => $("textarea", root)?.focus();
