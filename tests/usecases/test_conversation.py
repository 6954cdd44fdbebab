"""What a client's message does to its ticket, whichever way it came."""

from datetime import timedelta

import pytest

from desk.errors import IllegalMove, TooLateToReopen
from desk.ids import TicketId
from desk.notices.client import Reopened
from desk.notices.staff import CardChanged, Happened, TopicState, What
from desk.rules.content import Kind
from desk.rules.events import EventKind
from desk.rules.periods import Ended
from desk.rules.ticket import Status
from desk.usecases.client_actions import reopen_ticket
from desk.usecases.client_messages import client_writes
from desk.usecases.staff_actions import open_again, solve
from tests.builders import ANNA, BORIS, VIKTOR, a_text
from tests.usecases.stage import Stage

# --- an answer ------------------------------------------------------------------------------------


async def test_an_answer_ends_the_wait_and_puts_the_ticket_back_to_staff(stage: Stage) -> None:
    wait = await stage.waits()
    await stage.writes("No, it is still down")
    assert stage.status() is Status.OPEN
    assert stage.store.periods[wait.id].ended is Ended.ANSWERED
    assert stage.names() == ["ClientMessage", "CardChanged"]


async def test_on_hold_a_clients_word_puts_the_ticket_back_to_staff(stage: Stage) -> None:
    await stage.has_ticket(status=Status.ON_HOLD)
    await stage.writes("The invoice is paid")
    assert stage.status() is Status.OPEN
    assert len(stage.said(CardChanged)) == 1


@pytest.mark.parametrize("status", [Status.NEW, Status.OPEN])
async def test_a_further_message_leaves_a_new_or_open_ticket_as_it_is(stage: Stage, status: Status) -> None:
    await stage.has_ticket(status=status)
    await stage.writes("And one more thing")
    assert stage.status() is status
    assert stage.names() == ["ClientMessage"]


async def test_a_bare_sticker_is_relayed_but_is_no_answer(stage: Stage) -> None:
    wait = await stage.waits()
    await stage.writes(parts=stage.photo(kind=Kind.STICKER))
    assert (stage.status(), stage.wait()) == (Status.WAITING, wait)
    assert stage.names() == ["ClientMessage"]
    await stage.writes(parts=stage.photo(kind=Kind.VOICE))
    assert (stage.status(), stage.wait()) == (Status.OPEN, None)


async def test_a_thank_you_ends_the_wait_too(stage: Stage) -> None:
    """It may answer a question."""
    await stage.waits("Is it better now?")
    await stage.writes("Спасибо!")
    assert (stage.status(), stage.wait()) == (Status.OPEN, None)


async def test_t23_an_answer_that_lost_a_race_is_tried_again_on_what_is_true_now(stage: Stage) -> None:
    """Two messages at a time, both of them answers."""
    wait = await stage.waits()
    slow = stage.overtaken_by(lambda: stage.writes("The first"))
    await slow.run(client_writes, person=ANNA, parts=a_text("The second"), replied=None, written_at=stage.now)
    assert [message.parts[0].text for message in stage.store.messages.values()][1:] == ["The first", "The second"]
    assert (stage.status(), stage.store.periods[wait.id].ended) == (Status.OPEN, Ended.ANSWERED)


# --- reopening ------------------------------------------------------------------------------------

ENDINGS = [Status.SOLVED, Status.INACTIVE, Status.REFUSED]


@pytest.mark.parametrize("end", ENDINGS)
async def test_t27_one_tap_reopens_and_keeps_owner_and_topic(stage: Stage, end: Status) -> None:
    await stage.has_ticket(status=end, ended_at=stage.now, assignee=BORIS)
    room = stage.store.rooms[TicketId(1)]
    stage.passes(days=13)
    await stage.office.run(reopen_ticket, person=ANNA, number=TicketId(1))
    assert (stage.status(), stage.ticket().assignee, stage.ticket().ended_at) == (Status.OPEN, BORIS, None)
    assert stage.store.rooms[TicketId(1)] == room
    assert [event.by for event in stage.events(EventKind.REOPENED)] == [ANNA]
    assert stage.last(Happened).what is What.REOPENED_BY_CLIENT
    assert stage.last(Happened).who == "Anna"
    assert stage.last(Reopened).to == ANNA
    assert (len(stage.said(TopicState)), len(stage.said(CardChanged))) == (1, 1)


async def test_t27_after_the_window_the_client_begins_another_one_and_staff_can_reopen(stage: Stage) -> None:
    await stage.has_ticket(status=Status.SOLVED, ended_at=stage.now - timedelta(days=15))
    await stage.office.run(reopen_ticket, person=ANNA, number=TicketId(1))
    assert (stage.status(), stage.draft().answers["follows"]) == (Status.SOLVED, "1")
    await stage.does(open_again)
    assert stage.status() is Status.OPEN
    assert (stage.last(Happened).what, stage.last(Happened).who) == (What.REOPENED, "Boris")


@pytest.mark.parametrize(("days", "opens"), [(14, True), (14.001, False)])
async def test_t27_the_window_is_two_weeks_to_the_moment(stage: Stage, days: float, opens: bool) -> None:
    await stage.has_ticket(status=Status.SOLVED, ended_at=stage.now)
    stage.passes(days=days)
    await stage.office.run(reopen_ticket, person=ANNA, number=TicketId(1))
    assert (stage.status() is Status.OPEN) is opens


async def test_a_second_tap_finds_the_ticket_open_already(stage: Stage) -> None:
    await stage.has_ticket(status=Status.SOLVED, ended_at=stage.now)
    assert await stage.office.run(reopen_ticket, person=ANNA, number=TicketId(1)) is None
    stage.news()
    assert await stage.office.run(reopen_ticket, person=ANNA, number=TicketId(1)) == "already"
    assert stage.names() == []


async def test_what_was_merged_cannot_be_opened_by_anybody(stage: Stage) -> None:
    await stage.has_ticket(status=Status.MERGED, ended_at=stage.now)
    with pytest.raises(TooLateToReopen):
        await stage.office.run(reopen_ticket, person=ANNA, number=TicketId(1))
    with pytest.raises(IllegalMove):
        await stage.does(open_again)
    assert stage.status() is Status.MERGED


async def test_the_author_is_told_whoever_opens_the_ticket_again(stage: Stage) -> None:
    await stage.has_ticket(of=VIKTOR, status=Status.SOLVED, ended_at=stage.now)
    await stage.does(open_again)
    assert stage.said(Reopened) == [Reopened(to=VIKTOR, ticket=TicketId(1), subject="How do I connect")]


async def test_t29_each_opening_is_a_cycle_and_the_first_solution_stays_known(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.does(solve)
    first = stage.now
    for number in (1, 2):
        stage.passes(hours=1)
        await stage.does(open_again)
        assert (stage.ticket().reopened, stage.ticket().cycle_at) == (number, stage.now)
        stage.passes(hours=1)
        await stage.does(solve)
    assert (stage.ticket().first_solved_at, stage.ticket().ended_at) == (first, stage.now)
