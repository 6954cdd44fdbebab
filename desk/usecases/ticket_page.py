"""What a client does from a ticket's page: read its history, write into it, close it, take a message elsewhere."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from desk.ids import MessageId, PersonId, TicketId
from desk.notices.staff import Happened, What
from desk.notices.tickets import Added, HistoryLine, HistoryShown, WriteHere
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.content import Parts, is_answer, is_thanks, text_of
from desk.rules.events import Event, EventKind
from desk.rules.form import Draft, FormName
from desk.rules.messages import Message, Side
from desk.rules.pages import page_of
from desk.rules.periods import Ended
from desk.rules.ticket import Status, Ticket, move
from desk.usecases.access.changing import access_over
from desk.usecases.conversation import card_changed, topic_follows
from desk.usecases.home import form_for
from desk.usecases.merged import ticket_that_goes_on
from desk.usecases.placing import INTO, begin_with, place_in
from desk.usecases.solving import say_solved
from desk.usecases.tickets import ticket_for
from desk.usecases.waiting import end_waiting

A_PAGE: Final = 8
"""So many entries of a history at a time."""

SHOWN: Final = 200
"""How much of a message stands in the history."""

PAUSE: Final = timedelta(minutes=30)
"""What is written sooner after the last word goes on with the same talk."""

TOLD: Final = frozenset(
    {
        EventKind.FILED,
        EventKind.TAKEN,
        EventKind.SOLVED,
        EventKind.SOLVED_BY_CLIENT,
        EventKind.INACTIVE,
        EventKind.REFUSED,
        EventKind.REOPENED,
        EventKind.FOLLOWS,
        EventKind.FOLLOWED,
        EventKind.ERASED,
    }
)
"""What happened and is the client's business. Notes are not."""


async def show_history(work: Work, *, person: PersonId, number: TicketId, page: int) -> None:
    """Everything that both sides can see of it. Source: regulation 2.3; security, internal notes."""
    ticket = await ticket_for(work, person, number)
    said = [message for message in await work.messages.newest_of(ticket.id) if _is_told(message)]
    happened = [event for event in await work.events.of(ticket.id) if event.kind in TOLD]
    people = {message.author for message in said} | {event.by for event in happened if event.by}
    names = await work.people.names(people)
    lines = [_line(message, names.get(message.author, "")) for message in said]
    lines += [_entry(one, names.get(one.by, "") if one.by else "") for one in happened]
    shown, now, pages = page_of(sorted(lines, key=lambda line: line.at)[::-1], page, A_PAGE)
    work.outbox.say(
        HistoryShown(
            to=person, ticket=ticket.id, subject=ticket.subject, lines=tuple(shown[::-1]), page=now, pages=pages
        )
    )


def _entry(event: Event, who: str) -> HistoryLine:
    """With the number of another ticket: what else is noted of an event may be for staff alone."""
    detail = event.detail if event.kind in {EventKind.FOLLOWS, EventKind.FOLLOWED} else ""
    return HistoryLine(event.at, who, kind=event.kind, detail=detail)


def _is_told(message: Message) -> bool:
    """The description stands on the ticket's page; an answer counts once it has arrived."""
    if message.recalled_at is not None:
        return False
    return not message.is_description and (message.side is Side.CLIENT or message.delivered_at is not None)


def _line(message: Message, who: str) -> HistoryLine:
    words = " ".join(text_of(message.parts).split())
    short = words if len(words) <= SHOWN else words[:SHOWN] + "…"
    return HistoryLine(message.written_at, who, short, files=sum(part.kind != "text" for part in message.parts))


async def write_into(work: Work, *, person: PersonId, number: TicketId) -> None:
    """The next message goes into this ticket, whatever others there are; what waits for its place goes there now."""
    ticket = await ticket_that_goes_on(work, person, number)
    waiting = await work.drafts.of(person, FormName.UNPLACED)
    if waiting is not None and waiting.files:
        await place_in(work, draft=waiting, number=str(int(ticket.id)))
        return
    draft = waiting or await work.drafts.begin(person, FormName.UNPLACED, work.now)
    kept = replace(draft, answers={INTO: str(int(ticket.id))}, rev=draft.rev + 1)
    await work.drafts.save(kept, work.now)
    show_write_here(work, kept, ticket)


def show_write_here(work: Work, draft: Draft, ticket: Ticket) -> None:
    work.outbox.say(WriteHere(to=draft.person, ticket=ticket.id, subject=ticket.subject, rev=draft.rev))


async def close_by_client(work: Work, *, person: PersonId, number: TicketId) -> Toast | None:
    """The client says from the ticket's page that it is solved."""
    ticket = await ticket_for(work, person, number)
    if ticket.status is Status.SOLVED:
        return Toast.ALREADY
    solved = move(ticket, Status.SOLVED, work.now)
    await end_waiting(work, ticket, Ended.TICKET_ENDED)
    saved = await work.tickets.save(solved)
    await say_solved_by_client(work, saved, person)
    return None


async def say_solved_by_client(work: Work, ticket: Ticket, person: PersonId) -> None:
    """Both sides, the card and the topic hear of it."""
    name = (await work.people.names([person])).get(person, "")
    work.events.add(Event(ticket.id, EventKind.SOLVED_BY_CLIENT, work.now, person))
    work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=What.SOLVED_BY_CLIENT, who=name))
    await say_solved(work, ticket, to=person, by=None)
    await access_over(work, ticket)
    card_changed(work, ticket)
    topic_follows(work, ticket)


async def is_a_new_talk(work: Work, ticket: Ticket, parts: Parts) -> bool:
    """Whether a message that found its ticket by itself may have been meant for none of the open ones."""
    if not is_answer(parts) or is_thanks(parts) or ticket.status is Status.WAITING:
        return False
    if ticket.unanswered_since and work.now - ticket.unanswered_since < PAUSE:
        return False
    last = await work.messages.newest_of(ticket.id, 1)
    return work.now - (last[0].written_at if last else ticket.filed_at) >= PAUSE


async def say_added(work: Work, ticket: Ticket, person: PersonId) -> None:
    """Where it went, with a way out."""
    message = await work.messages.last_written(ticket.id, Side.CLIENT)
    if message is not None:
        work.outbox.say(Added(to=person, ticket=ticket.id, subject=ticket.subject, message=message.id))


async def not_this_one(work: Work, *, person: PersonId, number: MessageId) -> Toast | None:
    """It was about something else: a new ticket begins with it, and staff of the other one are told. Once."""
    message = await work.messages.get(number)
    if message is None or message.author != person or message.side is not Side.CLIENT:
        return Toast.OUT_OF_DATE
    ticket = await ticket_for(work, person, message.ticket)
    taken = [event.detail for event in await work.events.of(ticket.id) if event.kind is EventKind.MISPLACED]
    if str(number) in taken:
        return Toast.ALREADY
    name = (await work.people.names([person])).get(person, "")
    work.events.add(Event(ticket.id, EventKind.MISPLACED, work.now, person, str(number)))
    work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=What.MISPLACED, who=name))
    await begin_with(work, person, await form_for(work, person), [message.parts])
    return None
