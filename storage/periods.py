"""Waiting periods in SQL."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, insert, select, text, update

from desk.errors import Conflict
from desk.ids import PeriodId, TicketId
from desk.rules.periods import Ended, Period
from storage.sql import Found, Rows, Sql
from storage.tables import waiting_periods as periods
from storage.tables.tickets import IS_RUNNING
from storage.types import UtcDateTime
from storage.values import columns_of

_GET = select(periods).where(periods.c.id == bindparam("period"))
_OPEN_OF = select(periods.c.ticket.label("whose"), periods).where(
    periods.c.ticket.in_(bindparam("these", expanding=True)), text(IS_RUNNING)
)
_BEGIN = insert(periods).returning(periods.c.id)
_CHANGE = update(periods).where(periods.c.id == bindparam("period"), text(IS_RUNNING))
_END = _CHANGE.values(ended=bindparam("how"), ended_at=bindparam("at"))


def _due_by(column: ColumnElement[UtcDateTime]) -> Rows:
    due = select(periods).where(text(IS_RUNNING), column <= bindparam("now"))
    return due.order_by(column, periods.c.id).limit(bindparam("most"))


_TO_PING = _due_by(periods.c.ping_at)
_TO_CLOSE = _due_by(periods.c.close_at)


class Periods:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def open_of(self, ticket: TicketId) -> Period | None:
        return (await self.ahead([ticket]))[ticket]

    async def ahead(self, these: Iterable[TicketId]) -> Mapping[TicketId, Period | None]:
        """The open period of each ticket."""
        return await self._sql.fetch(periods, _OPEN_OF, these, _period, held=True)

    async def get(self, period: PeriodId) -> Period | None:
        row = await self._sql.hold(_GET, period=period)
        return Period(**row) if row else None

    async def begin(self, period: Period) -> Period:
        begun = replace(period, ended=None, ended_at=None)
        number = await self._sql.value(_BEGIN, knowing=True, **columns_of(begun, "id"))
        self._sql.known(periods).pop(period.ticket, None)
        return replace(begun, id=PeriodId(number))

    async def save(self, period: Period) -> None:
        kept = _CHANGE.values(columns_of(period, "id", "ticket", "ended", "ended_at"))
        self._forget(period.id)
        if not await self._sql.changed(kept, knowing=True, period=period.id):
            raise Conflict

    async def end(self, period: PeriodId, how: Ended, at: datetime) -> bool:
        self._forget(period)
        return bool(await self._sql.changed(_END, knowing=True, period=period, how=how, at=at))

    def _forget(self, period: PeriodId) -> None:
        known = self._sql.known(periods)
        for ticket in [whose for whose, one in known.items() if one is not None and one.id == period]:
            del known[ticket]

    async def to_ping(self, now: datetime, limit: int) -> list[Period]:
        return [Period(**row) for row in await self._sql.all(_TO_PING, now=now, most=limit)]

    async def to_close(self, now: datetime, limit: int) -> list[Period]:
        return [Period(**row) for row in await self._sql.all(_TO_CLOSE, now=now, most=limit)]


def _period(row: Found) -> Period:
    facts = dict(row)
    del facts["whose"]
    return Period(**facts)
