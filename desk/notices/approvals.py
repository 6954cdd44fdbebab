"""What is said about approval by staff: to the person who asks, and to staff."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.ids import PersonId
from desk.notices.base import ForChat, ForPerson, Screen
from desk.rules.approvals import Settlement


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalAsked(Screen):
    """Who are you? `wrong`: what came is no text, or too long."""

    rev: int
    wrong: bool = False


class Stands(StrEnum):
    """How it stands with somebody's request."""

    WAITING = "waiting"
    STILL_WAITING = "still_waiting"
    TOO_OFTEN = "too_often"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalTold(ForPerson):
    """`until`: staff have so long to decide."""

    stands: Stands
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalShown(ForChat):
    """To staff: who asks and what they say; once a client is named, whose they would be, and who has said so.

    `owners` of that client are told. `second`: somebody else is to confirm it.
    """

    number: int
    person: PersonId
    name: str
    username: str
    words: str
    until: datetime
    key: str = ""
    client: str = ""
    owners: tuple[str, ...] = ()
    named_by: str = ""
    second: bool = True

    @property
    def collapse(self) -> str | None:
        return f"approval:{self.to}:{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalOver(ForChat):
    """To staff: what came of it, and who decided."""

    number: int
    name: str
    how: Settlement
    client: str = ""
    named_by: str = ""
    by: str = ""


ApprovalNotice = ApprovalAsked | ApprovalTold | ApprovalShown | ApprovalOver
