"""A ticket turns out to be about something else: what becomes of its target and of what it costs.

Source: regulation 2.1, 2.4, 3.2.
"""

from dataclasses import replace
from datetime import datetime

from desk.rules.billing import WORK
from desk.rules.entitlement import Standing
from desk.rules.paid import Billing
from desk.rules.policy import Policy
from desk.rules.targets import asked_of
from desk.rules.ticket import Category, Ticket

OF_SERVICE = frozenset({Billing.WITHIN_PLAN, Billing.AT_DISCRETION, Billing.UNRELATED, Billing.WAITS})
"""Grounds that depend on what it is about; the hour, the term and priority support do not."""


def about(ticket: Ticket, category: Category, at: datetime, policy: Policy) -> Ticket:
    """The ticket in another category. A longer target counts from when the request came, like the one before.

    A shorter one does, too, unless it ends sooner than it would from now on; and never later than was promised.
    """
    changed = replace(ticket, category=category, billing=rebilled(ticket, category))
    if ticket.reacted_at is not None or ticket.react_by is None:
        return changed
    since = ticket.counted_from or ticket.asked_at
    fresh = policy.promise(since, asked_of(changed)).due
    if fresh >= ticket.react_by:
        return replace(changed, react_by=fresh, counted_from=since)
    from_now = policy.promise(at, asked_of(changed)).due
    if from_now > fresh:
        since, fresh = at, min(from_now, ticket.react_by)
    return replace(changed, react_by=fresh, counted_from=since)


def rebilled(ticket: Ticket, category: Category) -> Billing | None:
    """Work about none of the client's services is paid, anything else about none is not. Source: regulation 2.4."""
    if ticket.billing not in OF_SERVICE or ticket.service_state is not None:
        return ticket.billing
    if category in WORK:
        return Billing.UNRELATED
    if ticket.billing is not Billing.UNRELATED:
        return ticket.billing
    return Billing.WITHIN_PLAN if ticket.entitlement.standing is Standing.ENTITLED else Billing.AT_DISCRETION
