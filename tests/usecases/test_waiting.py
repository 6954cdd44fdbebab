"""Waits for a client's answer: one at a time, each with its own beginning."""

import pytest

from desk.errors import Conflict
from desk.ports import Work
from desk.rules.periods import Ended, Period
from desk.usecases.waiting import begin_waiting, end_waiting, expected_close
from tests.builders import a_period, at
from tests.usecases.stage import FIRST, Stage


async def begin(work: Work, *, anchor: str, extensions: int = 0) -> Period:
    ticket = await work.tickets.get(FIRST)
    assert ticket
    return await begin_waiting(work, ticket, at(anchor), extensions)


async def end(work: Work, *, how: Ended) -> bool:
    ticket = await work.tickets.get(FIRST)
    assert ticket
    return await end_waiting(work, ticket, how)


async def close_of(work: Work, *, period: Period) -> object:
    return expected_close(work, period)


async def test_t19_a_wait_begins_at_its_anchor_and_not_now(stage: Stage) -> None:
    await stage.has_ticket()
    begun = await stage.office.run(begin, anchor="2026-03-02 10:30")
    assert (begun.ticket, begun.started_at) == (FIRST, at("2026-03-02 10:30"))
    assert begun.ping_at == at("2026-03-03 11:00")
    assert (begun.pings, begun.pinged_at, begun.close_at, begun.unreachable) == (0, None, None, False)


async def test_t21_a_newer_wait_takes_the_place_of_the_one_before(stage: Stage) -> None:
    await stage.has_ticket()
    first = await stage.office.run(begin, anchor="2026-03-02 12:00")
    second = await stage.office.run(begin, anchor="2026-03-02 14:00", extensions=1)
    assert stage.store.periods[first.id].ended is Ended.SUPERSEDED
    assert stage.wait() == second
    assert (second.id == first.id, second.extensions) == (False, 1)


async def test_t21_two_waits_of_a_ticket_at_a_time_are_a_conflict(stage: Stage) -> None:
    async def begin_blindly(work: Work) -> None:
        await work.periods.begin(a_period())

    await stage.has_ticket()
    await stage.office.run(begin_blindly)
    with pytest.raises(Conflict):
        await stage.office.run(begin_blindly)


async def test_a_wait_ends_once(stage: Stage) -> None:
    await stage.has_ticket()
    assert not await stage.office.run(end, how=Ended.ANSWERED)
    begun = await stage.office.run(begin, anchor="2026-03-02 12:00")
    stage.passes(hours=1)
    assert await stage.office.run(end, how=Ended.ANSWERED)
    stage.passes(hours=1)
    assert not await stage.office.run(end, how=Ended.INACTIVE)
    ended = stage.store.periods[begun.id]
    assert (ended.ended, ended.ended_at) == (Ended.ANSWERED, at("2026-03-02 13:00"))


@pytest.mark.parametrize(
    ("pinged_at", "close_at", "expected"),
    [
        (None, None, "2026-03-04 12:00"),
        ("2026-03-04 12:00", None, "2026-03-05 12:00"),
        ("2026-03-04 12:00", "2026-03-06 17:00", "2026-03-06 17:00"),
    ],
)
async def test_t22_when_a_wait_will_close_is_known_at_any_time(
    stage: Stage, pinged_at: str | None, close_at: str | None, expected: str
) -> None:
    period = a_period(pinged_at=at(pinged_at) if pinged_at else None, close_at=at(close_at) if close_at else None)
    assert await stage.office.look(close_of, period=period) == at(expected)
