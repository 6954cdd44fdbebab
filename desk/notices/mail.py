"""What goes by mail."""

from dataclasses import dataclass
from datetime import datetime

from desk.ids import ChatId, ClientId, MessageId, PeriodId, PersonId, TicketId
from desk.notices.base import Notice
from desk.notices.staff import Trouble
from desk.rules.people import Proof
from desk.rules.refusals import Clause
from desk.rules.ticket import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMail(Notice):
    """The one-time code. Erased from the outbox as soon as the mail server has taken it."""

    to: PersonId
    address: str
    code: str
    asked_by: str
    """The username of the Telegram account that asked; its name is anybody's words, and not shown."""

    @property
    def chat(self) -> ChatId | None:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackMail(Notice):
    """A complaint or praise, to COMPLAINTS_EMAIL. Source: regulation, final provisions."""

    address: str
    feedback: int

    @property
    def chat(self) -> ChatId | None:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketMail(Notice):
    """About a ticket, to the mailbox of its client: the second way to `to`, whose chat refuses it. Source: T19, T22.

    `since` is when it was handed over to mail, `why` what was wrong with the chat.
    """

    to: PersonId
    ticket: TicketId
    since: datetime
    why: Trouble = Trouble.BLOCKED

    @property
    def chat(self) -> ChatId | None:
        return None

    @property
    def about(self) -> TicketId | None:
        return self.ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerMail(TicketMail):
    """An employee's answer."""

    message: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class PingMail(TicketMail):
    """The question before an automatic close."""

    period: PeriodId
    number: int
    close_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingMail(TicketMail):
    """The ticket has ended. `beside`: not instead of the chat, but as well. Source: regulation 3.3.

    `by` is the name of whoever solved it, `clause` and `words` are why it was refused.
    """

    status: Status
    until: datetime | None = None
    clause: Clause | None = None
    words: str = ""
    by: str = ""
    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkMail(Notice):
    """To the mailbox of the client `of`: a Telegram account writes for them now, or (`ended`) no more.

    `undo` is the payload of the link by which the reader ends it, or (not `ends`) has staff look into it; it is erased
    as soon as the server has the letter.
    """

    person: PersonId
    of: ClientId
    address: str
    client: str
    name: str
    username: str
    owner: bool = True
    proof: Proof = Proof.UNKNOWN
    undo: str = ""
    ended: bool = False
    ends: bool = True

    @property
    def chat(self) -> ChatId | None:
        return None


MailNotice = LinkMail | CodeMail | FeedbackMail | AnswerMail | PingMail | ClosingMail
