// Links: those to the bot are opened by somebody of the cast, all others in a tab of their own.

import { act } from "./control.js";
import { h } from "./dom.js";
import { ask } from "./notes.js";
import { showPrivate } from "./places.js";
import { state } from "./store.js";
import { t } from "./words.js";

const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);
const IN_TEXT = /https?:\/\/[^\s<>"«»]+[^\s<>"«».,;:!?)\]]/g;

export function safeUrl(text) {
  for (const attempt of [text, `https://${text}`]) {
    try {
      const url = new URL(attempt);
      if (SAFE.has(url.protocol)) return url.href;
    } catch {
      // Not an address yet: perhaps it only lacks its scheme.
    }
  }
  return "";
}

export function isOfBot(url) {
  try {
    const link = new URL(url);
    const path = link.pathname.split("/").filter(Boolean)[0] ?? "";
    return ["t.me", "telegram.me"].includes(link.hostname) && path.toLowerCase() === state.bot.username.toLowerCase();
  } catch {
    return false;
  }
}

export async function openLink(url, opener = 0) {
  const safe = safeUrl(url);
  if (!safe) return;
  if (!isOfBot(safe)) {
    window.open(safe, "_blank", "noopener");
    return;
  }
  const first = [...state.cast].sort((one, other) => (other.id === opener) - (one.id === opener));
  const answers = first.map((one) => ({ label: one.name, about: one.about, value: one.id }));
  const who = await ask(t("who_opens"), answers, { detail: safe, test: "who-opens" });
  if (who === null || (await act("follow", { person: who, url: safe })) === null) return;
  showPrivate(who);
}

export function link(words, url, opener = 0) {
  const safe = safeUrl(url);
  if (!safe) return h("span", {}, words);
  if (!isOfBot(safe)) return h("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, words);
  return h("a", { href: safe, rel: "noopener", onclick: (event) => { event.preventDefault(); openLink(safe, opener); } }, words);
}

// Plain text with its addresses made into links.
export function linked(text, opener = 0) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(IN_TEXT)) {
    parts.push(text.slice(at, found.index), link(found[0], found[0], opener));
    at = found.index + found[0].length;
  }
  parts.push(text.slice(at));
  return parts;
}
