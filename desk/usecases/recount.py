"""Settings or the calendar have changed: open tickets get their due times anew, once. Source: T17."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from desk.ids import TicketId
from desk.notices.client import PromiseMoved
from desk.notices.managers import DuesMoved
from desk.ports import Work
from desk.rules.clocks import running
from desk.rules.events import Event, EventKind
from desk.rules.recount import Why, recounted
from desk.rules.ticket import Ticket
from desk.usecases.conversation import card_changed
from desk.usecases.managers import managers_now
from desk.usecases.readers import reader_of

MARK: Final = "counted_by"
"""By which settings and calendar the due times of open tickets were counted last."""

AT_ONCE: Final = 200

A_MINUTE: Final = timedelta(minutes=1)
"""Less than that nobody reads."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Of how many tickets the due time moved, and which way."""

    later: int = 0
    sooner: int = 0

    def __add__(self, other: "Moved") -> "Moved":
        return Moved(self.later + other.later, self.sooner + other.sooner)


@dataclass(frozen=True, slots=True)
class Recount:
    """What has to be done: towards which mark, and why."""

    mark: str
    why: Why


async def wanted(work: Work) -> Recount | None:
    """None: everything is counted by what holds now."""
    before, now = await work.marks.get(MARK), work.policy.counted_by
    if before == now:
        return None
    by_settings = before.partition(" ")[0] != now.partition(" ")[0]
    return Recount(now, Why.SETTINGS if by_settings else Why.CALENDAR)


async def some_open(work: Work, *, after: TicketId) -> list[TicketId]:
    """The next open tickets, by number."""
    return [ticket.id for ticket in await work.tickets.open_after(after, AT_ONCE)]


async def recount(work: Work, *, ticket: TicketId, why: Why) -> Moved:
    """The due times of one ticket. Its client hears only of a first answer that will come later than they were told."""
    found = await work.tickets.get(ticket)
    if found is None or not found.is_open:
        return Moved()
    await _keep_in_hours(work, found)
    anew = recounted(found, work.policy, work.now)
    if anew == found:
        return Moved()
    saved = await work.tickets.save(anew)
    card_changed(work, saved)
    moved = moved_of(found, anew)
    if moved != Moved():
        clock = running(anew)
        work.events.add(Event(ticket, EventKind.DUE_MOVED, work.now, detail=str(clock.due) if clock else why))
    if _is_later(found.react_by, anew.react_by) and anew.react_by:
        to = await reader_of(work, found)
        work.outbox.say(PromiseMoved(to=to, ticket=ticket, subject=found.subject, why=why, react_by=anew.react_by))
    return moved


async def _keep_in_hours(work: Work, ticket: Ticket) -> None:
    """A client is neither asked nor closed upon on a day that has become a day off; what was told is never sooner."""
    period, calendar = await work.periods.open_of(ticket.id), work.policy.calendar
    if period is None:
        return
    ping_at = calendar.next_open(period.ping_at) if period.ping_at else None
    close_at = calendar.next_open(period.close_at) if period.close_at else None
    if (ping_at, close_at) != (period.ping_at, period.close_at):
        await work.periods.save(replace(period, ping_at=ping_at, close_at=close_at))


async def all_recounted(work: Work, *, done: Recount, moved: Moved) -> None:
    """Managers read how many moved; nothing if none did."""
    await work.marks.put(MARK, done.mark)
    if moved == Moved():
        return
    for chat in dict.fromkeys((await managers_now(work)).values()):
        work.outbox.say(DuesMoved(to=chat, why=done.why, later=moved.later, sooner=moved.sooner))


def moved_of(before: Ticket, after: Ticket) -> Moved:
    """Of the clock that runs: the others show later."""
    clock, earlier = running(after), running(before)
    if clock is None or earlier is None:
        return Moved()
    return Moved(int(_is_later(earlier.due, clock.due)), int(_is_later(clock.due, earlier.due)))


def _is_later(before: datetime | None, after: datetime | None) -> bool:
    return before is not None and after is not None and after - before >= A_MINUTE
