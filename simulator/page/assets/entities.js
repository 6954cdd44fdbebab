// Formatted text. Offsets of the Bot API count UTF-16 units, as the strings here do.

import { h } from "./dom.js";
import { link } from "./links.js";
import { t } from "./words.js";

const PLAIN_TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };

// `around` = {viewer, command}: who would open a link, and what a tap on a command does.
export function formatted(text, entities, around) {
  const ordered = [...entities]
    .filter((one) => one.length > 0 && one.offset < text.length)
    .sort((one, other) => one.offset - other.offset || other.length - one.length);
  return part(text, ordered, 0, text.length, around);
}

function part(text, entities, from, to, around) {
  const nodes = [];
  let at = from;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    index += 1;
    if (start >= end) continue;
    const inner = [];
    while (index < entities.length && entities[index].offset < end) inner.push(entities[index++]);
    if (start > at) nodes.push(text.slice(at, start));
    nodes.push(element(entity, text.slice(start, end), part(text, inner, start, end, around), around));
    at = end;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function element(entity, words, inside, around) {
  if (entity.type in PLAIN_TAGS) return h(PLAIN_TAGS[entity.type], {}, inside);
  switch (entity.type) {
    case "pre":
      return h("pre", { tabIndex: 0, "data-language": entity.language }, h("code", {}, inside));
    case "spoiler":
      return spoiler(inside);
    case "blockquote":
      return h("blockquote", {}, inside);
    case "expandable_blockquote":
      return foldedQuote(inside);
    case "text_link":
      return entity.url.startsWith("tg:") ? h("span", { class: "mention" }, inside) : withInside(link("", entity.url, around.viewer), inside);
    case "url":
      // What looks like an address of mail would become a name before a host.
      return words.includes("@") && !words.includes("//") ? h("span", { class: "mention" }, words) : link(words, words, around.viewer);
    case "email":
      return link(words, `mailto:${words}`);
    case "phone_number":
      return link(words, `tel:${words}`);
    case "bot_command":
      return around.command
        ? h("button", { type: "button", class: "command", onclick: () => around.command(words) }, words)
        : h("span", { class: "mention" }, words);
    case "mention":
    case "text_mention":
    case "hashtag":
    case "cashtag":
      return h("span", { class: "mention" }, inside);
    case "date_time":
      return h("time", {}, inside);
    default:
      return h("span", {}, inside);
  }
}

function withInside(anchor, inside) {
  anchor.replaceChildren(...inside);
  return anchor;
}

function spoiler(inside) {
  const hidden = h("span", { class: "spoiler", role: "button", tabIndex: 0, "aria-expanded": "false", "aria-label": t("hidden_text") }, h("span", { class: "spoiler-words" }, inside));
  const show = () => {
    hidden.classList.add("shown");
    hidden.removeAttribute("aria-label");
    for (const name of ["role", "tabindex", "aria-expanded"]) hidden.removeAttribute(name);
  };
  hidden.addEventListener("click", show);
  hidden.addEventListener("keydown", (event) => ["Enter", " "].includes(event.key) && (event.preventDefault(), show()));
  return hidden;
}

function foldedQuote(inside) {
  const quote = h("blockquote", { class: "folded" });
  const button = h("button", { type: "button", class: "text-button", "aria-expanded": "false" }, t("show_all"));
  button.addEventListener("click", () => {
    const folded = quote.classList.toggle("folded");
    button.setAttribute("aria-expanded", String(!folded));
    button.textContent = folded ? t("show_all") : t("fold");
  });
  quote.append(h("span", { class: "folded-words" }, inside), button);
  return quote;
}
