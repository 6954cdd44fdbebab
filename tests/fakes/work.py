"""A unit of work over a copy of the store: nothing is kept unless it is committed."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime

from desk.errors import Slow
from desk.ids import ChatId, ClientId, MessageId, PersonId, TicketId
from desk.notices import AnyNotice
from desk.rules.policy import Policy
from tests.fakes.approvals import FakeApprovals
from tests.fakes.articles import FakeArticles
from tests.fakes.auth import FakeAuthEvents, FakeUndos
from tests.fakes.charges import FakeCharges
from tests.fakes.chats import FakeChats, FakePosts, FakeRooms
from tests.fakes.checks import FakeChecks
from tests.fakes.client_notes import FakeClientNotes
from tests.fakes.days import FakeDayChanges
from tests.fakes.forms import FakeDrafts, FakeFeedbacks
from tests.fakes.inbox import FakeDigests, FakeInbox
from tests.fakes.invitations import FakeInvitations
from tests.fakes.macros import FakeMacros
from tests.fakes.marks import FakeMarks
from tests.fakes.members import FakeMembers
from tests.fakes.nonces import FakeNonces
from tests.fakes.outbox import FakeOutbox
from tests.fakes.panel_links import FakePanelLinks
from tests.fakes.people import FakeClients, FakeCodes, FakePeople
from tests.fakes.periods import FakePeriods
from tests.fakes.previews import FakePreviews
from tests.fakes.prompts import FakePrompts
from tests.fakes.ratings import FakeRatings
from tests.fakes.reminders import FakeReminders
from tests.fakes.search import FakeSearch
from tests.fakes.store import Store
from tests.fakes.tickets import FakeAlerts, FakeEvents, FakeMessages, FakeTickets
from tests.fakes.times import FakeWorkTimes
from tests.fakes.traces import FakeTraces
from tests.fakes.vault import FakeSecrets


class FakeWork:
    """`keep` gets what the commit leaves: the store, and what is owed from then on, in order. None: a look."""

    def __init__(
        self, store: Store, now: datetime, policy: Policy, keep: Callable[[Store, list[AnyNotice]], None] | None
    ) -> None:
        self.now = now
        self.policy = policy
        self.worked_out: dict[Slow, object] = {}
        self.store = store
        self._keep = keep
        self._said: list[AnyNotice] = []
        self._over = False
        self.people = FakePeople(store)
        self.clients = FakeClients(store)
        self.invitations = FakeInvitations(store)
        self.approvals = FakeApprovals(store)
        self.panel_links = FakePanelLinks(store)
        self.auth_events = FakeAuthEvents(store)
        self.undos = FakeUndos(store)
        self.codes = FakeCodes(store)
        self.drafts = FakeDrafts(store)
        self.tickets = FakeTickets(store)
        self.messages = FakeMessages(store)
        self.posts = FakePosts(store)
        self.rooms = FakeRooms(store)
        self.chats = FakeChats(store)
        self.periods = FakePeriods(store)
        self.events = FakeEvents(store)
        self.alerts = FakeAlerts(store)
        self.feedback = FakeFeedbacks(store)
        self.ratings = FakeRatings(store)
        self.charges = FakeCharges(store)
        self.times = FakeWorkTimes(store)
        self.outbox = FakeOutbox(store, now)
        self.inbox = FakeInbox(store)
        self.digests = FakeDigests(store)
        self.search = FakeSearch(store)
        self.articles = FakeArticles(store)
        self.macros = FakeMacros(store)
        self.secrets = FakeSecrets(store)
        self.traces = FakeTraces(store)
        self.client_notes = FakeClientNotes(store)
        self.previews = FakePreviews(store)
        self.day_changes = FakeDayChanges(store)
        self.marks = FakeMarks(store)
        self.checks = FakeChecks(store)
        self.nonces = FakeNonces(store)
        self.prompts = FakePrompts(store)
        self.members = FakeMembers(store)
        self.reminders = FakeReminders(store)

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
        """All is at hand."""

    async def write(self) -> bool:
        if self._keep is None:
            raise RuntimeError("a look writes nothing")
        self.events.flush()
        self.search.flush()
        self._said += self.outbox.flush()
        return bool(self._said) or self.outbox.moves

    async def commit(self) -> None:
        if self._over:
            raise RuntimeError("this unit of work is over")
        await self.write()
        self._over = True
        assert self._keep
        self._keep(self.store.copy(), self._said)
