"""Where tickets were before they were moved."""

from desk.ports import Begin
from desk.rules.messages import Room
from tests.builders import ROOM
from tests.storage.saving import file, saving


async def test_a_place_that_was_left_still_leads_to_its_ticket(begin: Begin) -> None:
    ticket, other = await file(begin), await file(begin, draft=2)
    first, plain = Room(ticket.id, ROOM, 7, 8), Room(ticket.id, ROOM, None, 9)
    async with saving(begin) as work:
        await work.rooms.leave(first)
        await work.rooms.leave(plain)
    async with begin() as work:
        assert await work.rooms.former_of(ticket.id) == [first, plain]
        assert await work.rooms.former_of(other.id) == []
        assert await work.rooms.former_at(ROOM, 7) == ticket.id
        assert await work.rooms.former_at(ROOM, 8) is None
