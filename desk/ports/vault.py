"""Access data on their way from a client to an employee."""

from datetime import datetime
from typing import Protocol

from desk.ids import PersonId, SecretId, TicketId
from desk.rules.vault import Secret


class Secrets(Protocol):
    """Sealed, and only as long as nobody has seen them."""

    async def add(self, secret: Secret) -> Secret:
        """With its number; `id` of the given is ignored."""
        ...

    async def get(self, secret: SecretId) -> Secret | None: ...
    async def save(self, secret: Secret) -> Secret:
        """With its next version. Conflict if somebody has saved it since it was read."""
        ...

    async def of(self, ticket: TicketId) -> list[Secret]:
        """Oldest first."""
        ...

    async def asked_by(self, employee: PersonId) -> list[Secret]:
        """What the employee has asked for and not seen, oldest first."""
        ...

    async def by_request(self, reader: PersonId, message: int) -> Secret | None:
        """The one that this message in the reader's private chat asks for."""
        ...

    async def by_page(self, digest: str) -> Secret | None:
        """The one whose page has a token with this digest."""
        ...

    async def due(self, now: datetime, limit: int) -> list[SecretId]:
        """Those that something is to be done about, the longest due first."""
        ...

    async def move(self, ticket: TicketId, into: TicketId) -> None:
        """They belong to another ticket from now on."""
        ...

    async def unchanged(self) -> int:
        """How many tickets there are whose client was told to change a password and has not said that they did."""
        ...

    async def held(self) -> list[Secret]:
        """All that is here and that nobody has seen, oldest first."""
        ...
