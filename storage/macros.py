"""Macros in SQL."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, select

from desk.ids import PersonId
from desk.rules.macros import Macro, key_of
from storage.sql import Rows, Sql, upsert
from storage.tables import macros

_ALL: Final = select(macros.c.id, macros.c.name, macros.c.text).order_by(macros.c.key)
_BY_NAME: Final = select(macros.c.id, macros.c.name, macros.c.text).where(macros.c.key == bindparam("name_key"))
_GET: Final = select(macros.c.id, macros.c.name, macros.c.text).where(macros.c.id == bindparam("macro"))
_KEEP = upsert(macros)
_KEEP_OR_CHANGE: Final = _KEEP.on_conflict_do_update(
    index_elements=[macros.c.key], set_={name: _KEEP.excluded[name] for name in ("name", "text", "by", "at")}
)
_DROP: Final = delete(macros).where(macros.c.key == bindparam("name_key"))


class Macros:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def keep(self, name: str, text: str, *, by: PersonId, at: datetime) -> None:
        row = {"key": key_of(name), "name": " ".join(name.split()), "text": text, "by": by, "at": at}
        await self._sql.run(_KEEP_OR_CHANGE, row)

    async def drop(self, name: str) -> bool:
        return bool(await self._sql.changed(_DROP, name_key=key_of(name)))

    async def all(self) -> list[Macro]:
        return [Macro(**row) for row in await self._sql.all(_ALL)]

    async def by_name(self, name: str) -> Macro | None:
        return await self._one(_BY_NAME, name_key=key_of(name))

    async def get(self, macro: int) -> Macro | None:
        return await self._one(_GET, macro=macro)

    async def _one(self, statement: Rows, **values: Any) -> Macro | None:
        row = await self._sql.one(statement, **values)
        return Macro(**row) if row else None
