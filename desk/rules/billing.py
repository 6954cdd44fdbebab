"""Whether a ticket is paid or free, and why: computed at filing, never typed by the client."""

from dataclasses import dataclass
from enum import StrEnum

from desk.rules.entitlement import ServiceState, Standing
from desk.rules.paid import Billing
from desk.rules.ticket import Category, Urgency

WORK = frozenset({Category.INCIDENT, Category.CHANGE, Category.CONTENT, Category.ACCESS})
"""Something is done, not only said or sold: without a service of the client's it is work not related to them."""

OVER = frozenset({ServiceState.EXPIRED, ServiceState.ENDED, ServiceState.COMPLETED})


class AfterHours(StrEnum):
    """What a ticket outside of working time is: the setting AFTER_HOURS."""

    ASK = "ask"
    PAID = "paid"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; `service_state` is None for what is not about a service."""

    standing: Standing
    service_state: ServiceState | None
    category: Category
    urgency: Urgency
    verified: bool = True
    """Nobody pays because we could not look at their services."""


@dataclass(frozen=True, slots=True)
class Hour:
    """When it is asked for; `priority`: the client has priority support (1.4)."""

    is_open: bool
    priority: bool
    after_hours: AfterHours


def offers(wanted: Wanted, hour: Hour) -> tuple[Billing, ...]:
    """The ways in which it can be filed at this hour: one, or two between which the client chooses.

    Work that is paid at any hour leaves no choice. Source: regulation 1.4, 1.7, 2.4.
    """
    if wanted.standing is Standing.PROSPECT:
        return (Billing.PROSPECT,)
    if wanted.verified and wanted.service_state in OVER and wanted.urgency is Urgency.URGENT:
        return (Billing.TERM_OVER,)
    if wanted.verified and wanted.service_state is None and wanted.category in WORK:
        return (Billing.UNRELATED,)
    if not hour.is_open and hour.after_hours is not AfterHours.FREE:
        return _outside(hour)
    return (Billing.WITHIN_PLAN if wanted.standing is Standing.ENTITLED else Billing.AT_DISCRETION,)


def _outside(hour: Hour) -> tuple[Billing, ...]:
    if hour.priority:
        return (Billing.PRIORITY,)
    if hour.after_hours is AfterHours.ASK:
        return Billing.WAITS, Billing.OUTSIDE_HOURS
    return (Billing.OUTSIDE_HOURS,)


def accepted(pressed: str, offered: tuple[Billing, ...]) -> Billing | None:
    """What was agreed to by a button, as long as that is still offered; None: it has to be looked at again.

    One free ground may have become another meanwhile; nothing else stands for what was agreed to.
    """
    meant = Billing(pressed) if pressed in set(Billing) else Billing.WITHIN_PLAN
    if meant in offered:
        return meant
    free = not meant.is_paid and not any(offer.is_paid for offer in offered)
    return offered[0] if free else None
