"""Invitations, in memory."""

from dataclasses import replace
from datetime import datetime

from desk.ids import ClientId, PersonId
from desk.rules.invitations import Invitation, Settlement
from tests.fakes.store import Store


class FakeInvitations:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, invitation: Invitation) -> Invitation:
        self._store.must_have_client(invitation.client)
        added = replace(invitation, id=self._store.number("invitation"))
        self._store.invitations[added.id] = added
        return added

    async def get(self, invitation: int) -> Invitation | None:
        return self._store.invitations.get(invitation)

    async def by_digest(self, digest: str) -> Invitation | None:
        return next((one for one in self._store.invitations.values() if one.digest == digest), None)

    async def open_of(self, client: ClientId, now: datetime) -> list[Invitation]:
        known = [one for _, one in sorted(self._store.invitations.items()) if one.client == client]
        return [one for one in known if one.settled is None and one.expires_at > now]

    async def come(self, invitation: int, person: PersonId, expires_at: datetime) -> bool:
        known = self._store.invitations.get(invitation)
        if known is None or known.person is not None or known.settled is not None:
            return False
        self._store.invitations[invitation] = replace(known, person=person, expires_at=expires_at)
        return True

    async def settle(self, invitation: int, how: Settlement) -> bool:
        known = self._store.invitations.get(invitation)
        if known is None or known.settled is not None:
            return False
        self._store.invitations[invitation] = replace(known, settled=how)
        return True
