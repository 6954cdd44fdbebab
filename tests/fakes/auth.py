"""Events of identity, and the links that end an access, in memory."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from desk.ids import ClientId, PersonId
from desk.rules.auth import AuthEvent, AuthWhat
from desk.rules.undos import Undo
from tests.fakes.store import Store


class FakeAuthEvents:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, event: AuthEvent) -> None:
        self._store.auth_events.append(replace(event, id=self._store.number("auth event")))

    async def of_client(self, client: ClientId, most: int) -> list[AuthEvent]:
        return self._newest(lambda event: event.client == client)[:most]

    async def of_person(self, person: PersonId, most: int) -> list[AuthEvent]:
        return self._newest(lambda event: event.person == person)[:most]

    async def newest(self, most: int) -> list[AuthEvent]:
        return self._newest(lambda _: True)[:most]

    async def since(self, person: PersonId, what: AuthWhat, since: datetime) -> list[AuthEvent]:
        return self._newest(lambda event: event.person == person and event.what is what and event.at >= since)

    def _newest(self, wanted: Callable[[AuthEvent], bool]) -> list[AuthEvent]:
        return [event for event in reversed(self._store.auth_events) if wanted(event)]

    async def forget(self, before: datetime, limit: int) -> int:
        old = [event for event in self._store.auth_events if event.at < before][:limit]
        self._store.auth_events[:] = [event for event in self._store.auth_events if event not in old]
        return len(old)


class FakeUndos:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, undo: Undo) -> None:
        self._store.must_have_client(undo.client)
        number = self._store.number("undo")
        self._store.undos[number] = replace(undo, id=number)

    async def get(self, undo: int) -> Undo | None:
        return self._store.undos.get(undo)

    async def by_digest(self, digest: str) -> Undo | None:
        return next((one for one in self._store.undos.values() if one.digest == digest), None)

    async def open(self, undo: int, person: PersonId) -> None:
        if (known := self._store.undos.get(undo)) and known.used_at is None:
            self._store.undos[undo] = replace(known, opened_by=person)

    async def use(self, undo: int, at: datetime) -> bool:
        known = self._store.undos.get(undo)
        if known is None or known.used_at is not None:
            return False
        self._store.undos[undo] = replace(known, used_at=at)
        return True

    async def forget(self, before: datetime) -> int:
        old = [one.id for one in self._store.undos.values() if one.expires_at < before]
        for number in old:
            del self._store.undos[number]
        return len(old)
