// Behind the chats: calls of the Bot API, queues, histories of tickets.

import { h } from "./dom.js";
import { person, state } from "./store.js";
import { dayAndTime, secondTime } from "./time.js";
import { has, t } from "./words.js";

const MOST_SHOWN = 500;
const QUEUES = ["inbox_ready", "inbox_parked", "outbox_waiting", "outbox_sending", "outbox_uncertain", "outbox_held", "outbox_undeliverable"];
const ALARMING = new Set(["inbox_parked", "outbox_uncertain", "outbox_undeliverable"]);

export class Backstage {
  constructor() {
    this.numbers = h("span", { class: "numbers" });
    this.calls = h("ol", { class: "calls", "data-test": "calls", tabIndex: 0, "aria-label": t("api_calls") });
    this.onlyBad = h("input", { type: "checkbox", "data-test": "only-bad", onchange: () => this.calls.classList.toggle("only-bad", this.onlyBad.checked) });
    this.queues = h("dl", { class: "queues", "data-test": "queues" });
    this.tickets = h("div", { class: "tickets", "data-test": "tickets" });
    const part = (name, ...content) => h("section", { class: `behind behind-${name}`, "aria-label": t(name) }, h("h2", {}, t(name)), ...content);
    this.root = h(
      "details",
      { class: "backstage", "data-test": "backstage", ontoggle: () => this.update() },
      h("summary", {}, h("span", { class: "backstage-name" }, t("backstage")), this.numbers),
      h("div", { class: "behinds" }, part("api_calls", h("label", { class: "only-bad" }, this.onlyBad, t("only_bad")), this.calls), part("queues", this.queues), part("tickets", this.tickets)),
    );
    this.start();
  }

  start() {
    this.lastCall = 0;
    this.violations = 0;
    this.drawn = {};
    this.opened = new Set();
    this.calls.replaceChildren();
  }

  update() {
    this.drawNumbers();
    if (!this.root.open) return;
    this.drawCalls();
    this.drawQueues();
    this.drawTickets();
  }

  drawNumbers() {
    const { calls, violations, updates_pending: pending } = state.counts;
    const queues = state.reports.queues ?? {};
    const inbox = pending + (queues.inbox_ready ?? 0);
    const outbox = (queues.outbox_waiting ?? 0) + (queues.outbox_sending ?? 0);
    const signature = [calls, violations, inbox, outbox].join();
    if (this.drawn.numbers === signature) return;
    this.drawn.numbers = signature;
    this.numbers.replaceChildren(
      h("span", { "data-test": "calls-count" }, t("calls_count", calls)),
      h("span", { class: violations ? "bad" : "", "data-test": "violations-count" }, t("violations_count", violations)),
      h("span", { "data-test": "inbox-count" }, t("inbox_count", inbox)),
      h("span", { "data-test": "outbox-count" }, t("outbox_count", outbox)),
    );
  }

  // Newest first; only what is new is added.
  drawCalls() {
    const fresh = state.calls.filter((call) => call.number > this.lastCall).map((call) => ({ at: call.at, node: () => callLine(call) }));
    const found = state.violations.slice(this.violations).map((one) => ({ at: one.at, node: () => violationLine(one) }));
    this.lastCall = state.calls.at(-1)?.number ?? this.lastCall;
    this.violations = state.violations.length;
    const lines = [...fresh, ...found].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
    for (const line of lines) this.calls.prepend(line.node());
    while (this.calls.children.length > MOST_SHOWN) this.calls.lastChild.remove();
    this.calls.dataset.empty = this.calls.children.length ? "" : t("no_calls");
  }

  drawQueues() {
    const queues = { updates_pending: state.counts.updates_pending, ...Object.fromEntries(QUEUES.map((name) => [name, state.reports.queues?.[name] ?? 0])) };
    const signature = JSON.stringify(queues);
    if (this.drawn.queues === signature) return;
    this.drawn.queues = signature;
    this.queues.replaceChildren(...Object.entries(queues).map(([name, count]) => h("div", { class: count && ALARMING.has(name) ? "bad" : "" }, h("dt", {}, t(name)), h("dd", { "data-test": `queue-${name}` }, String(count)))));
  }

  drawTickets() {
    const tickets = state.reports.tickets ?? [];
    const signature = JSON.stringify(tickets);
    if (this.drawn.tickets === signature) return;
    if (this.drawn.tickets === undefined && tickets[0]) this.opened.add(tickets[0].number);
    this.drawn.tickets = signature;
    this.tickets.replaceChildren(...(tickets.length ? tickets.map((ticket) => this.ticket(ticket)) : [h("p", { class: "empty-hint" }, t("no_tickets"))]));
  }

  ticket(ticket) {
    const made = h(
      "details",
      { class: "ticket", open: this.opened.has(ticket.number), "data-test": "ticket", "data-ticket": ticket.number },
      h("summary", {}, h("span", { class: "ticket-name" }, t("ticket", ticket.number, ticket.subject ?? "")), h("span", { class: `status status-${ticket.status}` }, known("status", ticket.status)), h("span", { class: "ticket-people" }, [ticket.client, ticket.assignee].filter(Boolean).join(" → "))),
      h("ol", { class: "history" }, (ticket.history ?? []).map((entry) => h("li", {}, h("time", {}, dayAndTime(new Date(entry.at))), h("span", {}, h("strong", {}, known("event", entry.kind)), entry.who ? `, ${entry.who}` : "", said(entry.detail) ? h("span", { class: "detail" }, entry.detail) : null)))),
    );
    made.addEventListener("toggle", () => (made.open ? this.opened.add(ticket.number) : this.opened.delete(ticket.number)));
    return made;
  }
}

const known = (sort, name) => (has(`${sort}_${name}`) ? t(`${sort}_${name}`) : String(name).replaceAll("_", " "));

function chatName(id) {
  return id === null || id === undefined ? "" : person(id)?.name ?? state.chats.get(id)?.title ?? String(id);
}

function callLine(call) {
  const failed = call.outcome !== "ok";
  return h(
    "li",
    { class: failed ? "call failed" : "call", "data-test": "call", "data-method": call.method },
    h(
      "details",
      {},
      h("summary", {}, h("time", {}, secondTime(new Date(call.at))), h("code", {}, call.method), h("span", { class: "call-chat" }, chatName(call.chat)), h("span", { class: "call-outcome" }, call.outcome)),
      h("pre", { tabIndex: 0 }, Object.entries(call.parameters ?? {}).map(([name, value]) => `${name}: ${value}`).join("\n")),
    ),
  );
}

function violationLine(found) {
  return h("li", { class: "call violation", "data-test": "violation" }, h("div", { class: "violation-line" }, h("time", {}, secondTime(new Date(found.at))), h("code", {}, found.method), h("strong", {}, t("violation")), h("span", { class: "violation-what" }, found.what)));
}

// What somebody has written; a word of the desk's own is for programs.
const said = (detail) => Boolean(detail) && !/^[a-z_]+$/.test(detail);
