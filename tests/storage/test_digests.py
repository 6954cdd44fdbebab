"""Which digests went out."""

from datetime import date

from desk.ports import Begin
from tests.builders import MANAGERS, MONDAY, ROOM
from tests.storage.saving import saving

DAY = date(2026, 3, 2)


async def test_a_days_digest_is_claimed_once_for_each_chat(begin: Begin) -> None:
    async with saving(begin) as work:
        assert await work.digests.begin(DAY, MANAGERS)
        assert not await work.digests.begin(DAY, MANAGERS)
        assert await work.digests.begin(DAY, ROOM)
        assert await work.digests.begin(date(2026, 3, 3), MANAGERS)
    async with saving(begin) as work:
        assert not await work.digests.begin(DAY, MANAGERS)


async def test_a_digest_that_was_delivered_stays_claimed(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.digests.begin(DAY, MANAGERS)
        await work.digests.delivered(DAY, MANAGERS, MONDAY)
        await work.digests.delivered(DAY, ROOM, MONDAY)
    async with begin() as work:
        assert not await work.digests.begin(DAY, MANAGERS)
        assert await work.digests.begin(DAY, ROOM)


async def test_a_claim_that_is_undone_can_be_made_again(begin: Begin) -> None:
    async with begin() as work:
        assert await work.digests.begin(DAY, MANAGERS)
    async with begin() as work:
        assert await work.digests.begin(DAY, MANAGERS)
