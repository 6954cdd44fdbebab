"""Tickets that are merged: two that are about one thing go on as one. Source: T30."""

from dataclasses import replace

from desk.errors import CannotMerge, NoTicketHere
from desk.ids import NOBODY, PersonId, TicketId
from desk.notices.client import Merged
from desk.notices.staff import Candidate, Happened, MergeAsked, What
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.access import may_see
from desk.rules.clocks import kept
from desk.rules.events import Event, EventKind
from desk.rules.periods import Ended
from desk.rules.reminders import Over, Set
from desk.rules.ticket import Status, Ticket, client_wrote, merge
from desk.usecases.conversation import card_changed, topic_follows
from desk.usecases.dates import wake_up
from desk.usecases.readers import reader_of
from desk.usecases.tickets import ticket_for
from desk.usecases.waiting import end_waiting

OFFERED = 8


async def where_it_goes_on(work: Work, ticket: Ticket) -> Ticket:
    """The end of the chain of merged tickets. A broken chain ends where it breaks: nothing is dropped."""
    seen = {ticket.id}
    while ticket.merged_into and ticket.merged_into not in seen:
        seen.add(ticket.merged_into)
        following = await work.tickets.get(ticket.merged_into)
        if following is None:
            break
        ticket = following
    return ticket


async def _take_along(work: Work, ticket: Ticket, into: Ticket) -> None:
    """What the client waits for in the one, they wait for in the other: silence does not close it. T10, T20."""
    asked = ticket.unanswered_since or (ticket.asked_at if ticket.reacted_at is None else None)
    if asked is None:
        return
    await end_waiting(work, into, Ended.ANSWERED)
    await wake_up(work, into, Over.CLIENT_WROTE)
    wrote = client_wrote(into, asked)
    saved = await work.tickets.save(kept(into, wrote, work.now, work.policy, heard=True))
    card_changed(work, saved)


async def _keep_earlier_promise(work: Work, ticket: Ticket, into: Ticket) -> None:
    """Of two dates that the client was told, the earlier counts; one that is over ends with its ticket. Source: T19."""
    promise = await work.reminders.open_of(ticket.id, Set.PROMISE)
    if promise is None or work.now > promise.until:
        return
    there = await work.reminders.open_of(into.id, Set.PROMISE)
    if there is not None and there.until <= promise.until:
        return
    if there is not None:
        await work.reminders.end(there.id, Over.REPLACED, work.now)
    await work.reminders.end(promise.id, Over.REPLACED, work.now)
    await work.reminders.begin(replace(promise, ticket=into.id))
    card_changed(work, into)


async def ticket_that_goes_on(work: Work, person: PersonId, number: TicketId) -> Ticket:
    """A ticket that the person may see or, once it is merged, the one that it goes on in. Raises NoSuchTicket."""
    ticket = await ticket_for(work, person, number)
    following = await where_it_goes_on(work, ticket)
    return following if may_see(person, await work.people.links_of(person), following) else ticket


async def ask_merge(work: Work, ticket: Ticket, by: PersonId) -> Toast:
    """The first step: the client's other open tickets, newest first; without any, the command says how."""
    if ticket.client:
        others = await work.tickets.of_client(ticket.client)
    else:
        others = await work.tickets.of_person(ticket.author, [])
    links = await work.people.links_of(ticket.author)
    fitting = [
        other
        for other in others
        if other.is_open
        and other.id != ticket.id
        and other.client == ticket.client
        and (ticket.author == NOBODY or may_see(ticket.author, links, other))
    ]
    candidates = tuple(Candidate(other.id, other.subject) for other in fitting[:OFFERED])
    work.outbox.say(MergeAsked(room=ticket.room, ticket=ticket.id, candidates=candidates))
    return Toast.SHOWN


async def merge_into(work: Work, ticket: Ticket, by: PersonId, number: TicketId) -> None:
    """The ticket ends as merged; what belongs to it goes on in the other one, and both sides are told.

    Raises NoTicketHere, CannotMerge, IllegalMove.
    """
    into = await work.tickets.get(number)
    if into is not None:
        into = await where_it_goes_on(work, into)
    if into is None:
        raise NoTicketHere(number)
    if ticket.status is Status.MERGED and ticket.merged_into == into.id:
        return
    merged = merge(ticket, into, work.now)
    links = await work.people.links_of(ticket.author)
    if ticket.author != NOBODY and not may_see(ticket.author, links, into):
        # A delegate who sees their own tickets only would write into one that they cannot read. Source: regulation 2.2.
        raise CannotMerge(into.id, "hidden")
    await _keep_earlier_promise(work, ticket, into)
    await end_waiting(work, ticket, Ended.TICKET_ENDED)
    saved = await work.tickets.save(merged)
    await _take_along(work, ticket, into)
    await work.secrets.move(ticket.id, into.id)
    name = (await work.people.names([by])).get(by, "")
    work.events.add(Event(ticket.id, EventKind.MERGED, work.now, by, str(into.id)))
    work.events.add(Event(into.id, EventKind.TAKEN_IN, work.now, by, str(ticket.id)))
    here, there = str(into.id), str(ticket.id)
    work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=What.MERGED, who=name, detail=here))
    work.outbox.say(Happened(room=into.room, ticket=into.id, what=What.TAKEN_IN, who=name, detail=there))
    work.outbox.say(Merged(to=await reader_of(work, ticket), ticket=ticket.id, into=into.id))
    card_changed(work, saved)
    topic_follows(work, saved)
