"""*Ask to clarify*: a question to the client that their ticket waits for. Source: regulation 2.6, T19."""

from datetime import datetime

from desk.errors import NoReason
from desk.ids import PersonId
from desk.ports import Work
from desk.rules.content import Content, Kind, Parts, Source
from desk.rules.ticket import Status, Ticket, move
from desk.usecases.staff_messages import Spot, answer_client, ticket_here


async def clarify(work: Work, *, by: PersonId, spot: Spot, words: str, written_at: datetime) -> None:
    """`/clarify what is unclear`. Raises NoReason."""
    if not words.strip():
        raise NoReason("clarify")
    parts = (Content(Kind.TEXT, Source(spot.chat, spot.message), words.strip()),)
    await ask_client(work, await ticket_here(work, spot), by, parts, spot=spot, written_at=min(written_at, work.now))


async def ask_client(
    work: Work, ticket: Ticket, by: PersonId, parts: Parts, *, spot: Spot, written_at: datetime
) -> None:
    """Whatever an answer means otherwise, this one waits for the client, from its delivery on. Raises IllegalMove."""
    move(ticket, Status.WAITING, work.now)
    await answer_client(work, ticket, by, parts, spot=spot, written_at=written_at, asks=True)


async def may_wait(work: Work, ticket: Ticket, by: PersonId) -> None:
    """Raises IllegalMove for a ticket that has ended."""
    move(ticket, Status.WAITING, work.now)
