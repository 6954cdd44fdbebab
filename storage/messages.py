"""Messages of tickets in SQL."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, false, func, insert, select, update

from desk.ids import MessageId, PersonId, TicketId
from desk.rules.messages import Message, Side
from storage.sql import Rows, Sql
from storage.tables import messages
from storage.values import columns_of, names_of

_ADD = insert(messages).returning(messages.c.id)
_THESE = select(messages).where(messages.c.id.in_(bindparam("these", expanding=True)))
_SAVE = (
    update(messages)
    .where(messages.c.id == bindparam("message"))
    .values({name: bindparam(name) for name in names_of(Message, "id")})
)
_TOLD_WITH = select(messages).where(messages.c.told_with == bindparam("message")).order_by(messages.c.id)
_COUNT_OF = (
    select(func.count())
    .select_from(messages)
    .where(messages.c.ticket == bindparam("ticket"), messages.c.recalled_at.is_(None))
)
_LAST_WRITTEN = (
    select(messages)
    .where(messages.c.ticket == bindparam("ticket"))
    .order_by(messages.c.written_at.desc(), messages.c.id.desc())
    .limit(1)
)
_NEWEST_OF = _LAST_WRITTEN.limit(None).limit(bindparam("most"))
_LAST_OF_SIDE = _LAST_WRITTEN.where(messages.c.side == bindparam("side"))
_LAST_DELIVERED = _LAST_OF_SIDE.where(messages.c.delivered_at.is_not(None), messages.c.recalled_at.is_(None))
_TIMES_OF = (
    select(messages.c.ticket, messages.c.written_at)
    .where(
        messages.c.author == bindparam("person"),
        messages.c.written_at > bindparam("since"),
        messages.c.is_description == false(),
    )
    .order_by(messages.c.written_at, messages.c.id)
)
_WRITTEN_AFTER = (
    select(messages)
    .where(
        messages.c.ticket == bindparam("ticket"),
        messages.c.written_at > bindparam("at"),
        messages.c.side == bindparam("side"),
    )
    .order_by(messages.c.written_at, messages.c.id)
    .limit(bindparam("most"))
)


class Messages:
    """A change of what was read is written by the commit, all at once, or when something is looked for before."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql
        self._changed: dict[MessageId, Message] = {}

    async def flush(self) -> None:
        if self._changed:
            rows = [columns_of(message, "id") | {"message": number} for number, message in self._changed.items()]
            self._changed.clear()
            await self._sql.run(_SAVE, rows, knowing=True)

    async def add(self, message: Message) -> Message:
        added = await self._sql.run(_ADD, columns_of(message, "id"), knowing=True)
        return replace(message, id=MessageId(added.column()[0]))

    async def get(self, message: MessageId) -> Message | None:
        return (await self.ahead([message]))[message]

    async def ahead(self, these: Iterable[MessageId]) -> Mapping[MessageId, Message | None]:
        return await self._sql.fetch(messages, _THESE, these, lambda row: Message(**row), held=True)

    async def save(self, message: Message) -> None:
        if await self.get(message.id) is None:
            raise LookupError(f"there is no message {message.id}")
        self._changed[message.id] = self._sql.known(messages)[message.id] = message

    async def told_with(self, message: MessageId) -> list[Message]:
        return await self._all(_TOLD_WITH, message=message)

    async def count_of(self, ticket: TicketId) -> int:
        return int(await self._sql.value(_COUNT_OF, ticket=ticket))

    async def newest_of(self, ticket: TicketId, limit: int = 200) -> list[Message]:
        return list(reversed(await self._all(_NEWEST_OF, ticket=ticket, most=limit)))

    async def last_delivered(self, ticket: TicketId, side: Side) -> Message | None:
        return await self._one(_LAST_DELIVERED, ticket=ticket, side=side)

    async def last_written(self, ticket: TicketId, side: Side) -> Message | None:
        return await self._one(_LAST_OF_SIDE, ticket=ticket, side=side)

    async def times_of(self, author: PersonId, since: datetime) -> list[tuple[TicketId, datetime]]:
        rows = await self._sql.all(_TIMES_OF, person=author, since=since)
        return [(row["ticket"], row["written_at"]) for row in rows]

    async def written_after(self, ticket: TicketId, side: Side, at: datetime, limit: int = 100) -> list[Message]:
        return await self._all(_WRITTEN_AFTER, ticket=ticket, side=side, at=at, most=limit)

    async def _all(self, statement: Rows, **values: Any) -> list[Message]:
        await self.flush()
        return [Message(**row) for row in await self._sql.all(statement, **values)]

    async def _one(self, statement: Rows, **values: Any) -> Message | None:
        await self.flush()
        row = await self._sql.hold(statement, **values)
        return Message(**row) if row else None
