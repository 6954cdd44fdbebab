"""What clients are told, in their private chat."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from desk.ids import MessageId, OutboxId, PeriodId, PersonId, TicketId
from desk.notices.base import AboutTicket, ForPerson, IfUnknown, Priority, Screen
from desk.rules.awaited import Awaits
from desk.rules.charges import Charge
from desk.rules.codes import Verdict
from desk.rules.content import Kind
from desk.rules.entitlement import Entitlement, ServiceState
from desk.rules.form import FormName, Problem, QuestionKind, Remark
from desk.rules.paid import Billing
from desk.rules.people import ClientCategory
from desk.rules.recount import Why
from desk.rules.refusals import Clause
from desk.rules.support import Calm
from desk.rules.targets import Because
from desk.rules.ticket import Category, Status, Support

# --- screens -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome(Screen):
    """For somebody who is no client that we know. `kept`: what they wrote is not lost.

    `colleague`: they are in a staff group, on duty or a manager; `manager`: this is a chat of managers.
    """

    can_sign_in: bool
    kept: bool = False
    colleague: bool = False
    manager: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu(Screen):
    """For somebody whom we know; `clients` are the names they act for, `draft` a form that can be continued."""

    clients: tuple[str, ...]
    draft: bool = False


class Unmailed(StrEnum):
    """Why a code could not be mailed."""

    ADDRESS = "address"
    """The mail server does not know or does not take the address."""
    NO_MAIL = "no_mail"
    """It is our side: mail is off, or its server takes nothing from us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailAsked(Screen):
    """`unmailed`: the code could not be mailed to the address that was written before. `kept`: what came is kept."""

    rev: int
    not_an_address: bool = False
    kept: bool = False
    unmailed: Unmailed | None = None
    phone: bool = False
    """Whether the number of the account would do, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAsked(Screen):
    """The same whether a client has that address or not. `kept`: words came, which are kept for their form."""

    rev: int
    email: str
    """Masked."""
    wrong: bool = False
    too_soon: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInFailed(Screen):
    why: Verdict


@dataclass(frozen=True, slots=True)
class ServiceLine:
    name: str
    state: ServiceState
    paid_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicesShown(Screen):
    """A client's services; `signed_in` is True right after the proof, `unverified` while the panel cannot be asked."""

    client: str
    services: tuple[ServiceLine, ...]
    signed_in: bool = False
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose. `name` is data (a service, a client); empty: the words belong to the value."""

    value: str
    name: str = ""
    state: ServiceState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAsked(Screen):
    """One question of a form. `answer` is what was given before; `step` of `steps` is the progress."""

    form: FormName
    rev: int
    question: str
    kind: QuestionKind
    options: tuple[Option, ...]
    step: int
    steps: int
    category: Category | None = None
    answer: str | None = None
    files: int = 0
    optional: bool = False
    problem: Problem | None = None
    remark: Remark | None = None
    limit: int = 0
    praise: bool = False
    """The words are praise, and no complaint."""


@dataclass(frozen=True, slots=True)
class TicketLine:
    """`awaits`: whose turn it is, `by` when it ends."""

    id: TicketId
    subject: str
    status: Status
    awaits: Awaits = Awaits.NOTHING
    by: datetime | None = None
    author: str = ""
    """Who wrote it, if that was somebody else."""
    promised: datetime | None = None
    """Staff have promised an answer by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormConfirm(Screen):
    """Everything that was answered, and what will come of it. Source: regulation 2.4, 3.2.

    `changing`: the person is choosing what to change. `offers` are the ways to file it, free or paid.
    """

    form: FormName
    rev: int
    given: tuple[tuple[str, Option], ...]
    files: int
    entitlement: Entitlement | None = None
    react_by: datetime | None = None
    because: Because | None = None
    """Why by then; `client_category` is whose terms they are. Source: regulation 1.3, 3.2."""
    client_category: ClientCategory | None = None
    opens_at: datetime | None = None
    """When the desk opens, if it is closed now."""
    similar: tuple[TicketLine, ...] = ()
    """Open tickets of the client that look like it. Source: regulation 2.6."""
    support: Support = Support.STANDARD
    problem: Problem | None = None
    remark: Remark | None = None
    changing: bool = False
    follows: str = ""
    """The number of the ticket that it goes on from."""
    offers: tuple[Billing, ...] = ()


class Gone(StrEnum):
    CANCELLED = "cancelled"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormGone(Screen):
    form: FormName
    why: Gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed(Screen):
    """The ticket has its number; `react_by` is when somebody first reacts, never when it is solved (3.1)."""

    ticket: TicketId
    subject: str
    entitlement: Entitlement
    react_by: datetime | None
    opens_at: datetime | None
    billing: Billing | None = None
    support: Support = Support.STANDARD

    stays = True

    @property
    def about(self) -> TicketId | None:
        return self.ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketsListed(Screen):
    """A page of them."""

    tickets: tuple[TicketLine, ...]
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketShown(Screen):
    """One ticket as its client sees it."""

    ticket: TicketId
    subject: str
    description: str
    status: Status
    category: Category
    filed_at: datetime
    service: str
    assignee: str
    react_by: datetime | None
    close_at: datetime | None
    ended_at: datetime | None
    messages: int
    may_reopen: bool
    billing: Billing | None = None
    charge: Charge | None = None
    awaits: Awaits = Awaits.NOTHING
    rating: int | None = None
    follows: TicketId | None = None
    followed_by: TicketId | None = None
    author: str = ""
    """Who wrote it, if that was somebody else."""
    support: Support = Support.STANDARD
    promised: datetime | None = None
    """Staff have promised an answer by then, and why it takes until then."""
    promised_why: str = ""

    @property
    def about(self) -> TicketId | None:
        return self.ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageAsked(Screen):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneAsked(Screen):
    """In which zone shall times be shown beside the desk's?"""

    offered: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneKept(Screen):
    """`now` shows how times look from now on; `own` is False where the desk's zone is enough again."""

    now: datetime
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpShown(Screen):
    phone: str
    help_centre: str
    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhereTo(Screen):
    """A message that could belong to several tickets, or to one that has ended. It is kept meanwhile."""

    rev: int
    open: tuple[TicketLine, ...] = ()
    ended: TicketLine | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackTaken(Screen):
    """`kept`: nobody is there to get it, and the person is not told otherwise."""

    praise: bool
    kept: bool = False

    stays = True


# --- notices -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused(ForPerson):
    """A polite no to something typed; `what` names the refusal, `facts` fill its sentence."""

    what: str
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffAnswer(AboutTicket):
    """An employee's message. Never repeated blindly: a client must not read the same answer twice."""

    message: MessageId
    items: int = 1

    priority = Priority.MESSAGE
    if_unknown = IfUnknown.ASK

    @property
    def weight(self) -> int:
        return self.items


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffAnswerEdited(AboutTicket):
    message: MessageId
    part: int

    if_unknown = IfUnknown.REPEAT_ADDED
    holds_lane = False

    @property
    def collapse(self) -> str | None:
        return f"edit:{self.to}:{self.message}:{self.part}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(AboutTicket):
    """A mark on the client's own message: staff have it. Said only after Telegram took the copy."""

    marked: int

    priority = Priority.ICON
    if_unknown = IfUnknown.REPEAT
    holds_lane = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOnHold(AboutTicket):
    """Something else has to happen first; `reason` may be empty."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged(AboutTicket):
    """It goes on in another ticket of theirs."""

    into: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken(AboutTicket):
    """Who has it by now. Not said any more once they have answered, or somebody else has it.

    `react_by` is when the first answer comes, if there was none yet.
    """

    by: str
    employee: PersonId | None = None
    react_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinged(AboutTicket):
    """The question before an automatic close. Source: regulation 3.3, T22."""

    period: PeriodId
    number: int
    subject: str
    close_at: datetime
    may_extend: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WentInactive(AboutTicket):
    """Closed because the client was silent. Source: regulation 3.3, T25."""

    subject: str
    reopen_until: datetime


class Settled(StrEnum):
    STILL_NEEDED = "still_needed"
    MORE_TIME = "more_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class PingSettled(AboutTicket):
    how: Settled
    close_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved(AboutTicket):
    """`rating`: under which number it can be rated; None: there is nothing to rate."""

    subject: str
    by: str
    reopen_until: datetime
    rating: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(AboutTicket):
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedDown(AboutTicket):
    """Staff refused the ticket, with a clause, in their own words, or both. Source: regulation 1.6, 2.6, 4.2."""

    subject: str
    clause: Clause | None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsLonger(AboutTicket):
    """Staff say that it is complex: somebody first reacts by then. Source: regulation 3.2."""

    subject: str
    words: str
    react_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TooFast(AboutTicket):
    """They write faster than staff can read: what comes now is passed on then, in one piece. Source: regulation 2.1."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMoved(AboutTicket):
    """The first answer comes later than they were told, and why. Source: regulation 3.2, T17."""

    subject: str
    why: Why
    react_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUrgent(AboutTicket):
    """Staff say that it is not urgent, and why: by a known reason, or in words of their own. Source: regulation 1.4.

    `react_by` is when somebody first reacts by now, if nobody has yet.
    """

    subject: str
    reason: Calm | None = None
    words: str = ""
    react_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPassedOn(AboutTicket):
    """Telegram does not let us copy this to staff: the sender is told at once. `edited`: only the edit is missing."""

    kind: Kind
    reply_to: int
    edited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtaken(ForPerson):
    """The buttons of an older screen are taken away."""

    screen: int
    by: OutboxId | None = None

    priority = Priority.ICON
    if_unknown = IfUnknown.REPEAT
    holds_lane = False


ClientNotice = (
    Welcome
    | Menu
    | EmailAsked
    | CodeAsked
    | SignInFailed
    | ServicesShown
    | FormAsked
    | FormConfirm
    | FormGone
    | Filed
    | TicketsListed
    | TicketShown
    | LanguageAsked
    | ZoneAsked
    | ZoneKept
    | HelpShown
    | WhereTo
    | FeedbackTaken
    | Refused
    | StaffAnswer
    | StaffAnswerEdited
    | Received
    | Taken
    | PutOnHold
    | Merged
    | Pinged
    | WentInactive
    | PingSettled
    | Solved
    | Reopened
    | TurnedDown
    | NeedsLonger
    | NotUrgent
    | PromiseMoved
    | TooFast
    | NotPassedOn
    | Overtaken
)
