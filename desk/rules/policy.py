"""What the company has decided: every number of the regulation, as one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Final

from desk.ids import ChatId, PersonId
from desk.rules.billing import AfterHours
from desk.rules.calendar import Calendar
from desk.rules.durations import Duration, Unit
from desk.rules.relay import StaffReply
from desk.rules.silence import SilencePolicy
from desk.rules.similarity import Likeness
from desk.rules.sla import react_by
from desk.rules.support import AT_ONCE, PrioritySupport
from desk.rules.ticket import Category, Status, Support
from desk.rules.vault import Vault

A_WORKING_DAY: Final = Duration(Unit.WORKING_HOURS, 8 * 3600)
NEXT_WORKING_DAY: Final = Duration(Unit.WORKING_DAYS, 1)


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
    digest_at: time = time(18, 5)
    mail: bool = False
    hours: str = "11:00-18:00"
    phone: str = ""
    help_centre: str = ""
    complaints_email: str = ""
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
    remind_password: Duration = NEXT_WORKING_DAY
    """When the client is reminded to change a password, after they were told."""
    warn_left: int = 20
    """Percent of a target's working time that are left when staff are warned; 0: they are not."""

    def room_for(self, category: Category) -> ChatId:
        return self.rooms.get(category, self.room)

    def all_rooms(self) -> frozenset[ChatId]:
        return frozenset({self.room, *self.rooms.values()})

    def target(self, category: Category) -> Duration:
        """How soon an entitled ticket gets its first reaction. Source: regulation 3.2."""
        return self.content if category is Category.CONTENT else self.standard

    def answer_by(self, since: datetime, support: Support = Support.STANDARD) -> datetime | None:
        """When the client's first unanswered message is to be answered. Source: T10."""
        return react_by(since, self.next_reaction, AT_ONCE, self.calendar_of(support))

    def calendar_of(self, support: Support) -> Calendar:
        """The working time that a ticket's clocks run on. Source: regulation 1.4."""
        return (
            self.priority.calendar_of(support) if self.priority and support is not Support.STANDARD else self.calendar
        )

    def react_by(self, filed_at: datetime, category: Category, support: Support = Support.STANDARD) -> datetime | None:
        """With priority support its own target, unless the usual one ends sooner. Source: regulation 1.4, 3.2."""
        usual = react_by(filed_at, self.target(category), self.at_least, self.calendar)
        own = self.priority.react_by(filed_at, support) if self.priority and support is not Support.STANDARD else None
        return min(usual, own) if usual and own else usual
