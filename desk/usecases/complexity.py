"""Staff say that a ticket is complex: its first answer has longer, and the client reads why. Source: regulation 3.2."""

from dataclasses import replace

from desk.errors import NoReason, NothingPromised
from desk.ids import PersonId
from desk.notices.client import NeedsLonger
from desk.notices.staff import Happened, What
from desk.ports import Work
from desk.rules.clocks import kept
from desk.rules.events import Event, EventKind
from desk.rules.targets import asked_of
from desk.rules.ticket import Level, Support, Ticket
from desk.usecases.conversation import card_changed
from desk.usecases.readers import reader_of
from desk.usecases.staff_actions import Action, must_be_open


def complex_because(words: str) -> Action:
    """Counted from the same moment as the target that it takes the place of; it never makes a promise sooner.

    Raises NoReason, NothingPromised once there was a first answer or where none is promised.
    """

    async def postpone_it(work: Work, ticket: Ticket, by: PersonId) -> None:
        must_be_open(ticket)
        if not words:
            raise NoReason("complex")
        await must_be_promised(work, ticket, by)
        policy = work.policy
        harder = replace(ticket, level=Level.COMPLEX, support=Support.STANDARD)
        due = policy.promise(ticket.counted_from or ticket.asked_at, asked_of(harder)).due
        if ticket.react_by is not None and due <= ticket.react_by:
            return
        changed = kept(ticket, replace(ticket, react_by=due, level=Level.COMPLEX), work.now, policy)
        saved = await work.tickets.save(changed)
        name = (await work.people.names([by])).get(by, "")
        work.events.add(Event(ticket.id, EventKind.COMPLEX, work.now, by, words))
        work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=What.COMPLEX, who=name, at=due))
        to = await reader_of(work, ticket)
        work.outbox.say(NeedsLonger(to=to, ticket=ticket.id, subject=ticket.subject, words=words, react_by=due))
        card_changed(work, saved)

    return postpone_it


async def must_be_promised(work: Work, ticket: Ticket, by: PersonId) -> None:
    """Raises NothingPromised."""
    if ticket.reacted_at is not None or ticket.react_by is None:
        raise NothingPromised(ticket.id)
