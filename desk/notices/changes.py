"""What staff change about a ticket, as both sides read it."""

from dataclasses import dataclass
from datetime import datetime

from desk.ids import ChatId, MessageId, PersonId, TicketId
from desk.notices.base import AboutTicket, ForChat, ForRoom, IfUnknown, Priority
from desk.notices.lists import MemberLine
from desk.rules.paid import Billing
from desk.rules.ticket import Category


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryAsked(ForRoom):
    """What is it about, if not that?"""

    now: Category


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryChanged(ForRoom):
    """`react_by` if the promise changes by that."""

    who: str
    category: Category
    react_by: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recategorized(AboutTicket):
    """The same for the client, with what it changes for them: the promise (`before` it was another), the ground."""

    subject: str
    category: Category
    react_by: datetime | None = None
    before: datetime | None = None
    billing: Billing | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group of staff."""

    chat: ChatId
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAsked(ForRoom):
    """To which group is it moved?"""

    lines: tuple[GroupLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedHere(ForRoom):
    """`title` is the group it comes from. What was said follows; `earlier` is how much of it does not."""

    who: str
    title: str
    earlier: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoTold(ForRoom):
    """What else the client chose and typed in the form that was added to this ticket: (question, answer)."""

    given: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold(ForRoom):
    """A message of either side, said again where the ticket is now."""

    message: MessageId
    items: int = 1

    @property
    def weight(self) -> int:
        return self.items


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftBehind(ForChat):
    """Where a ticket was: a way to where it is now (`title`), and the topic is closed. `card` lay in a plain group."""

    ticket: TicketId
    title: str
    topic: int | None = None
    card: int | None = None

    if_unknown = IfUnknown.REPEAT


ChangeNotice = (
    MadeUrgent
    | UrgencyRaised
    | AssignAsked
    | Assigned
    | CategoryAsked
    | CategoryChanged
    | Recategorized
    | GroupAsked
    | MovedHere
    | AlsoTold
    | Retold
    | LeftBehind
)
