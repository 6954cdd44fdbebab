"""What goes by mail."""

from dataclasses import dataclass

from desk.ids import ChatId, PersonId
from desk.notices.base import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMail(Notice):
    """The one-time code. Erased from the outbox as soon as the mail server has taken it."""

    to: PersonId
    address: str
    code: str
    asked_by: str
    """The Telegram account that asked, as shown to the owner of the mailbox."""

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


MailNotice = CodeMail | FeedbackMail
