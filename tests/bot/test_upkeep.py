"""Old things are looked for every hour, whatever restarts there are, and go in parts."""

import asyncio

import pytest

from bot import ticks
from bot.ticks import Ticks
from desk.ids import NOBODY
from desk.notices.privacy import Erased, ErasingOn
from desk.notices.staff import Happened, What
from desk.notices.toasts import Toast
from desk.ports import Arrived, Work
from desk.rules.ticket import Status
from desk.usecases import privacy, upkeep
from tests.builders import ANNA
from tests.usecases.stage import Stage, a_stage


async def handled(work: Work, *, first: int) -> None:
    updates = range(first, first + 5)
    await work.inbox.add([Arrived(update, lane=1, raw="{}") for update in updates], work.now)
    await work.inbox.done(updates, work.now)


async def yes() -> bool:
    return True


def a_process(stage: Stage) -> Ticks:
    return Ticks(stage.office, every=3600, caught_up=yes)


@pytest.mark.parametrize(("minutes", "left"), [(59, 5), (60, 1)])
async def test_upkeep_is_due_an_hour_after_the_last_whatever_process_did_it(minutes: int, left: int) -> None:
    stage = await a_stage()
    await stage.office.run(handled, first=1)
    stage.passes(days=7)
    await a_process(stage).upkeep()
    assert len(stage.store.inbox) == 5
    stage.passes(minutes=minutes)
    await a_process(stage).upkeep()
    assert len(stage.store.inbox) == left


async def test_the_first_look_comes_soon_after_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ticks.UPKEEP_LOOK <= 60
    monkeypatch.setattr(ticks, "UPKEEP_LOOK", 0.05)
    stage = await a_stage()
    await stage.office.run(handled, first=1)
    stage.passes(days=8)
    process = a_process(stage)
    process.start()
    try:
        for _ in range(500):
            await asyncio.sleep(0.01)
            if len(stage.store.inbox) == 1:
                break
        assert len(stage.store.inbox) == 1
    finally:
        await process.stop()


async def test_what_is_old_goes_in_parts_until_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (ticks, upkeep):
        monkeypatch.setattr(module, "PRUNED_AT_ONCE", 2)
    stage = await a_stage()
    for first in (1, 6):
        await stage.office.run(handled, first=first)
    stage.passes(days=8)
    assert await stage.office.run(upkeep.prune) == 2
    await a_process(stage).upkeep()
    assert list(stage.store.inbox) == [10]


async def test_sec_41_much_that_somebody_wrote_is_erased_in_parts_and_they_are_told_when_it_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(privacy, "ERASED_AT_ONCE", 2)
    monkeypatch.setattr(ticks, "PAUSE", 0)
    stage = await a_stage()
    await stage.has_ticket()
    for number in range(5):
        await stage.writes(f"{number} and a long story")
    await stage.change(status=Status.SOLVED, ended_at=stage.now)
    assert await stage.office.run(privacy.erase_me, person=ANNA) is Toast.DONE
    assert (len(stage.said(ErasingOn)), stage.said(Erased)) == (1, [])
    assert ANNA not in stage.store.people
    await a_process(stage).upkeep()
    assert [one.to for one in stage.said(Erased)] == [ANNA]
    assert [one.what for one in stage.said(Happened)].count(What.ERASED) == 1
    assert {one.author for one in stage.store.messages.values()} == {NOBODY}
    await a_process(stage).upkeep()
    assert len(stage.said(Erased)) == 1


async def test_sec_41_little_that_somebody_wrote_is_erased_at_once() -> None:
    stage = await a_stage()
    await stage.has_ticket()
    await stage.change(status=Status.SOLVED, ended_at=stage.now)
    await stage.office.run(privacy.erase_me, person=ANNA)
    assert (stage.said(ErasingOn), len(stage.said(Erased))) == ([], 1)
