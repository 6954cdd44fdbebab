"""Days by file and by chat, and what managers type."""

from dataclasses import replace
from datetime import date

import pytest

from desk.rules.calendar import parse_hours
from desk.rules.days import Day
from desk.rules.opening import BadChange, DayChange, Opening, parse_change
from desk.rules.policy import WEEK
from tests.builders import MONDAY, OLGA, a_policy

TODAY = date(2026, 11, 28)
LAST = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("typed", "day", "how"),
    [
        ("2026-12-31 closed", LAST, "closed"),
        ("31.12 выходной", LAST, "closed"),
        ("31.12.2026  Закрыто", LAST, "closed"),
        ("31.12.26 usual", LAST, "usual"),
        ("31.12 как обычно", LAST, "usual"),
        ("28.11 короткий", TODAY, "short"),
        ("27.11 рабочий", date(2027, 11, 27), "working"),
        ("1.1 11-16", date(2027, 1, 1), "11:00-16:00"),
        ("31.12 9:30–13, 14:00-15:45", LAST, "09:30-13:00,14:00-15:45"),
    ],
)
def test_t6_a_day_and_how_it_is_worked_are_read(typed: str, day: date, how: str) -> None:
    assert parse_change(typed, TODAY) == (day, how)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("yesterday closed", "date"),
        ("31.02 closed", "date"),
        ("29.02 closed", "date"),
        ("32.13.2026 closed", "date"),
        ("27.11.2026 closed", "past"),
        ("2029-01-01 closed", "far"),
        ("31.12", "how"),
        ("31.12 maybe", "hours"),
        ("31.12 18:00-11:00", "hours"),
        ("31.12 1-2,3-4,5-6,7-8,9-10", "hours"),
    ],
)
def test_t6_nonsense_is_refused_with_its_reason(typed: str, why: str) -> None:
    with pytest.raises(BadChange, match=why):
        parse_change(typed, TODAY)


def said(how: str, over: str = "") -> DayChange:
    return DayChange(LAST, how, over, OLGA, MONDAY)


def test_t6_of_file_and_chat_the_newer_word_counts() -> None:
    file = replace(WEEK, file={LAST: Day.CLOSED})
    assert WEEK.with_changes([said("closed")]).own() == {LAST: Day.CLOSED}
    assert file.with_changes([said("short", over="closed")]).own() == {LAST: Day.SHORT}
    assert file.with_changes([said("usual", over="closed")]).own() == {}
    assert file.with_changes([said("short", over="")]).own() == {LAST: Day.CLOSED}
    assert WEEK.with_changes([said("short", over="closed")]).own() == {}
    assert WEEK.with_changes([said("closed"), said("short")]).own() == {LAST: Day.SHORT}


def test_t6_what_was_taken_back_leaves_the_official_word() -> None:
    official = replace(WEEK, official={LAST: Day.CLOSED})
    assert official.with_changes([said("11:00-13:00")]).plans() == {LAST: parse_hours("11:00-13:00")}
    assert official.with_changes([said("usual")]).plans() == {LAST: Day.CLOSED}


def test_t17_another_day_is_another_mark() -> None:
    policy = a_policy()
    opening: Opening = policy.opening.with_changes([said("closed")])
    targets, calendar = policy.counted_by.split()
    assert policy.with_opening(policy.opening).counted_by == policy.counted_by
    assert policy.with_opening(opening).counted_by.split()[0] == targets
    assert policy.with_opening(opening).counted_by.split()[1] != calendar
    assert a_policy(standard=policy.complex).counted_by.split()[0] != targets
