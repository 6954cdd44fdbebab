"""Refusals before they are sent."""

from datetime import datetime
from typing import Protocol

from desk.ids import PreviewId
from desk.rules.refusals import Preview


class Previews(Protocol):
    async def add(self, preview: Preview) -> Preview:
        """Give it its number; `id` of the given is ignored."""
        ...

    async def get(self, preview: PreviewId) -> Preview | None: ...
    async def sent(self, preview: PreviewId, at: datetime) -> bool:
        """Whether it was not sent before. Its words are kept by the ticket's history from then on, not here."""
        ...
