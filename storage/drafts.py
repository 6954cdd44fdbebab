"""Forms in work in SQL."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, text, update

from desk.errors import Conflict
from desk.ids import DraftId, PersonId
from desk.rules.form import Draft, FormName, first_rev
from storage.sql import Sql
from storage.tables import drafts
from storage.tables.forms import IS_STEP
from storage.values import columns_of

_OF = (
    select(drafts)
    .where(drafts.c.person == bindparam("person"))
    .order_by(drafts.c.touched_at.desc(), drafts.c.id.desc())
    .limit(1)
)
_OF_FORM = select(drafts).where(drafts.c.person == bindparam("person"), drafts.c.form == bindparam("form"))
_REMOVE = delete(drafts).where(drafts.c.person == bindparam("person"), drafts.c.form == bindparam("form"))
_BEGIN = insert(drafts).returning(drafts.c.id)
_FIRST_REV = update(drafts).where(drafts.c.id == bindparam("draft")).values(rev=bindparam("first"))
_SAVE = update(drafts).where(drafts.c.id == bindparam("draft"), drafts.c.rev < bindparam("newer"))
_DROP = delete(drafts).where(drafts.c.id == bindparam("draft"))
_UNTOUCHED_SINCE = (
    select(drafts)
    .where(drafts.c.touched_at < bindparam("since"))
    .order_by(drafts.c.touched_at, drafts.c.id)
    .limit(bindparam("most"))
)

_STEPS = select(drafts).where(text(IS_STEP)).order_by(drafts.c.touched_at, drafts.c.id).limit(bindparam("most"))


class Drafts:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def of(self, person: PersonId, form: FormName | None = None) -> Draft | None:
        # Held: an action may raise `rev` by more than one, so the check in `save` alone could miss another's change.
        row = await (
            self._sql.hold(_OF, person=person) if form is None else self._sql.hold(_OF_FORM, person=person, form=form)
        )
        return Draft(**row) if row else None

    async def begin(self, person: PersonId, form: FormName, at: datetime) -> Draft:
        await self._sql.run(_REMOVE, {"person": person, "form": form})
        draft = Draft(DraftId(0), person, form, touched_at=at)
        number = DraftId(await self._sql.value(_BEGIN, **columns_of(draft, "id")))
        await self._sql.run(_FIRST_REV, {"draft": number, "first": first_rev(number)})
        return replace(draft, id=number, rev=first_rev(number))

    async def save(self, draft: Draft, at: datetime) -> None:
        kept = _SAVE.values({**columns_of(draft, "id", "person", "form"), "touched_at": at})
        if not await self._sql.changed(kept, draft=draft.id, newer=draft.rev):
            raise Conflict

    async def drop(self, draft: DraftId) -> bool:
        return bool(await self._sql.changed(_DROP, draft=draft))

    async def steps(self, limit: int) -> list[Draft]:
        return [Draft(**row) for row in await self._sql.all(_STEPS, most=limit)]

    async def untouched_since(self, since: datetime, limit: int) -> list[Draft]:
        return [Draft(**row) for row in await self._sql.all(_UNTOUCHED_SINCE, since=since, most=limit)]
