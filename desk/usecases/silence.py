"""The two-day rule. A tick asks what is due; each wait is looked at in a transaction of its own (T24)."""

from dataclasses import replace
from datetime import datetime

from desk.ids import NOBODY, PeriodId
from desk.notices.client import Pinged, WentInactive
from desk.notices.mail import ClosingMail
from desk.notices.staff import Happened, Trouble, What
from desk.ports import Work
from desk.rules.events import Event, EventKind
from desk.rules.periods import Ended
from desk.rules.silence import close_at, may_extend, pings_at
from desk.rules.ticket import Status, Ticket, move
from desk.usecases.access.changing import access_over
from desk.usecases.charges import awaits_payment
from desk.usecases.conversation import card_changed, topic_follows
from desk.usecases.dates import dates_end
from desk.usecases.mailing import mailbox_of
from desk.usecases.readers import reader_of

AT_ONCE = 200
"""How many a single tick looks at; the rest come with the next one."""


async def due_pings(work: Work) -> list[PeriodId]:
    return [period.id for period in await work.periods.to_ping(work.now, AT_ONCE)]


async def due_closes(work: Work) -> list[PeriodId]:
    return [period.id for period in await work.periods.to_close(work.now, AT_ONCE)]


async def ping(work: Work, *, period: PeriodId) -> None:
    """Ask the client before the ticket closes; at most once for each time of the policy. Source: T21, T22."""
    wait = await work.periods.get(period)
    ticket = await work.tickets.get(wait.ticket) if wait else None
    if wait is None or ticket is None or wait.ended_at or wait.ping_at is None or wait.ping_at > work.now:
        return
    if ticket.status is not Status.WAITING:
        await work.periods.end(period, Ended.SUPERSEDED, work.now)
        return
    if await awaits_payment(work, ticket.id):
        await work.periods.end(period, Ended.PAYMENT, work.now)
        return
    silence, calendar = work.policy.silence, work.policy.calendar
    later = [at for at in pings_at(wait.started_at, silence, calendar) if at > work.now]
    number = wait.pings + 1
    await work.periods.save(replace(wait, pings=number, ping_at=later[0] if later else None))
    work.events.add(Event(ticket.id, EventKind.PINGED, work.now))
    work.outbox.say(
        Pinged(
            to=await reader_of(work, ticket),
            ticket=ticket.id,
            period=period,
            number=number,
            subject=ticket.subject,
            close_at=close_at(wait.started_at, wait.pinged_at or work.now, silence, calendar),
            may_extend=may_extend(wait.extensions),
        ),
        key=f"ping:{period}:{number}",
    )


async def close(work: Work, *, period: PeriodId) -> None:
    """Close what the client left unanswered. One conditional update: an answer that races it wins. Source: T23."""
    wait = await work.periods.get(period)
    ticket = await work.tickets.get(wait.ticket) if wait else None
    if wait is None or ticket is None or wait.ended_at or wait.close_at is None or wait.close_at > work.now:
        return
    if ticket.status is not Status.WAITING:
        await work.periods.end(period, Ended.SUPERSEDED, work.now)
        return
    if await awaits_payment(work, ticket.id):
        await work.periods.end(period, Ended.PAYMENT, work.now)
        return
    if not await work.periods.end(period, Ended.INACTIVE, work.now):
        return
    await dates_end(work, ticket)
    closed = await work.tickets.save(move(ticket, Status.INACTIVE, work.now))
    until = work.now + work.policy.reopen_within
    work.events.add(Event(ticket.id, EventKind.INACTIVE, work.now))
    work.outbox.say(
        WentInactive(to=await reader_of(work, ticket), ticket=ticket.id, subject=ticket.subject, reopen_until=until),
        key=f"inactive:{period}",
    )
    await _mail_beside(work, closed, until, key=f"inactive_mail:{period}")
    work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=What.INACTIVE))
    await access_over(work, closed)
    card_changed(work, closed)
    topic_follows(work, closed)


async def _mail_beside(work: Work, closed: Ticket, until: datetime, *, key: str) -> None:
    """The end by silence is told by mail too, where that is possible. Source: regulation 3.3."""
    if await mailbox_of(work, closed):
        to, now = await reader_of(work, closed), work.now
        why = Trouble.ABSENT if to == NOBODY else Trouble.BLOCKED
        letter = ClosingMail(
            to=to, ticket=closed.id, since=now, why=why, status=closed.status, until=until, beside=True
        )
        work.outbox.say(letter, key=key)
