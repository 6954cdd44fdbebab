// What the stream has told, what the visitor has chosen, and what has been read.

const EMPTY = {
  now: "", zone: "UTC", language: "ru", bot: { id: 0, name: "", username: "", description: "", short: "" },
  cast: [], typing: [], commands: {}, counts: { calls: 0, violations: 0, updates_pending: 0 }, faults: [], limits: "counted", levers: [], mail_refused: "",
};
const MOST_CALLS = 500;
const CHOICE = "frontdesk-choice";

export const state = { ...EMPTY };
export const choice = { client: 0, member: 0, group: 0, topic: "", tab: "client", side: "staff", right: "manager" };

const listeners = [];
let changed = new Set();
let scheduled = false;
let clockAt = 0;
let baseline = null;
const reads = new Map();
const sorted = new Map();
const versions = new Map();
let whole = 0;

reset();

function reset() {
  sorted.clear();
  whole += 1;
  Object.assign(state, EMPTY, {
    chats: new Map(), messages: new Map(), mails: [], calls: [], violations: [],
    reports: { process: { state: "", pid: 0 }, queues: {}, tickets: [], facts: {} },
  });
}

export function apply(patch) {
  if (patch.full) {
    const before = state.messages;
    reset();
    take(patch);
    if (baseline === null || isAnotherWorld(before)) {
      reads.clear();
      baseline = new Map([...state.messages].map(([chat, found]) => [chat, newest(found)]));
      baseline.set("mails", state.mails.length);
    }
    settleChoice();
    touch("full", ...Object.keys(patch));
    return;
  }
  take(patch);
  settleChoice();
  touch(...Object.keys(patch));
}

// The demo was started anew behind the same address: its numbers begin again.
function isAnotherWorld(before) {
  return [...before].some(([chat, found]) => {
    const [first] = found.values();
    const again = first && state.messages.get(chat)?.get(first.message_id);
    return !state.chats.has(chat) || (again && again.date !== first.date);
  });
}

function take(patch) {
  if (patch.now) clockAt = Date.parse(patch.now) - performance.now();
  for (const name of Object.keys(EMPTY)) if (name in patch) state[name] = patch[name];
  for (const chat of patch.chats ?? []) state.chats.set(chat.id, chat);
  for (const message of patch.messages ?? []) {
    if (!state.messages.has(message.chat_id)) state.messages.set(message.chat_id, new Map());
    state.messages.get(message.chat_id).set(message.message_id, message);
    sorted.delete(message.chat_id);
    versions.set(message.chat_id, (versions.get(message.chat_id) ?? 0) + 1);
  }
  state.mails.push(...(patch.mails ?? []));
  state.calls.push(...(patch.calls ?? []));
  state.calls.splice(0, Math.max(0, state.calls.length - MOST_CALLS));
  state.violations.push(...(patch.violations ?? []));
  state.violations.splice(0, Math.max(0, state.violations.length - MOST_CALLS));
  Object.assign(state.reports, patch.reports ?? {});
}

export const now = () => new Date(clockAt + performance.now());

export function listen(listener) {
  listeners.push(listener);
}

// Several patches in one frame are drawn once; a page in the background still keeps its badges.
export function touch(...names) {
  for (const name of names) changed.add(name);
  if (scheduled) return;
  scheduled = true;
  setTimeout(() => {
    scheduled = false;
    const names = changed;
    changed = new Set();
    for (const listener of listeners) listener(names);
  }, 16);
}

export function choose(facts) {
  Object.assign(choice, facts);
  settleChoice();
  try {
    sessionStorage.setItem(CHOICE, JSON.stringify(choice));
  } catch {
    // A browser that keeps nothing still shows everything.
  }
  touch("choice");
}

export function restoreChoice() {
  try {
    Object.assign(choice, JSON.parse(sessionStorage.getItem(CHOICE) ?? "{}"));
  } catch {
    sessionStorage.removeItem(CHOICE);
  }
  settleChoice();
}

function settleChoice() {
  const of = (role) => state.cast.filter((one) => one.role === role);
  if (!of("client").some((one) => one.id === choice.client)) choice.client = of("client")[0]?.id ?? 0;
  if (!staff().some((one) => one.id === choice.member)) choice.member = staff()[0]?.id ?? 0;
  const groups = [...state.chats.values()].filter((chat) => !chat.person && !chat.migrated_to);
  const followed = state.chats.get(choice.group)?.migrated_to;
  if (followed) choice.group = followed;
  if (!groups.some((chat) => chat.id === choice.group)) choice.group = groups[0]?.id ?? 0;
  if (choice.topic === "private") return;
  const topics = topicsOf(group());
  if (!group()?.forum) choice.topic = "all";
  else if (!topics.some((topic) => String(topic.thread_id) === choice.topic)) choice.topic = "";
}

export const person = (id) => state.cast.find((one) => one.id === id);
export const staff = () => state.cast.filter((one) => one.role === "staff");
export const clients = () => state.cast.filter((one) => one.role === "client");
export const manager = () => state.cast.find((one) => one.role === "manager");
export const group = () => state.chats.get(choice.group);
export const groups = () => [...state.chats.values()].filter((chat) => !chat.person && !chat.migrated_to);

// Living topics, the one that was last written in first, General at the end.
export function topicsOf(chat) {
  if (!chat?.forum) return [];
  const living = chat.topics.filter((topic) => !topic.deleted);
  const last = new Map(living.map((topic) => [topic.thread_id, lastMessage({ chat: chat.id, thread: topic.thread_id })?.message_id ?? 0]));
  living.sort((one, other) => last.get(other.thread_id) - last.get(one.thread_id));
  return [...living, { thread_id: 0, name: "General", closed: false, deleted: false, icon: "", icon_color: 0, general: true }];
}

// A place is where a person reads and writes: {viewer, chat, thread}; thread null is a chat without topics.
// Existing messages, oldest first; sorted once for each change of a chat, as all lists and badges look here.
export function messagesAt(place) {
  if (!sorted.has(place.chat)) sorted.set(place.chat, sort(place.chat));
  const { all, threads } = sorted.get(place.chat);
  return place.thread === null ? all : threads.get(place.thread) ?? [];
}

function sort(chat) {
  const all = [...(state.messages.get(chat)?.values() ?? [])].filter((message) => !message.deleted);
  all.sort((one, other) => one.message_id - other.message_id);
  const threads = new Map();
  for (const message of all) {
    if (!threads.has(message.thread_id)) threads.set(message.thread_id, []);
    threads.get(message.thread_id).push(message);
  }
  return { all, threads };
}

// Another one with each change of the chat's messages, also when all of them are gone.
export function versionOf(chat) {
  return `${whole}.${versions.get(chat) ?? 0}`;
}

export function lastMessage(place) {
  return messagesAt(place).at(-1);
}

export const messageAt = (chat, id) => state.messages.get(chat)?.get(id);

export const keyOf = (place) => `${place.viewer}:${place.chat}:${place.thread ?? "all"}`;

export function unread(place) {
  const read = reads.get(keyOf(place)) ?? baseline?.get(place.chat) ?? 0;
  const found = messagesAt(place);
  let count = 0;
  for (let at = found.length - 1; at >= 0 && found[at].message_id > read; at -= 1) {
    if (!found[at].service && found[at].from_id !== place.viewer) count += 1;
  }
  return count;
}

export function markRead(place) {
  const last = newest(state.messages.get(place.chat));
  if ((reads.get(keyOf(place)) ?? -1) >= last) return;
  const had = unread(place);
  reads.set(keyOf(place), last);
  if (had) touch("reads");
}

export const unreadMails = () => state.mails.length - (reads.get("mails") ?? baseline?.get("mails") ?? 0);

export function markMailsRead() {
  if (!unreadMails()) return;
  reads.set("mails", state.mails.length);
  touch("reads");
}

function newest(found) {
  let last = 0;
  for (const id of found?.keys() ?? []) last = Math.max(last, id);
  return last;
}
