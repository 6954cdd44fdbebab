"""Whoever is cancelled in the middle of a unit of work leaves nothing behind for the next one."""

import asyncio

import pytest

from bot.background import Background
from storage.engine import Database
from tests.builders import ANNA, MONDAY, VIKTOR, a_person, a_policy
from tests.fakes import FakeClock

STEPS = 40
"""Of the loop, from the first to the last moment of a unit of work."""


async def write(database: Database, language: str) -> None:
    async with database.begin(FakeClock(MONDAY), a_policy())() as work:
        await work.people.seen(a_person(id=VIKTOR, language=language))
        await work.commit()


async def look(database: Database, _: str) -> None:
    async with database.look(FakeClock(MONDAY), a_policy())() as work:
        await work.people.get(ANNA)


@pytest.mark.parametrize("how", [write, look])
async def test_what_is_committed_after_a_cancelled_unit_of_work_is_there(address: str, how: object) -> None:
    assert callable(how)
    # One connection, so that the next unit of work gets the one that was left.
    database, other = Database(address), Database(address)
    tasks = Background()
    try:
        for steps in range(STEPS):
            task = tasks.begin(how(database, "en"), name="cancelled")
            for _ in range(steps):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.wait([task])
            async with database.begin(FakeClock(MONDAY), a_policy())() as work:
                await work.people.seen(a_person(name=f"Anna {steps}"))
                await work.commit()
            async with other.look(FakeClock(MONDAY), a_policy())() as work:
                kept = await work.people.get(ANNA)
            assert kept is not None
            assert kept.name == f"Anna {steps}", f"cancelled after {steps} steps"
    finally:
        await tasks.close()
        await database.dispose()
        await other.dispose()
