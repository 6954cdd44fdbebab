"""Which digests went out, in SQL."""

from datetime import date, datetime

from sqlalchemy import bindparam, update

from desk.ids import ChatId
from storage.sql import Sql, upsert
from storage.tables import digests

_CLAIM = upsert(digests).on_conflict_do_nothing()
_DELIVERED = (
    update(digests)
    .where(digests.c.day == bindparam("which"), digests.c.chat == bindparam("whose"))
    .values(delivered_at=bindparam("at"))
)


class Digests:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def begin(self, day: date, chat: ChatId) -> bool:
        return bool(await self._sql.changed(_CLAIM, day=day, chat=chat))

    async def delivered(self, day: date, chat: ChatId, at: datetime) -> None:
        await self._sql.run(_DELIVERED, {"which": day, "whose": chat, "at": at})
