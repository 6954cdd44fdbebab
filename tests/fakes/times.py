"""Recorded working time, in memory."""

from dataclasses import replace
from datetime import datetime

from desk.errors import Conflict
from desk.ids import SpentId, TicketId
from desk.rules.worktime import Spent
from tests.fakes.store import Store


class FakeWorkTimes:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, spent: Spent) -> Spent:
        self._store.must_have_ticket(spent.ticket)
        self._store.must_have_client(spent.client)
        if spent.asked and any(other.asked for other in await self.of(spent.ticket)):
            raise Conflict
        added = replace(spent, id=SpentId(self._store.number("spent")))
        self._store.times[added.id] = added
        return added

    async def get(self, spent: SpentId) -> Spent | None:
        return self._store.times.get(spent)

    async def take_back(self, spent: SpentId, at: datetime) -> bool:
        stored = self._store.times.get(spent)
        if stored is None or stored.taken_back_at is not None:
            return False
        self._store.times[spent] = replace(stored, taken_back_at=at)
        return True

    async def of(self, ticket: TicketId) -> list[Spent]:
        return [spent for spent in self._valid() if spent.ticket == ticket]

    async def recorded(self, since: datetime, until: datetime) -> list[Spent]:
        return [spent for spent in self._valid() if since <= spent.at < until]

    def _valid(self) -> list[Spent]:
        valid = [spent for spent in self._store.times.values() if spent.taken_back_at is None]
        return sorted(valid, key=lambda spent: (spent.at, spent.id))
