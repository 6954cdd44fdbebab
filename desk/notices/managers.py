"""What managers are told."""

from dataclasses import dataclass

from desk.ids import ChatId, TicketId
from desk.notices.base import ForChat, IfUnknown
from desk.rules.digest import Figures


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


ManagerNotice = Digest | FeedbackArrived | RatingArrived
