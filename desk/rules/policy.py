"""What the company has decided: every number of the regulation, as one frozen value."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from desk.ids import ChatId, PersonId
from desk.rules.billing import AfterHours
from desk.rules.calendar import Calendar, parse_days, parse_hours
from desk.rules.durations import Duration, Unit
from desk.rules.entitlement import UNPAID, ServiceState, Terms
from desk.rules.flood import Flood
from desk.rules.freshness import Freshness
from desk.rules.opening import Opening
from desk.rules.paid import Billing
from desk.rules.people import Assurance, ClientCategory
from desk.rules.phones import Phones
from desk.rules.privacy import Fading, Privacy
from desk.rules.relay import StaffReply
from desk.rules.silence import SilencePolicy
from desk.rules.similarity import Likeness
from desk.rules.sla import promised_by, react_by
from desk.rules.support import AT_ONCE, PrioritySupport
from desk.rules.targets import Asked, Because, Targets
from desk.rules.ticket import Category, Level, Status, Support, level_of
from desk.rules.vault import Vault

WEEK: Final = Opening(ZoneInfo("Europe/Moscow"), parse_hours("11:00-18:00"), parse_days("mon-fri"))
A_WORKING_DAY: Final = Duration(Unit.WORKING_HOURS, 8 * 3600)
NEXT_WORKING_DAY: Final = Duration(Unit.WORKING_DAYS, 1)


def _mark(*facts: object) -> str:
    return sha256(repr(facts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Promise:
    """When a first reaction is due, and why then; `product` is whose plan says so."""

    due: datetime
    because: Because = Because.LEVEL
    product: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """The company's settings as the rules need them. Source: semantics, the table of settings."""

    calendar: Calendar
    silence: SilencePolicy
    standard: Duration
    complex: Duration
    content: Duration
    at_least: Duration
    reopen_within: timedelta
    reply_means: Status
    staff_reply: StaffReply
    room: ChatId
    likeness: Likeness
    rooms: Mapping[Category, ChatId] = field(default_factory=dict)
    managers: tuple[ChatId, ...] = ()
    language: str = "ru"
    speaks: Callable[[str], str] = str
    """The language that is spoken with somebody whose messenger says this one."""
    digest_at: time = time(18, 5)
    digest_quiet: bool = False
    """Whether managers read that nothing happened. Source: T35."""
    mail: bool = False
    hours: str = "11:00-18:00"
    phone: str = ""
    help_centre: str = ""
    complaints_email: str = ""
    submit_url: str = ""
    """Where tickets are written, for those who read a letter; empty: the bot's usual address."""
    after_hours: AfterHours = AfterHours.ASK
    currency: str = "RUB"
    published: frozenset[int] | None = None
    """The years with official data of days off; None: official days are not asked for."""
    on_duty: tuple[PersonId, ...] = ()
    """Called about what cannot wait for the opening. Source: regulation 1.4, 2.4."""
    priority: PrioritySupport | None = None
    """None: no product is priority support."""
    next_reaction: Duration = A_WORKING_DAY
    vault: Vault | None = None
    """None: no key is set, and access data cannot be passed on. Source: regulation 4.4."""
    secret_pages: str = ""
    """What stands before the token in the address of a page for access data; empty: there are none."""
    remind_password: Duration = NEXT_WORKING_DAY
    """When the client is reminded to change a password, after they were told."""
    privacy: Privacy | None = None
    """None: no text is published, and nobody is asked for consent."""
    retention: Mapping[Fading, timedelta] = field(default_factory=dict)
    """How long what has ended is kept; what is not named is kept for good. Source: security 41."""
    flood_messages: Flood | None = None
    flood_tickets: Flood | None = None
    flood_prospects: Flood | None = None
    """How much is too much; None: nothing is. Source: regulation 2.1."""
    sign_in_codes: Flood | None = None
    """So many codes are mailed to all people together; None: any number. Source: ASVS 2.4.1."""
    approvers: int = 2
    """So many employees have to agree before somebody is let in by their word alone; 1 or 2. Source: security 38."""
    link_age: timedelta | None = None
    """After so long a proof is asked for once more; None: never."""
    phones: Phones | None = None
    """How phone numbers are read; None: none is a proof here."""
    best_proof: Assurance = Assurance.MEDIUM
    """The surest proof that this desk can take: high where the panel gives links into the bot."""
    opening: Opening = WEEK
    """What `calendar` is made of."""
    of_clients: Mapping[tuple[ClientCategory, Level], Duration] = field(default_factory=dict)
    """Targets of first reactions that clients of a category have instead of the usual ones. Source: regulation 1.3."""
    of_products: Mapping[tuple[str, Level], Duration] = field(default_factory=dict)
    """And those that a product, by its name in the panel, promises. Source: regulation 3.2."""
    warn_left: int = 20
    """Percent of a target's working time that are left when staff are warned; 0: they are not."""

    freshness: Freshness | None = None
    panel: str = ""
    """Which panel is asked; empty: none."""
    """How long an answer of the panel is good; None: there is no panel to ask, only what was imported."""
    sweep_at: time = time(3, 30)
    """When the whole panel is read, in the desk's zone."""
    most_lost: int = 20
    """So many percent of the active services may go at once; more is a mistake until somebody says otherwise."""
    grace: int = 0
    """Days after the last paid one on which a service is still served."""
    warranty: int = 0
    """Days after it was done on which completed work is still served."""

    @property
    def signs_in(self) -> bool:
        """Whether somebody can show in the chat itself who they are."""
        return self.mail or self.phones is not None

    def terms(self, at: datetime) -> Terms:
        """By what services are judged at that moment. Source: regulation 1.5.2."""
        return Terms(self.calendar.day_of(at), self.grace, self.warranty)

    def with_opening(self, opening: Opening) -> "Policy":
        """The same company, open at other times."""
        priority = self.priority and replace(self.priority, calendar=opening.priority_calendar())
        return replace(self, opening=opening, calendar=opening.calendar(), priority=priority)

    def room_for(self, category: Category) -> ChatId:
        return self.rooms.get(category, self.room)

    def first_room_for(self, category: Category, state: ServiceState | None, billing: Billing | None) -> ChatId:
        """Where a ticket is filed: what is not paid is a matter of finance, what is not connected yet one of sales.

        Work that the client pays for goes to those who do it.
        """
        if billing is not None and billing.is_paid:
            return self.room_for(category)
        if state in UNPAID:
            return self.room_for(Category.BILLING)
        return self.room_for(Category.CONNECTION if state is ServiceState.PENDING else category)

    def all_rooms(self) -> frozenset[ChatId]:
        return frozenset({self.room, *self.rooms.values()})

    def answer_by(self, since: datetime, support: Support = Support.STANDARD) -> datetime:
        """When the client's first unanswered message is to be answered. Source: T10."""
        return react_by(since, self.next_reaction, AT_ONCE, self.calendar_of(support))

    def calendar_of(self, support: Support) -> Calendar:
        """The working time that a ticket's clocks run on. Source: regulation 1.4."""
        return (
            self.priority.calendar_of(support) if self.priority and support is not Support.STANDARD else self.calendar
        )

    @property
    def counted_by(self) -> str:
        """A mark of all that due times follow from: of the targets and, after a space, of the calendar. Source: T17."""
        targets = [self.standard, self.complex, self.content, self.at_least, self.next_reaction]
        own = sorted(self.of_clients.items()), sorted(self.of_products.items())
        priority = (sorted(self.priority.products), self.priority.target) if self.priority else None
        calendars = [self.calendar.facts(), self.priority.calendar.facts() if self.priority else ""]
        return f"{_mark(targets, own, priority)} {_mark(calendars)}"

    @property
    def targets(self) -> Targets:
        """The table of targets. Source: regulation 1.3, 3.2."""
        usual = {Level.STANDARD: self.standard, Level.COMPLEX: self.complex, Level.CONTENT: self.content}
        return Targets(usual, self.of_clients, self.of_products)

    def promise(self, since: datetime, asked: Asked) -> Promise:
        """When an entitled ticket gets its first reaction, and why then.

        The plan of the service wins over the client's category, and that over the usual target of the level; of
        several plans the soonest counts. Priority support has its own target, on its own hours, unless the other ends
        sooner. Source: regulation 1.3, 1.4, 3.2.
        """
        return min(self._promises(since, asked), key=lambda promise: promise.due)

    def _promises(self, since: datetime, asked: Asked) -> Iterator[Promise]:
        plans = self.targets.of_products(asked)
        own = [plan for plan in plans if not (self.priority and self.priority.is_one(plan.product))]
        if not own and (client := self.targets.of_client(asked)):
            own = [client]
        for one in own:
            due = promised_by(since, one.target, self.at_least, self.calendar)
            yield Promise(due, one.because, one.product)
        if not own:
            usual = react_by(since, self.targets.usual[asked.level], self.at_least, self.calendar)
            yield Promise(usual, Because.LEVEL)
        if self.priority and asked.support is not Support.STANDARD:
            named = [plan for plan in plans if plan not in own and self.priority.is_one(plan.product)]
            for plan in named:
                due = react_by(since, plan.target, AT_ONCE, self.priority.calendar_of(asked.support))
                yield Promise(due, Because.PRODUCT, plan.product)
            if not named:
                yield Promise(self.priority.react_by(since, asked.support), Because.PRIORITY)

    def react_by(self, since: datetime, category: Category, support: Support = Support.STANDARD) -> datetime:
        """The promise of a ticket of which no more is known. Source: regulation 1.4, 3.2."""
        return self.promise(since, Asked(level_of(category), support=support)).due
