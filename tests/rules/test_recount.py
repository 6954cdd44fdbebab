"""Due times by changed settings or another calendar."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from desk.rules.calendar import Calendar, parse_days, parse_hours
from desk.rules.clocks import kept
from desk.rules.durations import parse_duration
from desk.rules.entitlement import Entitlement, Ground, Standing
from desk.rules.recount import recounted
from desk.rules.ticket import Level, Status, Ticket
from tests.builders import MONDAY, MOSCOW, a_policy, a_ticket, at

POLICY = a_policy()
NOW = at("2026-03-02 13:00")
WITHOUT_TUESDAY = a_policy(
    calendar=Calendar(MOSCOW, parse_hours("11:00-18:00"), parse_days("mon-fri"), {date(2026, 3, 3): ()})
)


def filed(**changes: object) -> Ticket:
    """Filed on Monday 12:00, due on Tuesday 12:00, counted by the settings."""
    return kept(None, a_ticket(**{"counted_from": MONDAY, **changes}), MONDAY, POLICY)


def test_t17_nothing_moves_while_nothing_has_changed() -> None:
    assert recounted(filed(), POLICY, NOW) == filed()


@pytest.mark.parametrize(("standard", "due"), [("48h", "2026-03-04 12:00"), ("4wh", "2026-03-02 16:00")])
def test_t17_another_setting_moves_the_due_time_and_the_look_at_it(standard: str, due: str) -> None:
    moved = recounted(filed(), a_policy(standard=parse_duration(standard)), NOW)
    assert moved.react_by == at(due)
    assert moved.alert_at is not None
    assert moved.alert_at <= at(due)


def test_t6_a_day_off_moves_the_due_time_over_it() -> None:
    assert recounted(filed(), WITHOUT_TUESDAY, NOW).react_by == at("2026-03-04 11:00")


def test_t17_the_pauses_of_the_next_answer_are_kept() -> None:
    """Asked on Monday 12:00, two hours of working time waited for the client: due 8 + 2 working hours later."""
    asked = replace(filed(), reacted_at=MONDAY, status=Status.OPEN, unanswered_since=MONDAY)
    first = kept(filed(), asked, MONDAY, POLICY)
    waits = kept(first, replace(first, status=Status.WAITING), at("2026-03-02 13:00"), POLICY)
    again = kept(waits, replace(waits, status=Status.OPEN), at("2026-03-02 15:00"), POLICY, heard=True)
    assert (again.answer_by, again.paused_for) == (at("2026-03-03 15:00"), timedelta(hours=2))
    longer = recounted(again, a_policy(next_reaction=parse_duration("9wh")), at("2026-03-02 15:00"))
    assert longer.answer_by == at("2026-03-03 16:00")
    assert recounted(again, WITHOUT_TUESDAY, at("2026-03-02 15:00")).answer_by == at("2026-03-04 15:00")


@pytest.mark.parametrize(
    "ticket",
    [
        filed(counted_from=None),
        filed(status=Status.SOLVED, ended_at=MONDAY),
        filed(reacted_at=MONDAY),
        filed(entitlement=Entitlement(Standing.PROSPECT, Ground.NOT_A_CLIENT), react_by=None),
    ],
)
def test_t17_what_was_promised_otherwise_or_is_over_stays(ticket: Ticket) -> None:
    assert recounted(ticket, WITHOUT_TUESDAY, NOW) == ticket


@pytest.mark.parametrize(("now", "moves"), [("2026-03-05 12:00", False), ("2026-03-04 10:00", True)])
def test_t34_what_was_late_and_still_is_is_not_told_again(now: str, moves: bool) -> None:
    late = replace(filed(), alert_at=None)
    moved = recounted(late, WITHOUT_TUESDAY, at(now))
    assert (moved != late) is moves
    assert (moved.alert_at is not None) is moves


def test_3_2_a_complex_problem_is_not_promised_sooner_than_a_usual_one() -> None:
    ticket = filed(level=Level.COMPLEX, react_by=at("2026-03-05 12:00"))
    policy = a_policy(complex=parse_duration("1h"), standard=parse_duration("24h"))
    assert recounted(ticket, policy, NOW).react_by == at("2026-03-03 12:00")


def test_t34_a_look_that_waits_already_is_not_put_off() -> None:
    """Whoever is on duty is called at it."""
    soon: datetime = NOW + timedelta(minutes=1)
    assert recounted(replace(filed(), alert_at=soon), WITHOUT_TUESDAY, NOW).alert_at == soon
