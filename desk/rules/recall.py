"""A recalled answer was none: what its ticket is without it. Source: T9, T10, T15, T19."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from desk.rules.clocks import kept, next_alert
from desk.rules.content import is_answer, is_thanks
from desk.rules.messages import Message, Side
from desk.rules.policy import Policy
from desk.rules.sla import measure
from desk.rules.ticket import Status, Ticket, move

WITHIN: Final = timedelta(hours=48)
"""So long Telegram lets a bot delete what it wrote in a private chat."""


def without(ticket: Ticket, recalled: Message, said: Sequence[Message], at: datetime, policy: Policy) -> Ticket:
    """The ticket as if that answer had not been given; `said` is all that both sides have said, oldest first.

    The first reaction is that of the earliest answer that stands, if any (T9). What the client wrote after the last
    one is unanswered again (T10); the time in which it was answered only moves its due time (T16). Whoever waited for
    the client because of it does not wait any more, unless an earlier answer awaits them, too. What has ended stays.
    """
    if not ticket.is_open:
        return ticket
    standing = [one for one in said if one.side is Side.STAFF and one.recalled_at is None and one.id != recalled.id]
    reacted = _first_reaction(ticket, recalled, standing, policy)
    since = _unanswered(standing, said) if reacted.reacted_at else None
    asked = replace(reacted, unanswered_since=since)
    waits = since is None and bool(standing) and standing[-1].awaits
    changed = move(asked, Status.OPEN, at) if ticket.status is Status.WAITING and not waits else asked
    clocked = kept(ticket, changed, at, policy, heard=since is not None)
    return _answered_meanwhile(ticket, clocked, recalled, at, policy)


def _first_reaction(ticket: Ticket, recalled: Message, standing: Sequence[Message], policy: Policy) -> Ticket:
    if ticket.reacted_at is None or ticket.reacted_at < recalled.written_at:
        return ticket
    if not standing:
        return replace(ticket, reacted_at=None, took=None)
    at = standing[0].written_at
    return replace(ticket, reacted_at=at, took=measure(ticket.asked_at, at, ticket.react_by, policy.calendar).took)


def _unanswered(standing: Sequence[Message], said: Sequence[Message]) -> datetime | None:
    """The first word of the client that no answer followed; thanks alone are not waited for."""
    numbers = [one.id for one in said]
    later = said[numbers.index(standing[-1].id) + 1 :] if standing else said
    after = [one for one in later if one.side is Side.CLIENT and not one.is_description and is_answer(one.parts)]
    return after[0].written_at if any(not is_thanks(one.parts) for one in after) else None


def _answered_meanwhile(before: Ticket, after: Ticket, recalled: Message, at: datetime, policy: Policy) -> Ticket:
    if after.answer_by is None or after.unanswered_since in {None, before.unanswered_since}:
        return after
    calendar = policy.calendar_of(after.support)
    meanwhile = calendar.worked(recalled.written_at, at)
    due = calendar.add_working(after.answer_by, meanwhile) if meanwhile else after.answer_by
    moved = replace(after, answer_by=due)
    return replace(moved, alert_at=next_alert(moved, policy))
