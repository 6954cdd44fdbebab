"""What tickets cost: money and working time."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from desk.ids import ChargeId, SpentId, TicketId
from desk.rules.charges import Charge, ChargeState
from desk.rules.worktime import Spent


class Charges(Protocol):
    async def add(self, charge: Charge) -> Charge:
        """With its number; `id` of the given is ignored. Conflict if the ticket has one that is not replaced."""
        ...

    async def get(self, charge: ChargeId) -> Charge | None: ...
    async def current(self, ticket: TicketId) -> Charge | None:
        """The one that was not replaced by another."""
        ...

    async def currents(self, tickets: Iterable[TicketId]) -> dict[TicketId, Charge]:
        """The same for several tickets; those without one are left out."""
        ...

    async def save(self, charge: Charge, was: ChargeState) -> None:
        """Conflict if its stored state is another than it `was`."""
        ...

    async def offered(self, since: datetime, until: datetime) -> list[Charge]:
        """Those that were named in [since, until) and not replaced, oldest first."""
        ...


class WorkTimes(Protocol):
    async def add(self, spent: Spent) -> Spent:
        """With its number; `id` of the given is ignored. Conflict if the question of the ticket was answered before."""
        ...

    async def get(self, spent: SpentId) -> Spent | None: ...
    async def take_back(self, spent: SpentId, at: datetime) -> bool:
        """False if it was taken back before, or was never there."""
        ...

    async def of(self, ticket: TicketId) -> list[Spent]:
        """What was not taken back, oldest first."""
        ...

    async def recorded(self, since: datetime, until: datetime) -> list[Spent]:
        """What was recorded in [since, until) and not taken back, oldest first."""
        ...
