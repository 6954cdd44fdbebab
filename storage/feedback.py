"""Complaints and praise in SQL."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, func, insert, not_, select

from desk.rules.events import Feedback
from storage.sql import Sql
from storage.tables import feedback
from storage.values import columns_of

_ADD = insert(feedback).returning(feedback.c.id)
_GET = select(feedback).where(feedback.c.id == bindparam("number"))
_COUNT = select(
    func.count().filter(not_(feedback.c.praise)),
    func.count().filter(feedback.c.praise),
).where(feedback.c.at >= bindparam("since"), feedback.c.at < bindparam("until"))


class Feedbacks:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def add(self, feedback: Feedback) -> Feedback:
        return replace(feedback, id=await self._sql.value(_ADD, **columns_of(feedback, "id")))

    async def get(self, feedback: int) -> Feedback | None:
        row = await self._sql.one(_GET, number=feedback)
        return Feedback(**row) if row else None

    async def count(self, since: datetime, until: datetime) -> tuple[int, int]:
        complaints, praise = await self._sql.row(_COUNT, since=since, until=until)
        return complaints, praise
