"""What managers said of single days."""

from typing import Protocol

from desk.rules.opening import DayChange


class DayChanges(Protocol):
    """Only ever added to: who changed what is kept."""

    async def add(self, change: DayChange) -> None: ...
    async def newest(self) -> list[DayChange]:
        """The last one of each day, by day."""
        ...
