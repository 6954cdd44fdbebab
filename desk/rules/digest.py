"""The figures of a day. A figure without data is None, never a zero that was not counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from desk.ids import ChatId, TicketId


@dataclass(frozen=True, slots=True)
class Counts:
    """What happened on one day."""

    filed: int = 0
    solved: int = 0
    inactive: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Ages:
    """Open tickets by age since filing, in calendar time."""

    under_a_day: int = 0
    under_three_days: int = 0
    under_a_week: int = 0
    older: int = 0

    @property
    def total(self) -> int:
        return self.under_a_day + self.under_three_days + self.under_a_week + self.older


@dataclass(frozen=True, slots=True)
class Due:
    """A ticket whose first reaction is due; `chat`, `topic` and `card` make the link to it."""

    ticket: TicketId
    subject: str
    react_by: datetime
    chat: ChatId
    topic: int | None = None
    card: int | None = None


@dataclass(frozen=True, slots=True)
class Employee:
    """What one employee did that day."""

    name: str
    answers: int
    solved: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All of a digest. `first_reaction` is working time; None: nobody was answered for the first time."""

    day: date
    today: Counts
    before: Counts
    before_day: date
    ages: Ages
    overdue: tuple[Due, ...] = ()
    due_next: tuple[Due, ...] = ()
    first_reaction: timedelta | None = None
    employees: tuple[Employee, ...] = ()
    complaints: int = 0
    praise: int = 0
    rated: int = 0
    """How many solutions were rated."""
    rating: float | None = None
    """Their average, from 1 to 5."""
    undelivered: int = 0
    helped: int = 0
    """Forms that an article ended: the client had the answer, and sent no ticket."""
    breached: int = 0
    """Tickets that missed the target of a reaction that day. Source: regulation 3.2."""
    unchanged: int = 0
    """Tickets whose client has not said that a password that was passed on is changed. Source: regulation 4.4."""
    missed: int = 0
    """Things for the managers themselves that did not reach one of their chats."""
    parked: int = 0
    """Updates that could not be handled and wait for a look (`frontdesk check`)."""
    unpublished: int | None = None
    """The year, begun or about to, of which the official days off are not known. Source: T6."""

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to say. Source: T35."""
        return (
            self.today == Counts()
            and not (self.ages.total or self.overdue or self.due_next or self.employees)
            and not (self.complaints or self.praise or self.rated)
            and not self.helped
            and not (self.undelivered or self.breached or self.missed or self.parked or self.unchanged)
        )


AGES = (timedelta(days=1), timedelta(days=3), timedelta(days=7))


def by_age(filed: Sequence[datetime], now: datetime) -> Ages:
    counts = [0, 0, 0, 0]
    for at in filed:
        counts[sum(now - at >= limit for limit in AGES)] += 1
    return Ages(*counts)


def middle(took: Sequence[timedelta]) -> timedelta | None:
    """The median in whole seconds; None without data."""
    return timedelta(seconds=round(median(item.total_seconds() for item in took))) if took else None
