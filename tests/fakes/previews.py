"""Refusals before they are sent, in memory."""

from dataclasses import replace
from datetime import datetime

from desk.ids import PreviewId
from desk.rules.refusals import Preview
from tests.fakes.store import Store


class FakePreviews:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, preview: Preview) -> Preview:
        self._store.must_have_ticket(preview.ticket)
        added = replace(preview, id=PreviewId(self._store.number("preview")))
        self._store.previews[added.id] = added
        return added

    async def get(self, preview: PreviewId) -> Preview | None:
        return self._store.previews.get(preview)

    async def sent(self, preview: PreviewId, at: datetime) -> bool:
        known = self._store.previews[preview]
        if known.sent_at is not None:
            return False
        self._store.previews[preview] = replace(known, sent_at=at, words="")
        return True
