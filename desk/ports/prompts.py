"""Questions of the desk that employees answer in words."""

from datetime import datetime
from typing import Protocol

from desk.ids import ChatId, PersonId, PromptId, TicketId
from desk.rules.prompts import Prompt


class Prompts(Protocol):
    async def add(self, prompt: Prompt) -> Prompt:
        """Give it its number; `id` of the given is ignored."""
        ...

    async def get(self, prompt: PromptId) -> Prompt | None: ...
    async def at(self, chat: ChatId, message: int) -> Prompt | None:
        """The question that stands there, be it over or not."""
        ...

    async def place(self, prompt: PromptId, chat: ChatId, message: int | None) -> None:
        """It was sent there (None: is to be sent there); a later place takes the place of an earlier one."""
        ...

    async def open_of(self, person: PersonId, chat: ChatId) -> list[Prompt]:
        """The open ones of that person there, newest first."""
        ...

    async def open_about(self, ticket: TicketId) -> list[Prompt]:
        """The open ones about that ticket, newest first."""
        ...

    async def open_before(self, moment: datetime, limit: int) -> list[Prompt]:
        """Those that were asked before that and are open still, oldest first."""
        ...

    async def end(self, prompt: PromptId, at: datetime) -> bool:
        """Whether it was open."""
        ...
