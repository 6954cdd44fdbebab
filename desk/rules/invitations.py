"""How a client invites somebody to act for them: a link for one use that ends by itself. Source: regulation 2.2."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

from desk.ids import ClientId, PersonId

LIFETIME: Final = timedelta(days=7)
"""For the link, and again for the owner's word after somebody came by it."""

MOST_OPEN: Final = 10
"""Invitations of a client that wait at a time."""

PREFIX: Final = "i_"
"""How the payload of an invitation begins in t.me/<bot>?start=…; Telegram takes 64 of A-Z, a-z, 0-9, _ and -."""


class Settlement(StrEnum):
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ORPHANED = "orphaned"
    """Whoever invited does not own the client any more."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """`digest` is of its payload, which is kept nowhere. `person` has come by it and waits for the owner's word."""

    id: int
    client: ClientId
    owner: PersonId
    digest: str
    sees_all: bool
    expires_at: datetime
    person: PersonId | None = None
    settled: Settlement | None = None


def new_payload() -> str:
    return PREFIX + secrets.token_urlsafe(24)


def digest_of(payload: str) -> str:
    return sha256(payload.encode()).hexdigest()


def invite(client: ClientId, owner: PersonId, payload: str, at: datetime, *, sees_all: bool) -> Invitation:
    return Invitation(0, client, owner, digest_of(payload), sees_all, at + LIFETIME)


class Came(StrEnum):
    """What becomes of somebody who comes by a link."""

    WELCOME = "welcome"
    WAITING = "waiting"
    """They came by it before, and the owner has not answered yet."""
    USED = "used"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    ORPHANED = "orphaned"


def judge(invitation: Invitation, person: PersonId, now: datetime) -> Came:
    """A link is for whoever comes by it first."""
    if invitation.settled is Settlement.WITHDRAWN:
        return Came.WITHDRAWN
    if invitation.settled is Settlement.ORPHANED:
        return Came.ORPHANED
    if invitation.settled is not None or invitation.person not in {None, person}:
        return Came.USED
    if now >= invitation.expires_at:
        return Came.EXPIRED
    return Came.WELCOME if invitation.person is None else Came.WAITING
