// Dates and times in the desk's zone, in the language of the page.

import { state } from "./store.js";
import { language } from "./words.js";

const QUARTER_MS = 15 * 60 * 1000;

const formats = new Map();

function format(options) {
  const key = JSON.stringify([language(), state.zone, options]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language() === "ru" ? "ru-RU" : "en-GB", { timeZone: state.zone, ...options }));
  return formats.get(key);
}

export const clockTime = (date) => format({ hour: "2-digit", minute: "2-digit" }).format(date);
export const secondTime = (date) => format({ hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(date);
export const dayName = (date) => format({ weekday: "short", day: "numeric", month: "short" }).format(date);
export const longDay = (date) => format({ weekday: "long", day: "numeric", month: "long" }).format(date);

const days = new Map();

// Asked for every message at each change; zones differ by quarters of an hour.
export function dayKey(date) {
  const quarter = Math.floor(date / QUARTER_MS);
  if (!days.has(quarter)) days.set(quarter, format({ year: "numeric", month: "2-digit", day: "2-digit" }).format(date));
  return days.get(quarter);
}

export const dayAndTime = (date) => `${format({ day: "numeric", month: "short" }).format(date)}, ${clockTime(date)}`;

// Today the time, before that the day.
export function briefly(date, today) {
  return dayKey(date) === dayKey(today) ? clockTime(date) : format({ day: "numeric", month: "short" }).format(date);
}
