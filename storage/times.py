"""Recorded working time, in SQL."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, insert, select, text, update

from desk.ids import SpentId, TicketId
from desk.rules.worktime import Spent
from storage.sql import Sql
from storage.tables import times
from storage.tables.charges import IS_VALID
from storage.values import columns_of

_ADD = insert(times).returning(times.c.id)
_GET = select(times).where(times.c.id == bindparam("spent"))
_TAKE_BACK = (
    update(times).where(times.c.id == bindparam("spent"), text(IS_VALID)).values(taken_back_at=bindparam("when"))
)
_OF = select(times).where(times.c.ticket == bindparam("of"), text(IS_VALID)).order_by(times.c.at, times.c.id)
_RECORDED = (
    select(times)
    .where(text(IS_VALID), times.c.at >= bindparam("since"), times.c.at < bindparam("until"))
    .order_by(times.c.at, times.c.id)
)


class WorkTimes:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def add(self, spent: Spent) -> Spent:
        return replace(spent, id=SpentId(await self._sql.value(_ADD, **columns_of(spent, "id"))))

    async def get(self, spent: SpentId) -> Spent | None:
        row = await self._sql.one(_GET, spent=spent)
        return Spent(**row) if row else None

    async def take_back(self, spent: SpentId, at: datetime) -> bool:
        return bool(await self._sql.changed(_TAKE_BACK, spent=spent, when=at))

    async def of(self, ticket: TicketId) -> list[Spent]:
        return [Spent(**row) for row in await self._sql.all(_OF, of=ticket)]

    async def recorded(self, since: datetime, until: datetime) -> list[Spent]:
        return [Spent(**row) for row in await self._sql.all(_RECORDED, since=since, until=until)]
