// Short notes that pass by, alerts that wait, and questions with a few answers.

import { h } from "./dom.js";
import { t } from "./words.js";

const SHOWN_MS = 5000;

export function toast(words, kind = "") {
  const note = h("div", { class: `toast ${kind}`, role: kind === "bad" ? "alert" : "status", "data-test": "toast" }, words);
  const shelf = document.getElementById("toasts");
  shelf.append(note);
  while (shelf.children.length > 3) shelf.firstChild.remove();
  setTimeout(() => note.remove(), SHOWN_MS + words.length * 30);
}

export function complain(words) {
  toast(words, "bad");
}

export function alertBox(words) {
  return ask(words, [{ label: t("good"), value: true }], { test: "alert" });
}

// A modal question; null when it was left without an answer.
export function ask(question, answers, { detail = "", test = "question" } = {}) {
  return new Promise((resolve) => {
    const box = h("dialog", { class: "question", "data-test": test, "aria-label": question });
    const close = (value) => {
      box.close();
      box.remove();
      resolve(value);
    };
    box.append(
      h("p", { class: "question-words" }, question),
      detail ? h("p", { class: "question-detail" }, detail) : "",
      h(
        "div",
        { class: "question-answers" },
        answers.map(({ label, about, value }) =>
          h("button", { type: "button", class: "plain-button", "data-test": `answer-${value}`, onclick: () => close(value) }, label, about && h("small", {}, about)),
        ),
      ),
    );
    box.addEventListener("cancel", (event) => {
      event.preventDefault();
      close(null);
    });
    box.addEventListener("click", (event) => event.target === box && close(null));
    document.body.append(box);
    box.showModal();
  });
}
