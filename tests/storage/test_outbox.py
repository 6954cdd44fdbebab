"""What we owe: said with the commit, sent or not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.ids import MessageId, OutboxId, PersonId, TicketId, private_chat
from desk.notices import AnyNotice
from desk.notices.client import HelpShown, LanguageAsked, StaffAnswer, StaffAnswerEdited, Taken
from desk.notices.mail import CodeMail
from desk.notices.managers import FeedbackArrived
from desk.notices.staff import CardNeeded, ClientMessage, ClientMessageEdited, Happened, What
from desk.ports import Begin, Owed, OwedState, Queue, Spent
from tests.builders import ANNA, MANAGERS, MONDAY, ROOM, VIKTOR
from tests.storage.saving import saving

SECOND = timedelta(seconds=1)
LATER = MONDAY + 60 * SECOND

TAKEN = Taken(to=ANNA, ticket=TicketId(1), by="Boris")
HELP = HelpShown(to=ANNA, phone="", help_centre="", hours="11:00-18:00")
LANGUAGE = LanguageAsked(to=ANNA)


def taken(ticket: int, to: PersonId = ANNA) -> Taken:
    """Each in a lane of its own."""
    return Taken(to=to, ticket=TicketId(ticket), by="Boris")


async def say(begin: Begin, *notices: AnyNotice, key: str | None = None) -> None:
    async with saving(begin) as work:
        for notice in notices:
            work.outbox.say(notice, key=key)


async def heads(begin: Begin) -> list[Owed]:
    async with begin() as work:
        return await work.outbox.heads(MONDAY + timedelta(days=9), 100)


async def owed_now(begin: Begin) -> list[AnyNotice]:
    return [owed.notice for owed in await heads(begin)]


async def say_one(begin: Begin, notice: AnyNotice = TAKEN) -> OutboxId:
    await say(begin, notice)
    return (await heads(begin))[-1].id


async def start(begin: Begin, *owed: OutboxId) -> None:
    async with saving(begin) as work:
        await work.outbox.start(owed)


async def test_what_is_said_is_owed_from_then_on(begin: Begin) -> None:
    number = await say_one(begin)
    assert await heads(begin) == [Owed(number, TAKEN, OwedState.WAITING, MONDAY)]
    async with begin() as work:
        assert await work.outbox.get(number) == Owed(number, TAKEN, OwedState.WAITING, MONDAY)
        assert await work.outbox.get(OutboxId(999)) is None


async def test_notices_are_owed_in_the_order_they_were_said(begin: Begin) -> None:
    notices = [taken(number) for number in (3, 1, 2)]
    await say(begin, *notices)
    assert await owed_now(begin) == notices


async def test_a_key_owes_once(begin: Begin) -> None:
    await say(begin, taken(1), taken(2), key="ping:1")
    await say(begin, taken(3), key="ping:1")
    await say(begin, taken(4), key="ping:2")
    await say(begin, taken(5), taken(6))
    assert await owed_now(begin) == [taken(1), taken(4), taken(5), taken(6)]


async def test_a_key_owes_once_even_after_it_was_sent(begin: Begin) -> None:
    await say(begin, TAKEN, key="ping:1")
    number = (await heads(begin))[0].id
    await start(begin, number)
    async with saving(begin) as work:
        await work.outbox.settle(number, OwedState.SENT, MONDAY)
    await say(begin, TAKEN, key="ping:1")
    assert await owed_now(begin) == []


async def test_the_last_of_those_that_collapse_is_owed_at_the_end(begin: Begin) -> None:
    await say(begin, HELP, TAKEN)
    await say(begin, LANGUAGE)
    assert await owed_now(begin) == [TAKEN, LANGUAGE]


async def test_notices_of_one_unit_of_work_collapse_too(begin: Begin) -> None:
    await say(begin, HELP, TAKEN, LANGUAGE)
    assert await owed_now(begin) == [TAKEN, LANGUAGE]


async def test_what_collapses_does_so_for_its_own_chat_and_thing(begin: Begin) -> None:
    notices: list[AnyNotice] = [
        HELP,
        HelpShown(to=VIKTOR, phone="", help_centre="", hours=""),
        StaffAnswerEdited(to=ANNA, ticket=TicketId(1), message=MessageId(1), part=0),
        StaffAnswerEdited(to=ANNA, ticket=TicketId(1), message=MessageId(1), part=1),
    ]
    await say(begin, *notices)
    await say(begin, notices[3])
    assert {repr(notice) for notice in await owed_now(begin)} == {repr(notice) for notice in notices}


async def test_what_would_be_tried_again_is_owed_no_more_once_a_newer_one_waits_in_its_place(begin: Begin) -> None:
    number = await say_one(begin, HELP)
    await start(begin, number)
    await say(begin, LANGUAGE)
    async with saving(begin) as work:
        await work.outbox.again(number, MONDAY, repeat=True)
    assert await owed_now(begin) == [LANGUAGE]
    async with begin() as work:
        assert await work.outbox.get(number) is None
        assert [spent.messages for spent in await work.outbox.sent_since(MONDAY)] == [2]


async def test_what_is_tried_again_stays_owed_beside_others(begin: Begin) -> None:
    number = await say_one(begin, HELP)
    await start(begin, number)
    await say(begin, TAKEN, HelpShown(to=VIKTOR, phone="", help_centre="", hours=""))
    async with saving(begin) as work:
        await work.outbox.again(number, MONDAY, repeat=True)
    async with begin() as work:
        assert await work.outbox.get(number) is not None


async def test_what_is_being_sent_is_not_replaced(begin: Begin) -> None:
    number = await say_one(begin, HELP)
    await start(begin, number)
    await say(begin, LANGUAGE)
    async with begin() as work:
        assert [owed.notice for owed in await work.outbox.left_sending()] == [HELP]


async def test_a_key_that_was_used_replaces_nothing(begin: Begin) -> None:
    await say(begin, TAKEN, key="once")
    await say(begin, HELP)
    await say(begin, LANGUAGE, key="once")
    assert await owed_now(begin) == [TAKEN, HELP]


async def test_what_is_being_sent_is_no_head(begin: Begin) -> None:
    number = await say_one(begin)
    await start(begin, number)
    assert await heads(begin) == []
    async with begin() as work:
        assert await work.outbox.left_sending() == [Owed(number, TAKEN, OwedState.SENDING, MONDAY)]


async def test_only_what_waits_is_started_and_we_are_told_which(begin: Begin) -> None:
    first, second = await say_one(begin, taken(1)), await say_one(begin, taken(2))
    await start(begin, first)
    async with saving(begin) as work:
        assert await work.outbox.start([first, second, OutboxId(999)]) == {second}
        assert await work.outbox.start([first, second]) == set()
        assert await work.outbox.start([]) == set()
        assert [owed.id for owed in await work.outbox.left_sending()] == [first, second]


async def test_progress_is_kept_over_a_retry(begin: Begin) -> None:
    number = await say_one(begin)
    await start(begin, number)
    async with saving(begin) as work:
        await work.outbox.progress(number, 2, "these two")
        await work.outbox.again(number, LATER, repeat=True, error="boom")
    async with begin() as work:
        assert await work.outbox.get(number) == Owed(
            number, TAKEN, OwedState.WAITING, LATER, tries=1, parts=2, repeat=True, made="these two"
        )
        assert await work.outbox.uncertain(TAKEN.ticket) == []


async def test_what_is_of_unknown_fate_is_found_by_its_ticket(begin: Begin) -> None:
    number = await say_one(begin)
    await start(begin, number)
    async with saving(begin) as work:
        await work.outbox.settle(number, OwedState.UNCERTAIN, LATER)
    async with begin() as work:
        assert [owed.id for owed in await work.outbox.uncertain(TAKEN.ticket)] == [number]
        assert await work.outbox.uncertain(TicketId(999)) == []


async def test_what_is_tried_again_waits_for_its_moment(begin: Begin) -> None:
    number = await say_one(begin)
    await start(begin, number)
    async with saving(begin) as work:
        await work.outbox.again(number, LATER, repeat=False, tried=False)
        assert await work.outbox.heads(LATER - SECOND, 10) == []
        assert await work.outbox.heads(LATER, 10) == [Owed(number, TAKEN, OwedState.WAITING, LATER)]


async def test_what_was_sent_is_erased(begin: Begin) -> None:
    number = await say_one(begin)
    await start(begin, number)
    async with saving(begin) as work:
        await work.outbox.settle(number, OwedState.SENT, MONDAY)
    async with begin() as work:
        assert await work.outbox.get(number) is None
        assert await work.outbox.left_sending() == []
    assert await heads(begin) == []


async def test_what_was_sent_stays_sent(begin: Begin) -> None:
    number = await say_one(begin)
    async with saving(begin) as work:
        await work.outbox.settle(number, OwedState.SENT, MONDAY)
        await work.outbox.settle(number, OwedState.UNCERTAIN, LATER)
        await work.outbox.again(number, MONDAY, repeat=True)
        assert await work.outbox.get(number) is None
        assert await work.outbox.sent_since(MONDAY) == [Spent(private_chat(ANNA), MONDAY, 1)]
    assert await heads(begin) == []


@pytest.mark.parametrize("state", [OwedState.UNCERTAIN, OwedState.UNDELIVERABLE])
async def test_what_did_not_get_through_is_kept_and_can_be_sent_again(begin: Begin, state: OwedState) -> None:
    number = await say_one(begin)
    await start(begin, number)
    async with saving(begin) as work:
        await work.outbox.settle(number, state, MONDAY)
    assert await heads(begin) == []
    async with saving(begin) as work:
        assert await work.outbox.get(number) == Owed(number, TAKEN, state, MONDAY)
        assert await work.outbox.left_sending() == []
        await work.outbox.again(number, LATER, repeat=True)
    assert await heads(begin) == [Owed(number, TAKEN, OwedState.WAITING, LATER, tries=1, repeat=True)]


async def test_what_was_left_in_the_middle_of_sending_comes_in_order(begin: Begin) -> None:
    numbers = [await say_one(begin, taken(number)) for number in (1, 2, 3)]
    await start(begin, numbers[2], numbers[0])
    async with begin() as work:
        assert [owed.id for owed in await work.outbox.left_sending()] == [numbers[0], numbers[2]]


async def test_calls_of_late_are_known_by_their_chat(begin: Begin) -> None:
    mail = CodeMail(to=ANNA, address="anna@romashka.example", code="12345678", asked_by="Anna")
    notices: list[AnyNotice] = [taken(1), taken(2, VIKTOR), FeedbackArrived(to=MANAGERS, feedback=1), mail, taken(5)]
    numbers = {repr(notice): await say_one(begin, notice) for notice in notices}
    async with saving(begin) as work:
        for notice, moment in zip(notices[:4], (LATER, MONDAY, LATER - SECOND, LATER), strict=True):
            await work.outbox.start([numbers[repr(notice)]])
            await work.outbox.settle(numbers[repr(notice)], OwedState.SENT, moment)
    async with begin() as work:
        assert await work.outbox.sent_since(MONDAY) == [
            Spent(private_chat(VIKTOR), MONDAY, 1),
            Spent(MANAGERS, LATER - SECOND, 1),
            Spent(private_chat(ANNA), LATER, 1),
        ]
        assert await work.outbox.sent_since(LATER) == [Spent(private_chat(ANNA), LATER, 1)]


async def test_an_album_is_remembered_with_its_weight_and_what_went_before_it(begin: Begin) -> None:
    album = StaffAnswer(to=ANNA, ticket=TicketId(1), message=MessageId(1), items=10)
    number = await say_one(begin, album)
    await start(begin, number)
    async with saving(begin) as work:
        await work.outbox.progress(number, 2)
        await work.outbox.settle(number, OwedState.SENT, MONDAY)
    async with begin() as work:
        assert await work.outbox.sent_since(MONDAY) == [Spent(private_chat(ANNA), MONDAY, 12)]


async def test_calls_of_unknown_outcome_count_with_those_that_were_heard_of(begin: Begin) -> None:
    """Telegram may have taken each of them."""
    twice, again = [await say_one(begin, taken(number)) for number in (1, 2)]
    for number in (twice, again):
        await start(begin, number)
        async with saving(begin) as work:
            await work.outbox.again(number, MONDAY, repeat=True)
    async with begin() as work:
        assert await work.outbox.sent_since(MONDAY) == [Spent(private_chat(ANNA), MONDAY, 1)] * 2
    await start(begin, twice)
    async with saving(begin) as work:
        await work.outbox.settle(twice, OwedState.SENT, LATER)
    async with begin() as work:
        assert await work.outbox.sent_since(MONDAY) == [
            Spent(private_chat(ANNA), MONDAY, 1),
            Spent(private_chat(ANNA), LATER, 2),
        ]


async def test_only_what_was_sent_is_pruned(begin: Begin) -> None:
    states = [OwedState.SENT, OwedState.SENT, OwedState.UNCERTAIN, OwedState.UNDELIVERABLE]
    numbers = [await say_one(begin, taken(number)) for number in range(6)]
    async with saving(begin) as work:
        await work.outbox.start(numbers[:5])
        for number, state, seconds in zip(numbers, states, (0, 2, 0, 0), strict=False):
            await work.outbox.settle(number, state, MONDAY + seconds * SECOND)
        assert await work.outbox.prune(MONDAY, 10) == 0
        assert await work.outbox.prune(MONDAY + SECOND, 10) == 1
        assert await work.outbox.prune(MONDAY + SECOND, 10) == 0
        assert await work.outbox.prune(MONDAY + 3 * SECOND, 10) == 1
        left = [await work.outbox.get(number) for number in numbers]
    assert [owed is None for owed in left] == [True, True, False, False, False, False]


async def test_chats_that_must_be_left_alone_are_passed_over(begin: Begin) -> None:
    await say_one(begin, taken(1))
    await say_one(begin, taken(2, VIKTOR))
    async with begin() as work:
        found = await work.outbox.heads(LATER, 100, without=[private_chat(ANNA)])
        assert [owed.notice for owed in found] == [taken(2, VIKTOR)]
        assert await work.outbox.heads(LATER, 100, without=[private_chat(ANNA), private_chat(VIKTOR)]) == []


async def test_what_is_given_up_can_be_erased(begin: Begin) -> None:
    number = await say_one(begin)
    await start(begin, number)
    async with saving(begin) as work:
        await work.outbox.settle(number, OwedState.UNDELIVERABLE, MONDAY, erase=True)
    async with begin() as work:
        assert await work.outbox.get(number) is None
    assert await heads(begin) == []


async def test_what_was_given_up_in_a_chat_is_found_by_its_kind_the_newest_of_it(begin: Begin) -> None:
    mine = [await say_one(begin, taken(number)) for number in (1, 2, 3)]
    theirs = await say_one(begin, taken(4, VIKTOR))
    await say_one(begin, taken(5))
    async with saving(begin) as work:
        for number in (*mine, theirs):
            await work.outbox.settle(number, OwedState.UNDELIVERABLE, MONDAY)
    async with begin() as work:
        found = await work.outbox.unheard(private_chat(ANNA), (Taken,), 2)
        assert [row.id for row in found] == mine[1:]
        assert await work.outbox.unheard(private_chat(ANNA), (StaffAnswer,), 2) == []
    async with saving(begin) as work:
        await work.outbox.again(mine[2], MONDAY, repeat=False)
    async with begin() as work:
        assert [row.id for row in await work.outbox.unheard(private_chat(ANNA), (Taken,), 9)] == mine[:2]


async def test_the_queue_is_what_is_due_and_since_when(begin: Begin) -> None:
    await say_one(begin)
    async with begin() as work:
        assert await work.outbox.queue(MONDAY - SECOND) == Queue(0)
        assert await work.outbox.queue(MONDAY + SECOND) == Queue(1, MONDAY)


async def test_what_was_not_delivered_is_counted_since_a_time(begin: Begin) -> None:
    number = await say_one(begin)
    await start(begin, number)
    async with saving(begin) as work:
        await work.outbox.settle(number, OwedState.UNDELIVERABLE, MONDAY)
    async with begin() as work:
        assert await work.outbox.undelivered(MONDAY) == 1
        assert await work.outbox.undelivered(MONDAY + SECOND) == 0
        assert await work.outbox.queue(MONDAY + SECOND) == Queue(0)


# --- what is said by another row ------------------------------------------------------------------


def words(message: int, *before: int, ticket: int = 1) -> ClientMessage:
    return ClientMessage(
        room=ROOM, ticket=TicketId(ticket), message=MessageId(message), before=tuple(map(MessageId, before))
    )


async def behind(begin: Begin, owed: Owed, limit: int = 100) -> list[AnyNotice]:
    async with begin() as work:
        return [row.notice for row in await work.outbox.behind(owed, limit)]


async def test_what_is_behind_a_row_is_of_its_lane_and_rank_and_holds_it(begin: Begin) -> None:
    edit = ClientMessageEdited(room=ROOM, ticket=TicketId(1), message=MessageId(1), part=0)
    card, taken_up = CardNeeded(room=ROOM, ticket=TicketId(1)), Happened(room=ROOM, ticket=TicketId(1), what=What.TAKEN)
    await say(begin, words(1), edit, words(7, ticket=2), words(2), taken_up, words(3), card)
    async with saving(begin) as work:
        await work.outbox.settle((await work.outbox.heads(MONDAY, 9))[1].id, OwedState.SENT, MONDAY)
    first = next(owed for owed in await heads(begin) if owed.notice == words(1))
    assert await behind(begin, first) == [words(2), taken_up, words(3)]
    assert await behind(begin, first, 1) == [words(2)]


async def test_a_row_says_what_others_would_have_said(begin: Begin) -> None:
    await say(begin, words(1), words(2), words(3))
    (first,) = await heads(begin)
    async with saving(begin) as work:
        second, _ = await work.outbox.behind(first, 9)
        await work.outbox.absorb(first.id, words(2, 1), [second.id])
    (merged,) = await heads(begin)
    assert (merged.id, merged.notice) == (first.id, words(2, 1))
    assert await behind(begin, merged) == [words(3)]


async def test_what_is_being_sent_says_no_more_than_it_said_and_is_said_by_no_other(begin: Begin) -> None:
    await say(begin, words(1), words(2))
    (first,) = await heads(begin)
    async with begin() as work:
        (second,) = await work.outbox.behind(first, 9)
    await start(begin, first.id)
    async with saving(begin) as work:
        await work.outbox.absorb(first.id, words(2, 1), [second.id])
        assert await work.outbox.get(first.id) == replace(first, state=OwedState.SENDING)
        assert await work.outbox.get(second.id) == second
        await work.outbox.absorb(second.id, words(1, 2), [first.id])
        assert await work.outbox.get(first.id) == replace(first, state=OwedState.SENDING)


async def test_what_waits_for_its_readers_return_is_found_by_their_chat_and_goes_again(begin: Begin) -> None:
    mine = [await say_one(begin, taken(number)) for number in (1, 2)]
    theirs = await say_one(begin, taken(3, VIKTOR))
    async with saving(begin) as work:
        for number in (*mine, theirs):
            await work.outbox.settle(number, OwedState.HELD, MONDAY)
    assert await owed_now(begin) == []
    async with begin() as work:
        assert [row.id for row in await work.outbox.held(private_chat(ANNA))] == mine
        assert await work.outbox.given_up((Taken,), MONDAY) == 0
    async with saving(begin) as work:
        await work.outbox.again(mine[1], MONDAY, repeat=False, tried=False)
    assert await owed_now(begin) == [taken(2)]
    async with begin() as work:
        assert [row.id for row in await work.outbox.held(private_chat(ANNA))] == mine[:1]
