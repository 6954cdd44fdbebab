"""Items of an album that come after the rest was handled: what was decided about the rest holds for them too."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from desk.ids import PersonId
from desk.ports import Work
from desk.rules.content import Parts
from desk.rules.messages import Message, Side
from desk.rules.ticket import Ticket

AROUND = timedelta(minutes=1)
"""Items of one album are sent at once."""


async def rest_was_handled(work: Work, parts: Parts) -> bool:
    """Whether other items of this album came, and were handled, before."""
    first = parts[0]
    return bool(first.album) and await work.inbox.handled(first.source.chat, first.album)


async def rest_of(
    work: Work, tickets: Iterable[Ticket], side: Side, author: PersonId, parts: Parts, *, written_at: datetime
) -> Message | None:
    """The message that the other items became, in whichever of these tickets."""
    for ticket in tickets:
        for message in await work.messages.written_after(ticket.id, side, written_at - AROUND):
            if message.author == author and any(part.album == parts[0].album for part in message.parts):
                return message
    return None
