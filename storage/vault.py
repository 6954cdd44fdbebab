"""Access data in SQL: sealed, and only as long as nobody has seen them."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, distinct, func, insert, select, text, update

from desk.errors import Conflict
from desk.ids import PersonId, SecretId, TicketId
from desk.rules.vault import Secret
from storage.sql import Sql
from storage.tables import secrets
from storage.tables.vault import HAS_PAGE, IS_DUE, IS_HELD, IS_REQUEST, IS_UNCHANGED, IS_UNSEEN
from storage.values import columns_of

_ADD = insert(secrets).returning(secrets.c.id)
_GET = select(secrets).where(secrets.c.id == bindparam("secret"))
_SAVE = update(secrets).where(secrets.c.id == bindparam("secret"), secrets.c.version == bindparam("read"))
_OF = select(secrets).where(secrets.c.ticket == bindparam("whose")).order_by(secrets.c.id)
_ASKED_BY = select(secrets).where(text(IS_UNSEEN), secrets.c.asker == bindparam("employee")).order_by(secrets.c.id)
_BY_REQUEST = (
    select(secrets)
    .where(text(IS_REQUEST), secrets.c.reader == bindparam("person"), secrets.c.request == bindparam("message"))
    .order_by(secrets.c.id)
    .limit(1)
)
_BY_PAGE = select(secrets).where(text(HAS_PAGE), secrets.c.page == bindparam("digest"))
_DUE = (
    select(secrets.c.id)
    .where(text(IS_DUE), secrets.c.look_at <= bindparam("now"))
    .order_by(secrets.c.look_at, secrets.c.id)
    .limit(bindparam("most"))
)
_MOVE = update(secrets).where(secrets.c.ticket == bindparam("old")).values(ticket=bindparam("new"))
_UNCHANGED = select(func.count(distinct(secrets.c.ticket))).where(text(IS_UNCHANGED))
_HELD = select(secrets).where(text(IS_HELD)).order_by(secrets.c.id)


class Secrets:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def add(self, secret: Secret) -> Secret:
        return replace(secret, id=SecretId(await self._sql.value(_ADD, **columns_of(secret, "id"))))

    async def get(self, secret: SecretId) -> Secret | None:
        row = await self._sql.hold(_GET, secret=secret)
        return Secret(**row) if row else None

    async def save(self, secret: Secret) -> Secret:
        saved = replace(secret, version=secret.version + 1)
        kept = _SAVE.values(columns_of(saved, "id"))
        if not await self._sql.changed(kept, secret=secret.id, read=secret.version):
            raise Conflict
        return saved

    async def of(self, ticket: TicketId) -> list[Secret]:
        return [Secret(**row) for row in await self._sql.all(_OF, whose=ticket)]

    async def asked_by(self, employee: PersonId) -> list[Secret]:
        return [Secret(**row) for row in await self._sql.all(_ASKED_BY, employee=employee)]

    async def by_request(self, reader: PersonId, message: int) -> Secret | None:
        row = await self._sql.one(_BY_REQUEST, person=reader, message=message)
        return Secret(**row) if row else None

    async def by_page(self, digest: str) -> Secret | None:
        row = await self._sql.one(_BY_PAGE, digest=digest)
        return Secret(**row) if row else None

    async def due(self, now: datetime, limit: int) -> list[SecretId]:
        return [SecretId(number) for number in await self._sql.column(_DUE, now=now, most=limit)]

    async def move(self, ticket: TicketId, into: TicketId) -> None:
        await self._sql.run(_MOVE, {"old": ticket, "new": into})

    async def unchanged(self) -> int:
        return int(await self._sql.value(_UNCHANGED))

    async def held(self) -> list[Secret]:
        return [Secret(**row) for row in await self._sql.all(_HELD)]
