// Small helpers to build elements. Data only ever becomes text nodes and checked attributes.

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "open", "multiple", "controls", "src", "tabIndex"]);

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.className = value;
    else if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (PROPERTIES.has(name)) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

const PATHS = {
  attach: "M16.5 6.5v9.2a4.5 4.5 0 0 1-9 0V5.8a3 3 0 0 1 6 0v9.4a1.5 1.5 0 0 1-3 0V7",
  send: "M4 12l16-8-5 16-3.5-6.5z",
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  reply: "M10 6L4 12l6 6M4 12h10a6 6 0 0 1 6 6",
  edit: "M5 19l1-4L16 5l3 3L9 18z",
  delete: "M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12",
  copy: "M9 9h10v10H9zM5 15V5h10",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z",
  down: "M6 9l6 6 6-6",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  photo: "M4 6h16v13H4zM4 16l5-5 4 4 3-3 4 4",
  contact: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 4-6 8-6s8 2 8 6",
  place: "M12 21s7-6.5 7-12a7 7 0 0 0-14 0c0 5.5 7 12 7 12zM12 11a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  slash: "M5 4h14v16H5zM14 8l-4 8",
  keys: "M3 7h18v11H3zM7 11h.01M11 11h.01M15 11h.01M8 15h8",
  chat: "M4 5h16v11H9l-5 4z",
  staff: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c0-4 3-6 6-6s6 2 6 6M16 4.5a3.5 3.5 0 0 1 0 6M17 14c2.5.5 4 2.5 4 6",
  chief: "M12 3l3 6 6 .8-4.5 4.3 1.2 6.4L12 17.5 6.3 20.5l1.2-6.4L3 9.800 9 9z",
  mail: "M3 6h18v13H3zM3 7l9 7 9-7",
  other: "M4 7h16M4 12h16M4 17h16",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2",
  flag: "M6 21V4h11l-2 4 2 4H6",
};

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", `icon icon-${name}`);
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  drawing.append(path);
  return drawing;
}

export function iconButton(name, label, attributes = {}) {
  const { class: extra = "", ...others } = attributes;
  return h("button", { type: "button", class: `icon-button ${extra}`, "aria-label": label, title: label, ...others }, icon(name));
}

// Arrow keys move between the items of a widget that is one stop of the Tab key.
export function roving(container, selector, { horizontal = false, choose = null } = {}) {
  container.addEventListener("keydown", (event) => {
    const items = $$(selector, container).filter((item) => item.offsetParent !== null && !item.disabled);
    const at = items.indexOf(document.activeElement.closest(selector));
    if (at < 0) return;
    const [previous, next] = horizontal ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    const targets = { [previous]: at - 1, [next]: at + 1, Home: 0, End: items.length - 1 };
    if (!(event.key in targets) || event.target.matches("input, textarea")) return;
    event.preventDefault();
    const target = items[(targets[event.key] + items.length) % items.length];
    for (const item of items) item.tabIndex = item === target ? 0 : -1;
    target.focus();
    if (choose) choose(target);
  });
}

// Some emoji are drawn as letters unless a selector follows, which the Bot API leaves out.
export const inColour = (emoji) => (emoji.length === 1 ? `${emoji}\uFE0F` : emoji);
