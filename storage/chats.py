"""Chats in SQL."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, or_, select, text, update

from desk.ids import ChatId
from desk.rules.groups import Told, Wrong
from desk.rules.messages import Chat
from storage.sql import Sql, upsert
from storage.tables import chats, members, prompts, rooms, tickets
from storage.tables.chats import HAS_MOVED
from storage.tables.prompts import IS_OPEN

_THESE = select(chats).where(chats.c.id.in_(bindparam("these", expanding=True)))
_HUSHED = select(chats.c.id, chats.c.quiet_until).where(chats.c.quiet_until > bindparam("now"))

_NEW = upsert(chats)


def _keep(*names: str, where: ColumnElement[bool] | None = None) -> Any:
    """A chat with these facts, whether it was known or not."""
    facts = {name: _NEW.excluded[name] for name in names}
    return _NEW.on_conflict_do_update(index_elements=[chats.c.id], set_=facts, where=where)


_DESCRIBE = _keep("title", "forum")
_NOTE = _keep("wrong", "told")
_NEWER = _keep("newest", where=chats.c.newest < _NEW.excluded.newest)
_SHOW = _keep("screen")
_HUSH = _keep("quiet_until", where=or_(chats.c.quiet_until.is_(None), chats.c.quiet_until < _NEW.excluded.quiet_until))
_MOVED = _keep("moved_to")

# The version counts up, so that a ticket read before the move cannot be saved with its old room after it.
_MOVE_TICKETS = (
    update(tickets)
    .where(tickets.c.room == bindparam("old"))
    .values(room=bindparam("new"), version=tickets.c.version + 1)
)
# Message ids begin anew in a supergroup: what pointed to a topic or a card points to nothing there.
_FORMERLY = select(chats.c.id).where(text(HAS_MOVED), chats.c.moved_to == bindparam("now_is")).order_by(chats.c.id)
_MOVE_ROOMS = (
    update(rooms)
    .where(rooms.c.chat == bindparam("old"))
    .values(chat=bindparam("new"), topic=None, card=None, closed=False)
)
# Likewise for a question that is open; one that is over stays known where it stood.
_MOVE_PROMPTS = (
    update(prompts).where(prompts.c.chat == bindparam("old"), text(IS_OPEN)).values(chat=bindparam("new"), message=None)
)
_IN_NEW = select(members.c.person).where(members.c.chat == bindparam("new"))
_KNOWN_IN_BOTH = delete(members).where(members.c.chat == bindparam("old"), members.c.person.in_(_IN_NEW))
_MOVE_MEMBERS = update(members).where(members.c.chat == bindparam("old")).values(chat=bindparam("new"))


class Chats:
    """Which message is the newest is written by the commit, all at once, or when a chat is looked at before."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql
        self._newer: dict[ChatId, int] = {}

    async def flush(self) -> None:
        if self._newer:
            rows = [{"id": chat, "newest": message} for chat, message in self._newer.items()]
            self._newer.clear()
            await self._sql.run(_NEWER, rows)

    async def get(self, chat: ChatId) -> Chat:
        return (await self.ahead([chat]))[chat] or Chat(chat)

    async def ahead(self, these: Iterable[ChatId]) -> Mapping[ChatId, Chat | None]:
        if self._newer.keys() & set(these := list(these)):
            await self.flush()
        return await self._sql.fetch(chats, _THESE, these, lambda row: Chat(**row))

    async def describe(self, chat: ChatId, *, title: str, forum: bool) -> None:
        await self._sql.run(_DESCRIBE, {"id": chat, "title": title, "forum": forum})

    async def note(self, chat: ChatId, *, wrong: Wrong, told: Told) -> None:
        await self._sql.run(_NOTE, {"id": chat, "wrong": wrong, "told": dict(told)})

    async def newer(self, chat: ChatId, message: int) -> None:
        self._newer[chat] = max(message, self._newer.get(chat, message))

    async def show(self, chat: ChatId, screen: int | None) -> None:
        await self._sql.run(_SHOW, {"id": chat, "screen": screen})

    async def hush(self, chat: ChatId, until: datetime) -> None:
        await self._sql.run(_HUSH, {"id": chat, "quiet_until": until})

    async def move(self, old: ChatId, new: ChatId) -> None:
        await self._sql.run(_MOVED, {"id": old, "moved_to": new})
        for statement in (_MOVE_TICKETS, _MOVE_ROOMS, _MOVE_PROMPTS):
            await self._sql.run(statement, {"old": old, "new": new})
        await self._sql.run(_KNOWN_IN_BOTH, {"old": old, "new": new})
        await self._sql.run(_MOVE_MEMBERS, {"old": old, "new": new})

    async def formerly(self, chat: ChatId) -> list[ChatId]:
        return list(await self._sql.column(_FORMERLY, now_is=chat))

    async def hushed(self, now: datetime) -> Mapping[ChatId, datetime]:
        return {row["id"]: row["quiet_until"] for row in await self._sql.all(_HUSHED, now=now)}
