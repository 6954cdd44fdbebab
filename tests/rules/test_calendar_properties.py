"""Promises of working time over any calendar."""

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.rules.calendar import MINUTES_A_DAY, Calendar
from tests.rules.strategies import STEADY, amounts, calendars, instants


@settings(deadline=None)
@given(desk=calendars(), start=instants, amount=amounts)
def test_t8_the_time_worked_until_a_due_time_is_the_time_given(
    desk: Calendar, start: datetime, amount: timedelta
) -> None:
    assert desk.worked(start, desk.add_working(start, amount)) == amount


@settings(deadline=None)
@given(desk=calendars(), start=instants, amount=amounts)
def test_t2_a_due_time_is_within_hours_or_at_a_closing(desk: Calendar, start: datetime, amount: timedelta) -> None:
    due = desk.add_working(start, amount)
    assert desk.is_open(due) or desk.is_closing(due)
    assert desk.worked(due - timedelta.resolution, due) == timedelta.resolution


@settings(deadline=None)
@given(desk=calendars(), starts=st.tuples(instants, instants), amount=amounts)
def test_t8_a_later_start_is_never_due_earlier(
    desk: Calendar, starts: tuple[datetime, datetime], amount: timedelta
) -> None:
    earlier, later = sorted(starts)
    assert desk.add_working(earlier, amount) <= desk.add_working(later, amount)
    assert desk.next_open(earlier) <= desk.next_open(later)


@settings(deadline=None)
@given(desk=calendars(), start=instants, given_amounts=st.tuples(amounts, amounts))
def test_t8_more_time_is_always_due_later(
    desk: Calendar, start: datetime, given_amounts: tuple[timedelta, timedelta]
) -> None:
    less, more = sorted(given_amounts)
    assert (less == more) == (desk.add_working(start, less) == desk.add_working(start, more))
    assert desk.next_open(start) < desk.add_working(start, less) <= desk.add_working(start, more)


@settings(deadline=None)
@given(desk=calendars(), three=st.tuples(instants, instants, instants))
def test_t14_working_time_is_the_sum_of_its_parts(desk: Calendar, three: tuple[datetime, datetime, datetime]) -> None:
    first, second, third = sorted(three)
    assert desk.worked(first, second) + desk.worked(second, third) == desk.worked(first, third)
    assert timedelta() <= desk.worked(first, third) <= third - first


@settings(deadline=None)
@given(desk=calendars(), start=instants)
def test_t1_nothing_is_worked_before_the_next_opening(desk: Calendar, start: datetime) -> None:
    opening = desk.next_open(start)
    assert opening >= start
    assert desk.is_open(opening)
    assert desk.is_open(start) == (opening == start)
    assert desk.worked(start, opening) == timedelta()


@settings(deadline=None)
@given(desk=calendars(), start=instants)
def test_t3_spans_follow_each_other_and_never_overlap(desk: Calendar, start: datetime) -> None:
    first = desk.day_of(start)
    spans = [span for number in range(7) for span in desk.hours_on(first + timedelta(days=number))]
    assert all(opens < closes for opens, closes in spans)
    assert all(closes <= opens for (_, closes), (opens, _) in pairwise(spans))


@settings(deadline=None, max_examples=30)
@given(desk=calendars(zones=STEADY), start=instants, minutes=st.integers(0, 3 * MINUTES_A_DAY))
def test_t3_working_time_is_what_one_counts_minute_by_minute(desk: Calendar, start: datetime, minutes: int) -> None:
    start = start.replace(second=0, microsecond=0)
    counted = sum(within_hours(desk, start + timedelta(minutes=number)) for number in range(minutes))
    assert desk.worked(start, start + timedelta(minutes=minutes)) == timedelta(minutes=counted)


def within_hours(desk: Calendar, at: datetime) -> bool:
    """Whether the wall clock of a zone without clock changes stands inside the day's intervals."""
    wall = at.astimezone(desk.zone)
    usual = desk._hours if wall.weekday() in desk._weekdays else ()
    minute = wall.hour * 60 + wall.minute
    return any(interval.opens <= minute < interval.closes for interval in desk._days.get(wall.date(), usual))


@settings(deadline=None)
@given(desk=calendars(zones=STEADY), starts=st.tuples(instants, instants), days=st.integers(0, 20))
def test_t8_working_days_are_never_due_earlier_for_a_later_start_or_more_days(
    desk: Calendar, starts: tuple[datetime, datetime], days: int
) -> None:
    earlier, later = sorted(starts)
    assert desk.add_working_days(earlier, days) <= desk.add_working_days(later, days)
    assert desk.add_working_days(earlier, days) < desk.add_working_days(earlier, days + 1)


@settings(deadline=None)
@given(desk=calendars(), start=instants, days=st.integers(1, 20))
def test_working_days_end_on_a_working_day_within_hours_or_at_a_closing(
    desk: Calendar, start: datetime, days: int
) -> None:
    due = desk.add_working_days(start, days)
    assert desk.is_open(due) or desk.is_closing(due)
