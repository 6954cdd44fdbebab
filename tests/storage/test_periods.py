"""Waiting periods."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desk.errors import Conflict
from desk.ids import PeriodId, TicketId
from desk.ports import Begin
from desk.rules.periods import Ended, Period
from desk.rules.ticket import Ticket
from tests.builders import MONDAY, a_period, at
from tests.storage.saving import file, saving
from tests.storage.test_people import DANGLING

HOUR = timedelta(hours=1)


async def begun(begin: Begin, draft: int = 1, **facts: Any) -> Period:
    """A wait of a ticket of its own."""
    ticket = await file(begin, draft=draft)
    async with saving(begin) as work:
        return await work.periods.begin(a_period(ticket=ticket.id, **facts))


async def test_a_period_gets_its_number(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        period = await work.periods.begin(a_period(id=PeriodId(77), ticket=ticket.id))
    assert period == a_period(id=period.id, ticket=ticket.id)
    async with begin() as work:
        assert await work.periods.get(period.id) == period
        assert await work.periods.open_of(ticket.id) == period
        assert await work.periods.get(PeriodId(999)) is None
        assert await work.periods.open_of(TicketId(999)) is None


async def test_a_period_needs_its_ticket(begin: Begin) -> None:
    async with begin() as work:
        with pytest.raises(DANGLING):
            await work.periods.begin(a_period(ticket=TicketId(999)))


async def test_a_ticket_has_one_open_period(begin: Begin) -> None:
    period = await begun(begin)
    async with begin() as work:
        with pytest.raises(Conflict):
            await work.periods.begin(period)
    async with saving(begin) as work:
        assert await work.periods.end(period.id, Ended.ANSWERED, MONDAY)
        second = await work.periods.begin(period)
    assert second.id != period.id
    async with begin() as work:
        assert await work.periods.open_of(period.ticket) == second


async def test_everything_of_a_period_is_kept(begin: Begin) -> None:
    period = await begun(begin)
    changed = replace(
        period,
        started_at=MONDAY + HOUR,
        ping_at=None,
        pings=2,
        pinged_at=MONDAY + 2 * HOUR,
        close_at=MONDAY + 3 * HOUR,
        extensions=1,
        unreachable=True,
    )
    async with saving(begin) as work:
        await work.periods.save(changed)
    async with begin() as work:
        assert await work.periods.get(period.id) == changed


async def test_a_period_ends_once(begin: Begin) -> None:
    period = await begun(begin)
    async with saving(begin) as work:
        assert await work.periods.end(period.id, Ended.STILL_NEEDED, MONDAY + HOUR)
        assert not await work.periods.end(period.id, Ended.INACTIVE, MONDAY + 2 * HOUR)
        assert not await work.periods.end(PeriodId(999), Ended.INACTIVE, MONDAY)
    async with begin() as work:
        ended = replace(period, ended=Ended.STILL_NEEDED, ended_at=MONDAY + HOUR)
        assert await work.periods.get(period.id) == ended
        assert await work.periods.open_of(period.ticket) is None


async def test_a_period_that_has_ended_cannot_be_saved(begin: Begin) -> None:
    period = await begun(begin)
    async with saving(begin) as work:
        await work.periods.save(replace(period, pings=1))
        await work.periods.end(period.id, Ended.ANSWERED, MONDAY)
    async with begin() as work:
        with pytest.raises(Conflict):
            await work.periods.save(replace(period, pings=2))


async def test_due_pings_come_most_overdue_first(begin: Begin) -> None:
    now = at("2026-03-03 12:00")
    second = await begun(begin, draft=1, ping_at=now)
    first = await begun(begin, draft=2, ping_at=now - HOUR)
    await begun(begin, draft=3, ping_at=now + timedelta(microseconds=1))
    await begun(begin, draft=4, ping_at=None)
    ended = await begun(begin, draft=5, ping_at=now - HOUR)
    async with saving(begin) as work:
        await work.periods.end(ended.id, Ended.ANSWERED, now)
        assert await work.periods.to_ping(now, 10) == [first, second]
        assert await work.periods.to_ping(now, 1) == [first]
        assert await work.periods.to_close(now, 10) == []


async def test_due_closes_come_most_overdue_first(begin: Begin) -> None:
    now = at("2026-03-03 12:00")
    second = await begun(begin, draft=1, close_at=now, ping_at=None)
    first = await begun(begin, draft=2, close_at=now - HOUR, ping_at=None)
    await begun(begin, draft=3, close_at=now + timedelta(microseconds=1), ping_at=None)
    ended = await begun(begin, draft=4, close_at=now - HOUR, ping_at=None)
    async with saving(begin) as work:
        await work.periods.end(ended.id, Ended.INACTIVE, now)
        assert await work.periods.to_close(now, 10) == [first, second]
        assert await work.periods.to_close(now, 1) == [first]
        assert await work.periods.to_ping(now, 10) == []
