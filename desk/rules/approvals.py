"""Approval by staff, the last resort of signing in: for whoever has no mailbox, no panel and no number that is known.

One employee names the client, another one confirms it. Source: regulation 2.2, security 38.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from desk.ids import ClientId, PersonId

LIFETIME: Final = timedelta(days=7)
"""So long two employees have to agree."""

LONGEST: Final = 1000
"""Letters in which somebody says who they are."""

MOST: Final = 3
"""Requests of one person in a week."""

ASKED: Final = "approval"
"""The answer of the sign-in under which it is known that the words of a request are awaited."""


class Settlement(StrEnum):
    APPROVED = "approved"
    REFUSED = "refused"
    EXPIRED = "expired"
    LINKED = "linked"
    """They were tied to the client already, by a proof of their own."""


@dataclass(frozen=True, slots=True)
class Approval:
    """`words` are the person's own, until it is settled. `named_by` has said whose they are."""

    id: int
    person: PersonId
    words: str
    asked_at: datetime
    client: ClientId | None = None
    named_by: PersonId | None = None
    settled: Settlement | None = None


class CannotDecide(StrEnum):
    """Why an employee's word about a request does nothing."""

    UNKNOWN = "unknown"
    OVER = "over"
    OWN = "own"
    """It is about themselves."""
    OTHER = "other"
    """Another client was named since."""
    SAME = "same"
    """They have named the client: somebody else is to confirm it."""


def judge(request: Approval | None, by: PersonId, now: datetime) -> CannotDecide | None:
    """None: this employee may name the client, or refuse."""
    if request is None:
        return CannotDecide.UNKNOWN
    if request.settled is not None or now >= request.asked_at + LIFETIME:
        return CannotDecide.OVER
    return CannotDecide.OWN if by == request.person else None


def judge_second(request: Approval, client: ClientId, by: PersonId, approvers: int) -> CannotDecide | None:
    """None: this employee may confirm it. With one approver whoever has named the client confirms it as well."""
    if request.client != client:
        return CannotDecide.OTHER
    return CannotDecide.SAME if approvers > 1 and by == request.named_by else None
