"""Who is known to be in a staff group, in memory."""

from datetime import datetime

from desk.ids import ChatId, PersonId
from tests.fakes.store import Store


class FakeMembers:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, chat: ChatId, person: PersonId, at: datetime) -> None:
        self._store.members.setdefault((chat, person), at)

    async def drop(self, chat: ChatId, person: PersonId) -> None:
        self._store.members.pop((chat, person), None)

    async def has(self, chat: ChatId, person: PersonId) -> bool:
        return (chat, person) in self._store.members

    async def of(self, chat: ChatId) -> list[PersonId]:
        known = sorted((at, person) for (group, person), at in self._store.members.items() if group == chat)
        return [person for _, person in known]
