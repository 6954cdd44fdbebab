"""Due times by changed settings or another calendar. Source: T16, T17, T34."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from desk.rules.clocks import next_alert, running
from desk.rules.entitlement import Standing
from desk.rules.policy import Policy
from desk.rules.targets import asked_of
from desk.rules.ticket import Level, Ticket


class Why(StrEnum):
    """What has changed; each is a sentence for the client."""

    CALENDAR = "calendar"
    SETTINGS = "settings"


def recounted(ticket: Ticket, policy: Policy, at: datetime) -> Ticket:
    """The ticket with due times by this policy, and its pauses; what was promised otherwise stays.

    What was late before and still is stays as it was told. A running clock whose due time moved is looked at anew, and
    is never looked at later than before: whatever else waits for that look would be late.
    """
    if not ticket.is_open or ticket.entitlement.standing is not Standing.ENTITLED:
        return ticket
    moved = replace(ticket, react_by=_first(ticket, policy, at), answer_by=_next(ticket, policy, at))
    clock, earlier = running(moved), running(ticket)
    if clock is None or earlier is None or clock.due == earlier.due:
        return moved
    look = next_alert(moved, policy)
    return replace(moved, alert_at=min(look, ticket.alert_at) if look and ticket.alert_at else look)


def _first(ticket: Ticket, policy: Policy, at: datetime) -> datetime | None:
    if ticket.reacted_at or ticket.react_by is None or ticket.counted_from is None:
        return ticket.react_by
    due = policy.promise(ticket.counted_from, asked_of(ticket)).due
    if ticket.level is Level.COMPLEX:
        due = max(due, policy.promise(ticket.counted_from, asked_of(replace(ticket, level=None))).due)
    return ticket.react_by if due < at and ticket.react_by < at else due


def _next(ticket: Ticket, policy: Policy, at: datetime) -> datetime | None:
    if ticket.answer_by is None or ticket.unanswered_since is None or ticket.paused_for is None:
        return ticket.answer_by
    fresh = policy.answer_by(ticket.unanswered_since, ticket.support)
    due = policy.calendar_of(ticket.support).add_working(fresh, ticket.paused_for) if ticket.paused_for else fresh
    return ticket.answer_by if due < at and ticket.answer_by < at else due
