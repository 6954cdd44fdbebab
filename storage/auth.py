"""Events of identity, and the links that end an access, in SQL."""

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update

from desk.ids import ClientId, PersonId
from desk.rules.auth import AuthEvent, AuthWhat
from desk.rules.undos import Undo
from storage.sql import Sql
from storage.tables import auth_events, undos
from storage.values import columns_of

_ADD = insert(auth_events)
_NEWEST = select(auth_events).order_by(auth_events.c.id.desc()).limit(bindparam("most"))
_OF_CLIENT = _NEWEST.where(auth_events.c.client == bindparam("whose"))
_OF_PERSON = _NEWEST.where(auth_events.c.person == bindparam("whose"))
_SINCE = (
    select(auth_events)
    .where(
        auth_events.c.person == bindparam("whose"),
        auth_events.c.what == bindparam("kind"),
        auth_events.c.at >= bindparam("since"),
    )
    .order_by(auth_events.c.id.desc())
)
_OLD = (
    select(auth_events.c.id)
    .where(auth_events.c.at < bindparam("before"))
    .order_by(auth_events.c.at)
    .limit(bindparam("most"))
)
_FORGET = delete(auth_events).where(auth_events.c.id.in_(_OLD.scalar_subquery()))

_ADD_UNDO = insert(undos)
_GET = select(undos).where(undos.c.id == bindparam("number"))
_BY_DIGEST = select(undos).where(undos.c.digest == bindparam("payload"))
_CHANGE = update(undos).where(undos.c.id == bindparam("number"), undos.c.used_at.is_(None))
_OPEN = _CHANGE.values(opened_by=bindparam("who"))
_USE = _CHANGE.values(used_at=bindparam("moment"))
_FORGET_UNDOS = delete(undos).where(undos.c.expires_at < bindparam("before"))


class AuthEvents:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def add(self, event: AuthEvent) -> None:
        await self._sql.run(_ADD, columns_of(event, "id"))

    async def of_client(self, client: ClientId, most: int) -> list[AuthEvent]:
        return [AuthEvent(**row) for row in await self._sql.all(_OF_CLIENT, whose=client, most=most)]

    async def of_person(self, person: PersonId, most: int) -> list[AuthEvent]:
        return [AuthEvent(**row) for row in await self._sql.all(_OF_PERSON, whose=person, most=most)]

    async def newest(self, most: int) -> list[AuthEvent]:
        return [AuthEvent(**row) for row in await self._sql.all(_NEWEST, most=most)]

    async def since(self, person: PersonId, what: AuthWhat, since: datetime) -> list[AuthEvent]:
        return [AuthEvent(**row) for row in await self._sql.all(_SINCE, whose=person, kind=what, since=since)]

    async def forget(self, before: datetime, limit: int) -> int:
        return await self._sql.changed(_FORGET, before=before, most=limit)


class Undos:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def add(self, undo: Undo) -> None:
        await self._sql.run(_ADD_UNDO, columns_of(undo, "id"))

    async def get(self, undo: int) -> Undo | None:
        row = await self._sql.hold(_GET, number=undo)
        return Undo(**row) if row else None

    async def by_digest(self, digest: str) -> Undo | None:
        row = await self._sql.hold(_BY_DIGEST, payload=digest)
        return Undo(**row) if row else None

    async def open(self, undo: int, person: PersonId) -> None:
        await self._sql.run(_OPEN, {"number": undo, "who": person})

    async def use(self, undo: int, at: datetime) -> bool:
        return bool(await self._sql.changed(_USE, number=undo, moment=at))

    async def forget(self, before: datetime) -> int:
        return await self._sql.changed(_FORGET_UNDOS, before=before)
