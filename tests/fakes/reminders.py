"""Dates that staff set on tickets, in memory."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from desk.errors import Conflict
from desk.ids import TicketId
from desk.rules.reminders import Over, Reminder, Set
from tests.fakes.store import Store


class FakeReminders:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def begin(self, reminder: Reminder) -> Reminder:
        self._store.must_have_ticket(reminder.ticket)
        if reminder.over_at is None and await self.open_of(reminder.ticket, reminder.what):
            raise Conflict
        begun = replace(reminder, id=self._store.number("reminder"))
        self._store.reminders[begun.id] = begun
        return begun

    async def get(self, reminder: int) -> Reminder | None:
        return self._store.reminders.get(reminder)

    async def open_of(self, ticket: TicketId, what: Set) -> Reminder | None:
        return (await self.open_for([ticket], what)).get(ticket)

    async def open_for(self, tickets: Iterable[TicketId], what: Set) -> Mapping[TicketId, Reminder]:
        wanted = set(tickets)
        return {one.ticket: one for one in self._open() if one.ticket in wanted and one.what is what}

    async def look_again(self, reminder: int, at: datetime | None) -> None:
        found = self._store.reminders.get(reminder)
        if found is not None and found.over_at is None:
            self._store.reminders[reminder] = replace(found, look_at=at)

    async def end(self, reminder: int, how: Over, at: datetime) -> bool:
        found = self._store.reminders.get(reminder)
        if found is None or found.over_at is not None:
            return False
        self._store.reminders[reminder] = replace(found, over=how, over_at=at, look_at=None)
        return True

    async def over_last(self, ticket: TicketId, what: Set) -> Reminder | None:
        over = [
            (one.over_at, one.id)
            for one in self._store.reminders.values()
            if one.ticket == ticket and one.what is what and one.over_at is not None
        ]
        return self._store.reminders[max(over)[1]] if over else None

    async def go_on(self, reminder: int, look_at: datetime) -> None:
        found = self._store.reminders[reminder]
        if await self.open_of(found.ticket, found.what):
            raise Conflict
        self._store.reminders[reminder] = replace(found, over=None, over_at=None, look_at=look_at)

    async def to_look(self, now: datetime, limit: int) -> list[int]:
        due = sorted((one.look_at, one.id) for one in self._open() if one.look_at is not None and one.look_at <= now)
        return [number for _, number in due[:limit]]

    def _open(self) -> list[Reminder]:
        return [one for one in self._store.reminders.values() if one.over_at is None]
