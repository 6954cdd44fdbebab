"""What happened about who somebody is: kept apart from tickets, without any words of anybody."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.ids import ClientId, PersonId
from desk.rules.people import Proof


class AuthWhat(StrEnum):
    LINKED = "linked"
    PROVEN = "proven"
    """Who was tied already has proven it once more."""
    LEFT = "left"
    """They ended it themselves."""
    REVOKED = "revoked"
    """An owner or staff have ended it."""
    DISOWNED = "disowned"
    """Somebody of the client said that they do not know the person."""
    REPORTED = "reported"
    """The same, and staff are to decide: the word was not sure enough to end it."""
    CLOSED = "closed"
    """The panel has the client no more."""
    OUTDATED = "outdated"
    """The address that has proven it is the client's no more."""
    CODE_ASKED = "code_asked"
    CODE_TRIED = "code_tried"
    CODE_BOUNCED = "code_bounced"
    """The mail server refused the letter with it for good."""
    NUMBER_SHARED = "number_shared"
    APPROVAL_ASKED = "approval_asked"
    """Who cannot prove who they are asked staff to let them in."""
    APPROVAL_NAMED = "approval_named"
    """One employee has said whose they are; the tie itself is the second one's."""
    APPROVAL_REFUSED = "approval_refused"
    REFUSED = "refused"
    """They wanted what is not theirs to want: a link that leads nowhere, a button or a command about access."""


@dataclass(frozen=True, slots=True)
class AuthEvent:
    """`actor` did it, `person` is whose tie it is about; `client` is None where none is known. Source: ASVS 16.3.1.

    `result` is 'done', or a word for why not. `at` is in UTC.
    """

    at: datetime
    what: AuthWhat
    actor: PersonId
    person: PersonId
    client: ClientId | None = None
    method: Proof = Proof.UNKNOWN
    result: str = "done"
    id: int = 0
