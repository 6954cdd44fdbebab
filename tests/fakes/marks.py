"""What the desk remembers of itself, in memory."""

from tests.fakes.store import Store


class FakeMarks:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, name: str) -> str:
        return self._store.marks.get(name, "")

    async def put(self, name: str, value: str) -> None:
        self._store.marks[name] = value
