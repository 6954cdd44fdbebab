"""First reaction: due, measured, late. In March 2026 Monday is the 2nd."""

from datetime import timedelta

import pytest

from desk.rules.durations import parse_duration
from desk.rules.sla import Reaction, is_late, measure, react_by
from tests.rules.moments import at, hours, office, round_the_clock

AT_LEAST = parse_duration("4wh")
STANDARD = parse_duration("24h")
LATE = at("2026-03-02 15:00")


def test_3_2_a_ticket_filed_on_saturday_is_due_on_monday_at_15_00() -> None:
    assert react_by(at("2026-03-07 12:00"), STANDARD, AT_LEAST, office()) == at("2026-03-09 15:00")


@pytest.mark.parametrize(
    ("filed", "target", "due"),
    [
        ("2026-03-02 12:00", "24h", "2026-03-03 12:00"),
        ("2026-03-06 12:00", "24h", "2026-03-09 11:00"),
        ("2026-03-06 17:00", "24h", "2026-03-09 14:00"),
        ("2026-03-02 09:00", "24h", "2026-03-03 11:00"),
        ("2026-03-02 12:00", "72h", "2026-03-05 12:00"),
        ("2026-03-05 12:00", "72h", "2026-03-09 11:00"),
        ("2026-03-02 12:00", "5wd", "2026-03-09 12:00"),
        ("2026-03-02 12:00", "10min", "2026-03-02 16:00"),
    ],
)
def test_3_2_a_target_is_kept_in_its_unit_and_moved_to_working_time(filed: str, target: str, due: str) -> None:
    assert react_by(at(filed), parse_duration(target), AT_LEAST, office()) == at(due)


def test_3_2_the_least_time_counts_from_the_first_working_moment_in_any_unit() -> None:
    filed, two_hours = at("2026-03-07 12:00"), parse_duration("2h")
    assert react_by(filed, STANDARD, two_hours, office()) == at("2026-03-09 13:00")


def test_3_2_there_is_no_due_time_without_a_target() -> None:
    assert react_by(at("2026-03-02 12:00"), None, AT_LEAST, office()) is None


def test_1_4_priority_support_has_its_own_calendar() -> None:
    four_hours = parse_duration("4wh")
    extended = office("08:00-23:00")
    assert react_by(at("2026-03-02 20:00"), four_hours, AT_LEAST, extended) == at("2026-03-03 09:00")
    assert react_by(at("2026-03-07 20:00"), four_hours, AT_LEAST, round_the_clock()) == at("2026-03-08 00:00")


def test_t2_a_target_that_ends_at_closing_is_due_at_closing() -> None:
    desk = office()
    assert react_by(at("2026-03-02 14:00"), parse_duration("4wh"), AT_LEAST, desk) == at("2026-03-02 18:00")
    assert react_by(at("2026-03-08 18:00"), STANDARD, AT_LEAST, desk) == at("2026-03-09 18:00")
    assert react_by(at("2026-03-08 18:00:01"), STANDARD, AT_LEAST, desk) == at("2026-03-10 11:00")


def test_t2_a_ticket_filed_at_closing_has_nothing_of_that_day() -> None:
    due = react_by(at("2026-03-06 18:00"), parse_duration("1wd"), AT_LEAST, office())
    assert due == at("2026-03-10 11:00")


def test_t11_an_early_reaction_has_its_working_time_and_a_positive_margin() -> None:
    reaction = measure(at("2026-03-06 17:00"), at("2026-03-09 12:00"), at("2026-03-09 15:00"), office())
    assert reaction == Reaction(took=hours(2), margin=hours(3))


def test_t11_a_late_reaction_has_a_negative_margin_in_working_time() -> None:
    reaction = measure(at("2026-03-06 11:00"), at("2026-03-09 12:00"), at("2026-03-06 17:00"), office())
    assert reaction == Reaction(took=hours(8), margin=-hours(2))


def test_t11_a_reaction_without_a_target_has_no_margin() -> None:
    reaction = measure(at("2026-03-02 12:00"), at("2026-03-02 13:00"), None, office())
    assert reaction == Reaction(took=hours(1), margin=None)


def test_t11_a_reaction_outside_hours_takes_only_the_working_time() -> None:
    reaction = measure(at("2026-03-07 12:00"), at("2026-03-08 12:00"), at("2026-03-09 15:00"), office())
    assert reaction == Reaction(took=timedelta(), margin=hours(4))


def test_t12_an_answer_one_second_late_is_late_whenever_it_is_looked_at() -> None:
    second = timedelta(seconds=1)
    assert is_late(LATE, LATE + second, now=LATE + hours(1))
    assert is_late(LATE, LATE + second, now=LATE + second)
    assert not is_late(LATE, LATE, now=LATE + hours(1))


def test_t12_an_answer_in_time_stays_in_time_although_the_tick_came_later() -> None:
    assert not is_late(LATE, LATE - hours(1), now=LATE + hours(24))


def test_t12_a_missing_answer_is_late_after_the_due_moment() -> None:
    assert not is_late(LATE, None, now=LATE)
    assert is_late(LATE, None, now=LATE + timedelta.resolution)


def test_t12_an_answer_after_closing_is_late_although_no_working_time_passed() -> None:
    due, reacted = at("2026-03-02 18:00"), at("2026-03-02 21:00")
    assert is_late(due, reacted, now=reacted)
    assert measure(at("2026-03-02 14:00"), reacted, due, office()).margin == timedelta()


def test_nothing_is_late_without_a_target() -> None:
    assert not is_late(None, None, now=LATE)
