"""Dates that staff set on tickets, in SQL."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, insert, select, text, update

from desk.ids import TicketId
from desk.rules.reminders import Over, Reminder, Set
from storage.sql import Sql
from storage.tables import reminders
from storage.tables.reminders import IS_OPEN, IS_OVER
from storage.values import columns_of

_BEGIN = insert(reminders).returning(reminders.c.id)
_GET = select(reminders).where(reminders.c.id == bindparam("reminder"))
_OPEN = select(reminders).where(reminders.c.ticket.in_(bindparam("these", expanding=True)), text(IS_OPEN))
_LOOK = update(reminders).where(reminders.c.id == bindparam("reminder"), text(IS_OPEN)).values(look_at=bindparam("at"))
_END = (
    update(reminders)
    .where(reminders.c.id == bindparam("reminder"), text(IS_OPEN))
    .values(over=bindparam("how"), over_at=bindparam("at"), look_at=None)
)
_OVER_LAST = (
    select(reminders)
    .where(reminders.c.ticket == bindparam("which"), reminders.c.what == bindparam("for_what"), text(IS_OVER))
    .order_by(reminders.c.over_at.desc(), reminders.c.id.desc())
    .limit(1)
)
_GO_ON = (
    update(reminders)
    .where(reminders.c.id == bindparam("reminder"))
    .values(over=None, over_at=None, look_at=bindparam("at"))
)
_TO_LOOK = (
    select(reminders.c.id)
    .where(text(IS_OPEN), reminders.c.look_at <= bindparam("now"))
    .order_by(reminders.c.look_at, reminders.c.id)
    .limit(bindparam("most"))
)


class Reminders:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def begin(self, reminder: Reminder) -> Reminder:
        return replace(reminder, id=await self._sql.value(_BEGIN, **columns_of(reminder, "id")))

    async def get(self, reminder: int) -> Reminder | None:
        row = await self._sql.one(_GET, reminder=reminder)
        return Reminder(**row) if row else None

    async def open_of(self, ticket: TicketId, what: Set) -> Reminder | None:
        return (await self.open_for([ticket], what)).get(ticket)

    async def open_for(self, tickets: Iterable[TicketId], what: Set) -> Mapping[TicketId, Reminder]:
        these = list(tickets)
        known = await self.ahead(these)
        return {ticket: one for ticket in these for one in known[ticket] if one.what is what}

    async def ahead(self, these: Iterable[TicketId]) -> Mapping[TicketId, list[Reminder]]:
        """What is open for each ticket."""
        known = self._sql.known(reminders)
        if missing := [one for one in dict.fromkeys(these) if one not in known]:
            known.update({one: [] for one in missing})
            for row in await self._sql.all(_OPEN, these=missing):
                known[row["ticket"]].append(Reminder(**row))
        return known

    async def look_again(self, reminder: int, at: datetime | None) -> None:
        await self._sql.changed(_LOOK, reminder=reminder, at=at)

    async def end(self, reminder: int, how: Over, at: datetime) -> bool:
        return bool(await self._sql.changed(_END, reminder=reminder, how=how, at=at))

    async def over_last(self, ticket: TicketId, what: Set) -> Reminder | None:
        row = await self._sql.one(_OVER_LAST, which=ticket, for_what=what)
        return Reminder(**row) if row else None

    async def go_on(self, reminder: int, look_at: datetime) -> None:
        await self._sql.changed(_GO_ON, reminder=reminder, at=look_at)

    async def to_look(self, now: datetime, limit: int) -> list[int]:
        return list(await self._sql.column(_TO_LOOK, now=now, most=limit))
