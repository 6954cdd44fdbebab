"""The figures of a day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from desk.rules.digest import Ages, Counts, Due, Employee, Figures, by_age, middle
from tests.builders import MONDAY, ROOM, a_ticket

DAY = timedelta(days=1)
TICK = timedelta.resolution


@pytest.mark.parametrize(
    ("age", "ages"),
    [
        (timedelta(), Ages(under_a_day=1)),
        (DAY - TICK, Ages(under_a_day=1)),
        (DAY, Ages(under_three_days=1)),
        (3 * DAY - TICK, Ages(under_three_days=1)),
        (3 * DAY, Ages(under_a_week=1)),
        (7 * DAY - TICK, Ages(under_a_week=1)),
        (7 * DAY, Ages(older=1)),
        (400 * DAY, Ages(older=1)),
    ],
)
def test_an_open_ticket_is_counted_by_its_age(age: timedelta, ages: Ages) -> None:
    assert by_age([MONDAY - age], MONDAY) == ages


@for_any(st.lists(st.timedeltas(timedelta(), 30 * DAY), max_size=30))
def test_every_open_ticket_is_counted_once(ages: list[timedelta]) -> None:
    assert by_age([MONDAY - age for age in ages], MONDAY).total == len(ages)


def test_a_middle_without_data_is_none_and_not_zero() -> None:
    assert middle([]) is None
    assert middle([timedelta()]) == timedelta()


@pytest.mark.parametrize(
    ("minutes", "expected"), [([7], 7), ([1, 9], 5), ([60, 1, 2], 2), ([1, 2, 60, 600], 31), ([5, 5, 5], 5)]
)
def test_the_middle_is_not_moved_by_a_single_long_reaction(minutes: list[int], expected: int) -> None:
    assert middle([timedelta(minutes=item) for item in minutes]) == timedelta(minutes=expected)


def test_the_middle_is_told_in_whole_seconds() -> None:
    assert middle([timedelta(seconds=1), timedelta(seconds=4)]) in {timedelta(seconds=2), timedelta(seconds=3)}
    assert middle([timedelta(seconds=7, microseconds=400_000)]) == timedelta(seconds=7)


QUIET = Figures(
    day=date(2026, 3, 2), today=Counts(), before=Counts(3, 3, 3, 3), before_day=date(2026, 2, 27), ages=Ages()
)
A_DUE_ONE = Due(a_ticket().id, "The site is down", MONDAY, ROOM)


def test_t35_a_day_on_which_nothing_happened_is_quiet_whatever_the_day_before_was() -> None:
    assert QUIET.quiet


@pytest.mark.parametrize(
    "news",
    [
        {"today": Counts(filed=1)},
        {"today": Counts(solved=1)},
        {"today": Counts(inactive=1)},
        {"today": Counts(refused=1)},
        {"ages": Ages(older=1)},
        {"ages": Ages(under_a_day=1)},
        {"overdue": (A_DUE_ONE,)},
        {"due_next": (A_DUE_ONE,)},
        {"employees": (Employee("Boris", 1, 0),)},
        {"complaints": 1},
        {"praise": 1},
        {"undelivered": 1},
        {"parked": 1},
    ],
    ids=lambda news: next(iter(news)),
)
def test_t35_anything_to_say_ends_the_quiet(news: dict[str, Any]) -> None:
    assert not replace(QUIET, **news).quiet
