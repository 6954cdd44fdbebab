"""What tickets cost, in memory."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from desk.errors import Conflict
from desk.ids import ChargeId, TicketId
from desk.rules.charges import Charge, ChargeState
from tests.fakes.store import Store


class FakeCharges:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, charge: Charge) -> Charge:
        self._store.must_have_ticket(charge.ticket)
        if charge.state is not ChargeState.REPLACED and await self.current(charge.ticket):
            raise Conflict
        added = replace(charge, id=ChargeId(self._store.number("charge")))
        self._store.charges[added.id] = added
        return added

    async def get(self, charge: ChargeId) -> Charge | None:
        return self._store.charges.get(charge)

    async def current(self, ticket: TicketId) -> Charge | None:
        return (await self.currents([ticket])).get(ticket)

    async def currents(self, tickets: Iterable[TicketId]) -> dict[TicketId, Charge]:
        wanted = set(tickets)
        return {charge.ticket: charge for charge in self._current() if charge.ticket in wanted}

    async def save(self, charge: Charge, was: ChargeState) -> None:
        stored = self._store.charges.get(charge.id)
        if stored is None or stored.state is not was:
            raise Conflict
        self._store.charges[charge.id] = replace(charge, ticket=stored.ticket)

    async def offered(self, since: datetime, until: datetime) -> list[Charge]:
        found = [charge for charge in self._current() if since <= charge.offered_at < until]
        return sorted(found, key=lambda charge: (charge.offered_at, charge.id))

    def _current(self) -> list[Charge]:
        return [charge for charge in self._store.charges.values() if charge.state is not ChargeState.REPLACED]
