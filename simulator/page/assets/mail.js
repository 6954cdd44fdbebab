// The mailbox of the whole cast.

import { $, h, iconButton } from "./dom.js";
import { linked } from "./links.js";
import { choice, choose, markMailsRead, now, state } from "./store.js";
import { briefly, dayAndTime } from "./time.js";
import { toast } from "./notes.js";
import { t } from "./words.js";

const CODE = /(?<!\d)\d{8}(?!\d)/g;

export class MailPane {
  // `type(words)` puts words into the client's field.
  constructor(type) {
    this.type = type;
    this.opened = 0;
    this.drawn = "";
    this.list = h("div", { class: "mails", "data-test": "mails", role: "log", "aria-live": "polite", "aria-label": t("mails") });
    this.root = h("section", { class: "pane pane-mail", "aria-label": t("mail_pane"), "data-test": "pane-mail" }, h("header", { class: "pane-head" }, h("h2", { class: "pane-name" }, t("mail_pane")), h("p", { class: "about" }, t("mail_about"))), this.list);
    this.nodes = new Map();
  }

  update() {
    const newest = state.mails.at(-1)?.number ?? 0;
    if (newest !== this.newest) {
      this.newest = newest;
      this.opened = newest;
    }
    const signature = JSON.stringify([state.mails.map((mail) => [mail.number, mail.at]), this.opened]);
    if (signature !== this.drawn) {
      this.drawn = signature;
      const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.mail : null;
      this.list.replaceChildren(...(state.mails.length ? [...state.mails].reverse().map((mail) => this.mail(mail)) : [h("div", { class: "empty" }, h("p", { class: "empty-hint" }, t("no_mails")))]));
      if (focused) $(`.mail-head[data-mail="${focused}"]`, this.list)?.focus();
    }
    if (this.root.offsetParent !== null && document.visibilityState === "visible") markMailsRead();
  }

  mail(mail) {
    const open = mail.number === this.opened;
    const date = new Date(mail.at);
    return h(
      "article",
      { class: `mail${open ? " open" : ""}`, "data-test": "mail", "data-mail": mail.number },
      h(
        "button",
        { type: "button", class: "mail-head", "aria-expanded": String(open), "data-mail": mail.number, onclick: () => { this.opened = open ? 0 : mail.number; this.update(); } },
        h("span", { class: "mail-top" }, h("span", { class: "mail-to" }, mail.to.join(", ")), h("time", { title: dayAndTime(date) }, briefly(date, now()))),
        h("span", { class: "mail-subject" }, mail.subject),
      ),
      open ? h("div", { class: "mail-text", lang: state.language }, this.words(mail)) : null,
    );
  }

  words(mail) {
    const parts = [];
    let at = 0;
    const reader = state.cast.find((one) => mail.to.includes(one.mail))?.id ?? choice.client;
    for (const found of mail.text.matchAll(CODE)) {
      parts.push(...linked(mail.text.slice(at, found.index), reader), h("code", { class: "code" }, found[0]), this.codeButtons(found[0], reader));
      at = found.index + found[0].length;
    }
    return [...parts, ...linked(mail.text.slice(at), reader)];
  }

  codeButtons(code, reader) {
    return h(
      "span",
      { class: "code-buttons" },
      h("button", { type: "button", class: "chip", "data-test": "type-code", onclick: () => this.insert(code, reader) }, t("into_chat")),
      iconButton("copy", t("copy_code"), { class: "small", onclick: () => navigator.clipboard.writeText(code).then(() => toast(t("copied")), () => null) }),
    );
  }

  insert(code, reader) {
    choose({ tab: "client", ...(state.cast.find((one) => one.id === reader)?.role === "client" ? { client: reader } : {}) });
    this.type(code);
  }
}

