"""How whoever reads a client's mailbox ends a link to it that they know nothing of: by a link in the letter."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from desk.ids import ClientId, PersonId
from desk.rules.invitations import digest_of

LIFETIME: Final = timedelta(days=30)
"""Letters are read late; all that the link can do is to end an access."""

PREFIX: Final = "u_"
"""How its payload begins in t.me/<bot>?start=…"""


@dataclass(frozen=True, slots=True)
class Undo:
    """`digest` is of its payload, which is kept nowhere once it was mailed. `opened_by` came by it, and may press."""

    id: int
    person: PersonId
    client: ClientId
    digest: str
    expires_at: datetime
    opened_by: PersonId | None = None
    used_at: datetime | None = None


class CannotUndo(StrEnum):
    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    OVER = "over"
    """The person is not tied to the client any more."""


def new_payload() -> str:
    return PREFIX + secrets.token_urlsafe(24)


def undo_of(person: PersonId, client: ClientId, payload: str, at: datetime) -> Undo:
    return Undo(0, person, client, digest_of(payload), at + LIFETIME)


def judge(undo: Undo | None, now: datetime) -> CannotUndo | None:
    """Why it is of no use; None: it is."""
    if undo is None:
        return CannotUndo.UNKNOWN
    if undo.used_at is not None:
        return CannotUndo.USED
    return CannotUndo.EXPIRED if now >= undo.expires_at else None
