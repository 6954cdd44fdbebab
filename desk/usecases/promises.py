"""A promise with a date: the client reads by when they hear from staff, and why. Source: T15, T19, regulation 3.2."""

from dataclasses import replace
from datetime import datetime

from desk.errors import PromiseWhy
from desk.ids import PersonId
from desk.notices.dates import Promised, PromiseMade
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.clocks import kept
from desk.rules.events import Event, EventKind
from desk.rules.periods import Ended
from desk.rules.reminders import Over, Reminder, Set, remind_at
from desk.rules.ticket import Category, Status, Ticket, move
from desk.rules.when import When, parse_when
from desk.usecases.alerts import judge
from desk.usecases.conversation import card_changed
from desk.usecases.readers import reader_of
from desk.usecases.staff_actions import Action, must_be_open
from desk.usecases.waiting import end_waiting


def promise_by(words: str) -> Action:
    """`words`: a moment, and why. Raises BadWhen; PromiseWhy for another date than was told without a reason."""

    async def promise_it(work: Work, ticket: Ticket, by: PersonId) -> Toast:
        must_be_open(ticket)
        when = parse_when(words, work.now, work.policy.calendar_of(ticket.support))
        set_it = _set_target if sets_target(ticket) else _promise
        return Toast.DONE if await set_it(work, ticket, by, when) else Toast.ALREADY

    return promise_it


async def promise_today(work: Work, ticket: Ticket, by: PersonId) -> Toast | None:
    """By a button: an answer by the end of today's working time."""
    return await promise_by("today")(work, ticket, by)


async def promise_next_day(work: Work, ticket: Ticket, by: PersonId) -> Toast | None:
    """By a button: by the end of the next working day."""
    calendar = work.policy.calendar_of(ticket.support)
    day = calendar.next_working_day(calendar.day_of(work.now))
    return await promise_by(day.isoformat())(work, ticket, by)


def sets_target(ticket: Ticket) -> bool:
    """Staff date an edit of content after reading the statement of work; nothing else is put off so.

    Source: regulation 3.2, T15.
    """
    return ticket.category is Category.CONTENT and ticket.reacted_at is None and ticket.react_by is not None


async def _set_target(work: Work, ticket: Ticket, by: PersonId, when: When) -> bool:
    """Whether that is news."""
    if when.at == ticket.react_by:
        return False
    if not when.reason:
        raise PromiseWhy
    await judge(work, ticket, work.now)
    dated = kept(ticket, replace(ticket, react_by=when.at, counted_from=None), work.now, work.policy)
    saved = await work.tickets.save(dated)
    await _tell(work, saved, by, when, ticket.react_by, target=True)
    return True


async def _promise(work: Work, ticket: Ticket, by: PersonId, when: When) -> bool:
    """Whether that is news."""
    earlier = await work.reminders.open_of(ticket.id, Set.PROMISE)
    if earlier is not None and earlier.until == when.at:
        return False
    if earlier is not None and not when.reason:
        raise PromiseWhy
    if earlier is not None:
        await work.reminders.end(earlier.id, Over.REPLACED, work.now)
    calendar = work.policy.calendar_of(ticket.support)
    look = remind_at(work.now, when.at, calendar)
    await work.reminders.begin(Reminder(0, ticket.id, Set.PROMISE, when.at, when.reason, by, work.now, look))
    saved = await _work_goes_on(work, ticket)
    await _tell(work, saved, by, when, earlier.until if earlier else None, target=False)
    return True


async def _work_goes_on(work: Work, ticket: Ticket) -> Ticket:
    """Nothing is awaited from the client any more. What is on hold waits for somebody else, and stays so."""
    await end_waiting(work, ticket, Ended.WORKING)
    if ticket.status not in {Status.NEW, Status.WAITING}:
        return ticket
    opened = move(ticket, Status.OPEN, work.now)
    return await work.tickets.save(kept(ticket, opened, work.now, work.policy))


async def _tell(work: Work, ticket: Ticket, by: PersonId, when: When, before: datetime | None, *, target: bool) -> None:
    name = (await work.people.names([by])).get(by, "")
    work.events.add(Event(ticket.id, EventKind.PROMISED, work.now, by, f"{when.at.isoformat()} {when.reason}".strip()))
    work.outbox.say(
        PromiseMade(
            room=ticket.room,
            ticket=ticket.id,
            who=name,
            due=when.at,
            reason=when.reason,
            before=before,
            target=target,
        )
    )
    work.outbox.say(
        Promised(
            to=await reader_of(work, ticket),
            ticket=ticket.id,
            subject=ticket.subject,
            who=name,
            due=when.at,
            reason=when.reason,
            before=before,
            target=target,
        )
    )
    card_changed(work, ticket)
