"""What is told about access data: never the data themselves (regulation 4.4)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.ids import DraftId, MessageId, SecretId, TicketId
from desk.notices.base import AboutTicket, ForPerson, ForRoom, IfUnknown, Priority, Screen
from desk.rules.form import FormName


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessAsked(AboutTicket):
    """To the client: an employee asks for access. A button, or an answer to this message, begins the protected step."""

    secret: SecretId
    subject: str
    what: str
    by: str
    page: str = ""
    """The token of its page, sealed: it is opened at the moment of sending. Empty: there is none."""


class StepProblem(StrEnum):
    """Why something was not taken in the protected step."""

    NO_TEXT = "no_text"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretStep(Screen):
    """The protected step is open; `taken`: something has come already, and there may be more."""

    rev: int
    secret: SecretId
    ticket: TicketId
    what: str
    by: str
    taken: bool = False
    problem: StepProblem | None = None


class StepEnd(StrEnum):
    """How the protected step ended."""

    LEFT = "left"
    TIME_OVER = "time_over"
    NOT_NEEDED = "not_needed"
    """The access cannot be passed on any more: the ticket has ended, or the request is void."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOver(Screen):
    """What is written from now on is an ordinary message again. `given`: something was passed on."""

    stays = True
    ticket: TicketId
    how: StepEnd
    given: bool = False
    form: FormName | None = None
    """One that was in work before, and still is."""


class Access(StrEnum):
    """What became of access data; each is a sentence for each side that hears it."""

    ASKED = "asked"
    GIVEN = "given"
    SENT_IN = "sent_in"
    """By the client's own decision, for whoever takes it."""
    TAKEN = "taken"
    SEEN = "seen"
    UNSURE = "unsure"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    NOT_STARTED = "not_started"
    """The employee cannot be written to in private."""
    TOLD = "told"
    REMINDED = "reminded"
    CHANGED = "changed"
    HELD = "held"
    """A message of the client's seems to hold a password: it waits for their word."""
    NOT_SENT = "not_sent"
    """They have taken it back."""
    REMOVED = "removed"
    """The client took a password out of what they had written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessTold(AboutTicket):
    """To the client; `by` is the employee."""

    what: Access
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessNews(ForRoom):
    """To staff; `who` did it, `asker` is whom the data are for, `bot` leads to their chat with the desk."""

    what: Access
    secret: SecretId
    who: str = ""
    asker: str = ""
    detail: str = ""
    bot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePassword(AboutTicket):
    """To the client, when the ticket has ended: change the password, and say so by a button. Source: regulation 4.4."""

    subject: str
    by: str
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretWaits(ForPerson):
    """To the employee in private: *Show once*."""

    secret: SecretId
    ticket: TicketId
    subject: str
    what: str
    until: datetime

    @property
    def collapse(self) -> str | None:
        return f"secret:{self.secret}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretShown(ForPerson):
    """The data, to the employee who asked. They are opened at the moment of sending, and are not a part of this."""

    secret: SecretId

    priority = Priority.MESSAGE
    if_unknown = IfUnknown.DROP


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretUnsure(ForPerson):
    """To the employee: nobody knows whether the data were shown, so they are erased."""

    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal(ForPerson):
    """A message in the private chat is deleted: one with a secret in it. `shown`: it is the desk's own."""

    message: int
    shown: bool = False

    priority = Priority.MESSAGE
    if_unknown = IfUnknown.REPEAT
    holds_lane = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveYourself(ForPerson):
    """It could not be deleted: the person does it by hand."""

    message: int
    shown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordNoticed(AboutTicket):
    """To the client: what they wrote seems to hold a password. `vault`: it can be passed on protected."""

    message: MessageId
    reply_to: int
    vault: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordInForm(ForPerson):
    """The same of what was typed into a form."""

    draft: DraftId
    reply_to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordHeld(ForPerson):
    """To the client: what they wrote seems to hold a password, and waits. `choice` is its number in the inbox.

    `ticket` is where it would go; 0: nobody knows yet. `again`: they were asked a while ago.
    """

    choice: int
    ticket: TicketId
    reply_to: int
    vault: bool
    again: bool = False


VaultNotice = (
    AccessAsked
    | SecretStep
    | StepOver
    | AccessTold
    | AccessNews
    | ChangePassword
    | SecretWaits
    | SecretShown
    | SecretUnsure
    | Removal
    | RemoveYourself
    | PasswordNoticed
    | PasswordInForm
    | PasswordHeld
)
