"""The buttons under what a client was told about a ticket, and the client's own list of tickets."""

from datetime import timedelta

import pytest

from desk.errors import NoMoreTime, NoSuchTicket, NotWaiting
from desk.ids import PeriodId, TicketId
from desk.notices.client import FormAsked, Pinged, PingSettled, Settled, Solved, TicketShown, TicketsListed
from desk.notices.staff import Happened, TopicState, What
from desk.rules.events import EventKind
from desk.rules.form import FormName
from desk.rules.periods import Ended
from desk.rules.ticket import Status
from desk.usecases.client_actions import appeal, more_time, reopen_ticket, solved_by_client, still_needed
from desk.usecases.staff_actions import take_it
from desk.usecases.tickets import list_tickets, show_ticket
from tests.builders import ANNA, BORIS, VIKTOR, at
from tests.usecases.stage import FIRST, Stage

BUTTONS = [still_needed, more_time, solved_by_client]


async def pinged(stage: Stage) -> PeriodId:
    """Boris has answered, Anna was silent for a day and was asked."""
    wait = await stage.waits()
    stage.passes(hours=24)
    await stage.ticks()
    await stage.delivers()
    stage.news()
    return wait.id


# --- still needed, solved, more time --------------------------------------------------------------


async def test_still_needed_gives_the_ticket_back_to_staff_and_they_see_it(stage: Stage) -> None:
    period = await pinged(stage)
    await stage.office.run(still_needed, person=ANNA, number=FIRST, period=period)
    assert (stage.status(), stage.store.periods[period].ended) == (Status.OPEN, Ended.STILL_NEEDED)
    happened = stage.last(Happened)
    assert (happened.what, happened.who) == (What.STILL_NEEDED, "Anna")
    assert stage.last(PingSettled) == PingSettled(to=ANNA, ticket=FIRST, how=Settled.STILL_NEEDED)
    assert [event.by for event in stage.events(EventKind.STILL_NEEDED)] == [ANNA]


async def test_solved_by_the_client_ends_the_ticket_and_the_wait(stage: Stage) -> None:
    period = await pinged(stage)
    await stage.office.run(solved_by_client, person=ANNA, number=FIRST, period=period)
    assert (stage.status(), stage.ticket().ended_at) == (Status.SOLVED, stage.now)
    assert stage.store.periods[period].ended is Ended.TICKET_ENDED
    assert stage.last(Happened).what is What.SOLVED_BY_CLIENT
    assert stage.last(Solved).reopen_until == stage.now + timedelta(days=14)
    assert stage.said(TopicState)


async def test_need_more_time_begins_a_fresh_wait_from_that_moment(stage: Stage) -> None:
    period = await pinged(stage)
    stage.passes(hours=1)
    await stage.office.run(more_time, person=ANNA, number=FIRST, period=period)
    fresh = stage.the_wait()
    assert stage.store.periods[period].ended is Ended.MORE_TIME
    assert (fresh.started_at, fresh.extensions, fresh.pings, fresh.close_at) == (stage.now, 1, 0, None)
    assert fresh.ping_at == stage.now + timedelta(hours=24)
    assert stage.status() is Status.WAITING
    close = stage.now + timedelta(hours=48)
    assert stage.last(PingSettled) == PingSettled(to=ANNA, ticket=FIRST, how=Settled.MORE_TIME, close_at=close)
    assert (stage.last(Happened).what, stage.last(Happened).at) == (What.MORE_TIME, close)


async def test_more_time_is_given_twice_and_the_third_ping_does_not_offer_it(stage: Stage) -> None:
    period = await pinged(stage)
    offered = [stage.last(Pinged).may_extend]
    for _ in range(2):
        await stage.office.run(more_time, person=ANNA, number=FIRST, period=period)
        stage.passes(hours=24)
        await stage.ticks()
        await stage.delivers()
        offered.append(stage.last(Pinged).may_extend)
        period = stage.last(Pinged).period
    assert offered == [True, True, False]
    with pytest.raises(NoMoreTime):
        await stage.office.run(more_time, person=ANNA, number=FIRST, period=period)
    assert stage.status() is Status.WAITING
    assert stage.wait() == stage.store.periods[period]


async def test_a_new_answer_of_staff_gives_the_client_their_time_anew(stage: Stage) -> None:
    period = await pinged(stage)
    await stage.office.run(more_time, person=ANNA, number=FIRST, period=period)
    await stage.answers("And now?")
    await stage.delivers()
    wait = stage.the_wait()
    assert wait.extensions == 0


@pytest.mark.parametrize("button", BUTTONS)
async def test_the_buttons_of_a_wait_that_is_over_do_nothing(stage: Stage, button: type) -> None:
    period = await pinged(stage)
    await stage.writes("An answer")
    before, said = stage.store.copy(), len(stage.desk.said)
    with pytest.raises(NotWaiting):
        await stage.office.run(button, person=ANNA, number=FIRST, period=period)
    assert (stage.store, len(stage.desk.said)) == (before, said)


@pytest.mark.parametrize("button", BUTTONS)
async def test_t21_a_button_of_an_earlier_wait_does_not_touch_the_present_one(stage: Stage, button: type) -> None:
    old = await pinged(stage)
    await stage.answers("And now?")
    await stage.delivers()
    wait = stage.the_wait()
    with pytest.raises(NotWaiting):
        await stage.office.run(button, person=ANNA, number=FIRST, period=old)
    assert (stage.wait(), stage.status()) == (wait, Status.WAITING)
    await stage.office.run(button, person=ANNA, number=FIRST, period=wait.id)
    assert stage.wait() != wait


@pytest.mark.parametrize("button", BUTTONS)
async def test_a_second_press_is_told_that_it_is_settled(stage: Stage, button: type) -> None:
    period = await pinged(stage)
    await stage.office.run(button, person=ANNA, number=FIRST, period=period)
    before = stage.store.copy()
    with pytest.raises(NotWaiting):
        await stage.office.run(button, person=ANNA, number=FIRST, period=period)
    assert stage.store == before


@pytest.mark.parametrize("button", BUTTONS)
async def test_sec_11_a_forged_button_reaches_no_ticket_of_another(stage: Stage, button: type) -> None:
    period = await pinged(stage)
    before = stage.store.copy()
    with pytest.raises(NoSuchTicket):
        await stage.office.run(button, person=VIKTOR, number=FIRST, period=period)
    assert stage.store == before
    await stage.office.run(button, person=ANNA, number=FIRST, period=period)
    assert stage.store != before


@pytest.mark.parametrize("button", BUTTONS)
async def test_sec_11_a_period_of_another_ticket_opens_nothing(stage: Stage, button: type) -> None:
    period = await pinged(stage)
    await stage.has_ticket(status=Status.WAITING)
    with pytest.raises(NotWaiting):
        await stage.office.run(button, person=ANNA, number=TicketId(2), period=period)
    assert (stage.status(1), stage.status(2)) == (Status.WAITING, Status.WAITING)


@pytest.mark.parametrize("number", [2, 99])
async def test_sec_17_a_ticket_of_another_and_one_that_is_not_there_are_refused_alike(
    stage: Stage, number: int
) -> None:
    await stage.has_ticket(status=Status.SOLVED, ended_at=stage.now)
    await stage.has_ticket(of=VIKTOR, status=Status.SOLVED, ended_at=stage.now)
    for step in (reopen_ticket, appeal, show_ticket):
        with pytest.raises(NoSuchTicket) as refusal:
            await stage.office.run(step, person=ANNA, number=TicketId(number))
        assert refusal.value.ticket == number
    assert await stage.office.run(reopen_ticket, person=ANNA, number=FIRST) is None


# --- an appeal ------------------------------------------------------------------------------------


async def test_final_an_appeal_asks_what_was_wrong(stage: Stage) -> None:
    await stage.has_ticket(status=Status.INACTIVE, ended_at=stage.now)
    await stage.office.run(appeal, person=ANNA, number=FIRST)
    asked = stage.last(FormAsked)
    assert (asked.form, asked.question, asked.rev) == (
        FormName.FEEDBACK,
        "description",
        stage.draft(FormName.FEEDBACK).rev,
    )


async def test_a_second_press_of_appeal_keeps_what_was_typed(stage: Stage) -> None:
    await stage.has_ticket(status=Status.INACTIVE, ended_at=stage.now)
    await stage.office.run(appeal, person=ANNA, number=FIRST)
    await stage.writes("I was on holiday, and nobody asked me")
    await stage.office.run(appeal, person=ANNA, number=FIRST)
    assert stage.draft(FormName.FEEDBACK).answers.get("description") == "I was on holiday, and nobody asked me"


# --- the client's tickets -------------------------------------------------------------------------


async def test_2_3_a_client_sees_their_tickets_open_ones_first(stage: Stage) -> None:
    await stage.has_ticket(subject="Old")
    await stage.has_ticket(subject="Solved", status=Status.SOLVED, ended_at=stage.now)
    await stage.has_ticket(of=VIKTOR, subject="Not hers")
    stage.passes(hours=1)
    await stage.has_ticket(subject="New")
    await stage.office.run(list_tickets, person=ANNA)
    assert [(line.id, line.subject) for line in stage.last(TicketsListed).tickets] == [
        (4, "New"),
        (1, "Old"),
        (2, "Solved"),
    ]
    await stage.office.run(list_tickets, person=VIKTOR)
    assert [line.id for line in stage.last(TicketsListed).tickets] == [3]


async def test_2_3_a_client_follows_the_progress_of_a_ticket(stage: Stage) -> None:
    await stage.has_ticket(filed_at=stage.now)
    await stage.office.run(show_ticket, person=ANNA, number=FIRST)
    fresh = stage.last(TicketShown)
    assert (fresh.status, fresh.assignee, fresh.react_by) == (Status.NEW, "", at("2026-03-03 12:00"))
    assert (fresh.close_at, fresh.messages, fresh.may_reopen) == (None, 0, False)
    await stage.does(take_it)
    await stage.answers()
    await stage.delivers()
    await stage.office.run(show_ticket, person=ANNA, number=FIRST)
    answered = stage.last(TicketShown)
    assert (answered.status, answered.assignee, answered.react_by) == (Status.WAITING, "Boris", None)
    assert (answered.close_at, answered.messages) == (at("2026-03-04 12:00"), 1)


async def test_2_3_an_ended_ticket_says_whether_it_can_be_opened_again(stage: Stage) -> None:
    await stage.has_ticket(status=Status.SOLVED, ended_at=stage.now, assignee=BORIS)
    shown = []
    for days in (0, 15):
        stage.passes(days=days)
        await stage.office.run(show_ticket, person=ANNA, number=FIRST)
        shown.append((stage.last(TicketShown).may_reopen, stage.last(TicketShown).ended_at))
    assert shown == [(True, at("2026-03-02 12:00")), (False, at("2026-03-02 12:00"))]
