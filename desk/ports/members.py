"""Who is known to be in a staff group: Telegram tells a bot no list of members."""

from datetime import datetime
from typing import Protocol

from desk.ids import ChatId, PersonId


class Members(Protocol):
    async def add(self, chat: ChatId, person: PersonId, at: datetime) -> None:
        """Seen there; a second time changes nothing."""
        ...

    async def drop(self, chat: ChatId, person: PersonId) -> None:
        """They have left."""
        ...

    async def has(self, chat: ChatId, person: PersonId) -> bool: ...
    async def of(self, chat: ChatId) -> list[PersonId]:
        """In the order in which they were first seen."""
        ...
