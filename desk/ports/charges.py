"""What tickets cost."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from desk.ids import ChargeId, TicketId
from desk.rules.charges import Charge, ChargeState


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
