"""What an employee types as working time (regulation 2.3)."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import BadTime
from desk.rules.worktime import MOST, Wrong, parse_time


@pytest.mark.parametrize(
    ("typed", "minutes", "note"),
    [
        ("40m moved the mailboxes", 40, "moved the mailboxes"),
        ("40м перенос почты", 40, "перенос почты"),
        ("40 мин. перенос", 40, "перенос"),
        ("1h 30m moved", 90, "moved"),
        ("1h30 moved", 90, "moved"),
        ("1ч 20 писем", 60, "20 писем"),
        ("1ч30м перенос", 90, "перенос"),
        ("1 час 20 минут перенос", 80, "перенос"),
        ("2 часа, перенос", 120, "перенос"),
        ("90", 90, ""),
        ("90 перенос", 90, "перенос"),
        ("1,5 ч перенос", 90, "перенос"),
        ("1.5h", 90, ""),
        ("0,25 ч", 15, ""),
        ("1:30 перенос", 90, "перенос"),
        ("15 – звонок", 15, "звонок"),
        ("15 messages read", 15, "messages read"),
        ("30 минутная встреча", 30, "минутная встреча"),
        ("24ч", MOST, ""),
        ("1ч два  слова\nи ещё", 60, "два слова и ещё"),
    ],
)
def test_2_3_time_is_read_as_people_write_it(typed: str, minutes: int, note: str) -> None:
    assert parse_time(typed) == (minutes, note)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("долго", Wrong.NO_NUMBER),
        ("-40m", Wrong.NO_NUMBER),
        ("1,5 перенос", Wrong.NO_NUMBER),
        ("40x", Wrong.NO_NUMBER),
        ("1:75", Wrong.NO_NUMBER),
        ("полчаса", Wrong.NO_NUMBER),
        ("0", Wrong.ZERO),
        ("0h 0m", Wrong.ZERO),
        ("25h", Wrong.TOO_MUCH),
        ("2000", Wrong.TOO_MUCH),
        ("9" * 500, Wrong.NO_NUMBER),
        ("10 " + "п" * 301, Wrong.TOO_LONG),
    ],
)
def test_2_3_what_is_no_time_is_not_guessed(typed: str, why: Wrong) -> None:
    with pytest.raises(BadTime) as refused:
        parse_time(typed)
    assert refused.value.why == why


@given(st.integers(0, 23), st.integers(0, 59))
def test_2_3_hours_and_minutes_add_up(hours: int, minutes: int) -> None:
    if hours or minutes:
        for typed in (f"{hours}h {minutes}m", f"{hours}ч {minutes}мин", f"{hours}:{minutes:02d}"):
            assert parse_time(typed)[0] == hours * 60 + minutes


@given(st.text(max_size=60))
def test_2_3_whatever_is_typed_is_a_time_or_a_polite_no(typed: str) -> None:
    with suppress(BadTime):
        assert 0 < parse_time(typed)[0] <= MOST
