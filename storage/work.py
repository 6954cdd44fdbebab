"""One unit of work in SQL: one transaction, one `now`."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from datetime import datetime
from functools import cached_property

from desk.errors import Slow
from desk.ids import ChatId, ClientId, MessageId, PersonId, TicketId
from desk.rules.policy import Policy
from storage.alerts import Alerts
from storage.approvals import Approvals
from storage.articles import Articles
from storage.auth import AuthEvents, Undos
from storage.charges import Charges
from storage.chats import Chats
from storage.checks import Checks
from storage.client_notes import ClientNotes
from storage.clients import Clients
from storage.codes import Codes
from storage.days import DayChanges
from storage.digests import Digests
from storage.drafts import Drafts
from storage.events import Events
from storage.feedback import Feedbacks
from storage.inbox import Inbox
from storage.invitations import Invitations
from storage.macros import Macros
from storage.marks import Marks
from storage.members import Members
from storage.messages import Messages
from storage.nonces import Nonces
from storage.outbox import Outbox
from storage.panel_links import PanelLinks
from storage.people import People
from storage.periods import Periods
from storage.posts import Posts
from storage.previews import Previews
from storage.prompts import Prompts
from storage.ratings import Ratings
from storage.reminders import Reminders
from storage.rooms import Rooms
from storage.search import Search
from storage.sql import Sql
from storage.tickets import Tickets
from storage.times import WorkTimes
from storage.traces import Traces
from storage.vault import Secrets


class SqlWork:
    """What is said and what happened is written just before the commit. A look commits nothing."""

    def __init__(self, sql: Sql, commit: Callable[[], Awaitable[None]], now: datetime, policy: Policy) -> None:
        self.now = now
        self.policy = policy
        self.worked_out: dict[Slow, object] = {}
        self._sql = sql
        self._commit = commit

    async def write(self) -> bool:
        if not self._sql.writing:
            raise RuntimeError("a look writes nothing")
        await self.messages.flush()
        await self.chats.flush()
        await self.posts.flush()
        await self.search.flush()
        await self.events.flush()
        await self.outbox.flush()
        await self.inbox.flush()
        return self.outbox.moves

    async def commit(self) -> None:
        await self.write()
        await self._commit()

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
        await self.messages.ahead(messages)
        await self.tickets.ahead(numbers := list(tickets))
        await self.rooms.ahead(numbers)
        await self.chats.ahead(chats)
        await self.people.ahead([*people, *(they := list(writers))])
        if they:
            await self.people.links_ahead(they)
            await self.drafts.ahead(they)
        if these := list(updates):
            await self.inbox.ahead(these)
        if whose:
            open_ones = [ticket.id for ticket in await self.tickets.of_people(whose) if ticket.is_open]
            await self.periods.ahead(open_ones)
            await self.reminders.ahead(open_ones)

    @cached_property
    def people(self) -> People:
        return People(self._sql)

    @cached_property
    def clients(self) -> Clients:
        return Clients(self._sql)

    @cached_property
    def invitations(self) -> Invitations:
        return Invitations(self._sql)

    @cached_property
    def approvals(self) -> Approvals:
        return Approvals(self._sql)

    @cached_property
    def panel_links(self) -> PanelLinks:
        return PanelLinks(self._sql)

    @cached_property
    def auth_events(self) -> AuthEvents:
        return AuthEvents(self._sql)

    @cached_property
    def undos(self) -> Undos:
        return Undos(self._sql)

    @cached_property
    def codes(self) -> Codes:
        return Codes(self._sql)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self._sql)

    @cached_property
    def tickets(self) -> Tickets:
        return Tickets(self._sql)

    @cached_property
    def messages(self) -> Messages:
        return Messages(self._sql)

    @cached_property
    def posts(self) -> Posts:
        return Posts(self._sql)

    @cached_property
    def rooms(self) -> Rooms:
        return Rooms(self._sql)

    @cached_property
    def chats(self) -> Chats:
        return Chats(self._sql)

    @cached_property
    def periods(self) -> Periods:
        return Periods(self._sql)

    @cached_property
    def events(self) -> Events:
        return Events(self._sql)

    @cached_property
    def alerts(self) -> Alerts:
        return Alerts(self._sql)

    @cached_property
    def feedback(self) -> Feedbacks:
        return Feedbacks(self._sql)

    @cached_property
    def ratings(self) -> Ratings:
        return Ratings(self._sql)

    @cached_property
    def charges(self) -> Charges:
        return Charges(self._sql)

    @cached_property
    def times(self) -> WorkTimes:
        return WorkTimes(self._sql)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self._sql, self.now)

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self._sql)

    @cached_property
    def macros(self) -> Macros:
        return Macros(self._sql)

    @cached_property
    def client_notes(self) -> ClientNotes:
        return ClientNotes(self._sql)

    @cached_property
    def articles(self) -> Articles:
        return Articles(self._sql)

    @cached_property
    def previews(self) -> Previews:
        return Previews(self._sql)

    @cached_property
    def day_changes(self) -> DayChanges:
        return DayChanges(self._sql)

    @cached_property
    def marks(self) -> Marks:
        return Marks(self._sql)

    @cached_property
    def checks(self) -> Checks:
        return Checks(self._sql)

    @cached_property
    def nonces(self) -> Nonces:
        return Nonces(self._sql)

    @cached_property
    def prompts(self) -> Prompts:
        return Prompts(self._sql)

    @cached_property
    def reminders(self) -> Reminders:
        return Reminders(self._sql)

    @cached_property
    def members(self) -> Members:
        return Members(self._sql)

    @cached_property
    def search(self) -> Search:
        return Search(self._sql)

    @cached_property
    def traces(self) -> Traces:
        return Traces(self._sql)

    @cached_property
    def digests(self) -> Digests:
        return Digests(self._sql)

    @cached_property
    def secrets(self) -> Secrets:
        return Secrets(self._sql)
