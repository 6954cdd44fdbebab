"""Waits for a client's answer: begun, ended, and what both do to the ticket."""

from datetime import datetime

from desk.ids import PeriodId
from desk.ports import Work
from desk.rules.periods import Ended, Period
from desk.rules.silence import close_at, pings_at
from desk.rules.ticket import Ticket
from desk.usecases.dates import dates_end


async def begin_waiting(work: Work, ticket: Ticket, anchor: datetime, extensions: int = 0) -> Period:
    """A wait from this moment; an earlier one of the same ticket gives way to it. Source: T19, T21."""
    await end_waiting(work, ticket, Ended.SUPERSEDED)
    first = pings_at(anchor, work.policy.silence, work.policy.calendar)[0]
    return await work.periods.begin(Period(PeriodId(0), ticket.id, anchor, ping_at=first, extensions=extensions))


async def end_waiting(work: Work, ticket: Ticket, how: Ended) -> bool:
    """Whether there was one to end. With the ticket all that was to come ends."""
    if how is Ended.TICKET_ENDED:
        await dates_end(work, ticket)
    period = await work.periods.open_of(ticket.id)
    return period is not None and await work.periods.end(period.id, how, work.now)


def expected_close(work: Work, period: Period) -> datetime:
    """When the ticket will close if nobody says anything."""
    return period.close_at or close_at(period.started_at, period.pinged_at, work.policy.silence, work.policy.calendar)
