"""Priority support: who has it, which clock it runs on, and how staff take the urgency back. Source: regulation 1.4."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from desk.rules.calendar import MINUTES_A_DAY, Calendar, Interval
from desk.rules.durations import Duration, Unit
from desk.rules.entitlement import Entitlement, Service, Standing, Terms, is_active
from desk.rules.sla import react_by
from desk.rules.ticket import Support, Urgency

AT_ONCE: Final = Duration(Unit.CALENDAR, 0)
"""Its target has no least time of its own."""


class Calm(StrEnum):
    """Why a ticket is not urgent after all; each is a sentence for the client."""

    WORKS = "works"
    WAY_AROUND = "way_around"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class PrioritySupport:
    """The products that are it, its hours on working days, and its target."""

    products: frozenset[str]
    calendar: Calendar
    target: Duration

    def among(self, services: Sequence[Service], terms: Terms) -> bool:
        """Whether a client with these services has it now: a product's name counts however it is capitalised."""
        return any(self.is_one(service.product) and is_active(service, terms) for service in services)

    def is_one(self, product: str) -> bool:
        """Whether a product is priority support."""
        return product.strip().casefold() in {name.casefold() for name in self.products}

    def calendar_of(self, support: Support) -> Calendar:
        return round_the_clock(self.calendar.zone) if support is Support.ROUND_THE_CLOCK else self.calendar

    def react_by(self, filed_at: datetime, support: Support) -> datetime:
        return react_by(filed_at, self.target, AT_ONCE, self.calendar_of(support))


def support_of(*, has_priority: bool, urgency: Urgency, ground: Entitlement | None) -> Support:
    """Only what is served by right is served sooner; urgent matters also on days off. Source: regulation 1.4, 1.7."""
    if not has_priority or ground is None or ground.standing is not Standing.ENTITLED:
        return Support.STANDARD
    return Support.ROUND_THE_CLOCK if urgency is Urgency.URGENT else Support.PRIORITY


def hurried(support: Support) -> Support:
    """What it is when a ticket turns out to be urgent."""
    return Support.ROUND_THE_CLOCK if support is Support.PRIORITY else support


def calmed(support: Support) -> Support:
    """What is left when a ticket is not urgent any more."""
    return Support.PRIORITY if support is Support.ROUND_THE_CLOCK else support


@cache
def round_the_clock(zone: ZoneInfo) -> Calendar:
    """One for each zone: it takes a while to work out a year."""
    return Calendar(zone, (Interval(0, MINUTES_A_DAY),), range(7))
