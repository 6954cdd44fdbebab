"""What may count once only, in SQL."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete

from storage.sql import Sql, upsert
from storage.tables import nonces

_TAKE: Final = upsert(nonces).on_conflict_do_nothing(index_elements=[nonces.c.nonce])
_FORGET: Final = delete(nonces).where(nonces.c.at < bindparam("before"))


class Nonces:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def take(self, nonce: str, at: datetime) -> bool:
        return await self._sql.changed(_TAKE, nonce=nonce, at=at) == 1

    async def forget(self, before: datetime) -> int:
        return await self._sql.changed(_FORGET, before=before)
