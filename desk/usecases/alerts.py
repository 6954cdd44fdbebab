"""Staff are warned before an answer is due, managers told when it was missed. Source: regulation 3.2, T12, T18, T34."""

from dataclasses import replace
from datetime import datetime, timedelta

from desk.ids import TicketId
from desk.notices.alerts import Breached, DueSoon
from desk.ports import Work
from desk.rules.clocks import LATE, SOON, Running, kept, next_alert, running
from desk.rules.events import Event, EventKind
from desk.rules.reminders import Over
from desk.rules.ticket import Ticket
from desk.usecases.dates import wake_up
from desk.usecases.duty import call_duty, needs_duty
from desk.usecases.managers import managers_now

AT_ONCE = 200
"""How many a single tick looks at; the rest come with the next one."""

DUTY_AFTER = timedelta(minutes=1)
"""Whoever is on duty is called with a link to the card; if that is not there by then, without one."""


async def due_alerts(work: Work) -> list[TicketId]:
    return await work.tickets.to_alert(work.now, AT_ONCE)


def armed(work: Work, ticket: Ticket) -> Ticket:
    """A new ticket with its clocks."""
    fresh = kept(None, ticket, work.now, work.policy)
    return replace(fresh, alert_at=work.now + DUTY_AFTER) if needs_duty(work, fresh) else fresh


async def alert(work: Work, *, ticket: TicketId) -> None:
    """Whatever is due for it by now, and when to look again.

    While something that staff wrote is not handled yet, nobody can say what they have answered: it waits. Source: T12.
    """
    found = await work.tickets.get(ticket)
    if found is None or found.alert_at is None or found.alert_at > work.now:
        return
    if await work.inbox.unfinished(found.room):
        return
    await call_duty(work, found)
    ready = kept(found, found, work.now, work.policy)
    clock = running(ready)
    if clock is None:
        await work.tickets.save(replace(ready, alert_at=None))
        return
    if work.now > clock.due:
        await tell_late(work, ready, clock)
        await work.tickets.save(replace(ready, alert_at=None))
        return
    warning = next_alert(ready, work.policy) or clock.due
    warned = warning <= work.now
    if warned and warning < clock.due:
        await _tell_soon(work, ready, clock)
    again = clock.due + timedelta.resolution if warned else warning
    await work.tickets.save(replace(ready, alert_at=again))


async def _tell_soon(work: Work, ticket: Ticket, clock: Running) -> None:
    await wake_up(work, ticket, Over.DUE)
    if await work.alerts.begin(ticket.id, SOON[clock.clock], clock.due, work.now):
        who = await _in_charge(work, ticket)
        work.outbox.say(DueSoon(room=ticket.room, ticket=ticket.id, clock=clock.clock, due=clock.due, who=who))


async def judge(work: Work, ticket: Ticket, answered_at: datetime) -> None:
    """An answer that came after its time is late, whenever the desk looks. Source: T12."""
    clock = running(ticket)
    if clock is not None and answered_at > clock.due:
        await tell_late(work, ticket, clock, answered_at)


async def tell_late(work: Work, ticket: Ticket, clock: Running, answered_at: datetime | None = None) -> None:
    """Once for each ticket, clock and due time. Source: T34."""
    if not await work.alerts.begin(ticket.id, LATE[clock.clock], clock.due, work.now):
        return
    await wake_up(work, ticket, Over.DUE)
    work.events.add(Event(ticket.id, EventKind.BREACHED, work.now, detail=clock.clock))
    who = await _in_charge(work, ticket)
    for chat in dict.fromkeys((await managers_now(work)).values()):
        work.outbox.say(
            Breached(
                to=chat,
                ticket=ticket.id,
                subject=ticket.subject,
                clock=clock.clock,
                due=clock.due,
                who=who,
                answered_at=answered_at,
            )
        )


async def _in_charge(work: Work, ticket: Ticket) -> str:
    return (await work.people.names([ticket.assignee])).get(ticket.assignee, "") if ticket.assignee else ""
