// The switchboard: Telegram, the client, the group and the bot are broken and mended.

import { act } from "./control.js";
import { h } from "./dom.js";
import { choice, choose, group, person, state, topicsOf } from "./store.js";
import { t } from "./words.js";

const SLOW_SECONDS = 3;
const TITLES = { telegram: "telegram", mail: "mail_pane", client: "client", room: "room" };
const FAULTS = { down: { kind: "lost_call", times: 0 }, slow: { kind: "slow", times: 0, seconds: SLOW_SECONDS } };

const NO_SUCH_USER = "550 No such user";

const isOn = (name) => state.faults.some((rule) => rule.kind === FAULTS[name].kind && rule.times === 0);

const setFault = (name, on) => (on ? act("add_fault", FAULTS[name]) : act("mend", { kind: FAULTS[name].kind }));

function topic() {
  const chat = group();
  if (!chat?.forum || choice.topic === "private" || choice.topic === "") return null;
  return topicsOf(chat).find((one) => String(one.thread_id) === choice.topic && !one.general) ?? null;
}

const botIsIn = () => ["administrator", "member", "creator"].includes(group()?.bot);
const lever = (name) => state.levers.find((one) => one.name === name);

function toggle(name, about, { on, set, label = () => t(name) }) {
  const button = h("button", { type: "button", class: "switch", role: "switch", "aria-checked": "false", title: about, "data-test": `switch-${name}` }, h("span", { class: "knob", "aria-hidden": "true" }), h("span", { class: "switch-words" }));
  button.addEventListener("click", () => set(button.getAttribute("aria-checked") !== "true"));
  return {
    root: button,
    update() {
      button.setAttribute("aria-checked", String(on()));
      if (button.lastChild.textContent !== label()) button.lastChild.textContent = label();
    },
  };
}

function action(name, { label, run, about = "", able = () => "", danger = false, shown = () => true }) {
  const button = h("button", { type: "button", class: `chip${danger ? " danger" : ""}`, "data-test": `do-${name}` });
  button.addEventListener("click", () => button.getAttribute("aria-disabled") !== "true" && run());
  return {
    root: button,
    update() {
      const why = able();
      button.setAttribute("aria-disabled", String(Boolean(why)));
      button.title = why || about;
      button.hidden = !shown();
      if (button.textContent !== label()) button.textContent = label();
    },
  };
}

export class Board {
  constructor() {
    const room = () => group()?.id ?? 0;
    const aTopic = () => (topic() ? "" : t("choose_topic_first"));
    const parts = {
      telegram: [
        toggle("down", t("down_about"), { on: () => isOn("down"), set: (on) => setFault("down", on) }),
        toggle("slow", t("slow_about"), { on: () => isOn("slow"), set: (on) => setFault("slow", on) }),
        toggle("limits", t("limits_about"), { on: () => state.limits === "enforced", set: (on) => act("keep_limits", { keeping: on ? "enforced" : "counted" }) }),
      ],
      mail: [toggle("no-mail", t("no_mail_about"), { label: () => t("no_mail"), on: () => Boolean(state.mail_refused), set: (on) => act("refuse_mail", { answer: on ? NO_SUCH_USER : "" }) })],
      client: [toggle("block", t("block_about"), { label: () => t("block", person(choice.client)?.name ?? ""), on: () => Boolean(person(choice.client)?.blocked), set: (blocked) => act("block", { person: choice.client, blocked }) })],
      room: [
        action("close-topic", { label: () => t(topic()?.closed ? "reopen_topic" : "close_topic"), able: aTopic, run: () => act("close_topic", { person: choice.member, chat: room(), thread: topic().thread_id, closed: !topic().closed }) }),
        action("delete-topic", { label: () => t("delete_topic"), able: aTopic, danger: true, run: () => act("delete_topic", { person: choice.member, chat: room(), thread: topic().thread_id }) }),
        toggle("forum", t("forum_about"), { on: () => Boolean(group()?.forum), set: (forum) => act("set_chat", { chat: room(), forum }).then(() => choose({ topic: "" })) }),
        action("upgrade", { label: () => t("upgrade"), about: t("upgrade_about"), able: () => (group()?.type === "group" ? "" : t("already_supergroup")), run: () => act("upgrade", { chat: room() }) }),
        action("kick", { label: () => t(botIsIn() ? "kick" : "bring_back"), danger: true, run: () => act("set_member", { chat: room(), person: 0, status: botIsIn() ? "kicked" : "administrator" }) }),
      ],
      process: [
        action("kill", { label: () => t("kill"), danger: true, able: () => this.busy("kill"), shown: () => Boolean(lever("kill")) && !dead(), run: () => this.pull("kill") }),
        action("run", { label: () => t("run"), able: () => this.busy("start"), shown: () => Boolean(lever("start")) && dead(), run: () => this.pull("start") }),
        action("restart", { label: () => t("restart"), able: () => this.busy("restart"), shown: () => Boolean(lever("restart")) && !dead(), run: () => this.pull("restart") }),
      ],
    };
    this.pulled = "";
    this.notice = h("p", { class: "notice", role: "status", "data-test": "notice", hidden: true });
    this.parts = Object.values(parts).flat();
    this.state = h("span", { class: "process-state", role: "status", "data-test": "process-state" });
    this.process = h("div", { class: "board-part part-process", role: "group", "aria-label": t("process") }, h("span", { class: "board-name", "aria-hidden": "true" }, t("process")), this.state, parts.process.map((part) => part.root));
    const others = ["telegram", "mail", "client", "room"].map((name) => h("div", { class: `board-part part-${name}`, role: "group", "aria-label": t(TITLES[name]) }, h("span", { class: "board-name", "aria-hidden": "true" }, t(TITLES[name])), parts[name].map((part) => part.root)));
    this.root = h("section", { class: "board", id: "board", "aria-label": t("switchboard"), "data-test": "board" }, this.process, others);
  }

  busy(name) {
    return this.pulled || lever(name)?.busy ? t("state_starting") : "";
  }

  async pull(name) {
    this.pulled = name;
    this.update();
    await act("pull", { lever: name });
    this.pulled = "";
    this.update();
  }

  get processState() {
    const pulling = ["start", "restart"].includes(this.pulled) || lever("start")?.busy || lever("restart")?.busy;
    return pulling && state.reports.process?.state ? "starting" : state.reports.process?.state;
  }

  update() {
    const now = this.processState;
    const notice = now && now !== "running" ? t(`notice_${now}`) : "";
    if (this.notice.textContent !== notice) this.notice.textContent = notice;
    this.notice.hidden = !notice;
    this.process.hidden = !state.levers.length && !now;
    this.state.dataset.state = now || "";
    const words = now ? t(`state_${now}`) : "";
    if (this.state.textContent !== words) this.state.textContent = words;
    for (const part of this.parts) part.update();
  }
}

const dead = () => state.reports.process?.state === "dead";
