"""A ticket is put aside: out of the lists of staff until a date, or until the client writes.

Its clocks run on, and what is due soon or overdue is never hidden. Source: T15.
"""

from datetime import datetime

from desk.errors import BadWhen, SnoozeDue
from desk.ids import PersonId
from desk.notices.dates import PutAside
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.clocks import running, warn_at
from desk.rules.events import Event, EventKind
from desk.rules.reminders import Over, Reminder, Set
from desk.rules.ticket import Ticket
from desk.rules.when import Edge, When, parse_when
from desk.usecases.conversation import card_changed
from desk.usecases.dates import wake_up
from desk.usecases.staff_actions import Action, must_be_open

NOW = frozenset({"off", "now", "сейчас", "нет", "отмена"})
"""Words that bring it back."""


def snooze(words: str) -> Action:
    """`words`: a moment, and why; or one that brings it back. Raises BadWhen, SnoozeDue."""

    async def snooze_it(work: Work, ticket: Ticket, by: PersonId) -> Toast:
        must_be_open(ticket)
        if words.strip().casefold() in NOW:
            return Toast.DONE if await wake_up(work, ticket, Over.BY_HAND) else Toast.ALREADY
        try:
            when = parse_when(words, work.now, work.policy.calendar_of(ticket.support), Edge.OPENING)
        except BadWhen as bad:
            bad.command = "snooze"
            raise
        return Toast.DONE if await _put_aside(work, ticket, by, when) else Toast.ALREADY

    return snooze_it


async def _put_aside(work: Work, ticket: Ticket, by: PersonId, when: When) -> bool:
    """Whether that is news. Raises SnoozeDue if an answer is due soon already."""
    if (due := due_soon(work, ticket)) is not None:
        raise SnoozeDue(due.isoformat())
    earlier = await work.reminders.open_of(ticket.id, Set.SNOOZE)
    if earlier is not None and earlier.until == when.at:
        return False
    if earlier is not None:
        await work.reminders.end(earlier.id, Over.REPLACED, work.now)
    await work.reminders.begin(Reminder(0, ticket.id, Set.SNOOZE, when.at, when.reason, by, work.now, when.at))
    work.events.add(Event(ticket.id, EventKind.SNOOZED, work.now, by, f"{when.at.isoformat()} {when.reason}".strip()))
    name = (await work.people.names([by])).get(by, "")
    work.outbox.say(PutAside(room=ticket.room, ticket=ticket.id, who=name, until=when.at, reason=when.reason))
    card_changed(work, ticket)
    return True


def due_soon(work: Work, ticket: Ticket) -> datetime | None:
    """When an answer is due, if that is soon or has passed: nothing hides it."""
    clock = running(ticket)
    if clock is None:
        return None
    warning = warn_at(clock, work.policy.calendar_of(ticket.support), work.policy.warn_left)
    return clock.due if work.now >= (warning or clock.due) else None
