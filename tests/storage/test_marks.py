"""What the desk remembers of itself."""

from desk.ports import Begin
from tests.storage.saving import file, saving


async def test_the_newest_value_is_remembered(begin: Begin) -> None:
    async with saving(begin) as work:
        assert await work.marks.get("counted_by") == ""
        await work.marks.put("counted_by", "one")
    async with saving(begin) as work:
        await work.marks.put("counted_by", "two")
        await work.marks.put("other", "three")
    async with begin() as work:
        assert await work.marks.get("counted_by") == "two"


async def test_open_tickets_come_in_parts_by_their_numbers(begin: Begin) -> None:
    numbers = [(await file(begin, draft=draft)).id for draft in (1, 2, 3)]
    async with begin() as work:
        assert [ticket.id for ticket in await work.tickets.open_after(numbers[0], 1)] == [numbers[1]]
        assert [ticket.id for ticket in await work.tickets.open_after(numbers[0], 9)] == numbers[1:]
        assert await work.tickets.open_after(numbers[2], 9) == []
