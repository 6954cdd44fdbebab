"""Access data, in memory."""

from dataclasses import replace
from datetime import datetime

from desk.errors import Conflict
from desk.ids import PersonId, SecretId, TicketId
from desk.rules.vault import HELD, Change, Secret, SecretState
from tests.fakes.store import Store

UNSEEN = HELD | {SecretState.ASKED}
WAITED_FOR = {Change.TOLD, Change.REMINDED}


class FakeSecrets:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, secret: Secret) -> Secret:
        self._store.must_have_ticket(secret.ticket)
        added = replace(secret, id=SecretId(self._store.number("secret")))
        self._store.secrets[added.id] = added
        return added

    async def get(self, secret: SecretId) -> Secret | None:
        return self._store.secrets.get(secret)

    async def save(self, secret: Secret) -> Secret:
        stored = self._store.secrets.get(secret.id)
        if stored is None or stored.version != secret.version:
            raise Conflict
        self._store.secrets[secret.id] = replace(secret, version=secret.version + 1)
        return self._store.secrets[secret.id]

    async def of(self, ticket: TicketId) -> list[Secret]:
        return [secret for secret in self._all() if secret.ticket == ticket]

    async def asked_by(self, employee: PersonId) -> list[Secret]:
        return [secret for secret in self._all() if secret.asker == employee and secret.state in UNSEEN]

    async def by_request(self, reader: PersonId, message: int) -> Secret | None:
        found = (secret for secret in self._all() if secret.reader == reader and secret.request == message)
        return next(found, None)

    async def by_page(self, digest: str) -> Secret | None:
        return next((secret for secret in self._all() if secret.page == digest), None)

    async def due(self, now: datetime, limit: int) -> list[SecretId]:
        found = [(secret.look_at, secret.id) for secret in self._all() if secret.look_at and secret.look_at <= now]
        return [number for _, number in sorted(found)[:limit]]

    async def move(self, ticket: TicketId, into: TicketId) -> None:
        for secret in await self.of(ticket):
            self._store.secrets[secret.id] = replace(secret, ticket=into)

    async def unchanged(self) -> int:
        return len({secret.ticket for secret in self._all() if secret.change in WAITED_FOR})

    async def held(self) -> list[Secret]:
        return [secret for secret in self._all() if secret.state in HELD]

    def _all(self) -> list[Secret]:
        return sorted(self._store.secrets.values(), key=lambda secret: secret.id)
