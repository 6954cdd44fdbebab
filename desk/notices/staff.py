"""What staff are told, in the ticket's place in their group."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from desk.ids import MessageId, OutboxId, PreviewId, TicketId
from desk.notices.base import ForChat, ForRoom, IfUnknown, Priority, Rank
from desk.rules.refusals import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicNeeded(ForRoom):
    """The ticket's topic is to be made; where the group has no topics there is nothing to do."""

    priority = Priority.CARD
    rank = Rank.TOPIC
    if_unknown = IfUnknown.RECOVER


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicState(ForRoom):
    """The topic is closed or opened, as its ticket is by then."""

    priority = Priority.ICON
    if_unknown = IfUnknown.REPEAT
    holds_lane = False

    @property
    def collapse(self) -> str | None:
        return f"topic:{self.ticket}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicOpenNeeded(ForRoom):
    """The topic is closed, and what stands behind this cannot be written into it as it is."""

    priority = Priority.CARD
    rank = Rank.TOPIC
    if_unknown = IfUnknown.REPEAT

    @property
    def collapse(self) -> str | None:
        return f"open_topic:{self.ticket}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLost(ForRoom):
    """The first line of a topic that took the place of one that is gone, before the card."""

    priority = Priority.CARD
    rank = Rank.CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicByHand(ForRoom):
    """Somebody has closed the topic of an open ticket, or opened the topic of one that has ended (`closed` False)."""

    closed: bool

    @property
    def collapse(self) -> str | None:
        return f"by_hand:{self.ticket}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicTwice(ForChat):
    """A second topic of a ticket, which turned up late: closed, with a pointer to the ticket's own."""

    ticket: TicketId
    topic: int

    if_unknown = IfUnknown.REPEAT


@dataclass(frozen=True, slots=True, kw_only=True)
class CardNeeded(ForRoom):
    """The ticket's card, for the first time."""

    priority = Priority.CARD
    rank = Rank.CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class CardChanged(ForRoom):
    """The card is edited to what the ticket is by then. `page` names its further buttons; empty: the usual ones."""

    page: str = ""

    priority = Priority.CARD
    if_unknown = IfUnknown.REPEAT
    holds_lane = False

    @property
    def collapse(self) -> str | None:
        return f"card:{self.ticket}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientMessage(ForRoom):
    """A client's message, relayed; under a short budget with earlier ones (`before`) in the same message."""

    message: MessageId
    items: int = 1
    before: tuple[MessageId, ...] = ()
    held: bool = False
    """Its author writes faster than anybody can read: it goes on with what came meanwhile. Source: regulation 2.1."""

    priority = Priority.MESSAGE

    @property
    def messages(self) -> tuple[MessageId, ...]:
        return *self.before, self.message

    @property
    def weight(self) -> int:
        return self.items


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientMessageEdited(ForRoom):
    """`copy` is the message as whose copy it lies in the room, if that is another one."""

    message: MessageId
    part: int
    copy: MessageId | None = None

    if_unknown = IfUnknown.REPEAT_ADDED
    holds_lane = False

    @property
    def collapse(self) -> str | None:
        return f"edit:{self.room}:{self.copy or self.message}:{self.part}"


class What(StrEnum):
    """What happened to a ticket; each is a sentence in its topic."""

    TAKEN = "taken"
    RELEASED = "released"
    TAKEN_OVER = "taken_over"
    WAITING = "waiting"
    WORKING = "working"
    ON_HOLD = "on_hold"
    MERGED = "merged"
    TAKEN_IN = "taken_in"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    SOLVED = "solved"
    SOLVED_BY_CLIENT = "solved_by_client"
    REFUSED = "refused"
    REOPENED = "reopened"
    REOPENED_BY_CLIENT = "reopened_by_client"
    PINGED = "pinged"
    STILL_NEEDED = "still_needed"
    MORE_TIME = "more_time"
    PINGED_BY_MAIL = "pinged_by_mail"
    INACTIVE = "inactive"
    UNREACHABLE = "unreachable"
    RETURNED = "returned"
    ERASED = "erased"
    THANKS = "thanks"
    MISPLACED = "misplaced"
    COMPLEX = "complex"
    NOT_URGENT = "not_urgent"
    LINKED = "linked"
    UNLINKED = "unlinked"
    DISOWNED = "disowned"
    """An owner of the client does not know whom staff have linked."""
    STRANGER = "stranger"
    """The same, and the ticket stays the client's."""
    VERIFIED = "verified"
    """The panel answers again: the card says what the ticket stands on."""
    CLIENT_CLOSED = "client_closed"
    ADDRESS_GONE = "address_gone"
    ACCESS_ENDED = "access_ended"
    """Staff have ended the author's access; `detail` is their name, and why."""
    LEFT = "left"
    """The author does not act for the client any more, by their own wish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened(ForRoom):
    """`who` is a name; `at` is the time that belongs to it (the close after a ping, the new close).

    `detail` is a reason, or the number of another ticket.
    """

    what: What
    who: str = ""
    at: datetime | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseAsked(ForRoom):
    """An employee is about to refuse: on what ground? `on` is the message in whose place it is asked."""

    on: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalShown(ForRoom):
    """What the client will read, in their language, before it is sent; `sent`: what they were sent."""

    preview: PreviewId
    subject: str
    language: str
    clause: Clause | None
    words: str = ""
    sent: bool = False
    on: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    ticket: TicketId
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeAsked(ForRoom):
    """An employee is about to merge: into which of the client's open tickets?"""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalmAsked(ForRoom):
    """An employee is about to say that it is not urgent: why?"""


class Mark(StrEnum):
    """A reaction on an employee's message."""

    DELIVERED = "delivered"
    INSIDE = "inside"
    """It was not sent to the client."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked(ForRoom):
    message: int
    mark: Mark

    priority = Priority.ICON
    if_unknown = IfUnknown.REPEAT
    holds_lane = False

    @property
    def collapse(self) -> str | None:
        return f"mark:{self.room}:{self.message}"


class Trouble(StrEnum):
    """Why something did not reach its reader."""

    BLOCKED = "blocked"
    GONE = "gone"
    REFUSED = "refused"
    TOO_OLD = "too_old"
    ABSENT = "absent"
    """Nobody of the client is in Telegram."""
    NO_COPY = "no_copy"
    """Of an edit: the client has the answer, but nobody knows where."""
    NO_ANSWER = "no_answer"
    """Of an edit: the answer itself did not arrive, or that is not confirmed."""


class NoMail(StrEnum):
    """Why mail was no second way."""

    NO_ADDRESS = "no_address"
    OFF = "off"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotDelivered(ForRoom):
    """A fact: the client did not get this. `reply_to` is the employee's message, if it was one.

    `mail` is known where the chat refuses everything: why it did not go by mail either.
    """

    why: Trouble
    detail: str = ""
    reply_to: int | None = None
    mail: NoMail | None = None


class Letter(StrEnum):
    """What went by mail."""

    ANSWER = "answer"
    PING = "ping"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True, kw_only=True)
class WentByMail(ForRoom):
    """The chat refuses it, and the mail server has taken it. `address` is masked."""

    what: Letter
    why: Trouble
    address: str
    reply_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailWaits(ForRoom):
    """The mail server does not take it for now: it is tried on."""

    what: Letter
    why: Trouble
    detail: str
    reply_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSeen(ForRoom):
    """What a client wrote could not be passed on, nor could they be told. `edited`: only an edit of it is missing."""

    edited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unconfirmed(ForRoom):
    """Nobody knows whether the client got this answer: *Send again* or *It arrived*."""

    owed: OutboxId
    reply_to: int | None = None

    @property
    def collapse(self) -> str | None:
        return f"unconfirmed:{self.room}:{self.owed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffHint(ForChat):
    """An answer to what an employee typed: a refusal, or how to do it. `what` names the sentence."""

    what: str
    facts: dict[str, str] = field(default_factory=dict)
    topic: int | None = None
    reply_to: int | None = None


StaffNotice = (
    TopicNeeded
    | TopicState
    | TopicOpenNeeded
    | TopicLost
    | TopicByHand
    | TopicTwice
    | CardNeeded
    | CardChanged
    | ClientMessage
    | ClientMessageEdited
    | Happened
    | ClauseAsked
    | RefusalShown
    | MergeAsked
    | CalmAsked
    | Marked
    | NotDelivered
    | WentByMail
    | MailWaits
    | NotSeen
    | Unconfirmed
    | StaffHint
)
