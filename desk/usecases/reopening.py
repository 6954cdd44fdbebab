"""An ended ticket is opened again."""

from dataclasses import replace

from desk.errors import TooLateToReopen
from desk.ids import PersonId
from desk.notices.client import Reopened
from desk.notices.staff import Happened, What
from desk.ports import Work
from desk.rules.clocks import kept
from desk.rules.events import Event, EventKind
from desk.rules.targets import asked_of
from desk.rules.ticket import Ticket, may_reopen, next_cycle
from desk.usecases.conversation import card_changed, topic_follows
from desk.usecases.moving import bring_home
from desk.usecases.readers import reader_of


def _new_cycle(work: Work, ticket: Ticket, *, staff: bool) -> Ticket:
    """Its clocks start anew: what the client wants, or what nobody had answered, is to be answered. Source: T18."""
    promised = ticket.reacted_at is None and ticket.react_by is not None
    due = work.policy.promise(work.now, asked_of(ticket)).due if promised else ticket.react_by
    # Telegram's times are whole seconds: an answer in the second of the reopening comes after it.
    since = work.now.replace(microsecond=0) if ticket.unanswered_since or not staff else None
    counted = work.now if promised else ticket.counted_from
    fresh = replace(ticket, react_by=due, counted_from=counted, unanswered_since=since)
    return kept(None, fresh, work.now, work.policy)


async def reopen(work: Work, ticket: Ticket, *, by: PersonId, staff: bool = False) -> Ticket:
    """Keeps owner and topic. The window binds the client, not staff. Source: T27."""
    if ticket.is_open:
        return ticket
    if not staff and not may_reopen(ticket, work.now, work.policy.reopen_within):
        raise TooLateToReopen(ticket.id)
    ticket = await bring_home(work, ticket)
    opened = await work.tickets.save(_new_cycle(work, next_cycle(ticket, work.now), staff=staff))
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
