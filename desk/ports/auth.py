"""What happened about who somebody is, and the links by which a client's mailbox ends an access."""

from datetime import datetime
from typing import Protocol

from desk.ids import ClientId, PersonId
from desk.rules.auth import AuthEvent, AuthWhat
from desk.rules.undos import Undo


class AuthEvents(Protocol):
    """Only ever added to. Source: ASVS 16.3.1."""

    async def add(self, event: AuthEvent) -> None: ...
    async def of_client(self, client: ClientId, most: int) -> list[AuthEvent]:
        """The newest ones, newest first."""
        ...

    async def of_person(self, person: PersonId, most: int) -> list[AuthEvent]:
        """Those about the person's own ties, newest first."""
        ...

    async def newest(self, most: int) -> list[AuthEvent]:
        """Of everybody, newest first."""
        ...

    async def since(self, person: PersonId, what: AuthWhat, since: datetime) -> list[AuthEvent]:
        """Those of one kind about the person's own ties from then on, newest first."""
        ...

    async def forget(self, before: datetime, limit: int) -> int:
        """Delete what happened before, the oldest and so many at most; how many."""
        ...


class Undos(Protocol):
    async def add(self, undo: Undo) -> None: ...
    async def get(self, undo: int) -> Undo | None: ...
    async def by_digest(self, digest: str) -> Undo | None: ...
    async def open(self, undo: int, person: PersonId) -> None:
        """Whoever came by it last may press."""
        ...

    async def use(self, undo: int, at: datetime) -> bool:
        """False if it was used before."""
        ...

    async def forget(self, before: datetime) -> int:
        """Delete those that ended before; how many."""
        ...
