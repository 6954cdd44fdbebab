// Where somebody reads and writes: {viewer, chat, thread}.

import { choice, choose, group, manager, person } from "./store.js";

// The private chat of a person with the bot.
export const privatePlace = (id) => ({ viewer: id, chat: id, thread: null });

export const clientPlace = () => (choice.client ? privatePlace(choice.client) : null);
export const managerPlace = () => (manager() ? privatePlace(manager().id) : null);

// What the member of staff has open: their own chat with the bot, a topic, a group without topics, or nothing yet.
export function staffPlace() {
  if (!choice.member) return null;
  if (choice.topic === "private") return privatePlace(choice.member);
  const chat = group();
  if (!chat || choice.topic === "") return null;
  return { viewer: choice.member, chat: chat.id, thread: chat.forum ? Number(choice.topic) : null };
}

// Shows where this person talks to the bot.
export function showPrivate(id) {
  const role = person(id)?.role;
  if (role === "client") choose({ client: id, tab: "client" });
  else if (role === "manager") choose({ tab: "manager", side: "manager", right: "manager" });
  else choose({ member: id, topic: "private", tab: "staff", side: "staff" });
}
