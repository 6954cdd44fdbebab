"""Requests to be let in by staff."""

from datetime import datetime
from typing import Protocol

from desk.ids import ClientId, PersonId
from desk.rules.approvals import Approval, Settlement


class Approvals(Protocol):
    async def add(self, request: Approval) -> Approval:
        """The person must not have an open one."""
        ...

    async def get(self, request: int) -> Approval | None: ...
    async def open_of(self, person: PersonId) -> Approval | None: ...
    async def name(self, request: int, client: ClientId, by: PersonId) -> bool:
        """Whose they are, by one employee; in place of what was said before. Whether it is open still."""
        ...

    async def settle(self, request: int, how: Settlement) -> bool:
        """Whether it was open until now: of two at once one settles it. The person's words go."""
        ...

    async def open_before(self, moment: datetime, limit: int) -> list[Approval]:
        """Open ones that were asked for until then, the oldest first."""
        ...

    async def forget(self, before: datetime) -> int:
        """Delete settled ones that were asked for before; how many."""
        ...
