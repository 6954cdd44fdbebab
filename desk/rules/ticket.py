"""A ticket, and the only ways in which it can change."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from desk.errors import AlreadyTaken, CannotMerge, ForNobody, IllegalMove
from desk.ids import ChatId, ClientId, DraftId, PersonId, ServiceId, TicketId
from desk.rules.came import Way
from desk.rules.entitlement import Entitlement, ServiceState
from desk.rules.paid import Billing
from desk.rules.people import ClientCategory
from desk.rules.privacy import ERASED, FADED


class Status(StrEnum):
    """Source: semantics, statuses."""

    NEW = "new"
    OPEN = "open"
    WAITING = "waiting"
    ON_HOLD = "on_hold"
    SOLVED = "solved"
    INACTIVE = "inactive"
    REFUSED = "refused"
    MERGED = "merged"


ENDS = frozenset({Status.SOLVED, Status.INACTIVE, Status.REFUSED, Status.MERGED})

NEXT: dict[Status, frozenset[Status]] = {
    Status.NEW: frozenset({Status.OPEN, Status.WAITING, Status.ON_HOLD, Status.SOLVED, Status.REFUSED, Status.MERGED}),
    Status.OPEN: frozenset({Status.WAITING, Status.ON_HOLD, Status.SOLVED, Status.REFUSED, Status.MERGED}),
    Status.WAITING: frozenset(
        {Status.OPEN, Status.ON_HOLD, Status.SOLVED, Status.INACTIVE, Status.REFUSED, Status.MERGED}
    ),
    Status.ON_HOLD: frozenset({Status.OPEN, Status.WAITING, Status.SOLVED, Status.REFUSED, Status.MERGED}),
    Status.SOLVED: frozenset({Status.OPEN}),
    Status.INACTIVE: frozenset({Status.OPEN}),
    Status.REFUSED: frozenset({Status.OPEN}),
    Status.MERGED: frozenset(),
}
"""Which status can follow which; a move outside of it is an error, never silent."""


class Category(StrEnum):
    """What a ticket is about. Source: regulation 2.1."""

    CONNECTION = "connection"
    INCIDENT = "incident"
    CHANGE = "change"
    CONTENT = "content"
    BILLING = "billing"
    CONSULTATION = "consultation"
    ACCESS = "access"
    OTHER = "other"


class Urgency(StrEnum):
    NORMAL = "normal"
    URGENT = "urgent"


class Support(StrEnum):
    """Which clock a ticket's targets run on. Source: regulation 1.4."""

    STANDARD = "standard"
    PRIORITY = "priority"
    ROUND_THE_CLOCK = "round_the_clock"


class Level(StrEnum):
    """How big a problem is: its first reaction has a target of its own. Source: regulation 3.2."""

    STANDARD = "standard"
    COMPLEX = "complex"
    CONTENT = "content"


def level_of(category: Category) -> Level:
    """What it is filed as; staff may say otherwise."""
    return Level.CONTENT if category is Category.CONTENT else Level.STANDARD


ON_CARD = 2500
"""How much of the description is on the card, so that the card stays one message; more follows as a message."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket (regulation 2.3). Times are UTC; `took` is the working time until the first reaction.

    `unanswered_since` is the first message of the client after which no answer was delivered (T10), `answer_by` when
    that answer is due, `paused_at` since when it is not the staff's turn. `alert_at` is when the desk looks whether
    somebody is to be warned. `desk.rules.clocks` keeps the three.
    `billing` is what it was filed as (2.4); None: it is from before that was computed, or staff's own.
    `filed_by` is the employee who filed it for somebody else or for themselves, `way` how the request came and
    `came_at` when (2.3); `author` is NOBODY as long as nobody of the client is in Telegram.
    `follows` is an older ticket that this one goes on from, `followed_by` the newest one that goes on from this (T27).
    `first_solved_at` is the first solution ever, whatever came after; `reopened` counts the cycles since the first,
    `cycle_at` is when this one began; None: with the filing (T29).
    What its targets depend on besides: the `level` that staff gave it (None: that of its category), the client's
    category and the `products` of the panel that counted when it was filed. `counted_from` is the moment from which
    `react_by` follows the settings (None: it was promised otherwise, and stays), `paused_for` the pauses in
    `answer_by`, in working time (None: from before they were kept).
    """

    id: TicketId
    author: PersonId
    client: ClientId | None
    room: ChatId
    draft: DraftId
    category: Category
    urgency: Urgency
    subject: str
    description: str
    entitlement: Entitlement
    filed_at: datetime
    service: ServiceId | None = None
    service_name: str = ""
    service_state: ServiceState | None = None
    answers: tuple[tuple[str, str], ...] = ()
    status: Status = Status.NEW
    assignee: PersonId | None = None
    react_by: datetime | None = None
    reacted_at: datetime | None = None
    took: timedelta | None = None
    ended_at: datetime | None = None
    unanswered_since: datetime | None = None
    merged_into: TicketId | None = None
    follows: TicketId | None = None
    followed_by: TicketId | None = None
    billing: Billing | None = None
    support: Support = Support.STANDARD
    answer_by: datetime | None = None
    paused_at: datetime | None = None
    alert_at: datetime | None = None
    filed_by: PersonId | None = None
    way: Way | None = None
    came_at: datetime | None = None
    first_solved_at: datetime | None = None
    reopened: int = 0
    cycle_at: datetime | None = None
    level: Level | None = None
    client_category: ClientCategory | None = None
    products: tuple[str, ...] = ()
    counted_from: datetime | None = None
    paused_for: timedelta | None = None
    version: int = 0

    @property
    def is_open(self) -> bool:
        return self.status not in ENDS

    @property
    def asked_at(self) -> datetime:
        """When the request came, from which its clocks are counted. Source: T9."""
        return self.came_at or self.filed_at

    @property
    def is_own(self) -> bool:
        """Opened by staff for themselves: no client reads it."""
        return self.way is Way.OWN


def must_have_a_reader(ticket: Ticket) -> None:
    """Raises ForNobody: whatever is meant for a client would reach nobody."""
    if ticket.is_own:
        raise ForNobody


def move(ticket: Ticket, want: Status, at: datetime) -> Ticket:
    """The ticket in another status; IllegalMove if the table does not allow it."""
    if want is ticket.status:
        return ticket
    if want not in NEXT[ticket.status]:
        raise IllegalMove(ticket.id, ticket.status, want)
    first = ticket.first_solved_at or (at if want is Status.SOLVED else None)
    return replace(ticket, status=want, ended_at=at if want in ENDS else None, first_solved_at=first)


def take(ticket: Ticket, by: PersonId, at: datetime, holder: str = "") -> Ticket:
    """The ticket with an assignee. A second press by the same person changes nothing; another's is refused."""
    if ticket.assignee == by:
        return ticket
    if ticket.assignee is not None:
        raise AlreadyTaken(ticket.id, holder)
    if not ticket.is_open:
        raise IllegalMove(ticket.id, ticket.status, Status.OPEN)
    opened = move(ticket, Status.OPEN, at) if ticket.status is Status.NEW else ticket
    return replace(opened, assignee=by)


def release(ticket: Ticket, by: PersonId, holder: str = "") -> Ticket:
    """The ticket without an assignee; only its own can release it. One that nobody has stays as it is."""
    if not ticket.is_open:
        raise IllegalMove(ticket.id, ticket.status, Status.OPEN)
    if ticket.assignee is None:
        return ticket
    if ticket.assignee != by:
        raise AlreadyTaken(ticket.id, holder)
    return replace(ticket, assignee=None)


def hand_over(ticket: Ticket, to: PersonId) -> Ticket:
    """The ticket with another assignee, whoever had it."""
    if not ticket.is_open:
        raise IllegalMove(ticket.id, ticket.status, Status.OPEN)
    return replace(ticket, assignee=to)


def answered(ticket: Ticket, by: PersonId, at: datetime, took: timedelta, means: Status) -> Ticket:
    """The ticket after a staff message that the client is to see.

    The first such message stops the first-reaction clock (T9); who answers an unassigned ticket becomes its
    assignee. A ticket that has ended stays ended: a late word does not reopen it.
    """
    reacted = ticket if ticket.reacted_at else replace(ticket, reacted_at=at, took=took)
    owned = reacted if reacted.assignee else replace(reacted, assignee=by)
    if not owned.is_open:
        return owned
    if owned.status is Status.NEW and means is Status.OPEN:
        return move(owned, Status.OPEN, at)
    return move(owned, means, at)


def client_wrote(ticket: Ticket, at: datetime) -> Ticket:
    """A client's answer puts a waiting or held ticket back to staff. Source: semantics, statuses; T10.

    What was written before the ticket was opened again counts from then: an earlier answer is none to it. Source: T18.
    """
    since = max(at, ticket.cycle_at.replace(microsecond=0)) if ticket.cycle_at else at
    unanswered = replace(ticket, unanswered_since=min(ticket.unanswered_since or since, since))
    return move(unanswered, Status.OPEN, at) if ticket.status in {Status.WAITING, Status.ON_HOLD} else unanswered


def answer_delivered(ticket: Ticket, written_at: datetime, newer: datetime | None = None) -> Ticket:
    """The client has an answer to everything that they wrote before it; `newer` is their first word after it."""
    if ticket.unanswered_since is None or ticket.unanswered_since > written_at:
        return ticket
    return replace(ticket, unanswered_since=newer)


def merge(source: Ticket, into: Ticket, at: datetime) -> Ticket:
    """The source, which goes on in the other. CannotMerge: with itself, into an end, across clients. Source: T30."""
    if source.id == into.id:
        raise CannotMerge(into.id, "itself")
    if not into.is_open:
        raise CannotMerge(into.id, "ended")
    if source.client != into.client or (source.client is None and source.author != into.author):
        raise CannotMerge(into.id, "another_client")
    return replace(move(source, Status.MERGED, at), merged_into=into.id)


def next_cycle(ticket: Ticket, at: datetime) -> Ticket:
    """Open again: what is measured of a cycle starts anew, the first solution stays known. Source: T29.

    What was emptied in its time is so no more: what is written from now on goes in its own.
    """
    opened = replace(move(ticket, Status.OPEN, at), reopened=ticket.reopened + 1, cycle_at=at)
    return replace(opened, description=ERASED) if ticket.description == FADED else opened


def may_reopen(ticket: Ticket, at: datetime, within: timedelta) -> bool:
    """Any end but merged can be reopened within the window. Source: T27, REOPEN_WITHIN."""
    return (
        not ticket.is_open
        and ticket.status is not Status.MERGED
        and ticket.ended_at is not None
        and at - ticket.ended_at <= within
    )


def goes_on_in_another(ticket: Ticket, at: datetime, within: timedelta) -> bool:
    """After the window a new ticket follows. What was merged goes on where it was merged into. Source: T27."""
    return not ticket.is_open and ticket.status is not Status.MERGED and not may_reopen(ticket, at, within)
