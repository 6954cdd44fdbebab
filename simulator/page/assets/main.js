// Puts the page together and keeps it true to the stream.

import { Backstage } from "./backstage.js";
import { Board } from "./board.js";
import { ClockBar } from "./clock.js";
import { $, h, icon, iconButton } from "./dom.js";
import { Tabs } from "./layout.js";
import { MailPane } from "./mail.js";
import { ClientPane, ManagerPane, StaffPane } from "./panes.js";
import { choice, listen, restoreChoice, state } from "./store.js";
import { connect } from "./stream.js";
import { Tour } from "./tour.js";
import { setLanguage, t } from "./words.js";

const THEME = "frontdesk-theme";
const WIDE = 1100;

const asked = new URLSearchParams(location.search).get("lang");
let parts = null;

listen((changed) => {
  if (!parts && !changed.has("full")) return;
  if (!parts) begin();
  if (changed.has("full")) parts.backstage.start();
  update();
});

connect((online) => {
  const line = $("#offline");
  line.hidden = online;
  line.textContent = parts ? t("offline") : line.textContent;
});

function begin() {
  setLanguage(asked ?? state.language);
  document.title = t("title");
  restoreChoice();
  const client = new ClientPane();
  parts = {
    clock: new ClockBar(),
    board: new Board(),
    client,
    staff: new StaffPane(),
    manager: new ManagerPane(),
    mail: new MailPane((words) => setTimeout(() => client.chat.composer.type(words), 50)),
    backstage: new Backstage(),
    phone: new Tabs("phone"),
    side: new Tabs("side"),
    right: new Tabs("right"),
    // Last, as it points at what the others have drawn.
    tour: new Tour(),
  };
  const panes = h("div", { class: "panes", "data-test": "panes" }, parts.client.root, parts.side.root, parts.staff.root, parts.right.root, parts.manager.root, parts.mail.root);
  $("#page").replaceChildren(header(), h("main", { class: "middle" }, parts.board.root, parts.tour.root, parts.board.notice, panes, parts.backstage.root), h("nav", { class: "bottom", "aria-label": t("panes") }, parts.phone.root));
}

function header() {
  const switches = h("button", { type: "button", class: "chip open-board", "aria-expanded": "true", "aria-controls": "board", title: t("show_switchboard"), "data-test": "toggle-board" }, t("switchboard"));
  const show = (open) => {
    document.body.classList.toggle("board-closed", !open);
    switches.setAttribute("aria-expanded", String(open));
  };
  switches.addEventListener("click", () => show(document.body.classList.contains("board-closed")));
  show(window.innerWidth >= WIDE);
  return h(
    "header",
    { class: "top" },
    h("h1", { class: "brand" }, h("img", { src: "/page/icon.svg", alt: "", width: "28", height: "28" }), h("span", {}, state.bot.name)),
    parts.clock.root,
    h(
      "div",
      { class: "tools" },
      switches,
      h("button", { type: "button", class: "chip", "data-test": "take-tour", onclick: () => parts.tour.restart() }, icon("flag"), t("take_tour")),
      h("a", { class: "chip", href: `?lang=${document.documentElement.lang === "ru" ? "en" : "ru"}`, lang: document.documentElement.lang === "ru" ? "en" : "ru", "data-test": "language" }, t("other_language")),
      iconButton("sun", t("theme"), { "data-test": "theme", onclick: switchTheme }),
    ),
  );
}

function update() {
  Object.assign(document.body.dataset, { tab: choice.tab, side: choice.side, right: choice.right });
  for (const part of Object.values(parts)) part.update();
}

function switchTheme() {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "light" : "dark";
  try {
    sessionStorage.setItem(THEME, document.documentElement.dataset.theme);
  } catch {
    // The theme then lasts until the page is loaded again.
  }
}
