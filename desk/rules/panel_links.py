"""Sign-in by the client's panel: whoever is signed in there gets a link into this desk, for one use and ten minutes.

The link is a proof of the panel's session, with whatever the panel asks for there, so it gives the highest assurance.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

from desk.ids import ClientId, PersonId
from desk.rules.people import Role

LIFETIME: Final = timedelta(minutes=10)

PREFIX: Final = "p_"
"""How the payload of such a link begins in t.me/<bot>?start=…; Telegram takes 64 of A-Z, a-z, 0-9, _ and -."""

SIGN_IN: Final = "sign-in"
"""What the link is for. It goes into the digest, so that no other link of the desk is one of these."""

TICKETS: Final = "tickets"
"""The panel's word for the right to write to support: whoever has it acts for the client, its owner in any case."""


@dataclass(frozen=True, slots=True)
class PanelLink:
    """`digest` is of its payload, which is kept nowhere. `login` is that of the panel that asked for it.

    `person` has opened it, and is the only one who can use it from then on.
    """

    id: int
    digest: str
    client: ClientId
    login: str
    email: str
    role: Role
    expires_at: datetime
    person: PersonId | None = None
    used_at: datetime | None = None


class CannotSignIn(StrEnum):
    """Why a link of the panel leads nowhere."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    OTHER = "other"
    """Somebody else has opened it."""
    OWN = "own"
    """They are signed in already, as surely as can be."""


def new_payload() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(payload: str) -> str:
    return sha256(f"{SIGN_IN}:{payload}".encode()).hexdigest()


def role_of(*, owner: bool, may: frozenset[str]) -> Role | None:
    """Of a login of the panel. None: it does not let them write to support for this client."""
    if owner:
        return Role.OWNER
    return Role.DELEGATE if TICKETS in may else None


def make(payload: str, *, client: ClientId, login: str, email: str, role: Role, at: datetime) -> PanelLink:
    return PanelLink(0, digest_of(payload), client, login, email, role, at + LIFETIME)


def judge(link: PanelLink | None, person: PersonId, now: datetime) -> CannotSignIn | None:
    """None: it may be used by this person."""
    if link is None:
        return CannotSignIn.UNKNOWN
    if link.used_at is not None:
        return CannotSignIn.USED
    if link.person not in {None, person}:
        return CannotSignIn.OTHER
    return CannotSignIn.EXPIRED if now >= link.expires_at else None


def masked(name: str) -> str:
    """A client's name that its people recognise and a stranger does not: `ООО Р***`."""
    return " ".join(word if len(word) <= SHORT else f"{word[0]}***" for word in name.split())


SHORT: Final = 3
"""Letters of words such as ООО and Ltd, which say nothing about whose name it is."""
