"""Links of the panel that wait to be used."""

from datetime import datetime
from typing import Protocol

from desk.ids import ClientId, PersonId
from desk.rules.panel_links import PanelLink


class PanelLinks(Protocol):
    async def add(self, link: PanelLink) -> PanelLink:
        """A new link of a login voids the earlier ones that it asked for the same client and that nobody has used."""
        ...

    async def get(self, link: int) -> PanelLink | None: ...
    async def by_digest(self, digest: str) -> PanelLink | None: ...
    async def open(self, link: int, person: PersonId) -> bool:
        """Whether it is theirs from now on, or was before; of two people at once one gets it."""
        ...

    async def use(self, link: int, person: PersonId, at: datetime) -> bool:
        """Whether it was used now, by whoever has opened it: once."""
        ...

    async def made_since(self, client: ClientId, since: datetime) -> int:
        """How many were made for this client, those that are void now included."""
        ...

    async def forget(self, before: datetime) -> int:
        """Delete those that ended before; how many."""
        ...
