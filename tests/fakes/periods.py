"""Waiting periods, in memory."""

from dataclasses import replace
from datetime import datetime

from desk.errors import Conflict
from desk.ids import PeriodId, TicketId
from desk.rules.periods import Ended, Period
from tests.fakes.store import Store


class FakePeriods:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def open_of(self, ticket: TicketId) -> Period | None:
        return next((period for period in self._open() if period.ticket == ticket), None)

    async def get(self, period: PeriodId) -> Period | None:
        return self._store.periods.get(period)

    async def begin(self, period: Period) -> Period:
        self._store.must_have_ticket(period.ticket)
        if await self.open_of(period.ticket):
            raise Conflict
        begun = replace(period, id=PeriodId(self._store.number("period")), ended_at=None, ended=None)
        self._store.periods[begun.id] = begun
        return begun

    async def save(self, period: Period) -> None:
        if not self._is_open(period.id):
            raise Conflict
        self._store.periods[period.id] = replace(period, ended_at=None, ended=None)

    async def end(self, period: PeriodId, how: Ended, at: datetime) -> bool:
        if not self._is_open(period):
            return False
        self._store.periods[period] = replace(self._store.periods[period], ended=how, ended_at=at)
        return True

    async def to_ping(self, now: datetime, limit: int) -> list[Period]:
        due = [
            (period.ping_at, period.id, period) for period in self._open() if period.ping_at and period.ping_at <= now
        ]
        return [period for _, _, period in sorted(due, key=lambda item: item[:2])[:limit]]

    async def to_close(self, now: datetime, limit: int) -> list[Period]:
        due = [
            (period.close_at, period.id, period)
            for period in self._open()
            if period.close_at and period.close_at <= now
        ]
        return [period for _, _, period in sorted(due, key=lambda item: item[:2])[:limit]]

    def _open(self) -> list[Period]:
        return [period for period in self._store.periods.values() if period.ended_at is None]

    def _is_open(self, period: PeriodId) -> bool:
        stored = self._store.periods.get(period)
        return stored is not None and stored.ended_at is None
