"""All that is kept of one person, wherever it lies."""

from datetime import datetime
from typing import Protocol

from desk.ids import PersonId, TicketId
from desk.rules.privacy import Everything, Fading, Found


class Traces(Protocol):
    async def everything(self, person: PersonId) -> Everything | None:
        """For the person themselves; None for whom nothing is kept. Each part oldest first."""
        ...

    async def count(self, person: PersonId) -> Found: ...

    async def erase(self, person: PersonId, at: datetime) -> list[TicketId]:
        """Who they are and what they wrote goes; the tickets stay without it. Which tickets it was in, in order.

        With it goes what waits, was set aside or did not get through and is theirs or tells of them, wherever it lies.
        Consents stay, as proof, with the time at which they were taken back.
        """
        ...

    async def fading(self, what: Fading, before: datetime) -> int:
        """How much of it is older and not gone yet.

        Of leftovers, what is held or of unknown fate in a ticket that goes on does not count.
        """
        ...

    async def fade(self, what: Fading, before: datetime, at: datetime, limit: int) -> int:
        """So much of it goes, the oldest first. How much did."""
        ...
