"""What staff do with a ticket: by a button on its card, or by a command in its place."""

from collections.abc import Awaitable, Callable

from desk.errors import AnswerFirst, IllegalMove, MovedOn, NoSuchTicket, NotUrgentAnyway, PromiseStands
from desk.ids import ChatId, PersonId, TicketId
from desk.notices.client import PutOnHold, TurnedDown
from desk.notices.staff import CalmAsked, CardChanged, ClauseAsked, Happened, StaffHint, What
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.clocks import kept
from desk.rules.events import Event, EventKind
from desk.rules.messages import Side
from desk.rules.periods import Ended
from desk.rules.refusals import Clause
from desk.rules.reminders import Set
from desk.rules.ticket import Status, Ticket, Urgency, move, must_have_a_reader, release, take
from desk.usecases.access.changing import access_over
from desk.usecases.access.showing import asker_left
from desk.usecases.conversation import card_changed, topic_follows
from desk.usecases.merged import merge_into
from desk.usecases.progress import tell_taken
from desk.usecases.readers import reader_of
from desk.usecases.reopening import reopen
from desk.usecases.solving import say_solved
from desk.usecases.staff_messages import Spot, ticket_here
from desk.usecases.waiting import begin_waiting, end_waiting, expected_close
from desk.usecases.worktime import ask_time

Action = Callable[[Work, Ticket, PersonId], Awaitable[Toast | None]]
"""What is done, and how the press is answered. None: as the ticket tells, whether it was so already."""


async def on_ticket(
    work: Work, *, by: PersonId, room: ChatId, number: TicketId, action: Action, leaves_page: bool = False
) -> Toast:
    """A button of the card, pressed where the card lies. A second press of it finds the ticket already so.

    `leaves_page`: it was one of the further buttons, and the card shows the usual ones again.
    """
    ticket = await work.tickets.get(number)
    if ticket is not None and room in {former.chat for former in await work.rooms.former_of(number)} - {ticket.room}:
        raise MovedOn(number, (await work.chats.get(ticket.room)).title)
    if ticket is None or ticket.room != room:
        raise NoSuchTicket(number)
    toast = await _act(work, ticket, by, action)
    if leaves_page:
        card_changed(work, ticket)
    return toast


def shows(page: str) -> Action:
    """Other buttons under the card, by the name of their page; an empty one: the usual ones."""

    async def show(work: Work, ticket: Ticket, by: PersonId) -> Toast:
        work.outbox.say(CardChanged(room=ticket.room, ticket=ticket.id, page=page))
        return Toast.SHOWN

    return show


async def in_place(work: Work, *, by: PersonId, spot: Spot, action: Action) -> None:
    """A command written in the ticket's topic, or as a reply in a plain group."""
    await act_at(work, await ticket_here(work, spot), by=by, spot=spot, action=action)


async def act_at(work: Work, ticket: Ticket, *, by: PersonId, spot: Spot, action: Action) -> None:
    """What was written there is done; whoever wrote it is told if it was so already."""
    if await _act(work, ticket, by, action) is Toast.ALREADY:
        work.outbox.say(StaffHint(to=spot.chat, what="already", topic=spot.topic, reply_to=spot.message))


async def _act(work: Work, ticket: Ticket, by: PersonId, action: Action) -> Toast:
    if toast := await action(work, ticket, by):
        return toast
    after = await work.tickets.get(ticket.id)
    return Toast.ALREADY if after == ticket else Toast.DONE


async def take_it(work: Work, ticket: Ticket, by: PersonId) -> None:
    holder = await _name(work, ticket.assignee) if ticket.assignee else ""
    taken = take(ticket, by, work.now, holder)
    if taken == ticket:
        return
    await _save(work, taken, by, EventKind.TAKEN, What.TAKEN)
    await tell_taken(work, taken, by)


async def release_it(work: Work, ticket: Ticket, by: PersonId) -> None:
    holder = await _name(work, ticket.assignee) if ticket.assignee else ""
    released = release(ticket, by, holder)
    if released != ticket:
        await _save(work, released, by, EventKind.RELEASED, What.RELEASED)


async def staff_left(work: Work, *, room: ChatId, person: PersonId) -> None:
    """Nobody can ask them to release their tickets any more: these are for the others to take."""
    await work.members.drop(room, person)
    name = (await work.people.names([person])).get(person, "")
    for ticket in await work.tickets.held_by(person, room):
        released = await work.tickets.save(release(ticket, person))
        work.events.add(Event(ticket.id, EventKind.RELEASED, work.now, person))
        work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=What.RELEASED, who=name))
        card_changed(work, released)
    await asker_left(work, room=room, person=person)


async def wait_for_client(work: Work, ticket: Ticket, by: PersonId) -> None:
    """The silence timer runs from now; what can be answered must have reached the client. Source: T19, T20."""
    must_have_a_reader(ticket)
    answered = await work.messages.last_delivered(ticket.id, Side.STAFF) is not None
    if not answered or ticket.unanswered_since is not None:
        raise AnswerFirst(ticket.id)
    if ticket.status is Status.WAITING and await work.periods.open_of(ticket.id):
        return
    if promise := await work.reminders.open_of(ticket.id, Set.PROMISE):
        raise PromiseStands(promise.until.isoformat())
    waiting = move(ticket, Status.WAITING, work.now)
    period = await begin_waiting(work, waiting, work.now)
    await work.tickets.save(waiting)
    work.events.add(Event(ticket.id, EventKind.WAITING, work.now, by))
    close = expected_close(work, period)
    work.outbox.say(
        Happened(room=ticket.room, ticket=ticket.id, what=What.WAITING, who=await _name(work, by), at=close)
    )
    card_changed(work, waiting)


async def still_working(work: Work, ticket: Ticket, by: PersonId) -> None:
    """Nothing is awaited from the client: no ping, no close. Source: T19."""
    if not ticket.is_open:
        raise IllegalMove(ticket.id, ticket.status, Status.OPEN)
    ended = await end_waiting(work, ticket, Ended.WORKING)
    working = move(ticket, Status.OPEN, work.now)
    if ended or working != ticket:
        await _save(work, kept(ticket, working, work.now, work.policy), by, EventKind.WORKING, What.WORKING)


def hold(reason: str) -> Action:
    """Something else has to happen first: nothing is awaited from the client, and it does not close. Source: T26."""

    async def hold_it(work: Work, ticket: Ticket, by: PersonId) -> None:
        held = move(ticket, Status.ON_HOLD, work.now)
        if held == ticket:
            return
        await end_waiting(work, ticket, Ended.ON_HOLD)
        saved = await work.tickets.save(kept(ticket, held, work.now, work.policy))
        work.events.add(Event(ticket.id, EventKind.ON_HOLD, work.now, by, reason))
        name = await _name(work, by)
        work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=What.ON_HOLD, who=name, detail=reason))
        work.outbox.say(PutOnHold(to=await reader_of(work, ticket), ticket=ticket.id, reason=reason))
        card_changed(work, saved)

    return hold_it


def merge_with(number: TicketId) -> Action:
    async def merge_it(work: Work, ticket: Ticket, by: PersonId) -> None:
        await merge_into(work, ticket, by, number)

    return merge_it


async def solve(work: Work, ticket: Ticket, by: PersonId) -> None:
    solved = move(ticket, Status.SOLVED, work.now)
    if solved == ticket:
        return
    await end_waiting(work, ticket, Ended.TICKET_ENDED)
    await _save(work, solved, by, EventKind.SOLVED, What.SOLVED)
    await say_solved(work, solved, to=await reader_of(work, ticket), by=by)
    await access_over(work, solved)
    await ask_time(work, solved)
    topic_follows(work, solved)


async def ask_clause(work: Work, ticket: Ticket, by: PersonId) -> Toast:
    """The first step of a refusal; a ticket that cannot be refused says so now."""
    must_have_a_reader(ticket)
    move(ticket, Status.REFUSED, work.now)
    work.outbox.say(ClauseAsked(room=ticket.room, ticket=ticket.id))
    return Toast.SHOWN


async def ask_calm(work: Work, ticket: Ticket, by: PersonId) -> Toast:
    """The first step of 'not urgent': why? A ticket that is not urgent says so now. Source: regulation 1.4."""
    must_be_open(ticket)
    if ticket.urgency is not Urgency.URGENT:
        raise NotUrgentAnyway(ticket.id)
    work.outbox.say(CalmAsked(room=ticket.room, ticket=ticket.id))
    return Toast.SHOWN


def must_be_open(ticket: Ticket) -> None:
    if not ticket.is_open:
        raise IllegalMove(ticket.id, ticket.status, Status.OPEN)


def refuse(clause: Clause | None, words: str = "") -> Action:
    """Refuse with a clause or in own words; the client is told why. Source: regulation 1.6, 2.6, 4.2."""

    async def refuse_it(work: Work, ticket: Ticket, by: PersonId) -> None:
        must_have_a_reader(ticket)
        refused = move(ticket, Status.REFUSED, work.now)
        if refused == ticket:
            return
        await end_waiting(work, ticket, Ended.TICKET_ENDED)
        detail = " ".join(part for part in (clause, words) if part)
        await _save(work, refused, by, EventKind.REFUSED, What.REFUSED, detail=detail)
        to = await reader_of(work, ticket)
        work.outbox.say(TurnedDown(to=to, ticket=ticket.id, subject=ticket.subject, clause=clause, words=words))
        await access_over(work, refused)
        topic_follows(work, refused)

    return refuse_it


async def open_again(work: Work, ticket: Ticket, by: PersonId) -> None:
    await reopen(work, ticket, by=by, staff=True)


async def _save(work: Work, ticket: Ticket, by: PersonId, kind: EventKind, what: What, *, detail: str = "") -> None:
    saved = await work.tickets.save(ticket)
    work.events.add(Event(ticket.id, kind, work.now, by, detail))
    work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=what, who=await _name(work, by)))
    card_changed(work, saved)


async def _name(work: Work, person: PersonId) -> str:
    return (await work.people.names([person])).get(person, "")
