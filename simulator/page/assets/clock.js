// The clock of the demo and the buttons that move it.

import { act } from "./control.js";
import { h } from "./dom.js";
import { now, state } from "./store.js";
import { dayName, secondTime } from "./time.js";
import { t } from "./words.js";

const HOUR = 3600;
const DAY = 24 * HOUR;
const MORNING = 11;
// Past the hour of the digest.
const EVENING = 18 * HOUR + 10 * 60;

export class ClockBar {
  constructor() {
    this.day = h("span", { class: "clock-day" });
    this.time = h("span", { class: "clock-time" });
    const button = (name, label, about, run) => h("button", { type: "button", class: "chip", "data-test": name, title: about, "aria-label": about, onclick: run }, label);
    this.root = h(
      "div",
      { class: "clock", role: "group", "aria-label": t("clock") },
      h("time", { class: "clock-face", "data-test": "clock", title: t("zone", state.zone) }, this.day, this.time),
      button("plus-hour", t("hour"), t("plus_hour"), () => act("advance", { seconds: HOUR })),
      button("plus-day", t("day"), t("plus_day"), () => act("advance", { seconds: DAY })),
      button("evening", t("evening"), t("next_evening"), () => act("advance", { seconds: untilEvening() })),
      button("next-morning", t("morning"), t("next_morning"), () => act("next_morning", { zone: state.zone, hour: MORNING })),
    );
    setInterval(() => this.update(), 1000);
  }

  update() {
    const moment = now();
    this.day.textContent = dayName(moment);
    this.time.textContent = secondTime(moment);
  }
}

// Seconds to the next evening from Monday to Friday in the desk's zone.
function untilEvening() {
  const options = { timeZone: state.zone, hourCycle: "h23", weekday: "short", hour: "numeric", minute: "numeric", second: "numeric" };
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-GB", options).formatToParts(now()).map(({ type, value }) => [type, value]));
  const past = Number(parts.hour) * HOUR + Number(parts.minute) * 60 + Number(parts.second);
  let days = past < EVENING ? 0 : 1;
  while (((["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(parts.weekday) + days) % 7) > 4) days += 1;
  return EVENING - past + days * DAY;
}
