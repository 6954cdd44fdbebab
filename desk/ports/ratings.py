"""How clients rated solutions."""

from datetime import datetime
from typing import Protocol

from desk.ids import TicketId
from desk.rules.rating import Rating


class Ratings(Protocol):
    async def ask(self, rating: Rating) -> Rating | None:
        """With its number; None if this solution was asked about before."""
        ...

    async def get(self, rating: int) -> Rating | None: ...
    async def of(self, ticket: TicketId, solved_at: datetime) -> Rating | None: ...
    async def rate(self, rating: int, score: int, at: datetime) -> bool:
        """Once: False if it had a score already."""
        ...

    async def comment(self, rating: int, words: str) -> None: ...
    async def total(self, since: datetime, until: datetime) -> tuple[int, int]:
        """(how many were given, their sum) in [since, until)."""
        ...
