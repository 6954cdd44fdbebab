"""What managers are told."""

from dataclasses import dataclass
from datetime import date, datetime

from desk.ids import ChatId, PersonId, TicketId
from desk.notices.base import ForChat, IfUnknown
from desk.rules.auth import AuthWhat
from desk.rules.digest import Figures
from desk.rules.people import Proof
from desk.rules.recount import Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest(ForChat):
    """The figures of a day. `asked` is True when a manager wanted it now."""

    figures: Figures
    asked: bool = False

    if_unknown = IfUnknown.REPEAT_MARKED


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackArrived(ForChat):
    """A complaint or praise, at once. Source: regulation, final provisions."""

    feedback: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingArrived(ForChat):
    """A client is not content with a solution, or has words about one, at once.

    `room`, `topic` and `card` make the link. Source: T33.
    """

    ticket: TicketId
    subject: str
    score: int
    comment: str
    who: str
    employee: str
    room: ChatId
    topic: int | None = None
    card: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesMoved(ForChat):
    """Settings or the calendar have changed, and with them the due times of open tickets: of so many. Source: T17."""

    why: Why
    later: int
    sooner: int


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day that is not as usual. `hours` as people read them, none: closed; `own`: by the company's own word."""

    day: date
    hours: tuple[str, ...]
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarShown(ForChat):
    """Months by their first day, how many days are worked in each, and which are unusual. Source: T6."""

    months: tuple[tuple[date, int, tuple[DayLine, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayProposed(ForChat):
    """What a change of a day would do, with a button that makes it."""

    day: date
    how: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    later: int
    sooner: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChanged(ForChat):
    """Somebody has changed how a day is worked."""

    day: date
    before: tuple[str, ...]
    after: tuple[str, ...]
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesStopped(ForChat):
    """So many sign-in codes were asked for within so many minutes that none are sent for now; or they are again."""

    stopped: bool
    most: int
    minutes: int


@dataclass(frozen=True, slots=True)
class EventLine:
    """`person` is whose access it is, where that is not the actor's own; `number` is that account's in any case."""

    at: datetime
    what: AuthWhat
    actor: str
    person: str
    number: PersonId
    client: str
    method: Proof
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsShown(ForChat):
    """What happened last about who somebody is. Source: ASVS 16.3.1."""

    lines: tuple[EventLine, ...]


DayNotice = CalendarShown | DayProposed | DayChanged

ManagerNotice = DayNotice | CodesStopped | EventsShown | DuesMoved | Digest | FeedbackArrived | RatingArrived
