"""Days that are not as usual (T3, T6)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.calendar import MINUTES_A_DAY, Calendar, Interval, parse_days, parse_hours
from desk.rules.days import (
    BadDay,
    BadLines,
    Day,
    Plan,
    days_of,
    line_of,
    parse_date,
    read_days,
    shortened,
    unpublished,
    with_day,
)
from tests.builders import MOSCOW, at

USUAL = parse_hours("11:00-18:00")
LUNCH = parse_hours("09:00-13:00,14:00-18:00")
WEEK = parse_days("mon-fri")


@st.composite
def hours(draw: st.DrawFn) -> tuple[Interval, ...]:
    bounds = sorted(draw(st.sets(st.integers(0, MINUTES_A_DAY), min_size=2, max_size=8)))
    return tuple(Interval(opens, closes) for opens, closes in zip(bounds[::2], bounds[1::2], strict=False))


plans: st.SearchStrategy[Plan] = st.one_of(st.sampled_from(Day), hours())


def minutes(parts: tuple[Interval, ...]) -> int:
    return sum(part.closes - part.opens for part in parts)


def test_t6_a_file_of_days_is_read_line_by_line() -> None:
    text = """
# 2026, as the director decided
2026-12-31 closed
2026-05-08 11:00-14:00, 15:00-16:00   # the office moves
2026-12-30 SHORT
2026-06-13 working
"""
    assert read_days(text) == {
        date(2026, 12, 31): Day.CLOSED,
        date(2026, 5, 8): parse_hours("11:00-14:00,15:00-16:00"),
        date(2026, 12, 30): Day.SHORT,
        date(2026, 6, 13): Day.WORKING,
    }


def test_t6_every_bad_line_is_named_with_its_number_and_what_is_wrong() -> None:
    text = (
        "2026-02-30 closed\n31.12.2026 closed\n2026-12-31\n2026-12-30 perhaps\n\n2026-12-29 closed\n2026-12-29 short\n"
    )
    with pytest.raises(BadLines) as bad:
        read_days(text)
    assert [number for number, _ in bad.value.lines] == [1, 2, 3, 4, 7]
    whys = [why for _, why in bad.value.lines]
    assert "'2026-02-30' is not a date" in whys[0]
    assert "'31.12.2026' is not a date" in whys[1]
    assert "for example '2026-12-31 closed'" in whys[2]
    assert "'perhaps' is not hours of a day" in whys[3]
    assert whys[4] == "2026-12-29 is there twice"


@pytest.mark.parametrize("text", ["2026-13-01", "20261231", "2026-W01-1", "tomorrow", ""])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadDay):
        parse_date(text)


@given(st.dictionaries(st.dates(date(2024, 1, 1), date(2028, 12, 31)), plans, max_size=20))
def test_t6_what_is_written_is_read_again(days: dict[date, Plan]) -> None:
    text = ""
    for day, plan in days.items():
        text = with_day(text, day, plan)
    assert read_days(text) == days
    assert text.splitlines() == [line_of(day, plan) for day, plan in sorted(days.items())]


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)), plans, plans)
def test_t6_setting_a_day_again_replaces_it_and_usual_forgets_it(day: date, first: Plan, second: Plan) -> None:
    kept = "# Ours\n2023-12-31 closed # the move\n"
    again = with_day(with_day(kept, day, first), day, second)
    assert read_days(again) == {date(2023, 12, 31): Day.CLOSED, day: second}
    assert with_day(again, day, None) == kept


@given(hours(), st.integers(0, MINUTES_A_DAY))
def test_t3_a_short_day_has_so_much_less_at_its_end(usual: tuple[Interval, ...], less: int) -> None:
    short = shortened(usual, less)
    assert minutes(short) == max(0, minutes(usual) - less)
    assert all(part.opens == before.opens for part, before in zip(short, usual, strict=False))


@pytest.mark.parametrize(
    ("usual", "short"),
    [
        ("11:00-18:00", "11:00-17:00"),
        ("09:00-13:00,14:00-15:00", "09:00-13:00"),
        ("09:00-13:00,14:00-14:30", "09:00-12:30"),
    ],
)
def test_t3_an_hour_less_may_take_an_interval_away(usual: str, short: str) -> None:
    assert shortened(parse_hours(usual)) == parse_hours(short)


def test_t3_a_short_day_that_the_company_does_not_work_stays_off_but_a_short_saturday_is_worked() -> None:
    wednesday, saturday = date(2026, 6, 10), date(2025, 11, 1)
    found = days_of({wednesday: Day.SHORT, saturday: Day.SHORT}, USUAL, parse_days("mon,tue"))
    assert found == {saturday: parse_hours("11:00-17:00")}


def test_t3_working_time_goes_around_days_off_and_over_a_working_saturday() -> None:
    plan = read_days("2024-11-02 short\n2024-11-04 closed\n")
    calendar = Calendar(MOSCOW, USUAL, WEEK, days_of(plan, USUAL, WEEK))
    assert calendar.next_open(at("2024-11-01 18:00")) == at("2024-11-02 11:00")
    assert calendar.next_open(at("2024-11-02 17:00")) == at("2024-11-05 11:00")
    assert calendar.worked(at("2024-11-01 17:00"), at("2024-11-05 12:00")) == timedelta(hours=1 + 6 + 1)


@given(st.dictionaries(st.dates(date(2026, 3, 1), date(2026, 3, 31)), plans, max_size=8), st.integers(1, 40 * 60))
def test_t8_working_time_is_exact_over_any_days(days: dict[date, Plan], amount: int) -> None:
    calendar = Calendar(MOSCOW, LUNCH, WEEK, days_of(days, LUNCH, WEEK))
    start = at("2026-03-02 12:00")
    due = calendar.add_working(start, timedelta(minutes=amount))
    assert calendar.worked(start, due) == timedelta(minutes=amount)
    assert due <= calendar.add_working(start, timedelta(minutes=amount + 1))


@pytest.mark.parametrize(
    ("day", "year"),
    [("2026-06-01", None), ("2026-11-30", None), ("2026-12-01", 2027), ("2027-01-15", 2027), ("2023-12-31", 2023)],
)
def test_t6_a_year_without_official_data_is_told_a_month_before_it_begins(day: str, year: int | None) -> None:
    assert unpublished(date.fromisoformat(day), {2024, 2025, 2026}) == year
    assert unpublished(date.fromisoformat(day), None) is None
