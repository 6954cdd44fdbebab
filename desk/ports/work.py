"""One unit of work, and what opens it."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime
from typing import Protocol

from desk.errors import Slow
from desk.ids import ChatId, ClientId, MessageId, PersonId, TicketId
from desk.ports.approvals import Approvals
from desk.ports.articles import Articles
from desk.ports.auth import AuthEvents, Undos
from desk.ports.charges import Charges, WorkTimes
from desk.ports.checks import Checks
from desk.ports.client_notes import ClientNotes
from desk.ports.days import DayChanges
from desk.ports.invitations import Invitations
from desk.ports.macros import Macros
from desk.ports.marks import Marks
from desk.ports.members import Members
from desk.ports.nonces import Nonces
from desk.ports.panel_links import PanelLinks
from desk.ports.people import Clients, Codes, Drafts, People
from desk.ports.previews import Previews
from desk.ports.prompts import Prompts
from desk.ports.queues import Inbox, Outbox
from desk.ports.ratings import Ratings
from desk.ports.reminders import Reminders
from desk.ports.search import Search
from desk.ports.tickets import Alerts, Events, Feedbacks, Messages, Periods, Posts, Rooms, Tickets
from desk.ports.traces import Traces
from desk.ports.vault import Secrets
from desk.rules.groups import Told, Wrong
from desk.rules.messages import Chat
from desk.rules.policy import Policy


class Chats(Protocol):
    async def get(self, chat: ChatId) -> Chat:
        """What is known; a chat that was never seen comes with nothing known."""
        ...

    async def describe(self, chat: ChatId, *, title: str, forum: bool) -> None: ...
    async def note(self, chat: ChatId, *, wrong: Wrong, told: Told) -> None:
        """What is wrong with it now, and when which state was told."""
        ...

    async def newer(self, chat: ChatId, message: int) -> None:
        """A message was seen or sent there: the newest is never set back."""
        ...

    async def show(self, chat: ChatId, screen: int | None) -> None:
        """Which message is the screen now."""
        ...

    async def hush(self, chat: ChatId, until: datetime) -> None: ...
    async def move(self, old: ChatId, new: ChatId) -> None:
        """A group became a supergroup: tickets, rooms and members follow."""
        ...

    async def formerly(self, chat: ChatId) -> list[ChatId]:
        """The groups that have become this one."""
        ...

    async def hushed(self, now: datetime) -> Mapping[ChatId, datetime]:
        """Chats that must not be called yet, and until when."""
        ...


class Digests(Protocol):
    """Which digests went out. Source: T35."""

    async def begin(self, day: date, chat: ChatId) -> bool:
        """Claim a day's digest for a chat; False if it was claimed before."""
        ...

    async def delivered(self, day: date, chat: ChatId, at: datetime) -> None: ...


class Work(Protocol):
    """One unit of work: one transaction, one `now`. Nothing is kept unless it is committed."""

    @property
    def worked_out(self) -> dict[Slow, object]:
        """Answers that take long, found before this unit of work was opened. Source: `NotWorkedOut`."""
        ...

    @property
    def now(self) -> datetime: ...
    @property
    def policy(self) -> Policy: ...
    @property
    def people(self) -> People: ...
    @property
    def clients(self) -> Clients: ...
    @property
    def invitations(self) -> Invitations: ...
    @property
    def approvals(self) -> Approvals: ...
    @property
    def panel_links(self) -> PanelLinks: ...
    @property
    def auth_events(self) -> AuthEvents: ...
    @property
    def undos(self) -> Undos: ...
    @property
    def codes(self) -> Codes: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def tickets(self) -> Tickets: ...
    @property
    def messages(self) -> Messages: ...
    @property
    def posts(self) -> Posts: ...
    @property
    def rooms(self) -> Rooms: ...
    @property
    def chats(self) -> Chats: ...
    @property
    def periods(self) -> Periods: ...
    @property
    def events(self) -> Events: ...
    @property
    def alerts(self) -> Alerts: ...
    @property
    def feedback(self) -> Feedbacks: ...
    @property
    def ratings(self) -> Ratings: ...
    @property
    def charges(self) -> Charges: ...
    @property
    def times(self) -> WorkTimes: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def macros(self) -> Macros: ...
    @property
    def client_notes(self) -> ClientNotes: ...
    @property
    def articles(self) -> Articles: ...
    @property
    def previews(self) -> Previews: ...
    @property
    def day_changes(self) -> DayChanges: ...
    @property
    def marks(self) -> Marks: ...
    @property
    def checks(self) -> Checks: ...
    @property
    def nonces(self) -> Nonces: ...
    @property
    def prompts(self) -> Prompts: ...
    @property
    def search(self) -> Search: ...
    @property
    def members(self) -> Members: ...
    @property
    def reminders(self) -> Reminders: ...
    @property
    def traces(self) -> Traces: ...
    @property
    def digests(self) -> Digests: ...
    @property
    def secrets(self) -> Secrets: ...
    async def ahead(
        self,
        *,
        people: Iterable[PersonId] = (),
        chats: Iterable[ChatId] = (),
        tickets: Iterable[TicketId] = (),
        messages: Iterable[MessageId] = (),
        writers: Iterable[PersonId] = (),
        updates: Iterable[int] = (),
        whose: Mapping[PersonId, Collection[ClientId]] | None = None,
    ) -> None:
        """These will be asked for one by one: they are fetched at once. Changes nothing.

        Of a ticket also its room, of those who write also their links and forms. `whose`: what each of these people,
        who see all of those clients, may see, with the open periods and reminders.
        """
        ...

    async def write(self) -> bool:
        """Writes what was said and happened so far; whether something may be sent because of this unit of work."""
        ...

    async def commit(self) -> None: ...


class Begin(Protocol):
    """Opens a unit of work; leaving it without a commit rolls everything back."""

    def __call__(self) -> AbstractAsyncContextManager[Work]: ...


class Claim(Protocol):
    """What is said as soon as the unit of work in which it was claimed is committed."""

    def begin(self) -> None: ...
    def give_back(self) -> None:
        """The commit failed, or seemed to."""
        ...


class Speaker(Protocol):
    """Who says what is owed."""

    async def claim(self, work: Work) -> Claim | None:
        """Something may be sent because of this unit of work: what of it is sent at once is marked so in the same.

        None: nothing. Changes nothing but what is owed. Whatever it raises undoes the unit of work.
        """
        ...
