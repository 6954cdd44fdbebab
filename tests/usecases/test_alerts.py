"""Warnings and missed targets; in March 2026 Monday is the 2nd (regulation 3.2, T9-T18, T34)."""

from datetime import timedelta

import pytest

from desk.ids import ChatId, TicketId
from desk.notices.alerts import Breached, DueSoon, DutyCall
from desk.notices.client import StaffAnswer
from desk.notices.staff import CardNeeded
from desk.ports import Arrived, Work
from desk.rules.calendar import Calendar, parse_days, parse_hours
from desk.rules.clocks import Clock
from desk.rules.durations import parse_duration
from desk.rules.events import EventKind
from desk.rules.support import Calm, PrioritySupport
from desk.rules.ticket import Status, Support, Urgency
from desk.usecases.alerts import alert, due_alerts
from desk.usecases.delivery.dispatch import dispatch
from desk.usecases.reopening import reopen
from desk.usecases.staff_actions import solve, still_working, take_it
from desk.usecases.urgency import not_urgent
from tests.builders import ANNA, BORIS, MANAGERS, MOSCOW, ROOM, at
from tests.usecases.stage import FIRST, Stage, a_stage

SECOND = timedelta(seconds=1)
DUE = at("2026-03-03 12:00")
"""Of what was filed on Monday noon."""


async def looks(stage: Stage) -> int:
    """What a tick does with the clocks; at how many tickets it looked."""
    due = await stage.office.look(due_alerts)
    for ticket in due:
        await stage.office.run(alert, ticket=ticket)
    return len(due)


async def looks_at(stage: Stage, clock: str) -> None:
    stage.set_clock(at(clock))
    await looks(stage)


@pytest.fixture
async def asked(stage: Stage) -> Stage:
    """Boris has answered, and Anna has asked again on Monday noon: due on Tuesday 13:00."""
    await stage.files()
    await stage.delivers()
    await stage.answers()
    await stage.delivers()
    await stage.writes("And now?")
    await stage.delivers()
    return stage


# --- the first reaction ----------------------------------------------------------------------------


async def test_3_2_staff_are_warned_once_and_managers_told_once(stage: Stage) -> None:
    await stage.files()
    await looks_at(stage, "2026-03-02 17:35")
    assert stage.said(DueSoon) == []
    for clock in ("2026-03-02 17:36", "2026-03-02 17:40", "2026-03-03 12:00"):
        await looks_at(stage, clock)
    (warning,) = stage.said(DueSoon)
    assert (warning.clock, warning.due, warning.who, warning.chat) == (Clock.FIRST, DUE, "", ROOM)
    assert stage.said(Breached) == []
    for _ in range(3):
        stage.passes(seconds=1)
        await looks(stage)
    (told,) = stage.said(Breached)
    assert (told.to, told.ticket, told.clock, told.due, told.answered_at) == (MANAGERS, FIRST, Clock.FIRST, DUE, None)
    assert [event.detail for event in stage.events(EventKind.BREACHED)] == [Clock.FIRST]
    stage.passes(days=9)
    assert await looks(stage) == 0


async def test_3_2_after_downtime_what_was_missed_is_told_without_a_warning(stage: Stage) -> None:
    await stage.files()
    await looks_at(stage, "2026-03-05 12:00")
    assert (stage.said(DueSoon), len(stage.said(Breached))) == ([], 1)


@pytest.mark.parametrize(("late", "told"), [(timedelta(0), 0), (SECOND, 1)])
async def test_t12_an_answer_is_late_by_when_it_was_written_not_by_when_the_desk_looks(
    stage: Stage, late: timedelta, told: int
) -> None:
    await stage.files()
    await stage.delivers()
    stage.set_clock(DUE + timedelta(hours=2))
    await stage.answers(at=DUE + late)
    await looks(stage)
    breaches = stage.said(Breached)
    assert len(breaches) == told
    assert [breach.answered_at for breach in breaches] == [DUE + late] * told


async def test_t12_nothing_is_judged_while_words_of_staff_are_not_handled_yet(stage: Stage) -> None:
    async def arrives(work: Work) -> None:
        await work.inbox.add([Arrived(7, ROOM, "{}")], work.now)

    async def handled(work: Work) -> None:
        await work.inbox.done([7], work.now)

    await stage.files()
    await stage.office.run(arrives)
    await looks_at(stage, "2026-03-03 12:01")
    assert stage.said(Breached) == []
    await stage.office.run(handled)
    assert await looks(stage) == 1
    assert len(stage.said(Breached)) == 1


async def test_t9_taking_it_and_notes_stop_no_clock(stage: Stage) -> None:
    await stage.files()
    await stage.delivers()
    await stage.does(take_it)
    await stage.answers("// a note")
    await looks_at(stage, "2026-03-03 12:01")
    (told,) = stage.said(Breached)
    assert told.who == "Boris"


async def test_3_2_a_discretionary_ticket_has_no_clock(stage: Stage) -> None:
    await stage.has_ticket(react_by=None)
    stage.passes(days=9)
    assert await looks(stage) == 0


# --- the next reaction -----------------------------------------------------------------------------


async def test_t10_one_breach_for_each_unanswered_message(asked: Stage) -> None:
    await looks_at(asked, "2026-03-03 11:23")
    assert asked.said(DueSoon) == []
    await looks_at(asked, "2026-03-03 11:24")
    (warning,) = asked.said(DueSoon)
    assert (warning.clock, warning.due, warning.who) == (Clock.NEXT, at("2026-03-03 13:00"), "Boris")
    await asked.writes("Hello?")
    await looks_at(asked, "2026-03-03 13:01")
    await asked.writes("Is anybody there?")
    await looks_at(asked, "2026-03-04 13:01")
    assert len(asked.said(Breached)) == 1
    await asked.answers("Yes")
    await asked.delivers()
    await asked.writes("Then what about it?")
    await looks_at(asked, "2026-03-09 11:00")
    assert [told.due for told in asked.said(Breached)] == [at("2026-03-03 13:00"), at("2026-03-05 14:01")]


async def test_t10_thanks_alone_are_not_waited_for_and_what_comes_after_them_is(stage: Stage) -> None:
    await stage.files()
    await stage.delivers()
    await stage.answers()
    await stage.delivers()
    await stage.writes("Спасибо!")
    await looks_at(stage, "2026-03-05 12:00")
    assert (stage.said(DueSoon), stage.said(Breached)) == ([], [])
    await stage.writes("But now it is down again")
    await stage.writes("Thank you")
    await looks_at(stage, "2026-03-06 13:00")
    assert stage.said(Breached) == []
    await looks_at(stage, "2026-03-06 13:01")
    assert [told.due for told in stage.said(Breached)] == [at("2026-03-06 13:00")]


async def test_t12_an_answer_that_was_not_delivered_yet_is_an_answer(asked: Stage) -> None:
    await asked.answers("Here it is")
    await looks_at(asked, "2026-03-05 12:00")
    assert (asked.said(DueSoon), asked.said(Breached)) == ([], [])


async def test_t14_on_hold_the_clock_stands_still_and_goes_on_from_there(asked: Stage) -> None:
    await asked.change(status=Status.ON_HOLD, paused_at=asked.now)
    await looks_at(asked, "2026-03-04 12:00")
    assert (asked.said(DueSoon), asked.said(Breached)) == ([], [])
    await asked.does(still_working)
    assert asked.ticket().answer_by == at("2026-03-05 13:00")
    await looks_at(asked, "2026-03-05 13:01")
    assert len(asked.said(Breached)) == 1


async def test_t18_closing_ends_what_was_pending_and_reopening_begins_anew(asked: Stage) -> None:
    await asked.does(solve)
    await looks_at(asked, "2026-03-04 12:00")
    assert (asked.said(DueSoon), asked.said(Breached)) == ([], [])
    await asked.office.run(reopen, asked.ticket(), by=ANNA)
    await looks_at(asked, "2026-03-05 13:00")
    assert asked.said(Breached) == []
    await looks_at(asked, "2026-03-05 13:01")
    (told,) = asked.said(Breached)
    assert (told.clock, told.due) == (Clock.NEXT, at("2026-03-05 13:00"))


async def test_t18_a_ticket_that_was_refused_unanswered_has_its_full_time_when_it_is_opened_again(stage: Stage) -> None:
    await stage.has_ticket(status=Status.REFUSED, ended_at=stage.now)
    stage.set_clock(at("2026-03-10 12:00"))
    await stage.office.run(reopen, stage.ticket(), by=ANNA)
    assert stage.ticket().react_by == at("2026-03-11 12:00")
    await looks(stage)
    assert stage.said(Breached) == []


async def test_t18_what_staff_open_again_waits_for_nobody_where_everything_was_answered(asked: Stage) -> None:
    await asked.answers("Here it is")
    await asked.delivers()
    await asked.does(solve)
    await asked.office.run(reopen, asked.ticket(), by=BORIS, staff=True)
    asked.passes(days=9)
    await looks(asked)
    assert asked.said(Breached) == []


async def test_t18_what_nobody_had_answered_is_due_from_the_reopening(asked: Stage) -> None:
    await asked.does(solve)
    asked.set_clock(at("2026-03-04 12:00"))
    await asked.office.run(reopen, asked.ticket(), by=BORIS, staff=True)
    assert asked.ticket().answer_by == at("2026-03-05 13:00")


# --- what was said in the meantime -----------------------------------------------------------------


async def test_3_2_a_warning_that_is_answered_before_it_is_sent_is_not_sent(asked: Stage) -> None:
    await looks_at(asked, "2026-03-03 11:30")
    (warning,) = asked.said(DueSoon)
    assert await asked.office.look(dispatch, notice=warning)
    await asked.answers("Here it is")
    assert await asked.office.look(dispatch, notice=warning) is None


async def test_t34_only_the_clock_that_moved_is_told_anew() -> None:
    stage = await a_stage(priority=PRIORITY)
    await stage.files(choices=("consultation", "urgent"))
    assert stage.ticket().support is Support.ROUND_THE_CLOCK
    await looks_at(stage, "2026-03-02 16:01")
    assert [told.due for told in stage.said(Breached)] == [at("2026-03-02 16:00")]
    await stage.delivers()
    await stage.does(not_urgent(Calm.WORKS))
    stage.passes(hours=20)
    await looks(stage)
    assert len(stage.said(Breached)) == 1, "the due time of priority support is the same on a working day"
    await stage.change(react_by=at("2026-03-04 12:00"), alert_at=stage.now)
    await looks_at(stage, "2026-03-04 12:01")
    assert [told.due for told in stage.said(Breached)][1:] == [at("2026-03-04 12:00")]
    assert len(stage.events(EventKind.BREACHED)) == 2


PRIORITY = PrioritySupport(
    frozenset({"hosting"}),
    Calendar(MOSCOW, parse_hours("08:00-23:00"), parse_days("mon-fri")),
    parse_duration("4wh"),
)


async def test_1_4_whoever_is_on_duty_is_called_also_when_the_staffs_group_does_not_get_the_card() -> None:
    stage = await a_stage(at("2026-03-07 14:00"), priority=PRIORITY, on_duty=(BORIS,))
    await stage.files(choices=("consultation", "urgent"))
    await stage.delivers(CardNeeded)
    assert stage.said(DutyCall) == []
    stage.passes(minutes=1)
    await looks(stage)
    assert [call.to for call in stage.said(DutyCall)] == [ChatId(int(BORIS))]
    await stage.delivers()
    assert len(stage.said(DutyCall)) == 1
    await looks_at(stage, "2026-03-07 17:20")
    assert len(stage.said(DueSoon)) == 1


async def test_3_2_every_managers_chat_is_told(stage: Stage) -> None:
    stage = await a_stage(managers=(MANAGERS, ChatId(301)))
    await stage.files()
    await looks_at(stage, "2026-03-03 12:01")
    assert [told.to for told in stage.said(Breached)] == [MANAGERS, ChatId(301)]


async def test_3_2_a_ticket_from_before_the_clocks_gets_them(asked: Stage) -> None:
    await asked.change(answer_by=None, alert_at=asked.now)
    await looks(asked)
    assert asked.ticket().answer_by == at("2026-03-03 13:00")
    assert asked.ticket().alert_at == at("2026-03-03 11:24")


async def test_t24_a_ticket_that_is_gone_or_not_due_is_passed_over(asked: Stage) -> None:
    before = asked.ticket()
    await asked.office.run(alert, ticket=TicketId(99))
    await asked.office.run(alert, ticket=FIRST)
    assert asked.ticket() == before
    assert Urgency.NORMAL is before.urgency
    assert len(asked.said(StaffAnswer)) == 1
