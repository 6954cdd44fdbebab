"""Forms in work in SQL."""

from collections.abc import Iterable, Mapping
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
    .where(drafts.c.person.in_(bindparam("these", expanding=True)))
    .order_by(drafts.c.touched_at.desc(), drafts.c.id.desc())
)
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
        theirs = (await self.ahead([person]))[person]
        of_private = (draft for draft in theirs if draft.form is not FormName.ON_BEHALF)
        return next(of_private if form is None else (draft for draft in theirs if draft.form is form), None)

    async def ahead(self, these: Iterable[PersonId]) -> Mapping[PersonId, list[Draft]]:
        """The forms of each, that which was touched last first."""
        known = self._sql.known(drafts)
        if missing := [one for one in these if one not in known]:
            known.update({one: [] for one in missing})
            # Held: an action may raise `rev` by more than one: the check in `save` alone could miss another's change.
            for row in await self._sql.all_held(_OF, these=missing):
                known[row["person"]].append(Draft(**row))
        return known

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
