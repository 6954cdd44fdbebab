"""What staff have noted about clients, in memory."""

from dataclasses import replace

from desk.ids import ClientId
from desk.rules.client_notes import ClientNote
from tests.fakes.store import Store


class FakeClientNotes:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, note: ClientNote) -> ClientNote:
        self._store.must_have_client(note.client)
        numbered = replace(note, id=self._store.number("client_note"))
        self._store.client_notes[numbered.id] = numbered
        return numbered

    async def get(self, note: int) -> ClientNote | None:
        return self._store.client_notes.get(note)

    async def of(self, client: ClientId) -> list[ClientNote]:
        found = [note for note in self._store.client_notes.values() if note.client == client]
        return sorted(found, key=lambda note: -note.id)

    async def count(self, client: ClientId) -> int:
        return len(await self.of(client))

    async def drop(self, note: int) -> bool:
        return self._store.client_notes.pop(note, None) is not None
