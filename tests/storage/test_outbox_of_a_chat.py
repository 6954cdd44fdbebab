"""What is owed to one chat: counted, hurried, sent elsewhere, given up."""

from datetime import timedelta

from desk.ids import ChatId, MessageId, OutboxId, TicketId
from desk.notices import AnyNotice
from desk.notices.managers import FeedbackArrived
from desk.notices.prompts import WordsOver
from desk.notices.recalls import RecallIs, RecallTold
from desk.notices.staff import (
    CardChanged,
    CardNeeded,
    ClientMessage,
    ClientMessageEdited,
    Mark,
    Marked,
    NotDelivered,
    StaffHint,
    TopicNeeded,
    Trouble,
)
from desk.ports import Begin, OwedState
from tests.builders import MANAGERS, MONDAY, ROOM
from tests.storage.saving import saving
from tests.storage.test_outbox import say

NEW = ChatId(-100500)
FIRST, SECOND = TicketId(1), TicketId(2)
MINUTE = timedelta(minutes=1)

TOPIC = TopicNeeded(room=ROOM, ticket=FIRST)
CARD = CardNeeded(room=ROOM, ticket=FIRST)
WORDS = ClientMessage(room=ROOM, ticket=FIRST, message=MessageId(1))
EDIT = ClientMessageEdited(room=ROOM, ticket=FIRST, message=MessageId(1), part=0)
CHANGED = CardChanged(room=ROOM, ticket=FIRST)
MARK = Marked(room=ROOM, ticket=FIRST, message=9, mark=Mark.INSIDE)
OTHERS = ClientMessage(room=ROOM, ticket=SECOND, message=MessageId(2))
HINT = StaffHint(to=ROOM, what="already")


async def test_messages_about_tickets_that_wait_are_counted(begin: Begin) -> None:
    third = CardChanged(room=ROOM, ticket=TicketId(3))
    await say(
        begin, TOPIC, CARD, WORDS, EDIT, CHANGED, MARK, OTHERS, HINT, third, FeedbackArrived(to=MANAGERS, feedback=1)
    )
    async with saving(begin) as work:
        assert await work.outbox.waiting(ROOM) == 3
        assert await work.outbox.waiting(NEW) == 0
        assert await work.outbox.owed_tickets(ROOM) == [FIRST, SECOND]
        assert await work.outbox.owed_tickets(MANAGERS) == []
        others = next(row for row in await work.outbox.heads(MONDAY, 9) if row.notice == OTHERS)
        await work.outbox.settle(others.id, OwedState.SENT, MONDAY)
        assert await work.outbox.waiting(ROOM) == 2


async def test_what_waits_for_a_later_try_can_be_hurried(begin: Begin) -> None:
    await say(begin, WORDS, OTHERS, FeedbackArrived(to=MANAGERS, feedback=1))
    async with saving(begin) as work:
        for row in await work.outbox.heads(MONDAY, 9):
            await work.outbox.again(row.id, MONDAY + MINUTE, repeat=False, error="not enough rights")
        assert await work.outbox.heads(MONDAY, 9) == []
        await work.outbox.hurry(ROOM, MONDAY + MINUTE / 2)
        assert await work.outbox.heads(MONDAY, 9) == []
        await work.outbox.hurry(ROOM, MONDAY)
        assert [row.notice for row in await work.outbox.heads(MONDAY, 9)] == [WORDS, OTHERS]


async def test_what_is_owed_about_a_ticket_goes_to_another_chat_without_its_marks(begin: Begin) -> None:
    await say(begin, TOPIC, WORDS, EDIT, MARK, OTHERS, HINT)
    async with saving(begin) as work:
        topic = (await work.outbox.heads(MONDAY, 9))[0]
        await work.outbox.start([topic.id])
        await work.outbox.readdress(FIRST, ROOM, NEW)
        await work.outbox.readdress(FIRST, MANAGERS, NEW)
    moved = ClientMessage(room=NEW, ticket=FIRST, message=MessageId(1))
    async with saving(begin) as work:
        found = await work.outbox.get(topic.id)
        assert found is not None
        assert found.notice == TopicNeeded(room=NEW, ticket=FIRST)
        assert [row.notice for row in await work.outbox.heads(MONDAY, 9)] == [OTHERS, HINT]
        await work.outbox.settle(topic.id, OwedState.SENT, MONDAY)
        there = [row for row in await work.outbox.heads(MONDAY, 9) if row.notice.chat == NEW]
        assert [row.notice for row in there] == [moved]
        await work.outbox.settle(there[0].id, OwedState.SENT, MONDAY)


async def test_numbers_of_messages_of_the_old_chat_do_not_go_along(begin: Begin) -> None:
    over = WordsOver(room=ROOM, ticket=FIRST, message=77)
    await say(
        begin,
        over,
        NotDelivered(room=ROOM, ticket=FIRST, why=Trouble.BLOCKED, reply_to=77),
        RecallTold(room=ROOM, ticket=FIRST, how=RecallIs.DONE, words="A mistake", reply_to=78),
    )
    async with saving(begin) as work:
        await work.outbox.readdress(FIRST, ROOM, NEW)
        assert (await work.outbox.get(OutboxId(1))).notice == over  # type: ignore[union-attr]
        assert [row.notice for row in await work.outbox.several([OutboxId(2), OutboxId(3)])] == [
            NotDelivered(room=NEW, ticket=FIRST, why=Trouble.BLOCKED),
            RecallTold(room=NEW, ticket=FIRST, how=RecallIs.DONE, words="A mistake"),
        ]


async def test_an_edit_that_went_to_another_chat_is_still_replaced_by_the_next(begin: Begin) -> None:
    await say(begin, EDIT)
    async with saving(begin) as work:
        await work.outbox.readdress(FIRST, ROOM, NEW)
    after: AnyNotice = ClientMessageEdited(room=NEW, ticket=FIRST, message=MessageId(1), part=0)
    await say(begin, after)
    async with begin() as work:
        assert [row.notice for row in await work.outbox.heads(MONDAY, 9)] == [after]


async def test_what_was_given_up_for_some_chats_is_counted_by_its_time(begin: Begin) -> None:
    await say(begin, *(FeedbackArrived(to=MANAGERS, feedback=number) for number in (1, 2, 3)), HINT)
    async with saving(begin) as work:
        states = (OwedState.UNDELIVERABLE, OwedState.SENT, OwedState.UNDELIVERABLE)
        rows = [await work.outbox.heads(MONDAY, 9)]
        hint = next(row for row in rows[0] if row.notice == HINT)
        await work.outbox.settle(hint.id, OwedState.UNDELIVERABLE, MONDAY)
        for number, state in enumerate(states):
            (row,) = await work.outbox.heads(MONDAY, 9)
            await work.outbox.settle(row.id, state, MONDAY + number * MINUTE)
        assert await work.outbox.lost([MANAGERS], MONDAY, MONDAY + 3 * MINUTE) == 2
        assert await work.outbox.lost([MANAGERS], MONDAY, MONDAY + 2 * MINUTE) == 1
        assert await work.outbox.lost([MANAGERS, ROOM], MONDAY, MONDAY + MINUTE) == 2
        assert await work.outbox.lost([], MONDAY, MONDAY + MINUTE) == 0


async def test_what_was_given_up_is_counted_by_its_kind(begin: Begin) -> None:
    await say(begin, *(FeedbackArrived(to=MANAGERS, feedback=number) for number in (1, 2, 3)), HINT)
    async with saving(begin) as work:
        rows = await work.outbox.heads(MONDAY, 9)
        for row, minutes in zip(rows, (1, 2), strict=True):
            await work.outbox.settle(row.id, OwedState.UNDELIVERABLE, MONDAY + minutes * MINUTE)
        assert await work.outbox.given_up([FeedbackArrived], MONDAY) == 1
        assert await work.outbox.given_up([FeedbackArrived, StaffHint], MONDAY) == 2
        assert await work.outbox.given_up([FeedbackArrived, StaffHint], MONDAY + 2 * MINUTE) == 1
        assert await work.outbox.given_up([NotDelivered], MONDAY) == 0
