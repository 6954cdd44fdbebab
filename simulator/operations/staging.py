"""People, groups and memberships are set up and changed."""

from typing import Any

from simulator.operations.registry import operation
from simulator.stage import Stage
from simulator.world.chats import Chat
from simulator.world.membership import migrate, set_blocked, set_status
from simulator.world.users import User


@operation
def create_person(
    stage: Stage, *, first_name: str, last_name: str = "", username: str = "", language: str = "ru"
) -> dict[str, Any]:
    """A person who has not met the bot yet."""
    return stage.world.add_person(first_name, last_name, username, language).as_json()


@operation
def create_group(
    stage: Stage, *, title: str, forum: bool = True, supergroup: bool = True, members: list[int] | None = None,
    admins: list[int] | None = None, bot_is_admin: bool = True, bot_rights: list[str] | None = None
) -> dict[str, Any]:  # fmt: skip
    """A group with the bot in it; who founded it keeps silent."""
    world = stage.world
    owner = world.add_person("Owner of", title)
    chat = world.add_group(title, owner, supergroup=supergroup, forum=forum)
    rights = None if bot_rights is None else set(bot_rights)
    set_status(world, chat, world.bot, owner, status="administrator" if bot_is_admin else "member", rights=rights)
    for person in members or []:
        set_status(world, chat, stage.person(person), owner, status="member")
    for person in admins or []:
        set_status(world, chat, stage.person(person), owner, status="administrator")
    return chat.as_json()


@operation
def create_channel(stage: Stage, *, title: str, bot_rights: list[str] | None = None) -> dict[str, Any]:
    """A channel with the bot as an administrator, with the right to post unless other rights are given."""
    world = stage.world
    owner = world.add_person("Owner of", title)
    chat = world.add_channel(title, owner)
    rights = set(bot_rights if bot_rights is not None else ["can_post_messages"])
    set_status(world, chat, world.bot, owner, status="administrator", rights=rights)
    return chat.as_json()


@operation
def groups(stage: Stage) -> list[dict[str, Any]]:
    """All groups and supergroups."""
    return [
        {"id": chat.id, "title": chat.title, "type": chat.type, "is_forum": chat.is_forum}
        for chat in stage.world.chats.values()
        if chat.type in {"group", "supergroup"}
    ]


@operation
def set_member(
    stage: Stage, *, chat: int, person: int, status: str, rights: list[str] | None = None, anonymous: bool = False
) -> None:
    """Gives somebody another status: member, administrator, left or kicked. Person 0 is the bot."""
    where = stage.chat(chat)
    who = stage.person(person) if person else stage.world.bot
    given = None if rights is None else set(rights)
    by = who if status == "left" else _owner(where)
    set_status(stage.world, where, who, by, status=status, rights=given).is_anonymous = anonymous


@operation
def take_rights(stage: Stage, *, chat: int, rights: list[str]) -> None:
    """The bot stays an administrator without these rights."""
    where, bot = stage.chat(chat), stage.world.bot
    left = where.member(bot).rights - set(rights)
    set_status(stage.world, where, bot, _owner(where), status="administrator", rights=left)


@operation
def join(stage: Stage, *, chat: int, person: int) -> None:
    """The person comes into the group."""
    who = stage.person(person)
    set_status(stage.world, stage.chat(chat), who, who, status="member")


@operation
def leave(stage: Stage, *, chat: int, person: int) -> None:
    """The person leaves the group."""
    who = stage.person(person)
    set_status(stage.world, stage.chat(chat), who, who, status="left")


@operation
def block(stage: Stage, *, person: int, blocked: bool) -> None:
    """The person stops the bot or starts it anew."""
    set_blocked(stage.world, stage.person(person), blocked=blocked)


@operation
def deactivate(stage: Stage, *, person: int) -> None:
    """The person deletes the account."""
    stage.person(person).deactivated = True


@operation
def upgrade(stage: Stage, *, chat: int, forum: bool = True) -> dict[str, Any]:
    """The basic group becomes a supergroup."""
    where = stage.chat(chat)
    return migrate(stage.world, where, _owner(where), forum=forum).as_json()


@operation
def delete_group(stage: Stage, *, chat: int, gone_error: str = "") -> None:
    """The owner deletes the group; the bot is never told. `gone_error` is how the server then speaks of it."""
    where = stage.chat(chat)
    known = "the group chat was deleted" if where.type == "group" else "bot was kicked from the supergroup chat"
    where.gone_error = gone_error or known
    stage.world.changes.notify()


@operation
def set_chat(
    stage: Stage, *, chat: int, forum: bool | None = None, protected: bool | None = None,
    reactions: list[str] | None = None, forbidden_kinds: list[str] | None = None
) -> None:  # fmt: skip
    """Settings of a group: topics on or off, protected content, allowed reactions, kinds that nobody may send."""
    where = stage.chat(chat)
    if forum is not None:
        where.is_forum = forum
    if protected is not None:
        where.protected = protected
    if reactions is not None:
        where.available_reactions = reactions
    if forbidden_kinds is not None:
        where.forbidden_kinds = set(forbidden_kinds)
    stage.world.changes.notify()


def _owner(chat: Chat) -> User:
    return next(member.user for member in chat.members.values() if member.status == "creator")
