"""The groups that updates tell of."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from aiogram.types import User

from desk.ids import ChatId

GROUPS = ("group", "supergroup")
CHANNEL = "channel"
OUT = ("left", "kicked")


@dataclass(frozen=True, slots=True)
class Group:
    """A group, or a channel, in which the bot is by what was told last; `added_by` is known if that was told."""

    id: ChatId
    title: str
    channel: bool = False
    added_by: User | None = None


def seen_in(updates: Iterable[object]) -> list[Group]:
    """In the order in which they were told of last. An update of any form is passed over rather than refused."""
    found: dict[ChatId, Group] = {}
    for update in updates:
        standing, message = _part(update, "my_chat_member"), _part(update, "message")
        group = _group(standing or message)
        if group is None:
            continue
        before = found.pop(group.id, None)
        if standing and _part(standing, "new_chat_member").get("status") in OUT:
            continue
        if (new := message.get("migrate_to_chat_id")) is not None:
            group = Group(ChatId(int(new)), group.title)
        by = _person(_part(standing, "from"))
        found[group.id] = Group(group.id, group.title, group.channel, by or (before.added_by if before else None))
    return list(found.values())


def _part(whole: object, name: str) -> dict[str, Any]:
    part = whole.get(name) if isinstance(whole, dict) else None
    return part if isinstance(part, dict) else {}


def _group(told: dict[str, Any]) -> Group | None:
    chat = _part(told, "chat")
    kind, number = chat.get("type"), chat.get("id")
    if not isinstance(number, int) or kind not in (*GROUPS, CHANNEL):
        return None
    return Group(ChatId(number), str(chat.get("title", "")), channel=kind == CHANNEL)


def _person(told: dict[str, Any]) -> User | None:
    """Not a bot, which stands for an administrator who shows no name."""
    if not isinstance(told.get("id"), int) or told.get("is_bot"):
        return None
    return User(
        id=told["id"], is_bot=False, first_name=str(told.get("first_name", "")), last_name=told.get("last_name")
    )
