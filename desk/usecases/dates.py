"""What becomes of the dates that staff have set: kept, missed, over with the ticket. Source: T19, T34."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from desk.ids import PersonId
from desk.notices.dates import BackAgain, PromiseBroken, PromisePassed, PromiseSoon
from desk.notices.staff import CardChanged
from desk.ports import Work
from desk.rules.clocks import Alert
from desk.rules.events import Event, EventKind
from desk.rules.messages import Message, Side
from desk.rules.reminders import Over, Reminder, Set, remind_at
from desk.rules.ticket import Ticket
from desk.usecases.managers import managers_now

AT_ONCE = 200
"""How many a single tick looks at; the rest come with the next one."""


async def due_reminders(work: Work) -> list[int]:
    return await work.reminders.to_look(work.now, AT_ONCE)


async def look_at(work: Work, *, reminder: int) -> None:
    """What is due for it by now. Nothing is judged while words of staff are not handled yet. Source: T12."""
    found = await work.reminders.get(reminder)
    if found is None or found.over_at or found.look_at is None or found.look_at > work.now:
        return
    ticket = await work.tickets.get(found.ticket)
    if ticket is None or not ticket.is_open:
        await work.reminders.end(found.id, Over.ENDED, work.now)
    elif found.what is Set.SNOOZE:
        await wake_up(work, ticket, Over.ITS_TIME)
    elif not await work.inbox.unfinished(ticket.room):
        await _remind(work, ticket, found)


async def _remind(work: Work, ticket: Ticket, promise: Reminder) -> None:
    if work.now > promise.until:
        await _tell_passed(work, ticket, promise)
        await work.reminders.look_again(promise.id, None)
        return
    if await work.alerts.begin(ticket.id, Alert.PROMISE_SOON, promise.until, work.now):
        who, name = await _in_charge(work, ticket, promise)
        soon = PromiseSoon(
            room=ticket.room, ticket=ticket.id, who=who, name=name, due=promise.until, reason=promise.reason
        )
        work.outbox.say(soon)
    await work.reminders.look_again(promise.id, promise.until + timedelta.resolution)


async def _tell_passed(work: Work, ticket: Ticket, promise: Reminder, answered_at: datetime | None = None) -> None:
    """In the topic and to the managers, once for each date."""
    if not await work.alerts.begin(ticket.id, Alert.PROMISE_LATE, promise.until, work.now):
        return
    work.events.add(Event(ticket.id, EventKind.PROMISE_BROKEN, work.now, promise.by))
    who, name = await _in_charge(work, ticket, promise)
    if answered_at is None and ticket.is_open:
        work.outbox.say(PromisePassed(room=ticket.room, ticket=ticket.id, who=who, name=name, due=promise.until))
    for chat in dict.fromkeys((await managers_now(work)).values()):
        broken = PromiseBroken(
            to=chat,
            ticket=ticket.id,
            subject=ticket.subject,
            who=name,
            due=promise.until,
            reason=promise.reason,
            answered_at=answered_at,
        )
        work.outbox.say(broken)


async def _in_charge(work: Work, ticket: Ticket, reminder: Reminder) -> tuple[PersonId, str]:
    who = ticket.assignee or reminder.by
    return who, (await work.people.names([who])).get(who, "")


async def keep_promise(work: Work, ticket: Ticket, answered_at: datetime) -> None:
    """An answer to the client keeps what was promised, in time or late."""
    promise = await work.reminders.open_of(ticket.id, Set.PROMISE)
    if promise is None:
        return
    late = answered_at > promise.until
    if late:
        await _tell_passed(work, ticket, promise, answered_at)
    await work.reminders.end(promise.id, Over.LATE if late else Over.KEPT, work.now)
    work.outbox.say(CardChanged(room=ticket.room, ticket=ticket.id))


async def not_kept_by(work: Work, ticket: Ticket, recalled: Message, said: Sequence[Message]) -> None:
    """What that answer kept is open again, unless another one that stands has kept it, in time or late."""
    promise = await work.reminders.over_last(ticket.id, Set.PROMISE)
    if promise is None or promise.over not in {Over.KEPT, Over.LATE} or not ticket.is_open:
        return
    # Telegram tells whole seconds.
    made = promise.set_at.replace(microsecond=0)
    after = [one for one in said if one.side is Side.STAFF and one.written_at >= made]
    standing = [one for one in after if one.recalled_at is None and one.id != recalled.id]
    if recalled.written_at < made or (standing and standing[0].id < recalled.id):
        return
    if await work.reminders.open_of(ticket.id, Set.PROMISE) is not None:
        return
    look = remind_at(promise.set_at, promise.until, work.policy.calendar_of(ticket.support))
    await work.reminders.go_on(promise.id, look)
    work.outbox.say(CardChanged(room=ticket.room, ticket=ticket.id))
    if standing:
        await keep_promise(work, ticket, standing[0].written_at)


async def dates_end(work: Work, ticket: Ticket) -> None:
    """The ticket has ended: nothing of it is awaited any more. What was missed before is told all the same."""
    for what in Set:
        found = await work.reminders.open_of(ticket.id, what)
        if found is None:
            continue
        if what is Set.PROMISE and work.now > found.until:
            await _tell_passed(work, ticket, found, work.now)
        await work.reminders.end(found.id, Over.ENDED, work.now)


async def wake_up(work: Work, ticket: Ticket, how: Over) -> bool:
    """Into the lists again, and whoever has it is told; whether it was put aside."""
    snooze = await work.reminders.open_of(ticket.id, Set.SNOOZE)
    if snooze is None or not await work.reminders.end(snooze.id, how, work.now):
        return False
    who, name = await _in_charge(work, ticket, snooze)
    called = who if how is Over.ITS_TIME else None
    back = BackAgain(room=ticket.room, ticket=ticket.id, how=how, who=called, name=name, reason=snooze.reason)
    work.outbox.say(back)
    work.outbox.say(CardChanged(room=ticket.room, ticket=ticket.id))
    return True
