"""Tickets by the words that were said in them."""

from typing import Protocol

from desk.ids import ChatId, TicketId


class Search(Protocol):
    """Words count in any of their forms, Russian and English."""

    def add(self, ticket: TicketId, text: str) -> None:
        """From the commit on, these words lead to the ticket."""
        ...

    async def find(self, text: str, room: ChatId, limit: int = 50) -> list[TicketId]:
        """Tickets of that room in which all of these words were said, newest first; none for a text without words."""
        ...
