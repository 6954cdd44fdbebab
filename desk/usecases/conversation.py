"""What a message does to its ticket, whichever way it came."""

from datetime import datetime

from desk.ids import MessageId, PersonId
from desk.notices.staff import CardChanged, Happened, TopicState, What
from desk.ports import Work
from desk.rules.clocks import kept
from desk.rules.content import Parts, is_answer, is_thanks, words_of
from desk.rules.events import Event, EventKind
from desk.rules.messages import Message, Side
from desk.rules.passwords import without_passwords
from desk.rules.periods import Ended
from desk.rules.reminders import Over
from desk.rules.ticket import Ticket, client_wrote
from desk.usecases.access.noticing import notice_password
from desk.usecases.dates import wake_up
from desk.usecases.filing import originals
from desk.usecases.flood import relay_in_time
from desk.usecases.waiting import end_waiting


async def add_client_message(
    work: Work,
    ticket: Ticket,
    person: PersonId,
    parts: Parts,
    *,
    written_at: datetime,
    reply_to: MessageId | None = None,
) -> Ticket:
    """Relay it to staff; an answer ends the wait and puts the ticket back to them. Source: T19, semantics."""
    message = await work.messages.add(
        Message(MessageId(0), ticket.id, person, Side.CLIENT, parts, min(written_at, work.now), reply_to)
    )
    await work.posts.add(originals(message))
    work.search.add(ticket.id, without_passwords(words_of(parts)))
    await relay_in_time(work, ticket, message)
    work.events.add(Event(ticket.id, EventKind.CLIENT_WROTE, work.now, person))
    notice_password(work, ticket, message)
    if not is_answer(parts) or not ticket.is_open:
        return ticket
    if is_thanks(parts) and ticket.reacted_at and ticket.unanswered_since is None:
        work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=What.THANKS))
    ended = await end_waiting(work, ticket, Ended.ANSWERED)
    await wake_up(work, ticket, Over.CLIENT_WROTE)
    wrote = client_wrote(ticket, message.written_at)
    saved = await work.tickets.save(_clocked(work, ticket, wrote, message))
    if ended or saved.status is not ticket.status:
        card_changed(work, saved)
    return saved


def _clocked(work: Work, before: Ticket, after: Ticket, message: Message) -> Ticket:
    """Thanks alone are not waited for; whatever else comes after them is. Source: T10."""
    thanks = is_thanks(message.parts)
    idle = thanks and before.unanswered_since is None
    return kept(before, after, message.written_at, work.policy, heard=not thanks, idle=idle)


def card_changed(work: Work, ticket: Ticket) -> None:
    work.outbox.say(CardChanged(room=ticket.room, ticket=ticket.id))


def topic_follows(work: Work, ticket: Ticket) -> None:
    """The topic is closed and opened with its ticket."""
    work.outbox.say(TopicState(room=ticket.room, ticket=ticket.id))
