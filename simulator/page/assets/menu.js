// A small menu beside what it belongs to: arrows move, Escape and a click elsewhere close.

import { $$, h, icon } from "./dom.js";

let open = null;

export function closeMenu({ refocus = true } = {}) {
  if (!open) return;
  const { box, owner } = open;
  open = null;
  const had = box.contains(document.activeElement);
  box.remove();
  owner.setAttribute("aria-expanded", "false");
  if (refocus && had && owner.isConnected) owner.focus();
}

// `quick` are signs in one row (reactions), `items` lines of {name, icon, label, run}.
export function showMenu(owner, { label, quick = [], items = [], at = null }) {
  closeMenu();
  const entry = (content, attributes, run) =>
    h("button", { type: "button", role: "menuitem", tabIndex: -1, ...attributes, onclick: () => { closeMenu(); run(); } }, content);
  const box = h(
    "div",
    { class: "menu", role: "menu", "aria-label": label, "data-test": "menu" },
    quick.length ? h("div", { class: "menu-quick", role: "group", "aria-label": label }, quick.map(({ name, text, label: words, run }) => entry(text, { "aria-label": words, title: words, "data-test": name }, run))) : null,
    items.map(({ name, icon: sign, label: words, run }) => entry([icon(sign), words], { "data-test": name }, run)),
  );
  document.body.append(box);
  open = { box, owner };
  owner.setAttribute("aria-expanded", "true");
  put(box, owner, at);
  box.addEventListener("keydown", (event) => move(event, box));
  $$("button", box)[0]?.focus();
}

function put(box, owner, at) {
  const rect = owner.getBoundingClientRect();
  const [x, y] = at ?? [rect.left, rect.bottom + 4];
  const room = 8;
  const left = Math.min(Math.max(room, x), window.innerWidth - box.offsetWidth - room);
  const below = y + box.offsetHeight + room <= window.innerHeight;
  const top = below ? y : Math.max(room, (at ? y : rect.top - 4) - box.offsetHeight);
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}

function move(event, box) {
  const buttons = $$("button", box);
  const at = buttons.indexOf(document.activeElement);
  const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  if (event.key in steps) {
    event.preventDefault();
    buttons[(at + steps[event.key] + buttons.length) % buttons.length].focus();
  } else if (event.key === "Home" || event.key === "End") {
    event.preventDefault();
    buttons.at(event.key === "Home" ? 0 : -1).focus();
  } else if (event.key === "Tab") {
    closeMenu();
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    closeMenu();
  }
}

document.addEventListener("pointerdown", (event) => {
  if (open && !open.box.contains(event.target)) closeMenu({ refocus: false });
});
window.addEventListener("resize", () => closeMenu());
