"""Where tickets were before they were moved."""

from desk.ids import ChatId
from desk.ports import Begin
from desk.rules.messages import Post, Room
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


async def test_a_chat_has_tickets_while_one_is_there_and_ever_after(begin: Begin) -> None:
    ticket = await file(begin)
    away, posted, never = ChatId(-501), ChatId(-502), ChatId(-503)
    async with saving(begin) as work:
        await work.rooms.leave(Room(ticket.id, away, 7, 8))
        await work.posts.add([Post(posted, 1, ticket.id)])
    async with begin() as work:
        assert [await work.rooms.any_in(chat) for chat in (ROOM, away, posted, never)] == [True, True, True, False]
