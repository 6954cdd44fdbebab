// The client's phone, the staff's room and the manager's chat.

import { avatar, colourOf, serviceWords } from "./bubble.js";
import { Chat, acting } from "./chat.js";
import { h, icon, iconButton, roving } from "./dom.js";
import { gist } from "./media.js";
import { People, badge } from "./people.js";
import { clientPlace, managerPlace, privatePlace, staffPlace } from "./places.js";
import { choice, choose, clients, group, groups, lastMessage, manager, messageAt, now, person, staff, state, topicsOf, unread } from "./store.js";
import { briefly } from "./time.js";
import { t } from "./words.js";


// The line above a chat: whom one talks to, and what they are doing.
class Head {
  constructor(name, { back = null } = {}) {
    this.sign = h("span", { class: "head-sign" });
    this.name = h("h2", { class: "head-name" });
    this.about = h("span", { class: "head-about", "data-test": `${name}-status` });
    this.root = h("div", { class: "head" }, back ? iconButton("back", t("to_topics"), { class: "head-back", "data-test": "to-topics", onclick: back }) : null, this.sign, h("div", { class: "head-words" }, this.name, this.about));
    this.drawn = "";
  }

  update(name, about, place, sign) {
    const typing = place && acting(place);
    const signature = JSON.stringify([name, about, Boolean(typing), sign]);
    if (signature === this.drawn) return;
    this.drawn = signature;
    this.name.textContent = this.name.title = name;
    this.about.textContent = typing ? t("typing") : about;
    this.about.classList.toggle("acting", Boolean(typing));
    this.sign.replaceChildren(sign ?? avatar(name, state.bot.id));
  }
}

const emptyPrivate = () => [
  h("div", { class: "empty" }, h("p", { class: "empty-name" }, state.bot.name), state.bot.description ? h("p", { class: "empty-words" }, state.bot.description) : null, h("p", { class: "empty-hint" }, t("say_first"))),
];

class PrivatePane {
  constructor(name, label, place) {
    this.place = place;
    this.head = new Head(name);
    this.chat = new Chat(name, place, { label: t("messages"), empty: emptyPrivate });
    this.panel = h("div", { class: "panel", id: `${name}-panel` }, this.head.root, this.chat.root);
    this.root = h("section", { class: `pane pane-${name}`, "aria-label": label, "data-test": `pane-${name}` });
  }

  update() {
    const place = this.place();
    const who = place && person(place.viewer);
    this.head.update(state.bot.name, who ? statusOf(who) : t("bot"), place);
    this.chat.update();
  }
}

const statusOf = (who) => (who.blocked ? t("bot_blocked") : t("bot"));

export class ClientPane extends PrivatePane {
  constructor() {
    super("client", t("client_pane"), clientPlace);
    this.people = new People("client", t("who_is_client"), () => clients().map((one) => ({ id: one.id, name: one.name, about: one.about, off: one.blocked ? t("has_blocked") : "", unread: one.id === choice.client ? 0 : unread(privatePlace(one.id)) })), () => choice.client, (id) => choose({ client: id }));
    this.about = h("p", { class: "about", "data-test": "client-about" });
    this.panel.setAttribute("role", "tabpanel");
    this.root.append(h("header", { class: "pane-head" }, h("h2", { class: "pane-name" }, t("client_pane")), this.people.root, this.about), this.panel);
  }

  update() {
    this.people.update();
    const who = person(choice.client);
    const words = who ? [who.about, who.mail].filter(Boolean).join(" · ") : "";
    if (this.about.textContent !== words) this.about.textContent = words;
    this.panel.setAttribute("aria-labelledby", `client-person-${choice.client}`);
    super.update();
  }
}

export class ManagerPane extends PrivatePane {
  constructor() {
    super("manager", t("manager_pane"), managerPlace);
    this.about = h("p", { class: "about" });
    this.root.append(h("header", { class: "pane-head" }, h("h2", { class: "pane-name" }, t("manager_pane")), this.about), this.panel);
  }

  update() {
    const who = manager();
    const words = who ? [who.name, who.about].filter(Boolean).join(" · ") : "";
    if (this.about.textContent !== words) this.about.textContent = words;
    super.update();
  }
}

export class StaffPane {
  constructor() {
    this.people = new People("staff", t("who_is_staff"), () => staff().map((one) => ({ id: one.id, name: one.name, about: one.about, unread: one.id === choice.member ? 0 : unread(privatePlace(one.id)) })), () => choice.member, (id) => choose({ member: id }));
    this.groupName = h("span", { class: "group-name", "data-test": "group-name" });
    this.groups = h("select", { class: "groups", "aria-label": t("which_group"), hidden: true, onchange: () => choose({ group: Number(this.groups.value), topic: "" }) });
    this.head = new Head("staff", { back: () => choose({ topic: "" }) });
    this.chat = new Chat("staff", staffPlace, { label: t("messages"), empty: (place) => this.empty(place) });
    this.list = h("div", { class: "topics", role: "listbox", "aria-label": t("topics"), "data-test": "topics" });
    roving(this.list, ".topic");
    this.panel = h("div", { class: "panel two", id: "staff-panel", role: "tabpanel" }, this.list, h("div", { class: "conversation" }, this.head.root, this.chat.root));
    this.root = h("section", { class: "pane pane-staff", "aria-label": t("staff_pane"), "data-test": "pane-staff" }, h("header", { class: "pane-head" }, h("h2", { class: "pane-name" }, t("staff_pane"), this.groupName, this.groups), this.people.root), this.panel);
    this.drawn = "";
    this.groupsDrawn = "";
  }

  empty(place) {
    if (!place) return [h("div", { class: "empty" }, h("p", { class: "empty-words" }, topicsOf(group()).length > 1 ? t("choose_topic") : t("no_topics")))];
    return place.chat === place.viewer ? emptyPrivate() : [h("div", { class: "empty" }, h("p", { class: "empty-hint" }, t("nothing_here")))];
  }

  update() {
    this.people.update();
    this.panel.setAttribute("aria-labelledby", `staff-person-${choice.member}`);
    const chat = group();
    this.updateGroups(chat);
    this.drawTopics(chat);
    const place = staffPlace();
    this.panel.classList.toggle("chosen", Boolean(place));
    const topic = chat?.forum && place ? topicsOf(chat).find((one) => one.thread_id === place.thread) : null;
    this.head.root.hidden = !place;
    if (place?.chat === place?.viewer && place) this.head.update(state.bot.name, t("private_of", person(place.viewer)?.name ?? ""), place);
    else if (place) this.head.update(topic ? nameOf(topic) : chat.title, topic?.closed ? t("topic_is_closed") : memberCount(chat), place, topic ? topicSign(topic) : avatar(chat.title, chat.id));
    this.chat.update();
  }

  updateGroups(chat) {
    const known = groups();
    const signature = JSON.stringify([known.map((one) => [one.id, one.title, one.bot, one.gone]), choice.group]);
    if (signature === this.groupsDrawn) return;
    this.groupsDrawn = signature;
    const gone = chat && (chat.gone || !["administrator", "member", "creator"].includes(chat.bot));
    this.groupName.hidden = known.length > 1;
    this.groupName.replaceChildren(t("quoted_name", chat?.title ?? ""), gone ? h("span", { class: "warning" }, t("bot_is_out")) : "");
    this.groups.hidden = known.length < 2;
    this.groups.replaceChildren(...known.map((one) => h("option", { value: String(one.id) }, one.title)));
    this.groups.value = String(choice.group);
  }

  drawTopics(chat) {
    const entries = [];
    if (choice.member) entries.push({ value: "private", name: state.bot.name, place: privatePlace(choice.member), sign: () => avatar(state.bot.name, state.bot.id), alone: true });
    if (chat && !chat.forum) entries.push({ value: "all", name: chat.title, place: { viewer: choice.member, chat: chat.id, thread: null }, sign: () => avatar(chat.title, chat.id) });
    for (const topic of topicsOf(chat)) entries.push({ value: String(topic.thread_id), name: nameOf(topic), place: { viewer: choice.member, chat: chat.id, thread: topic.thread_id }, sign: () => topicSign(topic), topic });
    for (const entry of entries) Object.assign(entry, { last: lastMessage(entry.place), unread: entry.value === choice.topic && this.chat.visible ? 0 : unread(entry.place) });
    const signature = JSON.stringify([choice.topic, entries.map(({ value, name, last, unread: count, topic }) => [value, name, count, last?.message_id, last?.revision, last?.text, topic])]);
    if (signature === this.drawn) return;
    this.drawn = signature;
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.topic : null;
    const scroll = this.list.scrollTop;
    this.list.replaceChildren(...entries.map((entry) => this.option(entry, entries)));
    this.list.scrollTop = scroll;
    if (focused !== null) this.list.querySelector(`[data-topic="${focused}"]`)?.focus();
  }

  option({ value, name, last, unread: count, sign, topic, alone }, entries) {
    const selected = value === choice.topic;
    const first = !entries.some((entry) => entry.value === choice.topic) && value === entries[0].value;
    const open = () => choose({ topic: value });
    return h(
      "div",
      { class: `topic${topic?.closed ? " closed" : ""}${topic?.general ? " general" : ""}${alone ? " alone" : ""}`, role: "option", tabIndex: selected || first ? 0 : -1, "aria-selected": String(selected), "data-topic": value, "data-test": `topic-${value}`, onclick: open, onkeydown: (event) => ["Enter", " "].includes(event.key) && (event.preventDefault(), open()) },
      sign(),
      h(
        "span",
        { class: "topic-words" },
        h("span", { class: "topic-top" }, h("span", { class: "topic-name", title: name }, name), topic?.closed ? h("span", { class: "topic-lock", title: t("topic_is_closed") }, icon("lock"), h("span", { class: "unseen" }, t("topic_is_closed"))) : null, last ? h("time", {}, briefly(new Date(last.date * 1000), now())) : null),
        h("span", { class: "topic-bottom" }, h("span", { class: "topic-last" }, alone && !last ? t("private_chat") : lastWords(last)), badge(count)),
      ),
    );
  }
}

const nameOf = (topic) => (topic.general ? t("general") : topic.name);

function lastWords(message) {
  if (!message) return "";
  if (message.kind === "forum_topic_created") return t("topic_is_new");
  if (message.kind === "forum_topic_edited") return t("topic_was_edited");
  return message.service ? serviceWords(message) : `${message.from_name}: ${gist(message)}`;
}

function memberCount(chat) {
  return t("members", chat.members.filter((member) => ["creator", "administrator", "member"].includes(member.status)).length);
}

function topicSign(topic) {
  const sign = topic.general ? "#" : topic.icon || /[\p{L}\p{N}]/u.exec(topic.name)?.[0] || "?";
  const made = h("span", { class: `topic-sign${topic.icon ? " emoji" : ""}${topic.general ? " hash" : ""}`, "aria-hidden": "true" }, sign);
  if (!topic.icon && !topic.general) made.style.backgroundColor = `#${topic.icon_color.toString(16).padStart(6, "0")}`;
  return made;
}
