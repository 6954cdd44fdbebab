"""The buttons under what a client was told about a ticket."""

from dataclasses import replace

from desk.errors import NoMoreTime, NotWaiting
from desk.ids import PeriodId, PersonId, TicketId
from desk.notices.client import PingSettled, Settled
from desk.notices.staff import Happened, What
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.events import Event, EventKind
from desk.rules.form import FormName, Step
from desk.rules.periods import Ended, Period
from desk.rules.silence import may_extend
from desk.rules.ticket import Status, Ticket, goes_on_in_another, move
from desk.usecases.arrivals import must_not_be_blocked
from desk.usecases.conversation import card_changed
from desk.usecases.following import follow_up
from desk.usecases.forms import show
from desk.usecases.merged import ticket_that_goes_on
from desk.usecases.reopening import reopen
from desk.usecases.ticket_page import say_solved_by_client
from desk.usecases.tickets import ticket_for
from desk.usecases.waiting import begin_waiting, expected_close


async def reopen_ticket(work: Work, *, person: PersonId, number: TicketId) -> Toast | None:
    """One tap, within the window; after it a new ticket follows. Source: T27, regulation 3.3."""
    ticket = await ticket_that_goes_on(work, person, number)
    if ticket.is_open:
        return Toast.ALREADY
    await must_not_be_blocked(work, person)
    if goes_on_in_another(ticket, work.now, work.policy.reopen_within):
        await follow_up(work, person, ticket)
        return None
    await reopen(work, ticket, by=person)
    return None


async def still_needed(work: Work, *, person: PersonId, number: TicketId, period: PeriodId) -> None:
    """The ticket goes back to staff, and they see it. Source: semantics, ping buttons."""
    ticket, _ = await _end(work, person, number, period, Ended.STILL_NEEDED)
    saved = await work.tickets.save(move(ticket, Status.OPEN, work.now))
    await _tell_room(work, saved, person, What.STILL_NEEDED, EventKind.STILL_NEEDED)
    work.outbox.say(PingSettled(to=person, ticket=number, how=Settled.STILL_NEEDED))
    card_changed(work, saved)


async def more_time(work: Work, *, person: PersonId, number: TicketId, period: PeriodId) -> None:
    """A fresh wait from this moment, at most twice."""
    ticket = await ticket_for(work, person, number)
    current = await _current(work, ticket, period)
    if not may_extend(current.extensions):
        raise NoMoreTime(number)
    await _end(work, person, number, period, Ended.MORE_TIME)
    fresh = await begin_waiting(work, ticket, work.now, current.extensions + 1)
    close = expected_close(work, fresh)
    name = await _name(work, person)
    work.events.add(Event(number, EventKind.MORE_TIME, work.now, person))
    work.outbox.say(Happened(room=ticket.room, ticket=number, what=What.MORE_TIME, who=name, at=close))
    work.outbox.say(PingSettled(to=person, ticket=number, how=Settled.MORE_TIME, close_at=close))
    card_changed(work, ticket)


async def solved_by_client(work: Work, *, person: PersonId, number: TicketId, period: PeriodId) -> None:
    """The client says that it is solved."""
    ticket, _ = await _end(work, person, number, period, Ended.TICKET_ENDED)
    await say_solved_by_client(work, await work.tickets.save(move(ticket, Status.SOLVED, work.now)), person)


async def appeal(work: Work, *, person: PersonId, number: TicketId) -> None:
    """A complaint with the ticket attached. Source: regulation, final provisions."""
    ticket = await ticket_for(work, person, number)
    answers = {"feedback": "complaint", "ticket": str(int(ticket.id))}
    draft = await work.drafts.of(person, FormName.FEEDBACK)
    if draft is None or draft.answers.get("ticket") != answers["ticket"]:
        draft = await work.drafts.begin(person, FormName.FEEDBACK, work.now)
    about = replace(draft, answers={**draft.answers, **answers}, rev=draft.rev + 1)
    await work.drafts.save(about, work.now)
    await show(work, Step(about))


async def _current(work: Work, ticket: Ticket, period: PeriodId) -> Period:
    current = await work.periods.open_of(ticket.id)
    if current is None or current.id != period:
        raise NotWaiting(ticket.id)
    return current


async def _end(work: Work, person: PersonId, number: TicketId, period: PeriodId, how: Ended) -> tuple[Ticket, Period]:
    ticket = await ticket_for(work, person, number)
    current = await _current(work, ticket, period)
    if not await work.periods.end(period, how, work.now):
        raise NotWaiting(number)
    return ticket, current


async def _tell_room(work: Work, ticket: Ticket, person: PersonId, what: What, kind: EventKind) -> None:
    work.events.add(Event(ticket.id, kind, work.now, person))
    work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=what, who=await _name(work, person)))


async def _name(work: Work, person: PersonId) -> str:
    return (await work.people.names([person])).get(person, "")
