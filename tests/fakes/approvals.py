"""Requests to be let in by staff, in memory."""

from dataclasses import replace
from datetime import datetime

from desk.ids import ClientId, PersonId
from desk.rules.approvals import Approval, Settlement
from tests.fakes.store import Store


class FakeApprovals:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, request: Approval) -> Approval:
        assert await self.open_of(request.person) is None
        added = replace(request, id=self._store.number("approval"))
        self._store.approvals[added.id] = added
        return added

    async def get(self, request: int) -> Approval | None:
        return self._store.approvals.get(request)

    async def open_of(self, person: PersonId) -> Approval | None:
        return next((one for one in self._open() if one.person == person), None)

    async def name(self, request: int, client: ClientId, by: PersonId) -> bool:
        self._store.must_have_client(client)
        return self._change(request, client=client, named_by=by)

    async def settle(self, request: int, how: Settlement) -> bool:
        return self._change(request, settled=how, words="")

    async def open_before(self, moment: datetime, limit: int) -> list[Approval]:
        old = [one for one in self._open() if one.asked_at <= moment]
        return sorted(old, key=lambda one: (one.asked_at, one.id))[:limit]

    async def forget(self, before: datetime) -> int:
        kept = self._store.approvals
        old = [one.id for one in kept.values() if one.settled is not None and one.asked_at < before]
        for number in old:
            del kept[number]
        return len(old)

    def _open(self) -> list[Approval]:
        return [one for one in self._store.approvals.values() if one.settled is None]

    def _change(self, request: int, **values: object) -> bool:
        known = self._store.approvals.get(request)
        if known is None or known.settled is not None:
            return False
        self._store.approvals[request] = replace(known, **values)  # type: ignore[arg-type]
        return True
