"""What clients are told when they look after their tickets."""

from dataclasses import dataclass
from datetime import datetime

from desk.ids import MessageId, TicketId
from desk.notices.base import AboutTicket, Screen
from desk.rules.events import EventKind


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """Something that was written (`words`, `files`), or that happened (`kind`). Never an internal note."""

    at: datetime
    who: str = ""
    words: str = ""
    files: int = 0
    kind: EventKind | None = None
    detail: str = ""
    """The number of another ticket that it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryShown(Screen):
    """A ticket's history as its client may see it, oldest first; page 1 is the newest."""

    ticket: TicketId
    subject: str
    lines: tuple[HistoryLine, ...]
    page: int
    pages: int

    @property
    def about(self) -> TicketId | None:
        return self.ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteHere(Screen):
    """The next message goes into this ticket."""

    ticket: TicketId
    subject: str
    rev: int

    @property
    def about(self) -> TicketId | None:
        return self.ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Added(AboutTicket):
    """A message that came after a pause went into the only open ticket: it can be taken elsewhere. Source: 2.3."""

    subject: str
    message: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated(AboutTicket):
    """The score is kept; words can be added."""

    rating: int
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentKept(AboutTicket):
    """The words beside a rating are kept."""


TicketNotice = HistoryShown | WriteHere | Added | Rated | CommentKept
