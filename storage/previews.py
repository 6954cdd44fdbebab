"""Refusals before they are sent, in SQL."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, insert, select, update

from desk.ids import PreviewId
from desk.rules.refusals import Preview
from storage.sql import Sql
from storage.tables import previews
from storage.values import columns_of

_ADD: Final = insert(previews).returning(previews.c.id)
_GET: Final = select(previews).where(previews.c.id == bindparam("preview"))
_SENT: Final = (
    update(previews)
    .where(previews.c.id == bindparam("preview"), previews.c.sent_at.is_(None))
    .values(sent_at=bindparam("at"), words="")
)


class Previews:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def add(self, preview: Preview) -> Preview:
        return replace(preview, id=PreviewId(await self._sql.value(_ADD, **columns_of(preview, "id"))))

    async def get(self, preview: PreviewId) -> Preview | None:
        row = await self._sql.one(_GET, preview=preview)
        return Preview(**row) if row else None

    async def sent(self, preview: PreviewId, at: datetime) -> bool:
        return bool(await self._sql.changed(_SENT, preview=preview, at=at))
