// The guided tour. A step is over when what it asks for has happened, whoever did it and in whatever words.

import { $, $$, h } from "./dom.js";
import { choice, clients, group, manager, messagesAt, staff, state, touch } from "./store.js";
import { privatePlace } from "./places.js";
import { has, t } from "./words.js";

const KEPT = "frontdesk-tour";
const PAUSE_MS = 1400;
const FRESH = { step: 0, over: false, begun: false, base: {}, told: {}, died: 0, wrote: false };

const fact = (name) => state.reports.facts?.[name] ?? 0;
const client = () => clients()[0];
const member = () => staff()[0];
const asClient = () => choice.client === client()?.id;
const asMember = () => choice.member === member()?.id;
const running = () => state.reports.process?.state === "running";
const idle = () => !state.counts.updates_pending && !state.reports.queues?.inbox_ready;

const CLIENT_CHIP = () => [`#client-person-${client()?.id}`, "client"];
const MEMBER_CHIP = () => [`#staff-person-${member()?.id}`, "staff"];
const CLIENT_TEXT = () => ['[data-test="client-composer"]', "client"];
const STAFF_TEXT = () => ['[data-test="staff-composer"]', "staff"];
const PLUS_DAY = () => ['[data-test="plus-day"]', ""];
const TOPIC = () => ['.topic:not(.alone):not(.general)', "staff"];

// The newest buttons of the bot, as long as they are the last thing that was said.
const lastButtons = (log, tab) => [`[data-test="${log}-log"] .message:last-of-type .inline-keyboard`, tab];

// Where the bot waits for words, at most two buttons are below its question: back, and another way.
const isAsked = (log) => ($(lastButtons(log)[0])?.querySelectorAll("button").length ?? 0) < 3;
const answerOf = (log, tab, text) => (isAsked(log) ? text() : lastButtons(log, tab));

const needs = {
  client: (rest) => (asClient() ? rest() : [CLIENT_CHIP()]),
  member: (rest) => (!asMember() ? [MEMBER_CHIP()] : ["", "private", "0"].includes(choice.topic) ? [TOPIC()] : rest()),
};

const STEPS = [
  {
    name: "sign_in",
    done: () => fact("links") > 0,
    targets: () => needs.client(() => {
      if (!client()?.started) return [['[data-test="start"]', "client"]];
      if (state.mails.length) return [['[data-test="type-code"]', "mail"], CLIENT_TEXT()];
      return [answerOf("client", "client", CLIENT_TEXT)];
    }),
  },
  { name: "file", done: (gained) => gained("tickets") > 0, targets: () => needs.client(() => [answerOf("client", "client", CLIENT_TEXT)]) },
  { name: "answer", done: (gained) => gained("assigned") > 0 && gained("answers_delivered") > 0, targets: (gained) => needs.member(() => (gained("assigned") ? [STAFF_TEXT()] : [['[data-test="staff-log"] .inline-keyboard', "staff"]])) },
  { name: "reply", done: (gained) => gained("client_replies") > 0, targets: () => [["[data-test='staff-log'] .reactions", "staff"], ...needs.client(() => [CLIENT_TEXT()])] },
  { name: "ping", done: (gained) => gained("pings") > 0, targets: (gained) => (gained("answers_delivered") > 1 ? [PLUS_DAY()] : needs.member(() => [STAFF_TEXT()])) },
  { name: "inactive", done: (gained) => gained("inactive") > 0, targets: () => [PLUS_DAY()] },
  { name: "reopen", done: (gained) => gained("reopened") > 0, targets: () => needs.client(() => [lastButtons("client", "client")]) },
  {
    name: "kill",
    done: (gained, tour) => running() && (tour.died > 0 ? tour.wrote && idle() : gained("restarts") > 0),
    targets: (gained, tour) => {
      if (!tour.died) return [['[data-test="do-kill"]', "more"]];
      return tour.wrote ? [['[data-test="do-run"]', "more"]] : needs.client(() => [CLIENT_TEXT()]);
    },
  },
  {
    name: "solve",
    done: (gained) => gained("solved") > 0 && gained("rated") > 0,
    targets: (gained) => (gained("solved") ? needs.client(() => [lastButtons("client", "client")]) : needs.member(() => [STAFF_TEXT()])),
  },
  { name: "digest", done: (gained) => gained("digests") > 0, targets: () => [['[data-test="evening"]', ""], ["", "manager"]] },
];

export class Tour {
  constructor() {
    this.kept = { ...FRESH, ...read() };
    this.finishing = 0;
    this.words = h("div", { class: "tour-words", "aria-live": "polite" });
    const button = (name, run, extra = "") => h("button", { type: "button", class: `chip ${extra}`, "data-test": `tour-${name}`, onclick: run }, t({ skip: "skip_tour", previous: "previous", next: "next", close: "close" }[name]));
    this.buttons = { previous: button("previous", () => this.go(this.kept.step - 1)), next: button("next", () => this.go(this.kept.step + 1)), skip: button("skip", () => this.end()), close: button("close", () => this.end()) };
    this.root = h("section", { class: "tour", "aria-label": t("tour"), "data-test": "tour", hidden: true }, this.words, h("div", { class: "tour-buttons" }, Object.values(this.buttons)));
    this.drawn = "";
  }

  restart() {
    Object.assign(this.kept, FRESH, { begun: true, base: { ...state.reports.facts }, told: { ...state.reports.facts } });
    this.save();
    touch("tour");
  }

  // Who comes to a demo that has gone on without them begins where it is.
  begin() {
    while (STEPS[this.kept.step]?.done(this.gained, this.kept)) this.kept.step += 1;
    Object.assign(this.kept, { begun: true, over: this.kept.step >= STEPS.length });
  }

  end() {
    this.kept.over = true;
    this.save();
    touch("tour");
  }

  go(step) {
    this.finishing = 0;
    this.kept.step = Math.min(Math.max(step, 0), STEPS.length);
    this.save();
    touch("tour");
  }

  save() {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(this.kept));
    } catch {
      // Without storage the tour begins anew with the next visit.
    }
  }

  gained = (name) => fact(name) - (this.kept.base[name] ?? 0);

  // Remembers what no number of the desk tells: that the bot was dead, and that the client wrote meanwhile.
  watch() {
    const before = JSON.stringify(this.kept);
    if (this.isAnew(state.reports.facts ?? {})) Object.assign(this.kept, FRESH);
    this.kept.told = { ...this.kept.told, ...state.reports.facts };
    if (!this.kept.begun && Object.keys(state.reports.facts ?? {}).length) this.begin();
    const dead = state.reports.process?.state === "dead";
    const step = STEPS[this.kept.step]?.name;
    if (step === "kill" && dead && !this.kept.died) this.kept.died = newest(client()?.id);
    if (step === "kill" && this.kept.died && newest(client()?.id) > this.kept.died) this.kept.wrote = true;
    if (JSON.stringify(this.kept) !== before) this.save();
  }

  // A demo that was started anew counts from zero; while it goes on, only accesses can become fewer.
  isAnew(facts) {
    const names = Object.keys(this.kept.told).filter((name) => name in facts);
    const lost = names.filter((name) => facts[name] < this.kept.told[name]);
    return lost.some((name) => name !== "links") || (lost.length > 0 && names.every((name) => facts[name] === 0));
  }

  update() {
    this.watch();
    const { step, over } = this.kept;
    this.root.hidden = over || !client();
    const current = STEPS[step];
    const done = Boolean(current) && !over && current.done(this.gained, this.kept);
    if (done && !this.finishing) this.finishing = setTimeout(() => this.go(step + 1), PAUSE_MS);
    this.draw(current, done);
    this.point(over || !current || done ? [] : current.targets(this.gained, this.kept));
  }

  draw(current, done) {
    const { step } = this.kept;
    const signature = JSON.stringify([step, done, client()?.name, member()?.name, group()?.forum]);
    if (signature === this.drawn) return;
    this.drawn = signature;
    const cast = { client: client()?.name ?? "", mail: client()?.mail ?? "", member: member()?.name ?? "", manager: manager()?.name ?? "", plain: !group()?.forum };
    const words = current && (cast.plain && has(`step_${current.name}_words_plain`) ? `step_${current.name}_words_plain` : `step_${current.name}_words`);
    this.root.classList.toggle("done", done);
    this.root.dataset.step = current?.name ?? "over";
    this.words.replaceChildren(
      current ? h("span", { class: "tour-number", "data-test": "tour-number" }, t("tour_step", step + 1, STEPS.length)) : "",
      h("strong", { class: "tour-title" }, current ? t(`step_${current.name}`, cast) : t("tour_over_title")),
      h("span", { class: "tour-text" }, done ? t("done") : current ? t(words, cast) : t("tour_over")),
    );
    this.buttons.previous.hidden = !current || step === 0;
    this.buttons.next.hidden = !current;
    this.buttons.skip.hidden = !current;
    this.buttons.close.hidden = Boolean(current);
  }

  // Outlines what to press; where it is out of view, the tab that leads there.
  point(targets) {
    const wanted = new Set();
    for (const [selector, tab] of targets) {
      const found = selector && $$(selector).filter(visible).at(-1);
      if (found) wanted.add(found);
      else if (tab && !$(`.pane-${tab}`)?.offsetParent) for (const button of $$(`[data-tab="${tab}"]`).filter(visible)) wanted.add(button);
    }
    for (const element of $$(".tour-target")) if (!wanted.has(element)) element.classList.remove("tour-target");
    for (const element of wanted) element.classList.add("tour-target");
  }
}

const visible = (element) => element.getClientRects().length > 0;

function newest(chat) {
  return Math.max(0, ...messagesAt(privatePlace(chat)).filter((message) => message.from_id === chat).map((message) => message.message_id));
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
  } catch {
    return {};
  }
}
