"""Answers that are ready to be said."""

from datetime import datetime
from typing import Protocol

from desk.ids import PersonId
from desk.rules.macros import Macro


class Macros(Protocol):
    async def keep(self, name: str, text: str, *, by: PersonId, at: datetime) -> None:
        """In place of the one of that name, whatever the case of its letters."""
        ...

    async def drop(self, name: str) -> bool:
        """Whether it was there."""
        ...

    async def all(self) -> list[Macro]:
        """By name."""
        ...

    async def by_name(self, name: str) -> Macro | None: ...
    async def get(self, macro: int) -> Macro | None: ...
