"""What staff change about a ticket, as both sides read it."""

from dataclasses import dataclass
from datetime import datetime

from desk.ids import PersonId
from desk.notices.base import AboutTicket, ForRoom, Priority
from desk.notices.lists import MemberLine


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUrgent(AboutTicket):
    """Staff say that it is urgent, and why. `react_by` is when somebody first reacts by now, if nobody has yet."""

    subject: str
    words: str
    react_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyRaised(ForRoom):
    who: str
    words: str
    react_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignAsked(ForRoom):
    """An employee is about to give it to a colleague: to whom?"""

    lines: tuple[MemberLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(ForRoom):
    """`by` has given it to `person`, who is called."""

    person: PersonId
    name: str
    by: str

    priority = Priority.MESSAGE


ChangeNotice = MadeUrgent | UrgencyRaised | AssignAsked | Assigned
