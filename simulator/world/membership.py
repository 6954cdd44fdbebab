"""Coming and going: people in groups, the bot in groups, and people who stop the bot."""

from typing import Any

from simulator.world.chats import ADMIN_RIGHTS, ADMINS, Chat, Member
from simulator.world.users import User
from simulator.world.world import World


def set_status(
    world: World, chat: Chat, user: User, by: User, *, status: str, rights: set[str] | None = None
) -> Member:
    """Gives a user another status in a group, and tells the bot as Telegram does."""
    old = chat.member(user)
    default = set(ADMIN_RIGHTS) if status in ADMINS else set()
    new = Member(user, status, default if rights is None else rights)
    was_here, is_here = chat.has(user), status in {*ADMINS, "member"}
    # Who is thrown out still learns of it; who was not there does not see the moment before.
    chat.members[user.id] = new
    kind = "my_chat_member" if user is world.bot else "chat_member"
    if kind == "my_chat_member" or chat.member(world.bot).status in ADMINS:
        world.updates.add(kind, _change(world, chat, by, old.as_json(), new.as_json()))
    if was_here != is_here and chat.type != "channel":
        content = {"new_chat_members": [user.as_json()]} if is_here else {"left_chat_member": user.as_json()}
        world.post(chat, content, by)
    world.changes.notify()
    return new


def set_blocked(world: World, person: User, *, blocked: bool) -> None:
    """The person stops the bot, or starts it anew."""
    if person.blocked == blocked:
        return
    statuses = ("member", "kicked") if blocked else ("kicked", "member")
    old, new = (Member(world.bot, status).as_json() for status in statuses)
    person.blocked = blocked
    chat = world.chats[person.id]
    world.updates.add("my_chat_member", _change(world, chat, person, old, new))
    world.acted(chat, person)


def migrate(world: World, chat: Chat, by: User, *, forum: bool) -> Chat:
    """Makes a supergroup of a basic group; the old chat stays as a stub that points to the new one."""
    new = world.add_group(chat.title, by, supergroup=True, forum=forum)
    world.messages[new.id].clear()
    new.members = dict(chat.members)
    world.post(chat, {"migrate_to_chat_id": new.id}, by)
    chat.migrated_to = new
    world.post(new, {"migrate_from_chat_id": chat.id}, by)
    return new


def _change(world: World, chat: Chat, by: User, old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    return {
        "chat": chat.as_json(),
        "from": by.as_json(),
        "date": world.clock.timestamp(),
        "old_chat_member": old,
        "new_chat_member": new,
    }
