"""The clocks of a ticket (regulation 3.2, T9-T18, T34)."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.clocks import Clock, Running, kept, next_alert, running, warn_at
from desk.rules.entitlement import Entitlement, Ground, Standing
from desk.rules.ticket import ENDS, Status, Support, Ticket, answer_delivered, client_wrote, move
from tests.builders import BORIS, MONDAY, a_policy, a_ticket, at
from tests.rules.test_support import PRIORITY

POLICY = a_policy()
CALENDAR = POLICY.calendar
NOON_TUESDAY = at("2026-03-03 12:00")
HOUR = timedelta(hours=1)

seconds = st.integers(1, 20 * 24 * 3600).map(lambda amount: timedelta(seconds=amount))


def answered_ticket(**facts: Any) -> Ticket:
    """Somebody has reacted on Monday noon."""
    return a_ticket(**({"reacted_at": MONDAY, "status": Status.OPEN, "assignee": BORIS} | facts))


def wrote(ticket: Ticket, when: datetime) -> Ticket:
    return kept(ticket, client_wrote(ticket, when), when, POLICY, heard=True)


def moved(ticket: Ticket, status: Status, when: datetime) -> Ticket:
    return kept(ticket, move(ticket, status, when), when, POLICY)


def due(ticket: Ticket) -> datetime:
    clock = running(ticket)
    assert clock
    return clock.due


# --- which clock runs ------------------------------------------------------------------------------


def test_t9_the_first_reaction_runs_from_the_filing() -> None:
    assert running(a_ticket()) == Running(Clock.FIRST, MONDAY, NOON_TUESDAY)


def test_t10_the_next_one_runs_from_the_first_unanswered_message() -> None:
    once = wrote(answered_ticket(), MONDAY)
    twice = wrote(once, MONDAY + HOUR)
    assert running(twice) == running(once) == Running(Clock.NEXT, MONDAY, at("2026-03-03 13:00"))
    assert twice.alert_at == once.alert_at


def test_t13_the_next_one_never_stands_before_an_unmet_first_one() -> None:
    ticket = wrote(a_ticket(), MONDAY + HOUR)
    assert running(ticket) == Running(Clock.FIRST, MONDAY, NOON_TUESDAY)


@pytest.mark.parametrize("status", [Status.WAITING, Status.ON_HOLD])
def test_t15_no_pause_saves_from_the_first_one(status: Status) -> None:
    assert due(moved(a_ticket(), status, MONDAY + HOUR)) == NOON_TUESDAY


@pytest.mark.parametrize("end", sorted(ENDS))
def test_t18_an_ended_ticket_has_none(end: Status) -> None:
    assert running(a_ticket(status=end, ended_at=MONDAY)) is None
    assert running(replace(wrote(answered_ticket(), MONDAY), status=end)) is None
    assert kept(a_ticket(), a_ticket(status=end, ended_at=MONDAY), MONDAY, POLICY).alert_at is None


@pytest.mark.parametrize("standing", [Standing.DISCRETIONARY, Standing.PROSPECT])
def test_3_2_what_is_not_regulated_has_none(standing: Standing) -> None:
    ground = Entitlement(standing, Ground.NO_ACTIVE_SERVICE)
    assert running(a_ticket(entitlement=ground, react_by=None)) is None
    assert running(wrote(answered_ticket(entitlement=ground), MONDAY)) is None


# --- pauses ----------------------------------------------------------------------------------------


def test_t14_while_it_waits_for_the_client_the_next_one_stands_still_and_the_pause_moves_it() -> None:
    ticket = wrote(answered_ticket(), MONDAY)
    held = moved(ticket, Status.ON_HOLD, MONDAY + HOUR)
    assert running(held) is None
    again = moved(held, Status.OPEN, MONDAY + 3 * HOUR)
    assert due(again) == at("2026-03-03 15:00")


@given(seconds, seconds, seconds, st.sampled_from(Support))
def test_t16_every_pause_shifts_the_due_time_by_its_working_time(
    before: timedelta, pause: timedelta, between: timedelta, support: Support
) -> None:
    ticket = wrote(answered_ticket(support=support), MONDAY)
    first, last = MONDAY + before, MONDAY + before + pause
    again, end = last + between, last + between + pause
    shifted = due(ticket)
    for start, stop in ((first, last), (again, end)):
        ticket = moved(moved(ticket, Status.ON_HOLD, start), Status.OPEN, stop)
        paused = CALENDAR.worked(start, stop)
        shifted = CALENDAR.add_working(shifted, paused) if paused else shifted
    assert due(ticket) == shifted
    assert CALENDAR.worked(MONDAY, due(ticket)) == 8 * HOUR + CALENDAR.worked(first, last) + CALENDAR.worked(again, end)


def test_t12_an_answer_on_its_way_stops_the_clock_when_it_was_written() -> None:
    ticket = wrote(answered_ticket(), MONDAY)
    written = MONDAY + HOUR
    under_way = kept(ticket, ticket, written, POLICY, idle=True)
    assert running(under_way) is None
    delivered = kept(under_way, answer_delivered(under_way, written), MONDAY + 2 * HOUR, POLICY)
    assert (running(delivered), delivered.answer_by, delivered.paused_at) == (None, None, None)


def test_t10_words_that_crossed_an_answer_have_a_clock_of_their_own() -> None:
    ticket = wrote(answered_ticket(), MONDAY)
    under_way = kept(ticket, ticket, MONDAY + HOUR, POLICY, idle=True)
    crossed = MONDAY + 2 * HOUR
    delivered = kept(under_way, answer_delivered(under_way, MONDAY + HOUR, crossed), MONDAY + 3 * HOUR, POLICY)
    assert running(delivered) == Running(Clock.NEXT, crossed, at("2026-03-03 15:00"))


def test_t16_an_answer_that_never_arrived_was_a_pause_once_the_client_writes_again() -> None:
    ticket = wrote(answered_ticket(), MONDAY)
    lost = kept(ticket, ticket, MONDAY + HOUR, POLICY, idle=True)
    assert due(wrote(lost, MONDAY + 3 * HOUR)) == at("2026-03-03 15:00")


# --- what is told ----------------------------------------------------------------------------------


def test_3_2_staff_are_warned_when_a_fifth_of_the_working_time_is_left() -> None:
    assert a_policy().warn_left == 20
    clock = Running(Clock.FIRST, MONDAY, NOON_TUESDAY)
    assert warn_at(clock, CALENDAR, 20) == at("2026-03-02 17:36")
    assert warn_at(clock, CALENDAR, 50) == at("2026-03-02 15:30")
    assert warn_at(clock, CALENDAR, 0) is None


@given(st.integers(1, 90), seconds, seconds)
def test_t8_a_warning_comes_within_the_target_and_leaves_so_much_of_it(
    left: int, since: timedelta, span: timedelta
) -> None:
    clock = Running(Clock.NEXT, MONDAY + since, MONDAY + since + span)
    whole = CALENDAR.worked(clock.since, clock.due)
    warning = warn_at(clock, CALENDAR, left)
    if not whole:
        assert warning is None
        return
    assert warning
    assert clock.since < warning <= clock.due
    assert abs(CALENDAR.worked(warning, clock.due) - whole * left / 100) <= timedelta(microseconds=1)


def test_t34_what_did_not_move_keeps_what_was_told_of_it_and_what_moved_is_told_anew() -> None:
    ticket = replace(kept(None, a_ticket(), MONDAY, POLICY), alert_at=None)
    taken = replace(ticket, assignee=BORIS)
    assert kept(ticket, taken, MONDAY + HOUR, POLICY).alert_at is None
    later = replace(ticket, react_by=at("2026-03-04 12:00"))
    assert kept(ticket, later, MONDAY + HOUR, POLICY).alert_at == next_alert(later, POLICY) == at("2026-03-03 16:12")


def test_t17_other_support_counts_anew_and_keeps_the_pauses() -> None:
    policy = a_policy(priority=PRIORITY)
    saturday = at("2026-03-07 12:00")
    urgent = answered_ticket(support=Support.ROUND_THE_CLOCK)
    asked = kept(urgent, client_wrote(urgent, saturday), saturday, policy, heard=True)
    assert due(asked) == at("2026-03-07 20:00")
    held = kept(asked, move(asked, Status.ON_HOLD, saturday), saturday, policy)
    open_again = kept(held, move(held, Status.OPEN, saturday + HOUR), saturday + HOUR, policy)
    assert due(open_again) == at("2026-03-07 21:00")
    calm = kept(open_again, replace(open_again, support=Support.PRIORITY), saturday + HOUR, policy)
    assert due(calm) == at("2026-03-09 17:00")
