"""An ended ticket is opened again."""

from desk.errors import TooLateToReopen
from desk.ids import PersonId
from desk.notices.client import Reopened
from desk.notices.staff import Happened, What
from desk.ports import Work
from desk.rules.events import Event, EventKind
from desk.rules.ticket import Status, Ticket, may_reopen, move
from desk.usecases.conversation import card_changed, topic_follows
from desk.usecases.moving import bring_home
from desk.usecases.readers import reader_of


async def reopen(work: Work, ticket: Ticket, *, by: PersonId, staff: bool = False) -> Ticket:
    """Keeps owner and topic. The window binds the client, not staff. Source: T27."""
    if ticket.is_open:
        return ticket
    if not staff and not may_reopen(ticket, work.now, work.policy.reopen_within):
        raise TooLateToReopen(ticket.id)
    ticket = await bring_home(work, ticket)
    opened = await work.tickets.save(move(ticket, Status.OPEN, work.now))
    work.events.add(Event(ticket.id, EventKind.REOPENED, work.now, by))
    name = (await work.people.names([by])).get(by, "")
    what = What.REOPENED if staff else What.REOPENED_BY_CLIENT
    topic_follows(work, opened)
    work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=what, who=name))
    reader = await reader_of(work, ticket)
    for person in {reader} if staff else {by, reader}:
        work.outbox.say(Reopened(to=person, ticket=ticket.id, subject=ticket.subject))
    card_changed(work, opened)
    return opened
