"""The history of a ticket: what happened, when, by whom. Only ever added to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.ids import PersonId, TicketId


class EventKind(StrEnum):
    FILED = "filed"
    TAKEN = "taken"
    RELEASED = "released"
    ANSWERED = "answered"
    CLIENT_WROTE = "client_wrote"
    NOTED = "noted"
    WAITING = "waiting"
    WORKING = "working"
    ON_HOLD = "on_hold"
    PINGED = "pinged"
    STILL_NEEDED = "still_needed"
    MORE_TIME = "more_time"
    INACTIVE = "inactive"
    SOLVED = "solved"
    SOLVED_BY_CLIENT = "solved_by_client"
    REFUSED = "refused"
    REOPENED = "reopened"
    MERGED = "merged"
    """`detail` is the ticket that it went on in."""
    TAKEN_IN = "taken_in"
    """`detail` is the ticket that was merged into this one."""
    FOLLOWS = "follows"
    """`detail` is the older ticket that this one goes on from."""
    FOLLOWED = "followed"
    """`detail` is the newer ticket that goes on from this one."""
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    RATED = "rated"
    MISPLACED = "misplaced"
    UNDELIVERED = "undelivered"
    MAILED = "mailed"
    """The mail server has taken it; `detail` is what it was."""
    MAIL_LOST = "mail_lost"
    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"
    SENT_AGAIN = "sent_again"
    PRICED = "priced"
    PRICE_ACCEPTED = "price_accepted"
    PRICE_DECLINED = "price_declined"
    PAYMENT_AWAITED = "payment_awaited"
    PAID = "paid"
    WAIVED = "waived"
    TIME_ASKED = "time_asked"
    TIME_RECORDED = "time_recorded"
    TIME_TAKEN_BACK = "time_taken_back"
    COMPLEX = "complex"
    NOT_URGENT = "not_urgent"
    BREACHED = "breached"
    ACCESS_ASKED = "access_asked"
    """`detail` is what was asked for; nothing of the access itself is ever in the history."""
    ACCESS_GIVEN = "access_given"
    ACCESS_SHOWN = "access_shown"
    ACCESS_UNSURE = "access_unsure"
    ACCESS_EXPIRED = "access_expired"
    ACCESS_WITHDRAWN = "access_withdrawn"
    PASSWORD_TOLD = "password_told"  # noqa: S105
    PASSWORD_REMINDED = "password_reminded"  # noqa: S105
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    PASSWORD_IN_CHAT = "password_in_chat"  # noqa: S105
    PASSWORD_REMOVED = "password_removed"  # noqa: S105
    ERASED = "erased"
    """Who wrote it has had everything of theirs erased."""
    FILED_FOR = "filed_for"
    """By staff for a client; `detail` is how and when the request came."""
    LINKED = "linked"
    UNLINKED = "unlinked"
    """The author of the ticket was tied to a client by staff, and no more; `detail` is the client."""
    DUE_MOVED = "due_moved"
    """Settings or the calendar have changed; `detail` is when it is due by now. Source: T17."""
    PROMISED = "promised"
    """`detail` is the moment in ISO format, and the reason."""
    PROMISE_BROKEN = "promise_broken"
    SNOOZED = "snoozed"
    URGENT = "urgent"
    CATEGORY = "category"
    """`detail`: from which into which, and why."""
    MOVED = "moved"
    """`detail`: from which group into which."""
    RECALLED = "recalled"
    """`detail` is the number of the message, whose words are kept."""


@dataclass(frozen=True, slots=True)
class Event:
    """`by` is None for what the desk did by itself; `detail` is a clause, a note, a reason."""

    ticket: TicketId
    kind: EventKind
    at: datetime
    by: PersonId | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """A complaint or praise for the management. Source: regulation, final provisions."""

    id: int
    person: PersonId
    praise: bool
    text: str
    at: datetime
    ticket: TicketId | None = None
