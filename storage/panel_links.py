"""Links of the panel in SQL."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, false, func, insert, or_, select, update

from desk.ids import ClientId, PersonId
from desk.rules.panel_links import LIFETIME, PanelLink
from storage.sql import Sql
from storage.tables import panel_links as table
from storage.values import columns_of

_ADD: Final = insert(table).returning(table.c.id)
_LINK = select(*(column for column in table.c if column.name != "void")).where(table.c.void == false())
_GET: Final = _LINK.where(table.c.id == bindparam("number"))
_BY_DIGEST: Final = _LINK.where(table.c.digest == bindparam("digest"))
_UNUSED = update(table).where(table.c.used_at.is_(None), table.c.void == false())
_VOID: Final = _UNUSED.where(table.c.client == bindparam("whose"), table.c.login == bindparam("whom")).values(void=True)
_OPEN: Final = _UNUSED.where(
    table.c.id == bindparam("number"), or_(table.c.person.is_(None), table.c.person == bindparam("who"))
).values(person=bindparam("opener"))
_USE: Final = _UNUSED.where(table.c.id == bindparam("number"), table.c.person == bindparam("who")).values(
    used_at=bindparam("at")
)
_MADE: Final = (
    select(func.count())
    .select_from(table)
    .where(table.c.client == bindparam("client"), table.c.expires_at >= bindparam("since"))
)
_FORGET: Final = delete(table).where(table.c.expires_at < bindparam("before"))


class PanelLinks:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def add(self, link: PanelLink) -> PanelLink:
        await self._sql.run(_VOID, {"whose": link.client, "whom": link.login})
        return replace(link, id=await self._sql.value(_ADD, **columns_of(link, "id"), void=False))

    async def get(self, link: int) -> PanelLink | None:
        row = await self._sql.hold(_GET, number=link)
        return PanelLink(**row) if row else None

    async def by_digest(self, digest: str) -> PanelLink | None:
        row = await self._sql.hold(_BY_DIGEST, digest=digest)
        return PanelLink(**row) if row else None

    async def open(self, link: int, person: PersonId) -> bool:
        return bool(await self._sql.changed(_OPEN, number=link, who=person, opener=person))

    async def use(self, link: int, person: PersonId, at: datetime) -> bool:
        return bool(await self._sql.changed(_USE, number=link, who=person, at=at))

    async def made_since(self, client: ClientId, since: datetime) -> int:
        return int(await self._sql.value(_MADE, client=client, since=since + LIFETIME))

    async def forget(self, before: datetime) -> int:
        return await self._sql.changed(_FORGET, before=before)
