"""Questions to employees in SQL."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, insert, select, text, update

from desk.ids import ChatId, PersonId, PromptId, TicketId
from desk.rules.prompts import Prompt
from storage.sql import Rows, Sql
from storage.tables import prompts
from storage.tables.prompts import IS_OPEN
from storage.values import columns_of

_ADD: Final = insert(prompts).returning(prompts.c.id)
_GET: Final = select(prompts).where(prompts.c.id == bindparam("prompt"))
_AT: Final = (
    select(prompts)
    .where(prompts.c.chat == bindparam("where"), prompts.c.message == bindparam("post"))
    .order_by(prompts.c.id.desc())
    .limit(1)
)
_OPEN: Final = select(prompts).where(text(IS_OPEN))
_OPEN_OF: Final = _OPEN.where(prompts.c.person == bindparam("who"), prompts.c.chat == bindparam("where")).order_by(
    prompts.c.id.desc()
)
_OPEN_ABOUT: Final = _OPEN.where(prompts.c.ticket == bindparam("about")).order_by(prompts.c.id.desc())
_OPEN_BEFORE: Final = (
    _OPEN.where(prompts.c.asked_at < bindparam("moment"))
    .order_by(prompts.c.asked_at, prompts.c.id)
    .limit(bindparam("most"))
)
_PLACE: Final = (
    update(prompts)
    .where(prompts.c.id == bindparam("prompt"))
    .values(chat=bindparam("where"), message=bindparam("post"))
)
_END: Final = (
    update(prompts).where(prompts.c.id == bindparam("prompt"), text(IS_OPEN)).values(over_at=bindparam("ended"))
)


class Prompts:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def add(self, prompt: Prompt) -> Prompt:
        return replace(prompt, id=PromptId(await self._sql.value(_ADD, **columns_of(prompt, "id"))))

    async def get(self, prompt: PromptId) -> Prompt | None:
        return await self._one(_GET, prompt=prompt)

    async def at(self, chat: ChatId, message: int) -> Prompt | None:
        return await self._one(_AT, where=chat, post=message)

    async def place(self, prompt: PromptId, chat: ChatId, message: int | None) -> None:
        await self._sql.changed(_PLACE, prompt=prompt, where=chat, post=message)

    async def open_of(self, person: PersonId, chat: ChatId) -> list[Prompt]:
        return await self._several(_OPEN_OF, who=person, where=chat)

    async def open_about(self, ticket: TicketId) -> list[Prompt]:
        return await self._several(_OPEN_ABOUT, about=ticket)

    async def open_before(self, moment: datetime, limit: int) -> list[Prompt]:
        return await self._several(_OPEN_BEFORE, moment=moment, most=limit)

    async def end(self, prompt: PromptId, at: datetime) -> bool:
        return bool(await self._sql.changed(_END, prompt=prompt, ended=at))

    async def _one(self, statement: Rows, **values: Any) -> Prompt | None:
        row = await self._sql.one(statement, **values)
        return Prompt(**row) if row else None

    async def _several(self, statement: Rows, **values: Any) -> list[Prompt]:
        return [Prompt(**row) for row in await self._sql.all(statement, **values)]
