"""Where clients and services come from while the desk runs. Asked outside of any unit of work."""

from collections.abc import AsyncIterator
from typing import Protocol

from desk.ids import ClientId
from desk.rules.panel import Health, Misread, PanelClient


class Panel(Protocol):
    """Each raises a PanelTrouble rather than giving less than was asked for."""

    def everybody(self) -> AsyncIterator[PanelClient | Misread]:
        """All clients, in portions underneath. Raises in the middle rather than ending short.

        A client told of wrongly keeps nobody else back.
        """
        ...

    async def client(self, client: ClientId) -> PanelClient | None:
        """None only if the panel says that there is none. ClientGarbled: others may be told of rightly."""
        ...

    async def by_email(self, email: str) -> list[ClientId]:
        """Open clients with exactly this address (lower-case)."""
        ...

    async def health(self) -> list[Health]:
        """What is to be said of it before going live. Raises nothing: troubles are findings."""
        ...

    async def close(self) -> None: ...
