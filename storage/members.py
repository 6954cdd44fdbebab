"""Who is known to be in a staff group, in SQL."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select

from desk.ids import ChatId, PersonId
from storage.sql import Sql, upsert
from storage.tables import members

_ADD = upsert(members).on_conflict_do_nothing()
_ONE = (members.c.chat == bindparam("group"), members.c.person == bindparam("who"))
_DROP = delete(members).where(*_ONE)
_HAS = select(members.c.person).where(*_ONE)
_OF = select(members.c.person).where(members.c.chat == bindparam("group")).order_by(members.c.seen_at, members.c.person)


class Members:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def add(self, chat: ChatId, person: PersonId, at: datetime) -> None:
        await self._sql.run(_ADD, {"chat": chat, "person": person, "seen_at": at})

    async def drop(self, chat: ChatId, person: PersonId) -> None:
        await self._sql.run(_DROP, {"group": chat, "who": person})

    async def has(self, chat: ChatId, person: PersonId) -> bool:
        return await self._sql.one(_HAS, group=chat, who=person) is not None

    async def of(self, chat: ChatId) -> list[PersonId]:
        return [PersonId(number) for number in await self._sql.column(_OF, group=chat)]
