"""Dates that staff set on tickets."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from desk.ids import TicketId
from desk.rules.reminders import Over, Reminder, Set


class Reminders(Protocol):
    async def begin(self, reminder: Reminder) -> Reminder:
        """With its number; `id` of the given is ignored. Conflict if the ticket has an open one for that."""
        ...

    async def get(self, reminder: int) -> Reminder | None: ...
    async def open_of(self, ticket: TicketId, what: Set) -> Reminder | None:
        """The one that is not over."""
        ...

    async def open_for(self, tickets: Iterable[TicketId], what: Set) -> Mapping[TicketId, Reminder]:
        """The same for several tickets; those without one are left out."""
        ...

    async def look_again(self, reminder: int, at: datetime | None) -> None:
        """When it is to be looked at next."""
        ...

    async def end(self, reminder: int, how: Over, at: datetime) -> bool:
        """Once: False if it was over before."""
        ...

    async def over_last(self, ticket: TicketId, what: Set) -> Reminder | None:
        """The one that was over last."""
        ...

    async def go_on(self, reminder: int, look_at: datetime) -> None:
        """It is not over after all. Conflict if the ticket has another open one for that."""
        ...

    async def to_look(self, now: datetime, limit: int) -> list[int]:
        """Open ones whose `look_at` has come, most overdue first."""
        ...
