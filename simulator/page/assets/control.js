// What the visitor does, as operations of the simulator.

import { complain } from "./notes.js";
import { t } from "./words.js";

export async function act(operation, facts = {}) {
  return send(operation, { headers: { "Content-Type": "application/json" }, body: JSON.stringify(facts) });
}

export async function upload(operation, facts, file) {
  const form = new FormData();
  for (const [name, value] of Object.entries(facts)) form.append(name, value);
  form.append("content", file, file.name);
  return send(operation, { body: form });
}

// The result, or null where it could not be done, which has been said then.
async function send(operation, request) {
  let response;
  try {
    response = await fetch(`/control/${operation}`, { method: "POST", ...request });
  } catch {
    complain(t("no_connection"));
    return null;
  }
  const answer = await response.json().catch(() => ({ error: `${response.status} ${response.statusText}` }));
  if (!response.ok) {
    if (response.status === 413) complain(t("too_large_request"));
    else if (answer.kind === "NotSeenError" && operation === "press_at") complain(t("no_answer_yet"));
    else complain(t("failed", firstSentence(answer.error)));
    return null;
  }
  return answer.result ?? {};
}

function firstSentence(words) {
  return String(words ?? "").split("\n")[0];
}
