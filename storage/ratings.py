"""Ratings in SQL."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, func, select, text, update

from desk.ids import TicketId
from desk.rules.rating import Rating
from storage.sql import Sql, upsert
from storage.tables import ratings
from storage.tables.ratings import IS_RATED
from storage.values import columns_of

_ASK = upsert(ratings).on_conflict_do_nothing(index_elements=[ratings.c.ticket, ratings.c.solved_at])
_ASK_ONCE = _ASK.returning(ratings.c.id)
_GET = select(ratings).where(ratings.c.id == bindparam("number"))
_OF = select(ratings).where(ratings.c.ticket == bindparam("ticket"), ratings.c.solved_at == bindparam("solved_at"))
_CHANGE = update(ratings).where(ratings.c.id == bindparam("number"))
_RATE = _CHANGE.where(ratings.c.score.is_(None)).values(score=bindparam("given"), rated_at=bindparam("at"))
_COMMENT = _CHANGE.values(comment=bindparam("words"))
_TOTAL = select(func.count(), func.coalesce(func.sum(ratings.c.score), 0)).where(
    text(IS_RATED), ratings.c.rated_at >= bindparam("since"), ratings.c.rated_at < bindparam("until")
)


class Ratings:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def ask(self, rating: Rating) -> Rating | None:
        number = await self._sql.value(_ASK_ONCE, **columns_of(rating, "id"))
        return None if number is None else replace(rating, id=number)

    async def get(self, rating: int) -> Rating | None:
        row = await self._sql.one(_GET, number=rating)
        return Rating(**row) if row else None

    async def of(self, ticket: TicketId, solved_at: datetime) -> Rating | None:
        row = await self._sql.one(_OF, ticket=ticket, solved_at=solved_at)
        return Rating(**row) if row else None

    async def rate(self, rating: int, score: int, at: datetime) -> bool:
        return bool(await self._sql.changed(_RATE, number=rating, given=score, at=at))

    async def comment(self, rating: int, words: str) -> None:
        await self._sql.run(_COMMENT, {"number": rating, "words": words})

    async def total(self, since: datetime, until: datetime) -> tuple[int, int]:
        count, together = await self._sql.row(_TOTAL, since=since, until=until)
        return int(count), int(together)
