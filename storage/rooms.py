"""The places of tickets in SQL."""

from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, select

from desk.ids import ChatId, TicketId
from desk.rules.messages import Room
from storage.sql import Sql, upsert
from storage.tables import rooms
from storage.values import columns_of

_THESE = select(rooms).where(rooms.c.ticket.in_(bindparam("these", expanding=True)))
_BY_TOPIC = select(rooms).where(rooms.c.chat == bindparam("chat"), rooms.c.topic == bindparam("topic"))
_ROOM = upsert(rooms)
_SAVE = _ROOM.on_conflict_do_update(
    index_elements=[rooms.c.ticket],
    set_={name: _ROOM.excluded[name] for name in ("chat", "topic", "card", "closed")},
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
