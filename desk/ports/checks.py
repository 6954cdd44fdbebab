"""When the panel was asked about whom. No personal data."""

from collections.abc import Iterable, Mapping, Set
from datetime import datetime
from typing import Protocol

from desk.ids import ClientId
from desk.rules.freshness import Check


class Checks(Protocol):
    async def of(self, clients: Iterable[ClientId]) -> Mapping[ClientId, Check]:
        """Those of which anything is known."""
        ...

    async def ask(self, clients: Iterable[ClientId], at: datetime) -> None:
        """There is something new to be heard about them, whether we know them or not."""
        ...

    async def answered(self, clients: Iterable[ClientId], at: datetime) -> None:
        """The panel has told how it was at that moment: failures are forgotten, and what was asked for by then."""
        ...

    async def told(self, client: ClientId, panel: str) -> None:
        """This panel knows them, or has known them."""
        ...

    async def told_by(self, panel: str) -> Set[ClientId]:
        """Of whom this panel has told at least once."""
        ...

    async def unknown(self, client: ClientId, at: datetime) -> None:
        """The panel has said then that it knows no such client: that is no answer about them. They are not asked about
        again at once, and what was asked for by then waits for another reason to ask."""
        ...

    async def failed(self, clients: Iterable[ClientId], at: datetime) -> None: ...
    async def misread(self, client: ClientId, why: str, at: datetime) -> bool:
        """What the panel told of them then was not understood: what was known stays, and what was asked for by then
        waits for another reason to ask. Whether it was understood before."""
        ...

    async def wrong(self) -> Mapping[ClientId, str]:
        """Whoever was not understood when the panel told of them last, and why; by id."""
        ...

    async def closed(self, client: ClientId, at: datetime) -> None: ...
    async def any_failing(self) -> bool:
        """Whether somebody is asked for about whom the panel could not be asked."""
        ...

    async def closed_since(self, since: datetime) -> int:
        """How many were closed."""
        ...

    async def address_removed(self, client: ClientId, at: datetime) -> None:
        """The panel has said that there is none any more."""
        ...

    async def addresses_removed_since(self, since: datetime) -> int:
        """Of how many clients."""
        ...

    async def wanted(self, tried_before: datetime, limit: int) -> list[ClientId]:
        """Who is asked for and was not tried since that moment, the longest asked for first."""
        ...
