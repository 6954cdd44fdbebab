// The switch between the people of a pane.

import { avatar } from "./bubble.js";
import { $$, h, roving } from "./dom.js";
import { t } from "./words.js";

export class People {
  // `people()` gives [{id, name, about, unread, off}], `chosen()` an id, `choose(id)` changes it.
  constructor(name, label, people, chosen, choose) {
    Object.assign(this, { name, people, chosen, choose });
    this.root = h("div", { class: "people", role: "tablist", "aria-label": label, "data-test": `${name}-people` });
    this.drawn = "";
    roving(this.root, ".one", { horizontal: true, choose: (target) => this.choose(Number(target.dataset.person)) });
  }

  update() {
    const shown = this.people();
    const signature = JSON.stringify([shown, this.chosen()]);
    if (signature === this.drawn) return;
    this.drawn = signature;
    const focused = this.root.contains(document.activeElement);
    this.root.replaceChildren(...shown.map((one) => this.tab(one)));
    if (focused) $$('[aria-selected="true"]', this.root)[0]?.focus();
  }

  tab(one) {
    const selected = one.id === this.chosen();
    return h(
      "button",
      { type: "button", role: "tab", class: "one", id: `${this.name}-person-${one.id}`, "aria-selected": String(selected), "aria-controls": `${this.name}-panel`, tabIndex: selected ? 0 : -1, title: one.about, "data-person": one.id, "data-test": `person-${one.id}`, onclick: () => this.choose(one.id) },
      avatar(one.name, one.id),
      h("span", { class: "one-name" }, one.name),
      one.off ? h("span", { class: "one-off", title: one.off }, "⊘", h("span", { class: "unseen" }, one.off)) : null,
      badge(one.unread),
    );
  }
}

export function badge(count) {
  return count ? h("span", { class: "badge" }, h("span", { "aria-hidden": "true" }, count > 99 ? "99+" : String(count)), h("span", { class: "unseen" }, t("unread", count))) : null;
}
