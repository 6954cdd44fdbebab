"""Drafts and feedback, in memory."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from desk.errors import Conflict
from desk.ids import DraftId, PersonId
from desk.rules.events import Feedback
from desk.rules.form import Draft, FormName, first_rev
from tests.fakes.store import Store

ON_BEHALF: Final = FormName.ON_BEHALF
NEVER: Final = datetime.min.replace(tzinfo=UTC)


class FakeDrafts:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def of(self, person: PersonId, form: FormName | None = None) -> Draft | None:
        found = [
            draft
            for draft in self._store.drafts.values()
            if draft.person == person and (draft.form is form or (form is None and draft.form is not ON_BEHALF))
        ]
        return max(found, key=_touched, default=None)

    async def begin(self, person: PersonId, form: FormName, at: datetime) -> Draft:
        number = DraftId(self._store.number("draft"))
        draft = Draft(number, person, form, rev=first_rev(number), touched_at=at)
        self._store.drafts[person, form] = draft
        return draft

    async def save(self, draft: Draft, at: datetime) -> None:
        stored = self._store.drafts.get((draft.person, draft.form))
        if stored is None or stored.id != draft.id or stored.rev >= draft.rev:
            raise Conflict
        self._store.drafts[draft.person, draft.form] = replace(draft, touched_at=at)

    async def drop(self, draft: DraftId) -> bool:
        found = [key for key, stored in self._store.drafts.items() if stored.id == draft]
        for key in found:
            del self._store.drafts[key]
        return bool(found)

    async def steps(self, limit: int) -> list[Draft]:
        found = [draft for draft in self._store.drafts.values() if draft.form is FormName.SECRET]
        return sorted(found, key=_touched)[:limit]

    async def untouched_since(self, since: datetime, limit: int) -> list[Draft]:
        old = [draft for draft in self._store.drafts.values() if _touched(draft)[0] < since]
        return sorted(old, key=_touched)[:limit]


def _touched(draft: Draft) -> tuple[datetime, DraftId]:
    return draft.touched_at or NEVER, draft.id


class FakeFeedbacks:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, feedback: Feedback) -> Feedback:
        self._store.must_have_ticket(feedback.ticket)
        numbered = replace(feedback, id=self._store.number("feedback"))
        self._store.feedback[numbered.id] = numbered
        return numbered

    async def get(self, feedback: int) -> Feedback | None:
        return self._store.feedback.get(feedback)

    async def count(self, since: datetime, until: datetime) -> tuple[int, int]:
        said = [feedback.praise for feedback in self._store.feedback.values() if since <= feedback.at < until]
        return said.count(False), said.count(True)
