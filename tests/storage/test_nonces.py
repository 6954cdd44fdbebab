"""What may count once only (ASVS 2.3.4, 4.1.5)."""

import asyncio
from datetime import timedelta

from desk.errors import Conflict
from desk.ports import Begin
from tests.builders import MONDAY
from tests.storage.conftest import Keeper
from tests.storage.saving import saving


async def test_a_nonce_counts_once(begin: Begin) -> None:
    async with saving(begin) as work:
        assert await work.nonces.take("one", MONDAY)
        assert not await work.nonces.take("one", MONDAY)
        assert await work.nonces.take("two", MONDAY)
    async with saving(begin) as work:
        assert not await work.nonces.take("one", MONDAY + timedelta(days=1))


async def test_what_was_not_committed_was_not_taken(begin: Begin) -> None:
    async with begin() as work:
        assert await work.nonces.take("one", MONDAY)
    async with saving(begin) as work:
        assert await work.nonces.take("one", MONDAY)


async def test_old_ones_are_forgotten(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.nonces.take("old", MONDAY)
        await work.nonces.take("new", MONDAY + timedelta(minutes=10))
    async with saving(begin) as work:
        assert await work.nonces.forget(MONDAY + timedelta(minutes=5)) == 1
        assert await work.nonces.take("old", MONDAY)
        assert not await work.nonces.take("new", MONDAY)


async def test_of_two_at_once_one_counts(sql: Keeper) -> None:
    async def takes() -> bool:
        while True:
            try:
                async with saving(sql.begin) as work:
                    return await work.nonces.take("one", MONDAY)
            except Conflict:
                continue

    assert sorted(await asyncio.gather(*(takes() for _ in range(4)))) == [False, False, False, True]
