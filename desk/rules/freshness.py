"""How far what is known of a client can be relied on, and what that does to a ticket's standing.

The panel is asked before it counts. While it does not answer, what was known is good for a day, and then for nothing;
it never turns into 'no services'. Source: regulation 1.5.2; security 35.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from desk.ids import ClientId
from desk.rules.entitlement import Entitlement, Ground, Standing

RETRY_AFTER: Final = timedelta(seconds=15)
"""A panel that has just failed is not asked about the same client sooner."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """For how long an answer of the panel is as good as a new one, and for how long it is better than none."""

    fresh: timedelta = timedelta(minutes=10)
    stale: timedelta = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Check:
    """When the panel was asked about a client: `checked_at` is its last answer, `failed_at` a try
    after that which was none: a failure, what was not understood, or that the panel knows no such client.

    `asked_at` is since when somebody knows that there is something new to be heard. `wrong` is why what the panel told
    of them last was not understood; empty: it was. `told_by` is the panel that has told of them at all.
    """

    client: ClientId
    checked_at: datetime | None = None
    asked_at: datetime | None = None
    failed_at: datetime | None = None
    wrong: str = ""
    told_by: str = ""


class Trust(StrEnum):
    SURE = "sure"
    UNVERIFIED = "unverified"
    """What was known lately."""
    UNKNOWN = "unknown"
    """It is too long ago, or never was."""


def trust(check: Check | None, now: datetime, terms: Freshness | None) -> Trust:
    """For what is decided now. Without `terms` there is no panel to ask: what was imported is what is known."""
    if terms is None:
        return Trust.SURE
    if check is None or check.checked_at is None or now - check.checked_at > terms.stale:
        return Trust.UNKNOWN
    told_since = check.asked_at is not None and check.asked_at > check.checked_at
    return Trust.SURE if now - check.checked_at <= terms.fresh and not told_since else Trust.UNVERIFIED


def hope(check: Check | None, now: datetime, terms: Freshness | None) -> Trust:
    """For what is only shown: that nobody has asked for a while is no reason for doubt as long as no try has failed."""
    known = trust(check, now, terms)
    doubt = check is None or check.failed_at is not None
    return known if doubt or known is Trust.UNKNOWN else Trust.SURE


def is_told_by(check: Check, panel: str) -> bool:
    """Whether the panel that is asked has told of them, so that it can also say that they are gone."""
    return bool(panel) and check.told_by == panel


def may_ask(check: Check | None, now: datetime, terms: Freshness) -> bool:
    """Whether asking the panel now makes sense: it may know more, and has not just failed."""
    if trust(check, now, terms) is Trust.SURE:
        return False
    return check is None or check.failed_at is None or now - check.failed_at >= RETRY_AFTER


def as_far_as_known(known: Entitlement, how_far: Trust) -> Entitlement:
    """What a standing that follows from the services as they are known is worth.

    What was active lately goes on, marked; whatever else is not sure is at the staff's discretion, and nobody says
    that there are no services.
    """
    if how_far is Trust.SURE or known.standing not in {Standing.ENTITLED, Standing.DISCRETIONARY}:
        return known
    if how_far is Trust.UNVERIFIED and known.standing is Standing.ENTITLED:
        return replace(known, ground=Ground.ACTIVE_LATELY)
    return Entitlement(Standing.DISCRETIONARY, Ground.UNVERIFIED)


DOUBTFUL: Final = frozenset({Ground.ACTIVE_LATELY, Ground.UNVERIFIED})
"""Grounds that are looked at once more as soon as the panel answers."""
