"""Chats, and the places of tickets in them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.errors import Conflict
from desk.ids import ChatId, MessageId, OutboxId, TicketId
from desk.notices import AnyNotice
from desk.notices.client import Taken
from desk.notices.lists import MacroLine, MacroShown
from desk.notices.managers import FeedbackArrived
from desk.notices.prompts import WordsOver
from desk.notices.staff import CardNeeded, ClauseAsked, ClientMessage, Mark, Marked, StaffHint, Unconfirmed
from desk.ports import Begin, OwedState
from desk.rules.groups import Wrong
from desk.rules.messages import Chat, Room
from desk.rules.ticket import Ticket
from tests.builders import ANNA, MANAGERS, MONDAY, ROOM
from tests.storage.saving import file, saving
from tests.storage.test_people import DANGLING

NEW = ChatId(-100500)
SOON = MONDAY + timedelta(seconds=30)


async def test_a_chat_that_was_never_seen_comes_with_nothing_known(begin: Begin) -> None:
    async with begin() as work:
        assert await work.chats.get(ROOM) == Chat(ROOM)


async def test_what_is_known_of_a_chat_adds_up(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.chats.newer(ROOM, 5)
        await work.chats.describe(ROOM, title="Поддержка", forum=True)
        await work.chats.show(ROOM, 4)
        await work.chats.hush(ROOM, SOON)
    async with begin() as work:
        assert await work.chats.get(ROOM) == Chat(ROOM, "Поддержка", forum=True, newest=5, screen=4, quiet_until=SOON)


async def test_a_chat_is_described_anew(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.chats.describe(ROOM, title="A", forum=True)
        await work.chats.describe(ROOM, title="B", forum=False)
        assert await work.chats.get(ROOM) == Chat(ROOM, "B")


async def test_the_newest_message_is_never_set_back(begin: Begin) -> None:
    async with saving(begin) as work:
        for message in (7, 9, 8):
            await work.chats.newer(ROOM, message)
        assert (await work.chats.get(ROOM)).newest == 9


async def test_the_screen_is_the_one_shown_last(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.chats.show(ROOM, 9)
        await work.chats.show(ROOM, 4)
        assert (await work.chats.get(ROOM)).screen == 4
        await work.chats.show(ROOM, None)
        assert (await work.chats.get(ROOM)).screen is None


async def test_a_chat_is_hushed_until_its_moment(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.chats.hush(ROOM, SOON)
        await work.chats.describe(MANAGERS, title="", forum=False)
        assert await work.chats.hushed(MONDAY) == {ROOM: SOON}
        assert await work.chats.hushed(SOON) == {}


async def test_an_order_to_wait_is_never_shortened(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.chats.hush(ROOM, SOON)
        await work.chats.hush(ROOM, MONDAY)
        assert await work.chats.hushed(MONDAY) == {ROOM: SOON}
        await work.chats.hush(ROOM, SOON + timedelta(seconds=1))
        assert await work.chats.hushed(MONDAY) == {ROOM: SOON + timedelta(seconds=1)}


async def test_what_is_wrong_with_a_chat_is_kept_with_when_it_was_told(begin: Begin) -> None:
    told = {Wrong.SHUT_OUT: MONDAY, Wrong.NOTHING: SOON}
    async with saving(begin) as work:
        await work.chats.describe(ROOM, title="A", forum=True)
        await work.chats.note(ROOM, wrong=Wrong.SHUT_OUT, told=told)
        await work.chats.note(MANAGERS, wrong=Wrong.OUT_OF_REACH, told={})
        await work.chats.describe(ROOM, title="B", forum=True)
    async with begin() as work:
        assert await work.chats.get(ROOM) == Chat(ROOM, "B", forum=True, wrong=Wrong.SHUT_OUT, told=told)
        assert await work.chats.get(MANAGERS) == Chat(MANAGERS, wrong=Wrong.OUT_OF_REACH)


async def test_a_room_is_kept_and_found_by_its_topic(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        assert await work.rooms.of(ticket.id) is None
        await work.rooms.save(Room(ticket.id, ROOM))
        assert await work.rooms.of(ticket.id) == Room(ticket.id, ROOM)
        room = Room(ticket.id, ROOM, topic=5, card=6, closed=True)
        await work.rooms.save(room)
    async with begin() as work:
        assert await work.rooms.of(ticket.id) == room
        assert await work.rooms.by_topic(ROOM, 5) == room
        assert await work.rooms.by_topic(ROOM, 6) is None
        assert await work.rooms.by_topic(NEW, 5) is None


async def test_a_room_needs_its_ticket(begin: Begin) -> None:
    async with begin() as work:
        with pytest.raises(DANGLING):
            await work.rooms.save(Room(TicketId(999), ROOM))


async def test_a_topic_belongs_to_one_ticket(begin: Begin, ticket: Ticket) -> None:
    other = await file(begin, draft=2)
    async with saving(begin) as work:
        await work.rooms.save(Room(ticket.id, ROOM, topic=5))
        await work.rooms.save(Room(ticket.id, ROOM, topic=5, card=7))
    async with begin() as work:
        with pytest.raises(Conflict):
            await work.rooms.save(Room(other.id, ROOM, topic=5))


async def test_plain_groups_have_many_tickets_without_a_topic(begin: Begin, ticket: Ticket) -> None:
    other = await file(begin, draft=2)
    async with saving(begin) as work:
        await work.rooms.save(Room(ticket.id, ROOM))
        await work.rooms.save(Room(other.id, ROOM))
        assert await work.rooms.of(other.id) == Room(other.id, ROOM)


async def test_a_group_that_moves_takes_its_tickets_along(begin: Begin, ticket: Ticket) -> None:
    elsewhere = await file(begin, draft=2, room=MANAGERS)
    async with saving(begin) as work:
        await work.rooms.save(Room(ticket.id, ROOM, topic=5, card=6, closed=True))
        await work.rooms.save(Room(elsewhere.id, MANAGERS, card=8))
        await work.chats.describe(ROOM, title="Old", forum=False)
        await work.chats.move(ROOM, NEW)
    async with begin() as work:
        moved = await work.tickets.get(ticket.id)
        assert moved is not None
        assert moved.room == NEW
        assert await work.rooms.of(ticket.id) == Room(ticket.id, NEW)
        assert await work.tickets.get(elsewhere.id) == elsewhere
        assert await work.rooms.of(elsewhere.id) == Room(elsewhere.id, MANAGERS, card=8)
        assert await work.chats.get(ROOM) == Chat(ROOM, "Old", moved_to=NEW)
        assert await work.chats.get(NEW) == Chat(NEW)


async def test_a_ticket_read_before_a_move_cannot_be_saved_with_its_old_room(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        await work.chats.move(ROOM, NEW)
    async with begin() as work:
        with pytest.raises(Conflict):
            await work.tickets.save(replace(ticket, subject="Changed"))


async def test_a_group_that_moves_takes_along_what_it_is_owed(begin: Begin) -> None:
    ticket = TicketId(1)
    before: list[AnyNotice] = [
        CardNeeded(room=ROOM, ticket=ticket),
        ClientMessage(room=ROOM, ticket=ticket, message=MessageId(1)),
        StaffHint(to=ROOM, what="hint", facts={"a": "b"}, reply_to=7),
        FeedbackArrived(to=MANAGERS, feedback=1),
        Taken(to=ANNA, ticket=ticket, by="Boris"),
    ]
    after = [
        CardNeeded(room=NEW, ticket=ticket),
        ClientMessage(room=NEW, ticket=ticket, message=MessageId(1)),
        StaffHint(to=NEW, what="hint", facts={"a": "b"}),
        *before[3:],
    ]
    async with saving(begin) as work:
        for notice in before:
            work.outbox.say(notice)
    async with saving(begin) as work:
        numbers = {owed.notice: owed.id for owed in await work.outbox.heads(MONDAY, 10) if owed.notice != before[2]}
        await work.outbox.start([numbers[before[0]]])
        for _ in range(2):
            await work.outbox.follow(ROOM, NEW)
            await work.chats.move(ROOM, NEW)
        await work.outbox.settle(numbers[before[0]], OwedState.UNCERTAIN, MONDAY)
    async with begin() as work:
        kept = await work.outbox.get(numbers[before[0]])
        assert kept is not None
        assert kept.notice == after[0]
        assert {repr(owed.notice) for owed in await work.outbox.heads(MONDAY, 10)} == {repr(item) for item in after[1:]}


async def test_what_collapses_still_does_after_a_move(begin: Begin) -> None:
    def question(room: ChatId, reply_to: int | None = None) -> Unconfirmed:
        return Unconfirmed(room=room, ticket=TicketId(1), owed=OutboxId(9), reply_to=reply_to)

    async with saving(begin) as work:
        work.outbox.say(question(ROOM, 5))
    async with saving(begin) as work:
        await work.outbox.follow(ROOM, NEW)
    async with saving(begin) as work:
        work.outbox.say(question(NEW))
    async with begin() as work:
        assert [owed.notice for owed in await work.outbox.heads(MONDAY, 10)] == [question(NEW)]


async def test_what_is_about_a_message_of_the_former_group_goes_nowhere_in_the_new_one(begin: Begin) -> None:
    async with saving(begin) as work:
        work.outbox.say(Marked(room=ROOM, ticket=TicketId(1), message=9, mark=Mark.INSIDE))
        work.outbox.say(WordsOver(room=ROOM, ticket=TicketId(1), message=8))
        work.outbox.say(ClauseAsked(room=ROOM, ticket=TicketId(1), on=7))
    async with saving(begin) as work:
        await work.outbox.follow(ROOM, NEW)
    async with begin() as work:
        left = [owed.notice for owed in await work.outbox.heads(MONDAY, 10)]
        assert left == [ClauseAsked(room=NEW, ticket=TicketId(1))]


async def test_the_groups_that_have_become_another_one_are_known(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.chats.move(ROOM, NEW)
    async with begin() as work:
        assert (await work.chats.formerly(NEW), await work.chats.formerly(ROOM)) == ([ROOM], [])


async def test_what_is_on_its_way_to_a_message_of_the_former_group_stays_there(begin: Begin) -> None:
    """Telegram says that the group has moved, and then it is needless."""
    mark = Marked(room=ROOM, ticket=TicketId(1), message=9, mark=Mark.INSIDE)
    async with saving(begin) as work:
        work.outbox.say(mark)
    async with saving(begin) as work:
        (row,) = await work.outbox.heads(MONDAY, 10)
        await work.outbox.start([row.id])
        await work.outbox.follow(ROOM, NEW)
        await work.outbox.again(row.id, MONDAY, repeat=False)
    async with begin() as work:
        assert [owed.notice for owed in await work.outbox.heads(MONDAY, 10)] == [mark]


async def test_a_page_in_place_of_another_is_a_new_one_in_the_new_group(begin: Begin) -> None:
    line = MacroLine(1, "пароль", "Новый пароль вам придёт письмом.")
    async with saving(begin) as work:
        work.outbox.say(MacroShown(to=ROOM, line=line, ticket=TicketId(1), on=7))
    async with saving(begin) as work:
        await work.outbox.follow(ROOM, NEW)
    async with begin() as work:
        (owed,) = await work.outbox.heads(MONDAY, 10)
        assert owed.notice == MacroShown(to=NEW, line=line, ticket=TicketId(1), on=None)
