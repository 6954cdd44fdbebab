"""What was said in the chat about single days, in SQL."""

from typing import Final

from sqlalchemy import func, insert, select

from desk.rules.opening import DayChange
from storage.sql import Sql
from storage.tables import day_changes
from storage.values import columns_of

_ADD: Final = insert(day_changes)
_LAST = select(func.max(day_changes.c.id)).group_by(day_changes.c.day)
_FIELDS = [column for column in day_changes.c if column.name != "id"]
_NEWEST: Final = select(*_FIELDS).where(day_changes.c.id.in_(_LAST)).order_by(day_changes.c.day)


class DayChanges:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def add(self, change: DayChange) -> None:
        await self._sql.run(_ADD, columns_of(change))

    async def newest(self) -> list[DayChange]:
        return [DayChange(**row) for row in await self._sql.all(_NEWEST)]
