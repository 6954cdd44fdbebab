"""Answers that nobody of the client could read, until somebody comes who may. Source: regulation 2.2, 2.3."""

from desk.ids import NOBODY
from desk.notices.client import StaffAnswer
from desk.ports import Work
from desk.rules.messages import Side
from desk.rules.people import Link
from desk.usecases.readers import reader_of


async def catch_up(work: Work, link: Link) -> None:
    """Whoever reads from now on in open tickets of somebody who was let go gets what has reached nobody."""
    for ticket in await work.tickets.of_client(link.client):
        theirs = ticket.author in {NOBODY, link.person}
        if not ticket.is_open or theirs or await reader_of(work, ticket) != link.person:
            continue
        for message in await work.messages.newest_of(ticket.id):
            unread = message.delivered_at is None and message.recalled_at is None
            if message.side is Side.STAFF and unread:
                answer = StaffAnswer(to=link.person, ticket=ticket.id, message=message.id, items=len(message.parts))
                work.outbox.say(answer, key=f"answer:{message.id}:{answer.to}")
