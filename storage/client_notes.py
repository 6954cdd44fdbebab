"""What staff have noted about clients, in SQL."""

from dataclasses import replace
from typing import Final

from sqlalchemy import bindparam, delete, func, insert, select

from desk.ids import ClientId
from desk.rules.client_notes import ClientNote
from storage.sql import Sql
from storage.tables import client_notes
from storage.values import columns_of

_ADD: Final = insert(client_notes).returning(client_notes.c.id)
_GET: Final = select(client_notes).where(client_notes.c.id == bindparam("note"))
_OF: Final = select(client_notes).where(client_notes.c.client == bindparam("whose")).order_by(client_notes.c.id.desc())
_COUNT: Final = select(func.count()).select_from(client_notes).where(client_notes.c.client == bindparam("whose"))
_DROP: Final = delete(client_notes).where(client_notes.c.id == bindparam("note"))


class ClientNotes:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def add(self, note: ClientNote) -> ClientNote:
        number = await self._sql.value(_ADD, **columns_of(note, "id"))
        return replace(note, id=number)

    async def get(self, note: int) -> ClientNote | None:
        row = await self._sql.one(_GET, note=note)
        return ClientNote(**row) if row else None

    async def of(self, client: ClientId) -> list[ClientNote]:
        return [ClientNote(**row) for row in await self._sql.all(_OF, whose=client)]

    async def count(self, client: ClientId) -> int:
        return int(await self._sql.value(_COUNT, whose=client))

    async def drop(self, note: int) -> bool:
        return bool(await self._sql.changed(_DROP, note=note))
