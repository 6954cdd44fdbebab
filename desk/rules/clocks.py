"""The clocks of a ticket: which one runs, by when, and when staff are warned. Source: regulation 3.2, T9-T18, T34."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from desk.rules.calendar import Calendar
from desk.rules.entitlement import Standing
from desk.rules.policy import Policy
from desk.rules.ticket import Status, Ticket

PAUSES: Final = frozenset({Status.WAITING, Status.ON_HOLD})
"""Nothing is awaited from staff. Source: T14."""


class Clock(StrEnum):
    FIRST = "first"
    NEXT = "next"


class Alert(StrEnum):
    """What is told at most once for each due time. Source: T34."""

    FIRST_SOON = "first_soon"
    FIRST_LATE = "first_late"
    NEXT_SOON = "next_soon"
    NEXT_LATE = "next_late"
    PROMISE_SOON = "promise_soon"
    PROMISE_LATE = "promise_late"


SOON: Final = {Clock.FIRST: Alert.FIRST_SOON, Clock.NEXT: Alert.NEXT_SOON}
LATE: Final = {Clock.FIRST: Alert.FIRST_LATE, Clock.NEXT: Alert.NEXT_LATE}


@dataclass(frozen=True, slots=True)
class Running:
    """A clock that runs towards its due time."""

    clock: Clock
    since: datetime
    due: datetime


def running(ticket: Ticket) -> Running | None:
    """The one that staff have to meet now; None: nothing is promised, or it is not their turn.

    An unmet first reaction goes before the next one (T13) and knows no pause (T15). An ended ticket has none (T18).
    """
    if not ticket.is_open:
        return None
    if ticket.reacted_at is None:
        return Running(Clock.FIRST, ticket.asked_at, ticket.react_by) if ticket.react_by else None
    if ticket.answer_by is None or ticket.unanswered_since is None or ticket.paused_at is not None:
        return None
    return Running(Clock.NEXT, ticket.unanswered_since, ticket.answer_by)


def warn_at(clock: Running, calendar: Calendar, left: int) -> datetime | None:
    """When `left` percent of the working time until the due moment are left; None: nobody is to be warned."""
    whole = calendar.worked(clock.since, clock.due)
    if not left or not whole:
        return None
    return min(calendar.add_working(clock.since, whole - whole * left / 100), clock.due)


def next_alert(ticket: Ticket, policy: Policy, *, warned: bool = False) -> datetime | None:
    """When the desk has to look at it: to warn staff, and after that for the due time itself."""
    clock = running(ticket)
    if clock is None:
        return None
    soon = None if warned else warn_at(clock, policy.calendar_of(ticket.support), policy.warn_left)
    return soon or clock.due


def kept(
    before: Ticket | None,
    after: Ticket,
    at: datetime,
    policy: Policy,
    *,
    heard: bool = False,
    idle: bool = False,
) -> Ticket:
    """The ticket with its clocks in order after a change at that moment.

    `heard`: the client wrote, so that it is the staff's turn whatever the status was. `idle`: nothing is awaited from
    staff, because an answer was written (it need not be delivered yet) or the client only said thanks. A pause moves
    the due time by its working time (T14, T16); whatever did not move keeps what was told of it (T34).
    """
    ticket = _next_reaction(before, after, at, policy, heard=heard, idle=idle)
    clock, earlier = running(ticket), running(before) if before else None
    if clock and earlier and (clock.clock, clock.due) == (earlier.clock, earlier.due):
        return ticket
    return replace(ticket, alert_at=next_alert(ticket, policy))


def _next_reaction(
    before: Ticket | None, after: Ticket, at: datetime, policy: Policy, *, heard: bool, idle: bool
) -> Ticket:
    since = after.unanswered_since
    if since is None or after.reacted_at is None or after.entitlement.standing is not Standing.ENTITLED:
        return replace(after, answer_by=None, paused_at=None, paused_for=None)
    if before is None or before.answer_by is None or before.unanswered_since != since:
        fresh = policy.answer_by(since, after.support)
        paused_at = at if idle or after.status in PAUSES else None
        return replace(after, answer_by=fresh, paused_at=paused_at, paused_for=timedelta(0))
    ticket = _on_another_calendar(before, after, since, policy)
    if idle or (after.status in PAUSES and before.status not in PAUSES):
        return replace(ticket, paused_at=ticket.paused_at or at)
    if ticket.paused_at and (heard or (before.status in PAUSES and after.status not in PAUSES)):
        return _resumed(ticket, at, policy)
    return ticket


def _resumed(ticket: Ticket, at: datetime, policy: Policy) -> Ticket:
    calendar = policy.calendar_of(ticket.support)
    pause = calendar.worked(ticket.paused_at or at, at)
    whole = ticket.paused_for + pause if ticket.paused_for is not None else None
    return replace(ticket, answer_by=_moved(ticket.answer_by, pause, calendar), paused_at=None, paused_for=whole)


def _on_another_calendar(before: Ticket, after: Ticket, since: datetime, policy: Policy) -> Ticket:
    """A ticket whose support has changed is counted anew, and keeps its pauses. Source: T17."""
    if before.support is after.support or before.answer_by is None:
        return after
    was = policy.answer_by(since, before.support)
    pauses = policy.calendar_of(before.support).worked(was, before.answer_by)
    fresh = policy.answer_by(since, after.support)
    return replace(after, answer_by=_moved(fresh, pauses, policy.calendar_of(after.support)))


def _moved(due: datetime | None, by: timedelta, calendar: Calendar) -> datetime | None:
    return calendar.add_working(due, by) if due and by else due
