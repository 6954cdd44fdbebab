"""Requests to be let in by staff, in SQL."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, insert, select, text, update

from desk.ids import ClientId, PersonId
from desk.rules.approvals import Approval, Settlement
from storage.sql import Sql
from storage.tables import approvals as table
from storage.tables.approvals import IS_OPEN
from storage.values import columns_of

_ADD: Final = insert(table).returning(table.c.id)
_GET: Final = select(table).where(table.c.id == bindparam("number"))
_OPEN = select(table).where(text(IS_OPEN))
_OPEN_OF: Final = _OPEN.where(table.c.person == bindparam("who"))
_OPEN_BEFORE: Final = (
    _OPEN.where(table.c.asked_at <= bindparam("moment")).order_by(table.c.asked_at, table.c.id).limit(bindparam("most"))
)
_CHANGE = update(table).where(table.c.id == bindparam("number"), text(IS_OPEN))
_NAME: Final = _CHANGE.values(client=bindparam("whose"), named_by=bindparam("who"))
_SETTLE: Final = _CHANGE.values(settled=bindparam("how"), words="")
_FORGET: Final = delete(table).where(table.c.settled.is_not(None), table.c.asked_at < bindparam("before"))


class Approvals:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def add(self, request: Approval) -> Approval:
        return replace(request, id=await self._sql.value(_ADD, **columns_of(request, "id")))

    async def get(self, request: int) -> Approval | None:
        row = await self._sql.hold(_GET, number=request)
        return Approval(**row) if row else None

    async def open_of(self, person: PersonId) -> Approval | None:
        row = await self._sql.one(_OPEN_OF, who=person)
        return Approval(**row) if row else None

    async def name(self, request: int, client: ClientId, by: PersonId) -> bool:
        return bool(await self._sql.changed(_NAME, number=request, whose=client, who=by))

    async def settle(self, request: int, how: Settlement) -> bool:
        return bool(await self._sql.changed(_SETTLE, number=request, how=how))

    async def open_before(self, moment: datetime, limit: int) -> list[Approval]:
        return [Approval(**row) for row in await self._sql.all(_OPEN_BEFORE, moment=moment, most=limit)]

    async def forget(self, before: datetime) -> int:
        return await self._sql.changed(_FORGET, before=before)
