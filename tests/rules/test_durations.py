"""Durations as settings write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.durations import BadDuration, Duration, Unit, parse_duration

HOUR = 3600
DAY = 24 * HOUR


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("90s", Unit.CALENDAR, 90),
        ("10min", Unit.CALENDAR, 600),
        ("24h", Unit.CALENDAR, DAY),
        ("2d", Unit.CALENDAR, 2 * DAY),
        ("4wh", Unit.WORKING_HOURS, 4 * HOUR),
        ("1wd", Unit.WORKING_DAYS, 1),
        ("5wd", Unit.WORKING_DAYS, 5),
        ("  48h\n", Unit.CALENDAR, 2 * DAY),
        ("007d", Unit.CALENDAR, 7 * DAY),
        ("366d", Unit.CALENDAR, 366 * DAY),
        ("366wd", Unit.WORKING_DAYS, 366),
    ],
)
def test_a_duration_is_read_from_a_setting(text: str, unit: Unit, amount: int) -> None:
    assert parse_duration(text) == Duration(unit, amount)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "whole number"),
        ("h", "whole number"),
        ("1.5h", "whole number"),
        ("-1h", "whole number"),
        ("24 h", "whole number"),
        ("1d12h", "whole number"),
        ("٣h", "whole number"),
        ("24", "needs a unit"),
        ("90wmin", "needs a unit"),
        ("24ч", "needs a unit"),
        ("24H", "needs a unit"),
        ("0h", "more than zero"),
        ("0wd", "more than zero"),
        ("367d", "longer than 366d"),
        ("8785wh", "longer than 8784wh"),
        ("367wd", "longer than 366wd"),
        ("9" * 5000 + "s", "longer than 366d"),
    ],
)
def test_a_bad_duration_is_refused_with_the_reason_and_an_example(text: str, complaint: str) -> None:
    with pytest.raises(BadDuration, match=complaint) as refused:
        parse_duration(text)
    assert "for example '24h', '4wh', '5wd'" in str(refused.value)


def test_zero_is_read_only_where_it_is_allowed() -> None:
    assert parse_duration("0wh", allow_zero=True) == Duration(Unit.WORKING_HOURS, 0)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("24h", "1d"), ("48h", "2d"), ("36h", "36h"), ("600s", "10min"), ("90s", "90s"), ("24wh", "24wh"), ("5wd", "5wd")],
)
def test_a_duration_is_shown_in_its_largest_whole_unit(text: str, shown: str) -> None:
    assert str(parse_duration(text)) == shown


def test_a_day_of_calendar_time_is_not_a_working_day() -> None:
    assert parse_duration("1d") != parse_duration("1wd")


def test_a_negative_duration_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="negative"):
        Duration(Unit.CALENDAR, -1)


def test_working_hours_are_whole() -> None:
    with pytest.raises(ValueError, match="whole hours"):
        Duration(Unit.WORKING_HOURS, HOUR // 2)


@given(number=st.integers(1, 366), unit=st.sampled_from(["s", "min", "h", "d", "wh", "wd"]))
def test_what_is_shown_can_be_read_again(number: int, unit: str) -> None:
    duration = parse_duration(f"{number}{unit}")
    assert parse_duration(str(duration)) == duration
