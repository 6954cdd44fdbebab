"""Working time: hours, days off, clock changes. In March 2026 Monday is the 2nd."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.rules.calendar import (
    BadDays,
    BadHours,
    Calendar,
    EmptyCalendar,
    Interval,
    NoWorkingTime,
    parse_days,
    parse_hours,
)
from desk.rules.durations import parse_duration
from tests.rules.moments import BERLIN, CLOSED, MOSCOW, UTC, at, day, hours, office, round_the_clock

LUNCH = "09:00-13:00,14:00-18:00"


@pytest.mark.parametrize(
    ("text", "intervals"),
    [
        ("11:00-18:00", [(660, 1080)]),
        (LUNCH, [(540, 780), (840, 1080)]),
        (" 9:00 - 13:00 , 13:00 - 18:30 ", [(540, 780), (780, 1110)]),
        ("00:00-24:00", [(0, 1440)]),
    ],
)
def test_hours_of_a_day_are_read(text: str, intervals: list[tuple[int, int]]) -> None:
    assert parse_hours(text) == tuple(Interval(opens, closes) for opens, closes in intervals)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "11-18",
        "11:00",
        "11:00-18:00,",
        "18:00-11:00",
        "11:00-11:00",
        "22:00-06:00",
        "11:00-24:01",
        "10:60-18:00",
        "14:00-18:00,09:00-13:00",
        "09:00-13:00,12:59-18:00",
    ],
)
def test_bad_hours_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadHours, match="for example '11:00-18:00'"):
        parse_hours(text)


def test_an_interval_is_shown_as_it_is_read() -> None:
    assert [str(interval) for interval in parse_hours("09:05-13:00,14:00-24:00")] == ["09:05-13:00", "14:00-24:00"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("mon,wed,fri", {0, 2, 4}),
        ("mon-fri,sun", {0, 1, 2, 3, 4, 6}),
        ("sun-thu", {6, 0, 1, 2, 3}),
        (" Mon - Tue , SAT", {0, 1, 5}),
        ("mon-sun", {0, 1, 2, 3, 4, 5, 6}),
    ],
)
def test_days_of_a_week_are_read(text: str, days: set[int]) -> None:
    assert parse_days(text) == days


@pytest.mark.parametrize("text", ["", "monday", "mon-", "-fri", "mon-wed-fri", "mon fri", "1-5", "mon,,fri"])
def test_bad_days_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadDays, match="for example 'mon-fri'"):
        parse_days(text)


@pytest.mark.parametrize(
    ("start", "opens"),
    [
        ("2026-03-02 14:00", "2026-03-02 14:00"),
        ("2026-03-02 10:00", "2026-03-02 11:00"),
        ("2026-03-02 11:00", "2026-03-02 11:00"),
        ("2026-03-02 18:01", "2026-03-03 11:00"),
        ("2026-03-06 19:00", "2026-03-09 11:00"),
        ("2026-03-07 12:00", "2026-03-09 11:00"),
    ],
)
def test_t1_a_clock_starts_inside_hours_or_at_the_next_opening(start: str, opens: str) -> None:
    assert office().next_open(at(start)) == at(opens)


def test_t1_a_holiday_is_passed_over() -> None:
    desk = office(days={"2026-03-09": None})
    assert desk.next_open(at("2026-03-06 18:30")) == at("2026-03-10 11:00")


def test_t2_the_desk_is_open_at_its_opening_and_closed_at_its_closing() -> None:
    desk = office()
    assert desk.is_open(at("2026-03-02 11:00"))
    assert desk.is_open(at("2026-03-02 17:59:59"))
    assert not desk.is_open(at("2026-03-02 18:00"))
    assert not desk.is_open(at("2026-03-02 10:59:59"))
    assert not desk.is_open(at("2026-03-07 12:00"))


def test_t2_at_closing_no_time_is_left_today() -> None:
    desk = office()
    assert desk.next_open(at("2026-03-02 18:00")) == at("2026-03-03 11:00")
    assert desk.add_working(at("2026-03-02 18:00"), hours(1)) == at("2026-03-03 12:00")


def test_t2_a_target_that_ends_exactly_at_closing_stays_today() -> None:
    desk = office()
    assert desk.add_working(at("2026-03-02 14:00"), hours(4)) == at("2026-03-02 18:00")
    assert desk.add_working(at("2026-03-02 11:00"), hours(14)) == at("2026-03-03 18:00")
    assert desk.add_working(at("2026-03-02 14:00"), hours(4) + timedelta(seconds=1)) == at("2026-03-03 11:00:01")


def test_t2_a_closing_is_known_as_one() -> None:
    desk = office(LUNCH)
    assert [desk.is_closing(at(f"2026-03-02 {clock}")) for clock in ("13:00", "18:00")] == [True, True]
    assert [desk.is_closing(at(f"2026-03-02 {clock}")) for clock in ("09:00", "12:00", "13:30")] == [False] * 3
    assert not round_the_clock().is_closing(at("2026-03-03 00:00"))


def test_t3_lunch_is_not_working_time() -> None:
    desk = office(LUNCH)
    assert desk.add_working(at("2026-03-02 12:00"), hours(2)) == at("2026-03-02 15:00")
    assert desk.worked(at("2026-03-02 12:00"), at("2026-03-02 15:00")) == hours(2)
    assert desk.next_open(at("2026-03-02 13:00")) == at("2026-03-02 14:00")


def test_t3_a_span_crosses_days_of_different_length() -> None:
    desk = office(days={"2026-03-03": "11:00-17:00", "2026-03-04": None, "2026-03-07": "12:00-16:00"})
    assert desk.add_working(at("2026-03-02 17:00"), hours(8)) == at("2026-03-05 12:00")
    assert desk.worked(at("2026-03-02 17:00"), at("2026-03-05 12:00")) == hours(8)
    assert desk.add_working(at("2026-03-06 17:00"), hours(2)) == at("2026-03-07 13:00")


def test_t3_a_working_saturday_and_a_closed_monday_move_the_weekend() -> None:
    desk = office(days={"2026-03-07": "11:00-18:00", "2026-03-09": None})
    assert desk.is_working_day(day("2026-03-07"))
    assert not desk.is_working_day(day("2026-03-09"))
    assert desk.next_working_day(day("2026-03-06")) == day("2026-03-07")
    assert desk.next_working_day(day("2026-03-07")) == day("2026-03-10")
    assert desk.previous_working_day(day("2026-03-10")) == day("2026-03-07")
    assert desk.previous_working_day(day("2026-03-09")) == day("2026-03-07")


def test_t3_the_year_turns_through_holidays() -> None:
    holidays: dict[str, str | None] = {f"2026-01-{number:02}": None for number in range(1, 12)}
    desk = office(days={**holidays, "2025-12-31": None})
    assert desk.add_working(at("2025-12-30 17:00"), hours(2)) == at("2026-01-12 12:00")
    assert desk.worked(at("2025-12-30 17:00"), at("2026-01-12 12:00")) == hours(2)


def test_t4_a_24_hour_day_is_really_24_hours() -> None:
    desk = round_the_clock()
    assert desk.add_working(at("2026-03-06 15:30"), hours(72)) == at("2026-03-09 15:30")
    assert desk.worked(at("2026-03-02 00:00"), at("2026-03-03 00:00")) == hours(24)
    assert desk.is_open(at("2026-03-03 00:00"))


def test_t4_round_the_clock_is_elapsed_time_even_when_clocks_change() -> None:
    desk = round_the_clock(BERLIN)
    for start in ("2026-03-28 12:00", "2026-10-24 12:00"):
        assert desk.add_working(at(start, BERLIN), hours(24)) == at(start, BERLIN) + hours(24)


def test_t4_the_days_of_a_clock_change_have_their_real_length() -> None:
    desk = round_the_clock(BERLIN)
    spring, autumn = desk.hours_on(day("2026-03-29")), desk.hours_on(day("2026-10-25"))
    assert [closes - opens for opens, closes in spring] == [hours(23)]
    assert [closes - opens for opens, closes in autumn] == [hours(25)]


def test_t4_office_hours_keep_their_wall_time_over_a_clock_change() -> None:
    desk = office(zone=BERLIN)
    assert desk.hours_on(day("2026-03-27")) == ((at("2026-03-27 10:00", UTC), at("2026-03-27 17:00", UTC)),)
    assert desk.hours_on(day("2026-03-30")) == ((at("2026-03-30 09:00", UTC), at("2026-03-30 16:00", UTC)),)
    assert desk.add_working(at("2026-03-27 17:00", BERLIN), hours(2)) == at("2026-03-30 12:00", BERLIN)
    assert desk.worked(at("2026-03-27 11:00", BERLIN), at("2026-03-30 18:00", BERLIN)) == hours(14)


def test_t4_hours_that_a_clock_change_skips_begin_when_the_clock_has_leapt() -> None:
    desk = office("02:30-03:15", "mon-sun", zone=BERLIN)
    assert desk.hours_on(day("2026-03-29")) == ((at("2026-03-29 03:00", BERLIN), at("2026-03-29 03:15", BERLIN)),)


def test_t4_a_night_shift_that_falls_into_the_leap_has_no_time_that_day() -> None:
    desk = office("02:00-03:00", "mon-sun", zone=BERLIN)
    assert desk.hours_on(day("2026-03-29")) == ()
    assert not desk.is_working_day(day("2026-03-29"))


def test_t4_hours_that_a_clock_change_repeats_begin_the_first_time() -> None:
    desk = office("02:30-12:00", "mon-sun", zone=BERLIN)
    assert desk.worked(at("2026-10-25 00:00", BERLIN), at("2026-10-26 00:00", BERLIN)) == hours(10.5)


def test_t4_a_day_that_a_zone_left_out_has_no_time() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert round_the_clock(apia).hours_on(day("2011-12-30")) == ()


@pytest.mark.parametrize(
    ("opening", "weekdays", "days"),
    [
        (parse_hours("11:00-18:00"), frozenset[int](), {}),
        ((), parse_days("mon-fri"), {}),
        ((), parse_days("mon-fri"), {day("2026-03-02"): CLOSED}),
    ],
)
def test_t4_a_calendar_without_working_time_cannot_be_made(
    opening: tuple[Interval, ...], weekdays: frozenset[int], days: dict[date, tuple[Interval, ...]]
) -> None:
    with pytest.raises(EmptyCalendar):
        Calendar(MOSCOW, opening, weekdays, days)


def test_t4_a_calendar_of_single_days_is_not_empty_but_ends() -> None:
    desk = Calendar(MOSCOW, (), frozenset(), {day("2026-03-07"): parse_hours("12:00-16:00")})
    assert desk.next_open(at("2026-02-01 12:00")) == at("2026-03-07 12:00")
    assert desk.add_working(at("2026-02-01 12:00"), hours(4)) == at("2026-03-07 16:00")


def test_t4_a_search_for_working_time_that_never_comes_ends_with_an_error() -> None:
    desk = Calendar(MOSCOW, (), frozenset(), {day("2026-03-07"): parse_hours("12:00-16:00")})
    with pytest.raises(NoWorkingTime):
        desk.next_open(at("2026-03-07 16:00"))
    with pytest.raises(NoWorkingTime):
        desk.add_working(at("2026-02-01 12:00"), hours(5))
    with pytest.raises(NoWorkingTime):
        desk.add_working_days(at("2026-03-07 13:00"), 1)
    with pytest.raises(NoWorkingTime):
        desk.next_working_day(day("2026-03-07"))
    with pytest.raises(NoWorkingTime):
        desk.previous_working_day(day("2026-03-07"))


def test_a_day_with_overlapping_hours_cannot_be_set() -> None:
    overlapping = (Interval(540, 780), Interval(700, 1080))
    with pytest.raises(BadHours):
        Calendar(MOSCOW, parse_hours("11:00-18:00"), {0}, {day("2026-03-07"): overlapping})
    with pytest.raises(BadHours):
        Calendar(MOSCOW, overlapping, {0})


def test_t5_a_moment_of_any_zone_is_judged_by_the_desks_clock() -> None:
    desk = office()
    assert desk.is_open(at("2026-03-02 09:00", BERLIN))
    assert not desk.is_open(at("2026-03-02 17:00", BERLIN))
    assert desk.day_of(at("2026-03-02 22:30", UTC)) == day("2026-03-03")
    assert desk.local(at("2026-03-02 12:00")).isoformat() == "2026-03-02T12:00:00+03:00"


def test_t5_a_moment_without_a_zone_is_refused() -> None:
    desk, naive = office(), datetime.fromisoformat("2026-03-02 12:00")
    with pytest.raises(ValueError, match="needs its zone"):
        desk.next_open(naive)
    with pytest.raises(ValueError, match="needs its zone"):
        desk.worked(naive, at("2026-03-02 13:00"))
    with pytest.raises(ValueError, match="needs its zone"):
        desk.add(naive, parse_duration("24h"))


def test_t8_seconds_and_less_are_counted() -> None:
    desk = office()
    start = at("2026-03-02 17:59:59.250000")
    assert desk.add_working(start, timedelta(seconds=1)) == at("2026-03-03 11:00:00.250000")
    assert desk.worked(start, at("2026-03-03 11:00:00.250000")) == timedelta(seconds=1)


def test_an_amount_of_zero_is_the_first_working_moment() -> None:
    assert office().add_working(at("2026-03-07 12:00"), timedelta()) == at("2026-03-09 11:00")


def test_working_time_is_never_taken_away() -> None:
    with pytest.raises(ValueError, match="not taken away"):
        office().add_working(at("2026-03-02 12:00"), timedelta(seconds=-1))
    with pytest.raises(ValueError, match="not taken away"):
        office().add_working_days(at("2026-03-02 12:00"), -1)


def test_an_end_before_the_start_has_no_working_time() -> None:
    assert office().worked(at("2026-03-03 12:00"), at("2026-03-02 12:00")) == timedelta()


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-03-02 12:00", 1, "2026-03-03 12:00"),
        ("2026-03-06 12:00", 1, "2026-03-09 12:00"),
        ("2026-03-02 12:00", 5, "2026-03-09 12:00"),
        ("2026-03-07 12:00", 1, "2026-03-10 11:00"),
        ("2026-03-02 18:00", 1, "2026-03-04 11:00"),
        ("2026-03-07 12:00", 0, "2026-03-09 11:00"),
    ],
)
def test_a_working_day_is_the_same_time_on_the_next_working_day(start: str, days: int, due: str) -> None:
    assert office().add_working_days(at(start), days) == at(due)


def test_a_working_day_that_is_shortened_ends_at_its_closing() -> None:
    desk = office(days={"2026-03-03": "11:00-17:00"})
    assert desk.add_working_days(at("2026-03-02 17:30"), 1) == at("2026-03-03 17:00")
    assert desk.add_working_days(at("2026-03-02 17:00"), 1) == at("2026-03-03 17:00")


def test_a_working_day_that_begins_later_or_has_lunch_moves_to_its_next_opening() -> None:
    desk = office(days={"2026-03-03": "13:00-18:00", "2026-03-04": LUNCH})
    assert desk.add_working_days(at("2026-03-02 11:30"), 1) == at("2026-03-03 13:00")
    assert desk.add_working_days(at("2026-03-02 13:30"), 2) == at("2026-03-04 14:00")


def test_a_working_day_that_ends_at_lunch_ends_there_and_a_short_day_with_lunch_at_its_last_closing() -> None:
    desk = office(days={"2026-03-03": LUNCH, "2026-03-04": "09:00-13:00,14:00-17:00"})
    assert desk.add_working_days(at("2026-03-02 13:00"), 1) == at("2026-03-03 13:00")
    assert desk.add_working_days(at("2026-03-02 17:30"), 2) == at("2026-03-04 17:00")


def test_a_working_day_that_lands_in_a_leap_of_the_clock_is_the_moment_of_the_leap() -> None:
    desk = round_the_clock(BERLIN)
    leap = at("2026-03-29 03:00", BERLIN)
    assert desk.add_working_days(at("2026-03-28 02:30:10.500000", BERLIN), 1) == leap


def test_a_working_day_begun_in_a_repeated_hour_goes_by_its_wall_time() -> None:
    desk = round_the_clock(BERLIN)
    second_time = at("2026-10-25 01:30", UTC)
    assert desk.local(second_time).isoformat() == "2026-10-25T02:30:00+01:00"
    assert desk.add_working_days(second_time, 0) == second_time
    assert desk.add_working_days(second_time, 1) == at("2026-10-26 02:30", BERLIN)
    assert desk.add_working_days(second_time, 154) == at("2027-03-28 03:00", BERLIN)


def test_a_working_day_keeps_the_wall_time_over_a_clock_change() -> None:
    desk = office(zone=BERLIN)
    assert desk.add_working_days(at("2026-03-27 12:00", BERLIN), 1) == at("2026-03-30 12:00", BERLIN)


@pytest.mark.parametrize(
    ("duration", "due"),
    [
        ("24h", "2026-03-07 12:00"),
        ("90s", "2026-03-06 12:01:30"),
        ("8wh", "2026-03-09 13:00"),
        ("1wd", "2026-03-09 12:00"),
    ],
)
def test_t7_a_day_of_calendar_time_never_means_office_hours(duration: str, due: str) -> None:
    assert office().add(at("2026-03-06 12:00"), parse_duration(duration)) == at(due)


def test_a_year_is_worked_out_once() -> None:
    asked: list[date] = []

    class Counting(Calendar):
        def hours_on(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
            asked.append(day)
            return super().hours_on(day)

    desk = Counting(MOSCOW, parse_hours("11:00-18:00"), parse_days("mon-fri"))
    start = at("2026-03-02 12:00")
    for minutes in range(10_000):
        desk.add_working(start + timedelta(minutes=minutes), hours(300))
    assert len(asked) == 365
