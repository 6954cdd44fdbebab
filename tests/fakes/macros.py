"""Macros in memory."""

from datetime import datetime

from desk.ids import PersonId
from desk.rules.macros import Macro, key_of
from tests.fakes.store import Store


class FakeMacros:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def keep(self, name: str, text: str, *, by: PersonId, at: datetime) -> None:
        key = key_of(name)
        known = self._store.macros.get(key)
        number = known.id if known else self._store.number("macro")
        self._store.macros[key] = Macro(number, " ".join(name.split()), text)

    async def drop(self, name: str) -> bool:
        return self._store.macros.pop(key_of(name), None) is not None

    async def all(self) -> list[Macro]:
        return [macro for _, macro in sorted(self._store.macros.items())]

    async def by_name(self, name: str) -> Macro | None:
        return self._store.macros.get(key_of(name))

    async def get(self, macro: int) -> Macro | None:
        return next((found for found in self._store.macros.values() if found.id == macro), None)
