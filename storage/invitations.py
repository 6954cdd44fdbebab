"""Invitations in SQL."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, insert, select, text, update

from desk.ids import ClientId, PersonId
from desk.rules.invitations import Invitation, Settlement
from storage.sql import Sql
from storage.tables import invitations
from storage.tables.invitations import IS_OPEN
from storage.values import columns_of

_ADD = insert(invitations).returning(invitations.c.id)
_GET = select(invitations).where(invitations.c.id == bindparam("number"))
_BY_DIGEST = select(invitations).where(invitations.c.digest == bindparam("digest"))
_OPEN_OF = (
    select(invitations)
    .where(text(IS_OPEN), invitations.c.client == bindparam("client"), invitations.c.expires_at > bindparam("now"))
    .order_by(invitations.c.id)
)
_CHANGE = update(invitations).where(invitations.c.id == bindparam("number"), text(IS_OPEN))
_COME = _CHANGE.where(invitations.c.person.is_(None)).values(person=bindparam("who"), expires_at=bindparam("until"))
_SETTLE = _CHANGE.values(settled=bindparam("how"))


class Invitations:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def add(self, invitation: Invitation) -> Invitation:
        return replace(invitation, id=await self._sql.value(_ADD, **columns_of(invitation, "id")))

    async def get(self, invitation: int) -> Invitation | None:
        row = await self._sql.hold(_GET, number=invitation)
        return Invitation(**row) if row else None

    async def by_digest(self, digest: str) -> Invitation | None:
        row = await self._sql.hold(_BY_DIGEST, digest=digest)
        return Invitation(**row) if row else None

    async def open_of(self, client: ClientId, now: datetime) -> list[Invitation]:
        return [Invitation(**row) for row in await self._sql.all(_OPEN_OF, client=client, now=now)]

    async def come(self, invitation: int, person: PersonId, expires_at: datetime) -> bool:
        return bool(await self._sql.changed(_COME, number=invitation, who=person, until=expires_at))

    async def settle(self, invitation: int, how: Settlement) -> bool:
        return bool(await self._sql.changed(_SETTLE, number=invitation, how=how))
