"""The places of tickets in SQL."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, exists, insert, or_, select, text

from desk.ids import ChatId, TicketId
from desk.rules.messages import Room
from storage.sql import Sql, upsert
from storage.tables import former_rooms, posts, rooms, tickets
from storage.tables.tickets import IS_OPEN
from storage.values import columns_of

_THESE = select(rooms).where(rooms.c.ticket.in_(bindparam("these", expanding=True)))
_BY_TOPIC = select(rooms).where(rooms.c.chat == bindparam("chat"), rooms.c.topic == bindparam("topic"))
_ROOM = upsert(rooms)
_SAVE = _ROOM.on_conflict_do_update(
    index_elements=[rooms.c.ticket],
    set_={name: _ROOM.excluded[name] for name in ("chat", "topic", "card", "closed")},
)

_LEAVE = insert(former_rooms)
_FORMER_OF = select(former_rooms).where(former_rooms.c.ticket == bindparam("of")).order_by(former_rooms.c.id)
_FORMER_AT = (
    select(former_rooms.c.ticket)
    .where(former_rooms.c.chat == bindparam("chat"), former_rooms.c.topic == bindparam("topic"))
    .order_by(former_rooms.c.id.desc())
    .limit(1)
)
_CHAT: Any = bindparam("chat")
# By the indexes that there are: one that has ended has its place among the rooms.
_ANY_IN = select(
    or_(
        exists().where(rooms.c.chat == _CHAT),
        exists().where(former_rooms.c.chat == _CHAT),
        exists().where(posts.c.chat == _CHAT),
        exists().where(text(IS_OPEN), tickets.c.room == _CHAT),
    )
)


class Rooms:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def of(self, ticket: TicketId) -> Room | None:
        return (await self.ahead([ticket]))[ticket]

    async def ahead(self, these: Iterable[TicketId]) -> Mapping[TicketId, Room | None]:
        return await self._sql.fetch(rooms, _THESE, these, lambda row: Room(**row), held=True)

    async def save(self, room: Room) -> None:
        await self._sql.run(_SAVE, columns_of(room), knowing=True)
        self._sql.known(rooms)[room.ticket] = room

    async def by_topic(self, chat: ChatId, topic: int) -> Room | None:
        row = await self._sql.one(_BY_TOPIC, chat=chat, topic=topic)
        return Room(**row) if row else None

    async def leave(self, room: Room) -> None:
        await self._sql.run(_LEAVE, columns_of(room, "closed"))

    async def former_of(self, ticket: TicketId) -> list[Room]:
        rows = await self._sql.all(_FORMER_OF, of=ticket)
        return [Room(row["ticket"], row["chat"], row["topic"], row["card"]) for row in rows]

    async def former_at(self, chat: ChatId, topic: int) -> TicketId | None:
        row = await self._sql.one(_FORMER_AT, chat=chat, topic=topic)
        return TicketId(row["ticket"]) if row else None

    async def any_in(self, chat: ChatId) -> bool:
        return bool(await self._sql.value(_ANY_IN, chat=chat))
