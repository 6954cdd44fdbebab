"""Invitations to act for a client."""

from datetime import datetime
from typing import Protocol

from desk.ids import ClientId, PersonId
from desk.rules.invitations import Invitation, Settlement


class Invitations(Protocol):
    async def add(self, invitation: Invitation) -> Invitation:
        """With its number."""
        ...

    async def get(self, invitation: int) -> Invitation | None: ...
    async def by_digest(self, digest: str) -> Invitation | None: ...
    async def open_of(self, client: ClientId, now: datetime) -> list[Invitation]:
        """Neither settled nor expired, oldest first."""
        ...

    async def come(self, invitation: int, person: PersonId, expires_at: datetime) -> bool:
        """Somebody has come by it: False if somebody had before, or it is settled."""
        ...

    async def settle(self, invitation: int, how: Settlement) -> bool:
        """Once: False if it was settled before."""
        ...
