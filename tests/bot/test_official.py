"""The Russian production calendar, day by day against the published ones of 2024, 2025 and 2026 (regulation 1.4, T6).

Written by hand: the public holidays of the Labour Code (article 112), the transfers of the government's decrees, and
the days before holidays that are an hour shorter. The totals are those of the published calendars.
"""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.official import russia
from desk.rules.calendar import Calendar, parse_days, parse_hours
from desk.rules.days import Day, days_of

HOURS = parse_hours("09:00-17:00")
"""Eight hours, as the published calendars count."""

WEEK = parse_days("mon-fri")

OFF = {
    2024: """
        01-01 01-02 01-03 01-04 01-05 01-08
        02-23 03-08 04-29 04-30 05-01 05-09 05-10 06-12 11-04 12-30 12-31
    """,
    2025: """
        01-01 01-02 01-03 01-06 01-07 01-08
        05-01 05-02 05-08 05-09 06-12 06-13 11-03 11-04 12-31
    """,
    2026: """
        01-01 01-02 01-05 01-06 01-07 01-08 01-09
        02-23 03-09 05-01 05-11 06-12 11-04 12-31
    """,
}
"""Weekdays that are not worked."""

WORKED = {2024: "04-27 11-02 12-28", 2025: "11-01", 2026: ""}
"""Saturdays that are worked."""

SHORT = {
    2024: "02-22 03-07 05-08 06-11 11-02",
    2025: "03-07 04-30 06-11 11-01",
    2026: "04-30 05-08 06-11 11-03",
}

TOTALS = {2024: (248, 1979), 2025: (247, 1972), 2026: (247, 1972)}
"""Working days, and working hours of a week of 40 hours."""

YEARS = sorted(OFF)


def days(year: int, text: str) -> set[date]:
    return {date.fromisoformat(f"{year}-{day}") for day in text.split()}


def every_day(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return Calendar(ZoneInfo("Europe/Moscow"), HOURS, WEEK, days_of(russia().days, HOURS, WEEK))


def hours_of(calendar: Calendar, day: date) -> float:
    return sum(((closes - opens) / timedelta(hours=1) for opens, closes in calendar.hours_on(day)), 0.0)


@pytest.mark.parametrize("year", YEARS)
def test_1_4_every_day_of_the_year_is_as_it_was_published(calendar: Calendar, year: int) -> None:
    off, worked, short = (days(year, table[year]) for table in (OFF, WORKED, SHORT))
    published = {
        day: (7 if day in short else 8) if day in worked or (day.weekday() < 5 and day not in off) else 0
        for day in every_day(year)
    }
    assert {day: hours_of(calendar, day) for day in every_day(year)} == published


@pytest.mark.parametrize("year", YEARS)
def test_1_4_the_year_has_the_published_number_of_days_and_hours(calendar: Calendar, year: int) -> None:
    worked = [hours_of(calendar, day) for day in every_day(year) if calendar.is_working_day(day)]
    assert (len(worked), sum(worked)) == TOTALS[year]


@pytest.mark.parametrize("year", sorted(russia().published))
def test_1_4_a_short_day_is_a_working_one_before_a_holiday_or_was_exchanged_for_such_a_day(
    calendar: Calendar, year: int
) -> None:
    short = [day for day, plan in russia().days.items() if plan is Day.SHORT and day.year == year]
    assert len(short) >= 4
    for day in short:
        assert calendar.is_working_day(day)
        assert day.weekday() == 5 or not calendar.is_working_day(day + timedelta(days=1))


def test_t6_every_published_year_has_a_source_and_transfers_of_its_own(calendar: Calendar) -> None:
    assert russia().published >= {2024, 2025, 2026}
    for year in russia().published:
        transferred = [day for day in every_day(year) if day.month > 1 and not calendar.is_working_day(day)]
        assert len([day for day in transferred if day.weekday() < 5]) > 6


def test_t6_of_a_year_that_is_not_published_the_days_of_the_law_are_known(calendar: Calendar) -> None:
    year = max(russia().published) + 1
    assert not any(map(calendar.is_working_day, (date(year, 1, 7), date(year, 2, 23), date(year, 11, 4))))
