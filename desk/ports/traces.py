"""All that is kept of one person, wherever it lies."""

from datetime import datetime
from typing import Protocol

from desk.ids import PersonId
from desk.rules.privacy import Everything, Fading, Found, Wiped

PEOPLE_ROWS = 10
"""So many messages and the like of each person are reckoned with."""


class Traces(Protocol):
    async def everything(self, person: PersonId) -> Everything | None:
        """For the person themselves; None for whom nothing is kept. Each part oldest first."""
        ...

    async def count(self, person: PersonId) -> Found: ...

    async def erase(self, person: PersonId, at: datetime) -> None:
        """Who they are goes; what they wrote in tickets goes by `erase_words`.

        With it goes what waits, was set aside or did not get through and is theirs or tells of them, wherever it lies.
        Consents stay, as proof, with the time at which they were taken back.
        """
        ...

    async def erase_words(self, person: PersonId, until: datetime, limit: int) -> Wiped:
        """So much of what they wrote until then goes, the oldest first; the tickets stay without it.

        Where their messages lie in their own chat goes, too, but not of tickets that were filed later.
        """
        ...

    async def fading(self, what: Fading, before: datetime) -> int:
        """How much of it is older and not gone yet.

        Of leftovers, what is held or of unknown fate in a ticket that goes on does not count.
        """
        ...

    async def fade(self, what: Fading, before: datetime, at: datetime, limit: int) -> int:
        """So much of it goes, the oldest first. How much did.

        A person whose words are more than PEOPLE_ROWS times that goes when it is called again.
        """
        ...
