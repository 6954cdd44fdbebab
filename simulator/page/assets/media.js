// Pictures, files and the other things that are no text.

import { h, icon } from "./dom.js";
import { messageAt } from "./store.js";
import { size, t } from "./words.js";

export const address = (file) => `/page/file/${encodeURIComponent(file.file_id)}`;

export function photo(message) {
  const picture = h("img", { src: address(message.file), alt: message.text ? t("photo_with", message.text.slice(0, 80)) : t("photo"), loading: "lazy", draggable: "false" });
  const button = h("button", { type: "button", class: "photo", "data-test": "photo", "aria-label": t("open_photo"), onclick: () => lightbox(message) }, picture);
  picture.addEventListener("error", () => button.replaceChildren(h("span", { class: "no-picture" }, icon("photo"), message.file.name)));
  return button;
}

function lightbox(message) {
  const box = h("dialog", { class: "lightbox", "aria-label": t("photo"), "data-test": "lightbox" });
  const close = () => (box.close(), box.remove());
  box.append(
    h("img", { src: address(message.file), alt: message.text || t("photo") }),
    h("button", { type: "button", class: "lightbox-close icon-button", "aria-label": t("close"), onclick: close }, icon("close")),
  );
  box.addEventListener("click", (event) => event.target.tagName !== "BUTTON" && close());
  box.addEventListener("cancel", close);
  document.body.append(box);
  box.showModal();
}

export function attachment(message) {
  return h(
    "a",
    { class: "document", href: address(message.file), download: message.file.name || "file", "data-test": "document" },
    h("span", { class: "document-sign" }, icon("file")),
    h("span", { class: "document-words" }, h("span", { class: "document-name" }, message.file.name || t("file")), h("small", {}, size(message.file.size))),
  );
}

const played = (tag) => (message) => h("figure", { class: `played ${message.kind}` }, h(tag, { src: address(message.file), controls: true, preload: "metadata", "aria-label": message.file.name || t(message.kind) }));

const contact = (message) => {
  const { first_name: first, last_name: last = "", phone_number: phone } = message.content.contact;
  return h("div", { class: "document" }, h("span", { class: "document-sign" }, icon("contact")), h("span", { class: "document-words" }, h("span", { class: "document-name" }, `${first} ${last}`.trim()), h("small", {}, phone)));
};

const place = (message) => {
  const { latitude, longitude } = message.content.location ?? message.content.venue.location;
  const venue = message.content.venue;
  return h("div", { class: "document" }, h("span", { class: "document-sign" }, icon("place")), h("span", { class: "document-words" }, h("span", { class: "document-name" }, venue?.title ?? t("location")), h("small", {}, venue?.address ?? `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`)));
};

const poll = (message) => h("div", { class: "poll" }, h("strong", {}, message.content.poll.question), h("ul", {}, message.content.poll.options.map((option) => h("li", {}, option.text))));

const sticker = (message) => {
  const picture = h("img", { class: "sticker", src: address(message.file), alt: t("sticker") });
  picture.addEventListener("error", () => picture.replaceWith(h("span", { class: "big-sign" }, message.content.sticker?.emoji || "🙂")));
  return picture;
};

const SHOWN = {
  photo,
  sticker,
  contact,
  poll,
  location: place,
  venue: place,
  document: attachment,
  video: played("video"),
  animation: played("video"),
  video_note: played("video"),
  audio: played("audio"),
  voice: played("audio"),
  dice: (message) => h("span", { class: "big-sign" }, `${message.content.dice.emoji} ${message.content.dice.value}`),
};

export function media(message) {
  if (message.kind === "text") return null;
  const show = SHOWN[message.kind];
  return show ? show(message) : h("em", { class: "unknown-kind" }, message.kind);
}

// A message in a few words: in quotes, lists and announcements.
export function gist(message) {
  if (!message) return t("deleted_message");
  if (message.service) return "";
  const words = message.text.replace(/\s+/g, " ").slice(0, 120);
  if (message.kind === "text") return words;
  const what = message.kind === "document" && message.file?.name ? message.file.name : t(message.kind);
  return words ? `${what}, ${words}` : what;
}

export const targetOf = (message) => (message.reply_to ? messageAt(message.reply_chat || message.chat_id, message.reply_to) : undefined);
