"""What the desk remembers of itself, in SQL."""

from typing import Final

from sqlalchemy import bindparam, select

from storage.sql import Sql, upsert
from storage.tables import marks

_GET: Final = select(marks.c.value).where(marks.c.name == bindparam("which"))
_PUT = upsert(marks)
_KEEP: Final = _PUT.on_conflict_do_update(index_elements=[marks.c.name], set_={"value": _PUT.excluded.value})


class Marks:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def get(self, name: str) -> str:
        return await self._sql.value(_GET, which=name) or ""

    async def put(self, name: str, value: str) -> None:
        await self._sql.run(_KEEP, {"name": name, "value": value})
