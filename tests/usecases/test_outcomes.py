"""What follows from a delivery. Nobody is told 'delivered' before it was."""

import pytest

from desk.ids import OutboxId, private_chat
from desk.notices.client import (
    Filed,
    Overtaken,
    Pinged,
    Received,
    StaffAnswer,
    StaffAnswerEdited,
    TicketsListed,
    Welcome,
)
from desk.notices.managers import Digest
from desk.notices.staff import ClientMessage, Happened, Mark, Marked, TopicNeeded, TopicState, What
from desk.ports import OwedState
from desk.rules.messages import Room
from desk.rules.periods import Ended
from desk.rules.ticket import Status
from desk.usecases.client_actions import reopen_ticket
from desk.usecases.delivery.outcomes import Accepted, Placed, accepted, accepted_all, advanced
from desk.usecases.home import start
from desk.usecases.managers import digest_now, send_digest
from desk.usecases.staff_actions import open_again, solve
from desk.usecases.tickets import list_tickets
from tests.builders import ANNA, MANAGERS, ROOM, VIKTOR, an_album, at
from tests.usecases.stage import FIRST, Stage

ANNAS_CHAT = private_chat(ANNA)


async def takes(stage: Stage, kind: type[object], *messages: int, topic: int | None = None) -> OutboxId:
    """Telegram takes the newest notice of that kind; these are the messages that it became."""
    owed = stage.owed(kind).id
    placed = tuple(Placed(message, part) for part, message in enumerate(messages))
    await stage.office.run(accepted, outcome=Accepted(owed, stage.now, placed, topic))
    return owed


def state(stage: Stage, owed: OutboxId) -> OwedState:
    return stage.store.outbox[owed].state


# --- an answer ------------------------------------------------------------------------------------


async def test_t19_the_silence_timer_starts_at_the_delivery_and_not_before(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.answers()
    stage.passes(hours=3)
    assert (stage.wait(), stage.status()) == (None, Status.WAITING)
    stage.news()
    await takes(stage, StaffAnswer, 500)
    assert stage.the_wait().started_at == stage.now
    assert stage.names() == ["Marked", "CardChanged"]


async def test_the_mark_delivered_comes_only_after_telegram_took_the_answer(stage: Stage) -> None:
    await stage.has_ticket()
    sent = await stage.answers()
    assert stage.said(Marked) == []
    await takes(stage, StaffAnswer, 500)
    assert stage.said(Marked) == [Marked(room=ROOM, ticket=FIRST, message=sent, mark=Mark.DELIVERED)]
    (message,) = stage.store.messages.values()
    assert message.delivered_at == stage.now


async def test_on_an_album_the_mark_stands_on_the_first_item(stage: Stage) -> None:
    await stage.has_ticket()
    album = an_album(3, chat=ROOM)
    await stage.answers(parts=album)
    await takes(stage, StaffAnswer, 500, 501, 502)
    assert [notice.message for notice in stage.said(Marked)] == [album[0].source.message]


async def test_t20_a_client_who_spoke_before_the_delivery_spoke_last(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.answers()
    await stage.writes("Never mind, it works")
    await takes(stage, StaffAnswer, 500)
    assert (stage.wait(), stage.status()) == (None, Status.OPEN)
    assert len(stage.said(Marked)) == 1


@pytest.mark.parametrize("status", [Status.OPEN, Status.ON_HOLD, Status.SOLVED, Status.REFUSED])
async def test_t20_a_ticket_that_waits_no_more_starts_no_timer(stage: Stage, status: Status) -> None:
    await stage.has_ticket()
    await stage.answers()
    await stage.change(status=status)
    await takes(stage, StaffAnswer, 500)
    assert stage.wait() is None


async def test_a_second_answer_begins_the_wait_anew_from_its_own_delivery(stage: Stage) -> None:
    first = await stage.waits()
    stage.passes(hours=5)
    await stage.answers("And now?")
    assert stage.wait() == first
    stage.passes(hours=1)
    await takes(stage, StaffAnswer, 500)
    assert stage.the_wait().started_at == stage.now
    assert stage.store.periods[first.id].ended is Ended.SUPERSEDED


async def test_an_acceptance_that_is_told_twice_counts_once(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.answers()
    owed = await takes(stage, StaffAnswer, 500)
    before = stage.store.copy()
    stage.passes(hours=1)
    await stage.office.run(accepted, outcome=Accepted(owed, stage.now, (Placed(501),)))
    assert stage.store == before
    assert state(stage, owed) is OwedState.SENT


async def test_several_acceptances_are_taken_at_once(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.has_ticket()
    for number in (1, 2):
        await stage.answers(spot=stage.spot(number))
    rows = [row.id for row in stage.store.outbox.values() if isinstance(row.notice, StaffAnswer)]
    outcomes = [Accepted(owed, stage.now, (Placed(500 + owed),)) for owed in rows]
    await stage.office.run(accepted_all, outcomes=outcomes)
    assert [state(stage, owed) for owed in rows] == [OwedState.SENT] * 2
    assert [stage.wait(number) is not None for number in (1, 2)] == [True, True]


# --- a client's message ---------------------------------------------------------------------------


async def test_the_client_gets_a_mark_only_after_staff_have_the_message(stage: Stage) -> None:
    await stage.has_ticket()
    stage.passes(minutes=1)
    sent = await stage.writes("It is still down")
    assert stage.said(Received) == []
    await takes(stage, ClientMessage, 700)
    assert stage.said(Received) == [Received(to=ANNA, ticket=FIRST, marked=sent)]
    (message,) = stage.store.messages.values()
    assert message.delivered_at == stage.now


async def test_files_of_the_form_get_their_mark_and_its_words_none(stage: Stage) -> None:
    await stage.files(files=[stage.photo()])
    await stage.delivers()
    assert len(stage.said(Received)) == 1
    await stage.writes("One more thing")
    await stage.delivers()
    assert len(stage.said(Received)) == 2


async def test_a_reply_to_a_delivered_copy_finds_its_ticket(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.has_ticket()
    await stage.answers(spot=stage.spot(1), parts=an_album(2, chat=ROOM))
    await takes(stage, StaffAnswer, 500, 501)
    for place in (500, 501):
        await stage.writes("About this", replied=place)
    assert [notice.ticket for notice in stage.said(ClientMessage)] == [1, 1]


async def test_a_reply_to_a_notice_about_a_ticket_finds_it(stage: Stage) -> None:
    await stage.files()
    await stage.has_ticket()
    await takes(stage, Filed, 500)
    await stage.writes("About this", replied=500)
    assert [notice.ticket for notice in stage.said(ClientMessage)] == [1]


async def test_a_message_of_several_calls_is_known_by_each_of_them_before_it_is_done(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.answers(parts=an_album(2, chat=ROOM))
    owed = stage.owed(StaffAnswer).id
    await stage.office.run(advanced, owed=owed, parts=1, placed=[Placed(500, 0)])
    assert (stage.store.outbox[owed].parts, stage.store.posts[ANNAS_CHAT, 500].part) == (1, 0)
    assert (stage.said(Marked), stage.wait()) == ([], None)
    await stage.office.run(accepted, outcome=Accepted(owed, stage.now, (Placed(501, 1),)))
    assert stage.store.posts[ANNAS_CHAT, 501].part == 1
    assert len(stage.said(Marked)) == 1


# --- pings ----------------------------------------------------------------------------------------


async def test_t22_the_close_is_counted_from_the_first_delivered_ping(stage: Stage) -> None:
    await stage.waits()
    stage.passes(hours=24)
    await stage.ticks()
    assert stage.the_wait().close_at is None
    stage.set_clock(at("2026-03-03 16:00"))
    await takes(stage, Pinged, 500)
    wait = stage.the_wait()
    assert (wait.pinged_at, wait.close_at) == (stage.now, at("2026-03-04 16:00"))
    assert (stage.last(Happened).what, stage.last(Happened).at) == (What.PINGED, wait.close_at)


async def test_a_ping_that_arrives_after_the_answer_moves_nothing(stage: Stage) -> None:
    await stage.waits()
    stage.passes(hours=24)
    await stage.ticks()
    owed = stage.owed(Pinged).id
    await stage.writes("No, it is still down")
    before, said = stage.store.periods.copy(), len(stage.said(Happened))
    await stage.office.run(accepted, outcome=Accepted(owed, stage.now, (Placed(500),)))
    assert (stage.store.periods, len(stage.said(Happened))) == (before, said)


# --- rooms ----------------------------------------------------------------------------------------


async def test_a_made_topic_and_a_sent_card_are_remembered(stage: Stage) -> None:
    await stage.files()
    assert stage.store.rooms[FIRST] == Room(FIRST, ROOM)
    await takes(stage, TopicNeeded, topic=77)
    assert stage.store.rooms[FIRST].topic == 77
    await stage.delivers()
    card = stage.store.rooms[FIRST].card
    assert card
    assert stage.store.posts[ROOM, card].ticket == FIRST


async def test_a_topic_follows_its_ticket_to_its_end_and_back(stage: Stage) -> None:
    await stage.has_ticket()
    closed = []
    for action in (solve, open_again, solve):
        await stage.does(action)
        await stage.delivers()
        closed.append(stage.store.rooms[FIRST].closed)
    assert closed == [True, False, True]
    assert len(stage.said(TopicState)) == 3


async def test_a_ticket_that_was_opened_again_while_its_topic_was_being_closed_gets_it_opened(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.does(solve)
    owed = await stage.is_sending(TopicState)
    await stage.does(open_again)
    await stage.office.run(accepted, outcome=Accepted(owed, stage.now))
    assert stage.store.rooms[FIRST].closed
    assert TopicState in {type(notice) for notice in await stage.delivers()}
    assert not stage.store.rooms[FIRST].closed


async def test_a_topic_that_is_as_it_should_be_is_left_alone(stage: Stage) -> None:
    """Solved and opened again before the topic was touched: Telegram need not be asked for anything."""
    await stage.has_ticket()
    await stage.does(solve)
    await stage.does(open_again)
    delivered = await stage.delivers()
    assert [notice for notice in delivered if isinstance(notice, TopicState)] == []
    assert not stage.store.rooms[FIRST].closed


# --- pages ----------------------------------------------------------------------------------------


async def test_a_new_page_takes_the_buttons_of_the_one_before_away(stage: Stage) -> None:
    await stage.office.run(start, person=VIKTOR)
    await takes(stage, Welcome, 500)
    assert stage.said(Overtaken) == []
    await stage.writes("Hello", by=VIKTOR)
    await takes(stage, Welcome, 502)
    assert stage.said(Overtaken) == [Overtaken(to=VIKTOR, screen=500)]
    chat = stage.store.chats[private_chat(VIKTOR)]
    assert (chat.screen, chat.newest) == (502, 502)


async def test_a_page_that_was_edited_into_the_next_one_stays_the_page(stage: Stage) -> None:
    await stage.office.run(start, person=VIKTOR)
    await takes(stage, Welcome, 500)
    await stage.office.run(start, person=VIKTOR)
    await takes(stage, Welcome)
    assert stage.store.chats[private_chat(VIKTOR)].screen == 500
    assert stage.said(Overtaken) == []


async def test_the_number_of_a_ticket_stays_in_the_chat(stage: Stage) -> None:
    await stage.files()
    await takes(stage, Filed, 500)
    assert stage.store.chats[ANNAS_CHAT].screen is None
    await stage.office.run(list_tickets, person=ANNA)
    await takes(stage, TicketsListed, 501)
    assert stage.store.chats[ANNAS_CHAT].screen == 501
    assert stage.said(Overtaken) == []


async def test_anything_said_in_the_private_chat_is_the_newest_there_and_nothing_said_in_the_room_is(
    stage: Stage,
) -> None:
    await stage.has_ticket()
    await stage.writes("Hello")
    await takes(stage, ClientMessage, 900)
    assert (ANNAS_CHAT in stage.store.chats, stage.store.chats[ROOM].newest) == (False, 0)
    await stage.answers()
    await takes(stage, StaffAnswer, 500)
    assert stage.store.chats[ANNAS_CHAT].newest == 500


# --- digests --------------------------------------------------------------------------------------


async def test_t35_a_digest_is_marked_only_after_delivery(stage: Stage) -> None:
    await stage.files()
    stage.set_clock(at("2026-03-02 18:05"))
    await stage.office.run(send_digest)
    day = stage.now.date()
    assert stage.store.digests == {(day, MANAGERS): None}
    await takes(stage, Digest, 500)
    assert stage.store.digests == {(day, MANAGERS): stage.now}


async def test_t35_a_digest_that_was_asked_for_does_not_stand_for_the_evenings(stage: Stage) -> None:
    await stage.office.run(digest_now, chat=MANAGERS)
    await takes(stage, Digest, 500)
    assert stage.store.digests == {}


async def test_t20_an_answer_that_crossed_with_the_clients_words_starts_no_timer(stage: Stage) -> None:
    """The client's words were handled first, though they were written later: the client spoke last."""
    await stage.has_ticket()
    written = stage.now
    stage.passes(minutes=1)
    await stage.writes("And the mail is down, too")
    await stage.answers("Is it better now?", at=written)
    await stage.delivers()
    assert stage.wait() is None
    assert stage.status() is Status.OPEN


async def test_t20_an_answer_that_crossed_with_a_reopening_starts_no_timer_and_is_no_answer_to_it(stage: Stage) -> None:
    """By a button nothing is written: to open the ticket again is to say that it is not done."""
    await stage.has_ticket()
    await stage.answers("Is it better now?")
    await stage.does(solve)
    await stage.delivers()
    written = stage.now
    stage.passes(minutes=1)
    await stage.office.run(reopen_ticket, person=ANNA, number=FIRST)
    await stage.answers("Done, by the way.", at=written)
    await stage.delivers()
    assert stage.wait() is None
    assert stage.status() is Status.OPEN


async def test_t19_words_between_two_answers_that_were_held_up_do_not_stop_the_wait_for_the_second(
    stage: Stage,
) -> None:
    """Telegram was away: an answer, the client's words and the answer to those are handled before any is delivered."""
    await stage.has_ticket()
    await stage.answers("Is it better now?")
    stage.passes(minutes=1)
    await stage.writes("No, and the mail is down, too")
    stage.passes(minutes=1)
    await stage.answers("And now?")
    first, second = (row.id for row in stage.store.outbox.values() if isinstance(row.notice, StaffAnswer))
    await stage.office.run(accepted, outcome=Accepted(first, stage.now))
    assert stage.wait() is None
    assert stage.status() is Status.WAITING
    stage.passes(minutes=1)
    await stage.office.run(accepted, outcome=Accepted(second, stage.now))
    assert stage.the_wait().started_at == stage.now


async def test_a_text_that_grew_beyond_its_copy_is_found_by_the_next_edit(stage: Stage) -> None:
    await stage.has_ticket()
    answer = await stage.answers("Short")
    await stage.delivers()
    await stage.corrects(answer, "Long")
    owed = stage.owed(StaffAnswerEdited)
    await stage.office.run(accepted, outcome=Accepted(owed.id, stage.now, (Placed(901),)))
    assert isinstance(owed.notice, StaffAnswerEdited)
    async with stage.desk.look() as work:
        copies = await work.posts.copies_of(owed.notice.message, private_chat(ANNA))
    assert 901 in [post.message for post in copies]
