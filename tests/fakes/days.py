"""What managers said of single days, in memory."""

from desk.rules.opening import DayChange
from tests.fakes.store import Store


class FakeDayChanges:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, change: DayChange) -> None:
        self._store.day_changes.append(change)

    async def newest(self) -> list[DayChange]:
        newest = {change.day: change for change in self._store.day_changes}
        return [newest[day] for day in sorted(newest)]
