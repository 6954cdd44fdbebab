"""What the fakes keep: one dictionary per noun, all of it copied when a unit of work begins."""

from collections import Counter
from copy import copy
from dataclasses import dataclass, field, fields
from datetime import date, datetime

from desk.ids import (
    ChargeId,
    ChatId,
    ClientId,
    DraftId,
    MessageId,
    OutboxId,
    PeriodId,
    PersonId,
    PreviewId,
    PromptId,
    SecretId,
    ServiceId,
    SpentId,
    TicketId,
)
from desk.notices import AnyNotice
from desk.ports import InboxRow, OwedState
from desk.rules.approvals import Approval
from desk.rules.articles import Article, Use
from desk.rules.auth import AuthEvent
from desk.rules.charges import Charge
from desk.rules.client_notes import ClientNote
from desk.rules.clocks import Alert
from desk.rules.codes import Code
from desk.rules.entitlement import Service
from desk.rules.events import Event, Feedback
from desk.rules.form import Draft, FormName
from desk.rules.freshness import Check
from desk.rules.invitations import Invitation
from desk.rules.macros import Macro
from desk.rules.messages import Chat, Message, Post, Room
from desk.rules.opening import DayChange
from desk.rules.panel_links import PanelLink
from desk.rules.people import Client, Link, Person
from desk.rules.periods import Period
from desk.rules.privacy import Consent
from desk.rules.prompts import Prompt
from desk.rules.rating import Rating
from desk.rules.refusals import Preview
from desk.rules.reminders import Reminder
from desk.rules.ticket import Ticket
from desk.rules.undos import Undo
from desk.rules.vault import Secret
from desk.rules.worktime import Spent


class Dangling(LookupError):
    """A row that refers to one which is not there: the database refuses it by a foreign key."""


@dataclass(frozen=True, slots=True)
class Used:
    """What became of an article, and in which form."""

    slug: str
    use: Use
    draft: DraftId | None
    at: datetime


@dataclass(frozen=True, slots=True)
class OutboxRow:
    id: OutboxId
    notice: AnyNotice
    key: str | None
    due_at: datetime
    state: OwedState = OwedState.WAITING
    tries: int = 0
    parts: int = 0
    repeat: bool = False
    made: str = ""
    error: str = ""
    settled_at: datetime | None = None
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A row of the inbox: `state` is ready, done, parked, held or asked."""

    row: InboxRow
    due_at: datetime
    state: str = "ready"
    error: str = ""
    done_at: datetime | None = None
    choice: int | None = None
    sender: int = 0


@dataclass
class Store:
    people: dict[PersonId, Person] = field(default_factory=dict)
    consents: list[tuple[PersonId, Consent]] = field(default_factory=list)
    clients: dict[ClientId, Client] = field(default_factory=dict)
    services: dict[ServiceId, Service] = field(default_factory=dict)
    links: dict[tuple[PersonId, ClientId], Link] = field(default_factory=dict)
    invitations: dict[int, Invitation] = field(default_factory=dict)
    approvals: dict[int, Approval] = field(default_factory=dict)
    panel_links: dict[int, PanelLink] = field(default_factory=dict)
    void_panel_links: set[int] = field(default_factory=set)
    codes: dict[int, Code] = field(default_factory=dict)
    auth_events: list[AuthEvent] = field(default_factory=list)
    undos: dict[int, Undo] = field(default_factory=dict)
    void: set[int] = field(default_factory=set)
    drafts: dict[tuple[PersonId, FormName], Draft] = field(default_factory=dict)
    tickets: dict[TicketId, Ticket] = field(default_factory=dict)
    messages: dict[MessageId, Message] = field(default_factory=dict)
    posts: dict[tuple[ChatId, int], Post] = field(default_factory=dict)
    rooms: dict[TicketId, Room] = field(default_factory=dict)
    chats: dict[ChatId, Chat] = field(default_factory=dict)
    periods: dict[PeriodId, Period] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    alerts: dict[tuple[TicketId, Alert, datetime], datetime] = field(default_factory=dict)
    feedback: dict[int, Feedback] = field(default_factory=dict)
    ratings: dict[int, Rating] = field(default_factory=dict)
    charges: dict[ChargeId, Charge] = field(default_factory=dict)
    times: dict[SpentId, Spent] = field(default_factory=dict)
    outbox: dict[OutboxId, OutboxRow] = field(default_factory=dict)
    inbox: dict[int, Kept] = field(default_factory=dict)
    digests: dict[tuple[date, ChatId], datetime | None] = field(default_factory=dict)
    words: set[tuple[str, TicketId]] = field(default_factory=set)
    articles: dict[str, Article] = field(default_factory=dict)
    uses: list[Used] = field(default_factory=list)
    macros: dict[str, Macro] = field(default_factory=dict)
    secrets: dict[SecretId, Secret] = field(default_factory=dict)
    client_notes: dict[int, ClientNote] = field(default_factory=dict)
    previews: dict[PreviewId, Preview] = field(default_factory=dict)
    day_changes: list[DayChange] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    checks: dict[ClientId, Check] = field(default_factory=dict)
    closed: dict[ClientId, datetime] = field(default_factory=dict)
    address_removed: dict[ClientId, datetime] = field(default_factory=dict)
    nonces: dict[str, datetime] = field(default_factory=dict)
    prompts: dict[PromptId, Prompt] = field(default_factory=dict)
    members: dict[tuple[ChatId, PersonId], datetime] = field(default_factory=dict)
    former: list[Room] = field(default_factory=list)
    reminders: dict[int, Reminder] = field(default_factory=dict)
    numbers: Counter[str] = field(default_factory=Counter)

    def copy(self) -> "Store":
        return Store(**{part.name: copy(getattr(self, part.name)) for part in fields(self)})

    def number(self, noun: str) -> int:
        """The next number of a noun, never used before."""
        self.numbers[noun] += 1
        return self.numbers[noun]

    def must_have_ticket(self, ticket: TicketId | None) -> None:
        if ticket is not None and ticket not in self.tickets:
            raise Dangling(f"there is no ticket {ticket}")

    def must_have_client(self, client: ClientId | None) -> None:
        if client is not None and client not in self.clients:
            raise Dangling(f"there is no client {client}")
