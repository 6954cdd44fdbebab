"""Ratings, in memory."""

from dataclasses import replace
from datetime import datetime

from desk.ids import TicketId
from desk.rules.rating import Rating
from tests.fakes.store import Store


class FakeRatings:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def ask(self, rating: Rating) -> Rating | None:
        self._store.must_have_ticket(rating.ticket)
        if await self.of(rating.ticket, rating.solved_at):
            return None
        asked = replace(rating, id=self._store.number("rating"))
        self._store.ratings[asked.id] = asked
        return asked

    async def get(self, rating: int) -> Rating | None:
        return self._store.ratings.get(rating)

    async def of(self, ticket: TicketId, solved_at: datetime) -> Rating | None:
        known = self._store.ratings.values()
        return next((one for one in known if (one.ticket, one.solved_at) == (ticket, solved_at)), None)

    async def rate(self, rating: int, score: int, at: datetime) -> bool:
        known = self._store.ratings.get(rating)
        if known is None or known.score is not None:
            return False
        self._store.ratings[rating] = replace(known, score=score, rated_at=at)
        return True

    async def comment(self, rating: int, words: str) -> None:
        if known := self._store.ratings.get(rating):
            self._store.ratings[rating] = replace(known, comment=words)

    async def total(self, since: datetime, until: datetime) -> tuple[int, int]:
        given = [
            one.score or 0 for one in self._store.ratings.values() if one.rated_at and since <= one.rated_at < until
        ]
        return len(given), sum(given)
