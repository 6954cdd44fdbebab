"""What staff have noted about clients."""

from typing import Protocol

from desk.ids import ClientId
from desk.rules.client_notes import ClientNote


class ClientNotes(Protocol):
    async def add(self, note: ClientNote) -> ClientNote:
        """With its number; `id` of the given is ignored."""
        ...

    async def get(self, note: int) -> ClientNote | None: ...
    async def of(self, client: ClientId) -> list[ClientNote]:
        """Newest first."""
        ...

    async def count(self, client: ClientId) -> int: ...
    async def drop(self, note: int) -> bool:
        """Gone, words and all. Whether it was there."""
        ...
