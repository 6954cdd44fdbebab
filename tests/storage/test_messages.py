"""Messages of tickets, and where they lie."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desk.ids import ChatId, MessageId, TicketId, private_chat
from desk.ports import Begin
from desk.rules.messages import Message, Post, Side
from desk.rules.ticket import Ticket
from tests.builders import ANNA, MONDAY, ROOM, a_message, a_text, an_album, an_answer
from tests.storage.saving import file, saving
from tests.storage.test_people import DANGLING

MINUTE = timedelta(minutes=1)
HERS = private_chat(ANNA)


async def written(begin: Begin, *messages: Message) -> list[Message]:
    async with saving(begin) as work:
        return [await work.messages.add(message) for message in messages]


async def test_a_message_gets_its_number(begin: Begin, ticket: Ticket) -> None:
    given = a_message(id=MessageId(77), ticket=ticket.id, parts=an_album(3, caption="Смотрите"))
    first, second = await written(begin, given, an_answer(ticket=ticket.id))
    assert first == replace(given, id=first.id)
    assert second.id > first.id
    async with begin() as work:
        assert await work.messages.get(first.id) == first
        assert await work.messages.get(second.id) == second
        assert await work.messages.get(MessageId(999)) is None


async def test_a_message_needs_its_ticket(begin: Begin) -> None:
    async with begin() as work:
        with pytest.raises(DANGLING):
            await work.messages.add(a_message(ticket=TicketId(9)))


async def test_everything_of_a_message_is_kept(begin: Begin, ticket: Ticket) -> None:
    first, second = await written(begin, a_message(ticket=ticket.id), an_answer(ticket=ticket.id))
    changed = replace(
        second,
        parts=a_text("Исправлено"),
        reply_to=first.id,
        awaits=False,
        is_description=True,
        delivered_at=MONDAY + MINUTE,
        repeated=True,
    )
    async with saving(begin) as work:
        await work.messages.save(changed)
    async with begin() as work:
        assert await work.messages.get(second.id) == changed
        assert await work.messages.get(first.id) == first
        with pytest.raises(LookupError):
            await work.messages.save(replace(changed, id=MessageId(999)))


async def test_messages_of_a_ticket_are_counted(begin: Begin, ticket: Ticket) -> None:
    other = await file(begin, draft=2)
    await written(begin, a_message(ticket=ticket.id), an_answer(ticket=ticket.id), a_message(ticket=other.id))
    async with begin() as work:
        assert await work.messages.count_of(ticket.id) == 2
        assert await work.messages.count_of(TicketId(999)) == 0


async def test_what_was_written_later_is_of_one_side_and_comes_oldest_first(begin: Begin, ticket: Ticket) -> None:
    times = (0, 3, 1, 2)
    hers = [a_message(ticket=ticket.id, written_at=MONDAY + minutes * MINUTE) for minutes in times]
    at_once, third, first, second = await written(begin, *hers)
    await written(begin, an_answer(ticket=ticket.id, written_at=MONDAY + 2 * MINUTE))
    async with begin() as work:
        later = work.messages.written_after
        assert await later(ticket.id, Side.CLIENT, MONDAY) == [first, second, third]
        assert await later(ticket.id, Side.CLIENT, MONDAY, limit=1) == [first]
        assert await later(ticket.id, Side.CLIENT, MONDAY + 3 * MINUTE) == []
        assert await later(TicketId(999), Side.CLIENT, MONDAY - MINUTE) == []
        assert at_once not in await later(ticket.id, Side.CLIENT, MONDAY)


async def test_the_last_delivered_message_is_of_one_side_and_did_arrive(begin: Begin, ticket: Ticket) -> None:
    def answer(minute: int, **facts: Any) -> Message:
        return an_answer(ticket=ticket.id, written_at=MONDAY + minute * MINUTE, **facts)

    _, arrived, _, hers = await written(
        begin,
        answer(1, delivered_at=MONDAY + 9 * MINUTE),
        answer(2, delivered_at=MONDAY + 8 * MINUTE),
        answer(3),
        a_message(ticket=ticket.id, delivered_at=MONDAY + 9 * MINUTE),
    )
    async with begin() as work:
        assert await work.messages.last_delivered(ticket.id, Side.STAFF) == arrived
        assert await work.messages.last_delivered(ticket.id, Side.CLIENT) == hers
        assert await work.messages.last_delivered(TicketId(999), Side.CLIENT) is None


async def test_a_post_tells_what_lies_there(begin: Begin, ticket: Ticket) -> None:
    (message,) = await written(begin, a_message(ticket=ticket.id))
    post, notice = Post(HERS, 11, ticket.id, message.id, original=True), Post(ROOM, 40, ticket.id)
    async with saving(begin) as work:
        await work.posts.add([post, notice])
        await work.posts.add([])
    async with begin() as work:
        assert await work.posts.at(HERS, 11) == post
        assert await work.posts.at(ROOM, 40) == notice
        assert await work.posts.at(ROOM, 11) is None


async def test_a_post_that_is_there_stays_as_it_is(begin: Begin, ticket: Ticket) -> None:
    post = Post(ROOM, 40, ticket.id)
    other = await file(begin, draft=2)
    async with saving(begin) as work:
        await work.posts.add([post, replace(post, part=5)])
        await work.posts.add([replace(post, ticket=other.id), Post(ROOM, 41, other.id)])
        assert await work.posts.at(ROOM, 40) == post
        assert await work.posts.at(ROOM, 41) == Post(ROOM, 41, other.id)


async def keep_post(begin: Begin, post: Post) -> None:
    async with saving(begin) as work:
        await work.posts.add([post])


async def test_a_post_needs_its_ticket_and_its_message(begin: Begin, ticket: Ticket) -> None:
    for post in (Post(ROOM, 40, TicketId(999)), Post(ROOM, 40, ticket.id, MessageId(999))):
        with pytest.raises(DANGLING):
            await keep_post(begin, post)


async def test_copies_come_by_part_and_the_original_is_the_first_part(begin: Begin, ticket: Ticket) -> None:
    message, other = await written(begin, a_message(ticket=ticket.id, parts=an_album(2)), a_message(ticket=ticket.id))

    def post(chat: ChatId, number: int, part: int, *, original: bool = False) -> Post:
        return Post(chat, number, ticket.id, message.id, part, original)

    hers = [post(HERS, 21, 0, original=True), post(HERS, 22, 1, original=True)]
    copies = [post(ROOM, 53, 0), post(ROOM, 54, 0), post(ROOM, 52, 1)]
    async with saving(begin) as work:
        await work.posts.add([*reversed(hers), *reversed(copies), Post(ROOM, 60, ticket.id, other.id)])
    async with begin() as work:
        assert await work.posts.copies_of(message.id, ROOM) == copies
        assert await work.posts.copies_of(message.id, HERS) == []
        assert await work.posts.original_of(message.id) == hers[0]
        assert await work.posts.original_of(other.id) is None


async def test_the_last_message_of_a_side_is_the_one_written_last(begin: Begin, ticket: Ticket) -> None:
    times = (0, 3, 1)
    hers = await written(begin, *[a_message(ticket=ticket.id, written_at=MONDAY + at * MINUTE) for at in times])
    await written(begin, an_answer(ticket=ticket.id, written_at=MONDAY + 9 * MINUTE))
    async with begin() as work:
        assert await work.messages.last_written(ticket.id, Side.CLIENT) == hers[1]
        assert await work.messages.last_written(TicketId(999), Side.CLIENT) is None


async def test_the_holders_of_a_message_are_the_chats_with_a_copy(begin: Begin, ticket: Ticket) -> None:
    (message,) = await written(begin, an_answer(ticket=ticket.id))
    async with saving(begin) as work:
        await work.posts.add(
            [
                Post(ROOM, 1, ticket.id, message.id, original=True),
                Post(HERS, 2, ticket.id, message.id),
                Post(HERS, 3, ticket.id, message.id, 1),
                Post(ChatId(55), 2, ticket.id, message.id),
            ]
        )
    async with begin() as work:
        assert await work.posts.holders(message.id) == sorted([HERS, ChatId(55)])
        assert await work.posts.holders(MessageId(999)) == []


async def test_messages_that_stand_in_the_copy_of_another_are_found_by_it(begin: Begin, ticket: Ticket) -> None:
    first, second, third = await written(begin, *(a_message(ticket=ticket.id) for _ in range(3)))
    async with saving(begin) as work:
        for message in (second, first):
            await work.messages.save(replace(message, told_with=third.id))
    async with begin() as work:
        assert [message.id for message in await work.messages.told_with(third.id)] == [first.id, second.id]
        assert await work.messages.told_with(first.id) == []


async def test_the_newest_messages_of_both_sides_come_oldest_first(begin: Begin, ticket: Ticket) -> None:
    times = (0, 3, 1)
    hers = await written(begin, *[a_message(ticket=ticket.id, written_at=MONDAY + at * MINUTE) for at in times])
    (ours,) = await written(begin, an_answer(ticket=ticket.id, written_at=MONDAY + 2 * MINUTE))
    async with begin() as work:
        assert await work.messages.newest_of(ticket.id) == [hers[0], hers[2], ours, hers[1]]
        assert await work.messages.newest_of(ticket.id, 2) == [ours, hers[1]]
        assert await work.messages.newest_of(TicketId(999)) == []
