"""What staff and clients are told about tickets that staff file for a client. Source: regulation 2.3."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.ids import PersonId, TicketId
from desk.notices.base import AboutTicket, ForChat, IfUnknown
from desk.notices.client import Option
from desk.rules.came import Way, WrongTime
from desk.rules.entitlement import Entitlement
from desk.rules.form import Problem, QuestionKind, Remark
from desk.rules.paid import Billing
from desk.rules.people import ClientCategory
from desk.rules.ticket import Support


class Purpose(StrEnum):
    """What a client is looked for."""

    FILE = "file"
    LOOK = "look"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class ClientLine:
    """`key` is what a button carries for the client."""

    key: str
    name: str
    category: ClientCategory
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientsFound(ForChat):
    """Whom did they mean? `more` is how many others there are; without `words` nothing was looked for yet.

    `ticket` is the one whose author is to be linked.
    """

    purpose: Purpose
    lines: tuple[ClientLine, ...]
    words: str = ""
    more: int = 0
    ticket: TicketId | None = None
    topic: int | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage(ForChat):
    """A page of an employee's entry; it takes the place of `page`, or else is a new message.

    `client` is a name; empty: staff file it for themselves.
    """

    by: PersonId
    rev: int
    client: str
    topic: int | None = None
    reply_to: int | None = None
    page: int | None = None

    if_unknown = IfUnknown.REPEAT

    @property
    def collapse(self) -> str | None:
        return f"entry:{self.chat}:{self.by}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryAsked(EntryPage):
    """One question. `begun`: an entry was in work already, and goes on. `wrong` is about when the request came."""

    question: str
    kind: QuestionKind
    options: tuple[Option, ...]
    step: int
    steps: int
    answer: str | None = None
    problem: Problem | None = None
    remark: Remark | None = None
    wrong: WrongTime | None = None
    limit: int = 0
    begun: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryConfirm(EntryPage):
    """All of it, before it is filed. `told` is who on the client's side reads of it, empty if nobody can."""

    given: tuple[tuple[str, Option], ...]
    entitlement: Entitlement
    billing: Billing | None
    react_by: datetime | None
    told: str
    changing: bool = False
    problem: Problem | None = None
    remark: Remark | None = None
    begun: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryOver(EntryPage):
    """It was filed as `ticket`, or left (None)."""

    ticket: TicketId | None = None
    subject: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledForYou(AboutTicket):
    """Staff have filed a ticket for the reader; `react_by` is None if none is promised, or that time is over."""

    subject: str
    by: str
    way: Way
    came_at: datetime
    entitlement: Entitlement
    react_by: datetime | None
    opens_at: datetime | None
    billing: Billing | None = None
    support: Support = Support.STANDARD


OnBehalfNotice = ClientsFound | EntryAsked | EntryConfirm | EntryOver | FiledForYou
