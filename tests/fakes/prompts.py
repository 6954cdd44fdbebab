"""Questions to employees, in memory."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from desk.ids import ChatId, PersonId, PromptId, TicketId
from desk.rules.prompts import Prompt
from tests.fakes.store import Store


class FakePrompts:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, prompt: Prompt) -> Prompt:
        self._store.must_have_ticket(prompt.ticket)
        added = replace(prompt, id=PromptId(self._store.number("prompt")))
        self._store.prompts[added.id] = added
        return added

    async def get(self, prompt: PromptId) -> Prompt | None:
        return self._store.prompts.get(prompt)

    async def at(self, chat: ChatId, message: int) -> Prompt | None:
        found = [one for one in self._store.prompts.values() if (one.chat, one.message) == (chat, message)]
        return found[-1] if found else None

    async def place(self, prompt: PromptId, chat: ChatId, message: int | None) -> None:
        self._store.prompts[prompt] = replace(self._store.prompts[prompt], chat=chat, message=message)

    async def open_of(self, person: PersonId, chat: ChatId) -> list[Prompt]:
        return self._open(lambda one: (one.person, one.chat) == (person, chat))[::-1]

    async def open_about(self, ticket: TicketId) -> list[Prompt]:
        return self._open(lambda one: one.ticket == ticket)[::-1]

    async def open_before(self, moment: datetime, limit: int) -> list[Prompt]:
        found = self._open(lambda one: one.asked_at < moment)
        return sorted(found, key=lambda one: (one.asked_at, one.id))[:limit]

    async def end(self, prompt: PromptId, at: datetime) -> bool:
        known = self._store.prompts[prompt]
        if known.over_at is not None:
            return False
        self._store.prompts[prompt] = replace(known, over_at=at)
        return True

    def _open(self, wanted: Callable[[Prompt], bool]) -> list[Prompt]:
        return [one for _, one in sorted(self._store.prompts.items()) if one.over_at is None and wanted(one)]
