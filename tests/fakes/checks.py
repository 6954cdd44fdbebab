"""When the panel was asked about whom, in memory."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from datetime import datetime

from desk.ids import ClientId
from desk.rules.freshness import Check
from tests.fakes.store import Store


class FakeChecks:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def of(self, clients: Iterable[ClientId]) -> Mapping[ClientId, Check]:
        return {client: self._store.checks[client] for client in clients if client in self._store.checks}

    async def ask(self, clients: Iterable[ClientId], at: datetime) -> None:
        for client in clients:
            self._store.checks[client] = replace(self._known(client), asked_at=at)

    async def answered(self, clients: Iterable[ClientId], at: datetime) -> None:
        for client in clients:
            known = self._known(client)
            later = known.asked_at if known.asked_at and known.asked_at > at else None
            told_by = self._known(client).told_by
            self._store.checks[client] = Check(client, checked_at=at, asked_at=later, told_by=told_by)

    async def told(self, client: ClientId, panel: str) -> None:
        self._store.checks[client] = replace(self._known(client), told_by=panel)

    async def told_by(self, panel: str) -> Set[ClientId]:
        return {client for client, check in self._store.checks.items() if check.told_by == panel}

    async def unknown(self, client: ClientId, at: datetime) -> None:
        known = self._known(client)
        later = known.asked_at if known.asked_at and known.asked_at > at else None
        self._store.checks[client] = replace(known, failed_at=at, asked_at=later, wrong="")

    async def failed(self, clients: Iterable[ClientId], at: datetime) -> None:
        for client in clients:
            self._store.checks[client] = replace(self._known(client), failed_at=at)

    async def misread(self, client: ClientId, why: str, at: datetime) -> bool:
        known = self._known(client)
        later = known.asked_at if known.asked_at and known.asked_at > at else None
        self._store.checks[client] = replace(known, failed_at=at, asked_at=later, wrong=why)
        return not known.wrong

    async def wrong(self) -> Mapping[ClientId, str]:
        return {client: check.wrong for client, check in sorted(self._store.checks.items()) if check.wrong}

    async def closed(self, client: ClientId, at: datetime) -> None:
        self._store.checks[client] = self._known(client)
        self._store.closed[client] = at

    async def any_failing(self) -> bool:
        return any(check.failed_at and check.asked_at for check in self._store.checks.values())

    async def closed_since(self, since: datetime) -> int:
        return sum(at >= since for at in self._store.closed.values())

    async def address_removed(self, client: ClientId, at: datetime) -> None:
        self._store.checks[client] = self._known(client)
        self._store.address_removed[client] = at

    async def addresses_removed_since(self, since: datetime) -> int:
        return sum(at >= since for at in self._store.address_removed.values())

    async def wanted(self, tried_before: datetime, limit: int) -> list[ClientId]:
        waiting = [
            (check.asked_at, client)
            for client, check in self._store.checks.items()
            if check.asked_at and (check.failed_at is None or check.failed_at < tried_before)
        ]
        return [client for _, client in sorted(waiting)][:limit]

    def _known(self, client: ClientId) -> Check:
        return self._store.checks.get(client, Check(client))
