// Which panes are in view: all in three columns, two columns with tabs, or one with tabs below.

import { h, icon, roving } from "./dom.js";
import { badge } from "./people.js";
import { managerPlace, privatePlace } from "./places.js";
import { choice, choose, clients, group, staff, topicsOf, touch, unread, unreadMails } from "./store.js";
import { t } from "./words.js";

const TABS = {
  client: { icon: "chat", label: "client_tab" },
  staff: { icon: "staff", label: "staff_pane" },
  manager: { icon: "chief", label: "manager_pane" },
  mail: { icon: "mail", label: "mail_pane" },
  more: { icon: "other", label: "more_pane" },
};

const SETS = {
  phone: { tabs: ["client", "staff", "manager", "mail", "more"], chosen: () => choice.tab, choose: showTab },
  side: { tabs: ["staff", "manager", "mail"], chosen: () => choice.side, choose: showTab },
  right: { tabs: ["manager", "mail"], chosen: () => choice.right, choose: showTab },
};

export function showTab(tab) {
  choose({ tab, ...(["staff", "manager", "mail"].includes(tab) ? { side: tab } : {}), ...(["manager", "mail"].includes(tab) ? { right: tab } : {}) });
}

function unreadOf(tab) {
  if (tab === "client") return clients().reduce((sum, one) => sum + unread(privatePlace(one.id)), 0);
  if (tab === "manager") return managerPlace() ? unread(managerPlace()) : 0;
  if (tab === "mail") return unreadMails();
  if (tab !== "staff" || !choice.member) return 0;
  const chat = group();
  const places = chat?.forum ? topicsOf(chat).map((topic) => ({ viewer: choice.member, chat: chat.id, thread: topic.thread_id })) : chat ? [{ viewer: choice.member, chat: chat.id, thread: null }] : [];
  return [...places, ...staff().map((one) => privatePlace(one.id))].reduce((sum, place) => sum + unread(place), 0);
}

export class Tabs {
  constructor(name) {
    this.set = SETS[name];
    this.name = name;
    this.buttons = new Map(
      this.set.tabs.map((tab) => [
        tab,
        h("button", { type: "button", role: "tab", class: "tab", "data-tab": tab, "data-test": `${name}-tab-${tab}`, onclick: () => this.set.choose(tab) }, icon(TABS[tab].icon), h("span", { class: "tab-name" }, t(TABS[tab].label)), h("span", { class: "tab-badge" })),
      ]),
    );
    this.root = h("div", { class: `tabs tabs-${name}`, role: "tablist", "aria-label": t("panes") }, [...this.buttons.values()]);
    roving(this.root, ".tab", { horizontal: true, choose: (target) => this.set.choose(target.dataset.tab) });
  }

  update() {
    for (const [tab, button] of this.buttons) {
      const selected = this.set.chosen() === tab;
      button.setAttribute("aria-selected", String(selected));
      button.tabIndex = selected ? 0 : -1;
      const count = String(unreadOf(tab));
      if (button.dataset.unread === count) continue;
      button.dataset.unread = count;
      button.lastChild.replaceChildren(badge(Number(count)) ?? "");
    }
  }
}

// What is read depends on what is in view.
new ResizeObserver(() => touch("layout")).observe(document.documentElement);
document.addEventListener("visibilitychange", () => touch("layout"));
