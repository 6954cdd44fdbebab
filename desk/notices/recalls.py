"""An answer that was a mistake is taken back."""

from dataclasses import dataclass
from enum import StrEnum

from desk.ids import MessageId
from desk.notices.base import AboutTicket, ForRoom, IfUnknown, Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRecalled(AboutTicket):
    """The client's copy of an answer goes (one for each message of it); `last`: then all of it is gone."""

    message: MessageId
    copy: int
    last: bool = False

    priority = Priority.MESSAGE
    if_unknown = IfUnknown.REPEAT


class RecallIs(StrEnum):
    """What became of it, as staff read it."""

    DONE = "done"
    NOT_SENT = "not_sent"
    """It had not gone out yet, and does not."""
    ON_ITS_WAY = "on_its_way"
    """Not delivered as far as is known: it is not sent, or deleted as soon as it has arrived."""
    MAILED = "mailed"
    """It has gone by mail: nothing takes that back."""
    GONE = "gone"
    """There was nothing left to delete."""
    REFUSED = "refused"
    """Telegram does not delete it: too old, or the chat is closed to us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallTold(ForRoom):
    """`reply_to` is what the employee wrote, `words` says which answer it was."""

    how: RecallIs
    words: str = ""
    reply_to: int | None = None


RecallNotice = CopyRecalled | RecallTold
