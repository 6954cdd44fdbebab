"""Who is known to be in a staff group."""

from datetime import timedelta

from desk.ports import Begin
from tests.builders import ANNA, BORIS, MONDAY, ROOM, VERA
from tests.storage.saving import saving


async def test_whoever_was_seen_is_known_until_they_leave(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.members.add(ROOM, VERA, MONDAY)
        await work.members.add(ROOM, BORIS, MONDAY + timedelta(hours=1))
        await work.members.add(ROOM, VERA, MONDAY + timedelta(hours=2))
    async with saving(begin) as work:
        assert await work.members.of(ROOM) == [VERA, BORIS]
        assert await work.members.has(ROOM, BORIS)
        assert not await work.members.has(ROOM, ANNA)
        await work.members.drop(ROOM, VERA)
        await work.members.drop(ROOM, ANNA)
    async with begin() as work:
        assert await work.members.of(ROOM) == [BORIS]


async def test_a_group_that_gets_another_number_keeps_its_people(begin: Begin) -> None:
    other = type(ROOM)(ROOM - 1)
    async with saving(begin) as work:
        await work.members.add(ROOM, VERA, MONDAY)
        await work.members.add(other, VERA, MONDAY)
        await work.members.add(ROOM, BORIS, MONDAY)
        await work.chats.move(ROOM, other)
    async with begin() as work:
        assert set(await work.members.of(other)) == {BORIS, VERA}
        assert await work.members.of(ROOM) == []
