"""One-time codes in SQL."""

from datetime import datetime

from sqlalchemy import bindparam, delete, false, func, insert, or_, select, update

from desk.errors import Conflict
from desk.ids import ClientId, PersonId
from desk.rules.codes import Code
from storage.sql import Sql
from storage.tables import codes
from storage.values import columns_of

_ADD = insert(codes)
_VOID = update(codes).where(codes.c.person == bindparam("whose")).values(void=True)
_NEWEST_OF = (
    select(*(column for column in codes.c if column.name != "void"))
    .where(codes.c.person == bindparam("person"), codes.c.void == false())
    .order_by(codes.c.id.desc())
    .limit(1)
)
_SAVE = (
    update(codes)
    .where(codes.c.id == bindparam("code"), codes.c.used_at.is_(None), codes.c.tries == bindparam("tries_before"))
    .values(tries=bindparam("new_tries"), used_at=bindparam("new_used_at"))
)
_ASKED_SINCE = (
    select(func.count())
    .select_from(codes)
    .where(
        codes.c.asked_at >= bindparam("since"),
        or_(codes.c.person == bindparam("person"), codes.c.client == bindparam("client")),
    )
)
_ASKED_BY_ALL = select(func.count()).select_from(codes).where(codes.c.asked_at >= bindparam("since"))
_ASKED_FOR = (
    select(func.count())
    .select_from(codes)
    .where(
        codes.c.asked_at >= bindparam("since"),
        codes.c.person == bindparam("person"),
        codes.c.email == bindparam("email"),
    )
)
_FORGET = delete(codes).where(codes.c.asked_at < bindparam("before"))


class Codes:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def add(self, code: Code) -> None:
        await self.void(code.person)
        await self._sql.run(_ADD, {**columns_of(code, "id"), "void": False})

    async def void(self, person: PersonId) -> None:
        await self._sql.run(_VOID, {"whose": person})

    async def newest_of(self, person: PersonId) -> Code | None:
        # Held: two wrong tries at once are two tries.
        row = await self._sql.hold(_NEWEST_OF, person=person)
        return Code(**row) if row else None

    async def save(self, code: Code) -> None:
        tries, used_at = code.tries, code.used_at
        if not await self._sql.changed(
            _SAVE, code=code.id, tries_before=tries - 1, new_tries=tries, new_used_at=used_at
        ):
            raise Conflict

    async def asked_since(self, since: datetime, *, person: PersonId, client: ClientId | None) -> int:
        return int(await self._sql.value(_ASKED_SINCE, since=since, person=person, client=client))

    async def asked_by_all(self, since: datetime) -> int:
        return int(await self._sql.value(_ASKED_BY_ALL, since=since))

    async def asked_for(self, email: str, since: datetime, *, person: PersonId) -> int:
        return int(await self._sql.value(_ASKED_FOR, email=email, since=since, person=person))

    async def forget(self, before: datetime) -> int:
        return await self._sql.changed(_FORGET, before=before)
