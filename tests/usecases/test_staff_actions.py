"""What staff do with a ticket: by a button on its card, or by a command in its place."""

import asyncio
from datetime import timedelta

import pytest

from desk.errors import AlreadyTaken, AnswerFirst, IllegalMove, NoSuchTicket, OutsideATicket
from desk.ids import ChatId, PersonId, TicketId
from desk.notices.client import Reopened, Solved, StaffAnswer, Taken, TurnedDown
from desk.notices.staff import CardChanged, ClauseAsked, Happened, StaffHint, TopicState, Trouble, What
from desk.notices.toasts import Toast
from desk.rules.content import Kind
from desk.rules.events import EventKind
from desk.rules.periods import Ended
from desk.rules.refusals import Clause
from desk.rules.ticket import ENDS, Status
from desk.usecases.delivery.failures import undeliverable
from desk.usecases.staff_actions import (
    Action,
    ask_clause,
    in_place,
    on_ticket,
    open_again,
    refuse,
    release_it,
    solve,
    still_working,
    take_it,
    wait_for_client,
)
from desk.usecases.staff_messages import Spot
from tests.builders import ANNA, BORIS, ROOM, VERA, at
from tests.usecases.stage import FIRST, Stage

# --- take and release -----------------------------------------------------------------------------


async def test_a_taken_ticket_has_an_assignee_and_both_sides_know(stage: Stage) -> None:
    await stage.has_ticket()
    assert await stage.does(take_it) is Toast.DONE
    assert (stage.ticket().assignee, stage.status(), stage.ticket().reacted_at) == (BORIS, Status.OPEN, None)
    due = stage.ticket().react_by
    assert stage.last(Taken) == Taken(to=ANNA, ticket=FIRST, by="Boris", employee=BORIS, react_by=due)
    assert (stage.last(Happened).what, stage.last(Happened).who) == (What.TAKEN, "Boris")
    assert stage.said(CardChanged)
    assert [event.by for event in stage.events(EventKind.TAKEN)] == [BORIS]


async def test_t32_of_two_who_take_it_at_a_time_one_has_it_and_the_other_is_told_who(stage: Stage) -> None:
    await stage.has_ticket()
    results = await asyncio.gather(stage.does(take_it, by=BORIS), stage.does(take_it, by=VERA), return_exceptions=True)
    assert results[0] is Toast.DONE
    assert isinstance(results[1], AlreadyTaken)
    assert (results[1].by, stage.ticket().assignee, len(stage.said(Taken))) == ("Boris", BORIS, 1)


async def test_t32_a_claim_that_lost_the_race_is_refused(stage: Stage) -> None:
    await stage.has_ticket()
    slow = stage.overtaken_by(lambda: stage.does(take_it, by=VERA))
    with pytest.raises(AlreadyTaken):
        await slow.run(on_ticket, by=BORIS, room=ROOM, number=FIRST, action=take_it)
    assert stage.ticket().assignee == VERA


async def test_a_released_ticket_is_nobodys_again(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.does(take_it)
    with pytest.raises(AlreadyTaken):
        await stage.does(release_it, by=VERA)
    assert stage.ticket().assignee == BORIS
    assert await stage.does(release_it) is Toast.DONE
    assert stage.ticket().assignee is None
    assert stage.last(Happened).what is What.RELEASED


# --- a second press -------------------------------------------------------------------------------


async def a_ticket_that_was_answered(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.answers()
    await stage.delivers()


@pytest.mark.parametrize("action", [take_it, wait_for_client, still_working, solve, refuse(Clause.NO_ACTIVE_SERVICE)])
async def test_a_second_press_finds_the_ticket_already_so_and_says_nothing(stage: Stage, action: Action) -> None:
    await a_ticket_that_was_answered(stage)
    await stage.change(assignee=None)
    await stage.does(still_working if action is not still_working else wait_for_client)
    assert await stage.does(action) is Toast.DONE
    before = stage.store.copy()
    stage.news()
    assert await stage.does(action) is Toast.ALREADY
    assert (stage.names(), stage.store) == ([], before)


async def test_a_second_press_of_release_finds_the_ticket_already_free(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.does(take_it)
    await stage.does(release_it)
    stage.news()
    assert await stage.does(release_it) is Toast.ALREADY
    assert stage.names() == []


async def test_a_second_press_of_reopen_finds_the_ticket_open(stage: Stage) -> None:
    await stage.has_ticket(status=Status.SOLVED, ended_at=stage.now)
    assert await stage.does(open_again) is Toast.DONE
    assert await stage.does(open_again) is Toast.ALREADY
    assert len(stage.said(Reopened)) == 1


# --- waiting --------------------------------------------------------------------------------------


async def test_t19_waiting_runs_from_the_press(stage: Stage) -> None:
    await a_ticket_that_was_answered(stage)
    await stage.does(still_working)
    stage.passes(hours=2)
    stage.news()
    await stage.does(wait_for_client)
    wait = stage.the_wait()
    assert stage.names() == ["Happened", "CardChanged"]
    assert (stage.status(), wait.started_at) == (Status.WAITING, stage.now)
    happened = stage.last(Happened)
    assert (happened.what, happened.who, happened.at) == (What.WAITING, "Boris", at("2026-03-04 14:00"))


async def test_t19_there_is_nothing_to_wait_for_until_an_answer_was_delivered(stage: Stage) -> None:
    await stage.has_ticket()
    with pytest.raises(AnswerFirst):
        await stage.does(wait_for_client)
    await stage.answers("//a note")
    await stage.answers("Good day")
    with pytest.raises(AnswerFirst):
        await stage.does(wait_for_client)
    assert stage.wait() is None
    await stage.delivers()
    await stage.does(still_working)
    assert await stage.does(wait_for_client) is Toast.DONE


async def test_t20_there_is_nothing_to_wait_for_from_a_client_who_spoke_last(stage: Stage) -> None:
    await stage.waits()
    await stage.writes("No, it is still down")
    with pytest.raises(AnswerFirst):
        await stage.does(wait_for_client)
    assert (stage.wait(), stage.status()) == (None, Status.OPEN)


async def test_t20_a_sticker_is_no_last_word(stage: Stage) -> None:
    await stage.waits()
    await stage.does(still_working)
    await stage.writes(parts=stage.photo(kind=Kind.STICKER))
    assert await stage.does(wait_for_client) is Toast.DONE


async def test_t20_a_sticker_does_not_hide_the_words_before_it(stage: Stage) -> None:
    await stage.waits()
    await stage.writes("No, it is still down")
    stage.passes(minutes=1)
    await stage.writes(parts=stage.photo(kind=Kind.STICKER))
    with pytest.raises(AnswerFirst):
        await stage.does(wait_for_client)


async def test_t20_an_answer_that_did_not_arrive_does_not_hide_the_clients_words_either(stage: Stage) -> None:
    await stage.waits()
    await stage.writes("No, it is still down")
    stage.passes(minutes=1)
    await stage.answers("And now?")
    await stage.office.run(undeliverable, owed=stage.owed(StaffAnswer).id, why=Trouble.REFUSED)
    await stage.does(still_working)
    with pytest.raises(AnswerFirst):
        await stage.does(wait_for_client)


async def test_t20_words_that_crossed_with_the_answer_are_not_answered_by_it(stage: Stage) -> None:
    await stage.has_ticket()
    for step in (stage.writes("It is down"), stage.answers("Is it better now?"), stage.writes("And the mail too")):
        stage.passes(minutes=1)
        await step
    stage.passes(minutes=1)
    await stage.delivers()
    with pytest.raises(AnswerFirst):
        await stage.does(wait_for_client)
    await stage.answers("We look at both")
    await stage.delivers()
    await stage.does(still_working)
    assert await stage.does(wait_for_client) is Toast.DONE


async def test_t19_still_working_ends_the_wait_and_nothing_is_awaited(stage: Stage) -> None:
    wait = await stage.waits()
    assert await stage.does(still_working) is Toast.DONE
    assert (stage.status(), stage.store.periods[wait.id].ended) == (Status.OPEN, Ended.WORKING)
    assert stage.last(Happened).what is What.WORKING


async def test_t19_still_working_before_the_delivery_keeps_the_timer_from_starting(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.answers("We will look into it")
    await stage.does(still_working)
    await stage.delivers()
    assert (stage.wait(), stage.status()) == (None, Status.OPEN)


# --- ends -----------------------------------------------------------------------------------------


async def test_solving_tells_the_client_and_ends_the_wait(stage: Stage) -> None:
    wait = await stage.waits()
    await stage.does(solve)
    assert (stage.status(), stage.ticket().ended_at) == (Status.SOLVED, stage.now)
    assert stage.store.periods[wait.id].ended is Ended.TICKET_ENDED
    assert stage.last(Solved) == Solved(
        to=ANNA,
        ticket=FIRST,
        subject="The site is down",
        by="Boris",
        reopen_until=stage.now + timedelta(days=14),
        rating=1,
    )
    assert stage.names() == ["Happened", "CardChanged", "Solved", "TimeAsked", "TopicState"]


@pytest.mark.parametrize("clause", Clause)
async def test_1_6_2_6_4_2_a_refusal_cites_its_clause(stage: Stage, clause: Clause) -> None:
    await stage.has_ticket()
    await stage.does(refuse(clause))
    assert stage.status() is Status.REFUSED
    assert stage.last(TurnedDown) == TurnedDown(to=ANNA, ticket=FIRST, subject="The site is down", clause=clause)
    assert [(event.by, event.detail) for event in stage.events(EventKind.REFUSED)] == [(BORIS, clause)]
    assert stage.said(TopicState)


async def test_before_refusing_an_employee_is_asked_for_the_clause(stage: Stage) -> None:
    await stage.has_ticket()
    before = stage.ticket()
    assert await stage.does(ask_clause) is Toast.SHOWN
    assert (stage.ticket(), stage.names()) == (before, ["ClauseAsked"])


async def test_a_ticket_that_cannot_be_refused_says_so_at_once(stage: Stage) -> None:
    await stage.has_ticket(status=Status.SOLVED, ended_at=stage.now)
    with pytest.raises(IllegalMove):
        await stage.does(ask_clause)
    assert stage.said(ClauseAsked) == []


async def test_a_refused_ticket_waits_no_more(stage: Stage) -> None:
    wait = await stage.waits()
    await stage.does(refuse(Clause.REPEATS_AN_OPEN_TASK))
    assert stage.store.periods[wait.id].ended is Ended.TICKET_ENDED


REFUSE = refuse(Clause.NO_ACTIVE_SERVICE)
SAME: dict[Status, tuple[Action, ...]] = {Status.SOLVED: (solve,), Status.REFUSED: (ask_clause, REFUSE)}
"""What an ended ticket is already."""


@pytest.mark.parametrize("end", sorted(ENDS))
@pytest.mark.parametrize("action", [take_it, wait_for_client, still_working, solve, ask_clause, REFUSE])
async def test_what_an_ended_ticket_does_not_allow_is_refused_and_changes_nothing(
    stage: Stage, action: Action, end: Status
) -> None:
    """Reopening is a step of its own, of which both sides are told."""
    await a_ticket_that_was_answered(stage)
    await stage.does(still_working)
    await stage.change(status=end, ended_at=stage.now, assignee=None)
    before = stage.store.copy()
    if action in SAME.get(end, ()):
        await stage.does(action)
        assert stage.ticket() == before.tickets[FIRST]
        return
    with pytest.raises(IllegalMove) as refusal:
        await stage.does(action)
    assert (refusal.value.ticket, refusal.value.status) == (FIRST, end)
    assert stage.store == before


# --- where it is said -----------------------------------------------------------------------------


async def test_a_button_of_a_ticket_that_is_not_there_is_refused(stage: Stage) -> None:
    with pytest.raises(NoSuchTicket):
        await stage.does(take_it, ticket=99)


async def test_a_command_acts_on_the_ticket_of_its_topic(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.has_ticket()
    await stage.office.run(in_place, by=BORIS, spot=stage.spot(2), action=take_it)
    assert [ticket.assignee for ticket in stage.store.tickets.values()] == [None, BORIS]


async def test_a_command_that_changes_nothing_is_answered(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.office.run(in_place, by=BORIS, spot=stage.spot(), action=take_it)
    assert stage.said(StaffHint) == []
    spot = stage.spot()
    await stage.office.run(in_place, by=BORIS, spot=spot, action=take_it)
    assert stage.said(StaffHint) == [StaffHint(to=ROOM, what="already", topic=spot.topic, reply_to=spot.message)]


async def test_a_command_outside_of_a_ticket_is_refused(stage: Stage) -> None:
    await stage.has_ticket()
    with pytest.raises(OutsideATicket):
        await stage.office.run(in_place, by=BORIS, spot=Spot(ROOM, 777), action=take_it)
    assert stage.ticket().assignee is None


async def test_in_a_plain_group_a_command_acts_on_the_ticket_that_it_replies_to(stage: Stage) -> None:
    await stage.has_ticket(topic=False)
    await stage.writes("It is still down")
    await stage.delivers()
    (copy,) = stage.copies(ROOM)
    await stage.office.run(in_place, by=BORIS, spot=Spot(ROOM, 777, replied=copy), action=take_it)
    assert stage.ticket().assignee == BORIS


async def test_the_names_of_unknown_employees_are_left_empty_rather_than_invented(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.does(take_it, by=PersonId(999))
    assert (stage.last(Taken).by, stage.ticket().assignee) == ("", 999)
    assert stage.ticket().id == TicketId(1)


async def test_a_button_of_another_rooms_ticket_does_nothing(stage: Stage) -> None:
    await stage.has_ticket()
    with pytest.raises(NoSuchTicket):
        await stage.does(take_it, room=ChatId(-1009))
    assert stage.ticket().assignee is None


async def test_an_ended_ticket_is_not_released(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.does(take_it)
    await stage.does(solve)
    with pytest.raises(IllegalMove):
        await stage.does(release_it)
    assert stage.ticket().assignee == BORIS
