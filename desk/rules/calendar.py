"""Working time: when the desk is open, and which moment is so much working time away."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import Final, assert_never
from zoneinfo import ZoneInfo

from desk.rules.durations import Duration, Unit

MINUTES_A_DAY: Final = 24 * 60

_SEARCH_YEARS: Final = 2
_SEARCH_DAYS: Final = _SEARCH_YEARS * 366
_HOURS: Final = re.compile(r"\s*([0-9]{1,2}):([0-9]{2})\s*-\s*([0-9]{1,2}):([0-9]{2})\s*")
_HOURS_EXAMPLES: Final = "for example '11:00-18:00' or '09:00-13:00,14:00-18:00'"
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAYS_EXAMPLES: Final = "for example 'mon-fri' or 'mon,wed,sat-sun'"


class BadHours(ValueError):
    """The text is not hours of a day; the message says why and gives an example."""


class BadDays(ValueError):
    """The text is not days of a week; the message says why and gives an example."""


class EmptyCalendar(ValueError):
    """No day of this calendar has any working time. Source: T4."""


class NoWorkingTime(ValueError):
    """The calendar has working time, but none for two years around the moment asked about."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A half-open part of a day, in minutes since midnight; 1440 closes it at 24:00. Raises BadHours. Source: T2."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= MINUTES_A_DAY:
            raise BadHours(
                f"{self} is not a part of one day: it opens before it closes, at 24:00 at the latest, and hours"
                f" past midnight are two parts, '00:00-02:00,22:00-24:00'; {_HOURS_EXAMPLES}"
            )

    def __str__(self) -> str:
        return f"{_clock(self.opens)}-{_clock(self.closes)}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def parse_hours(text: str) -> tuple[Interval, ...]:
    """Intervals of a day from '09:00-13:00,14:00-18:00'. Raises BadHours unless they are in order and apart."""
    intervals = tuple(_interval(part, text) for part in text.split(","))
    _check_order(intervals)
    return intervals


def _interval(part: str, text: str) -> Interval:
    form = _HOURS.fullmatch(part)
    if form is None:
        raise BadHours(f"{text!r} is not hours of a day; {_HOURS_EXAMPLES}")
    opens_hour, opens_minute, closes_hour, closes_minute = map(int, form.groups())
    if max(opens_minute, closes_minute) >= 60:  # noqa: PLR2004
        raise BadHours(f"{text!r} has a minute after :59; {_HOURS_EXAMPLES}")
    return Interval(opens_hour * 60 + opens_minute, closes_hour * 60 + closes_minute)


def _check_order(intervals: Sequence[Interval]) -> None:
    for earlier, later in pairwise(intervals):
        if later.opens < earlier.closes:
            raise BadHours(f"{later} does not come after {earlier}; {_HOURS_EXAMPLES}")


def parse_days(text: str) -> frozenset[int]:
    """Weekdays, Monday is 0, from 'mon-fri', 'mon,wed,fri' or 'sun-thu' (a range may pass Sunday). Raises BadDays."""
    return frozenset(day for part in text.lower().split(",") for day in _weekdays(part, text))


def _weekdays(part: str, text: str) -> Iterator[int]:
    first, _, last = (name.strip() for name in part.partition("-"))
    if "-" not in part:
        last = first
    if first not in _DAYS or last not in _DAYS:
        raise BadDays(f"{text!r} is not days of a week (mon, tue, wed, thu, fri, sat, sun); {_DAYS_EXAMPLES}")
    start = _DAYS.index(first)
    length = (_DAYS.index(last) - start) % 7 + 1
    return ((start + offset) % 7 for offset in range(length))


@dataclass(frozen=True, slots=True)
class _Year:
    """The spans of one local year: `before[i]` is the working time before span `i`, the last one is all of it."""

    opens: list[datetime]
    closes: list[datetime]
    before: list[timedelta]

    def is_open(self, at: datetime) -> bool:
        index = bisect_right(self.opens, at) - 1
        return index >= 0 and at < self.closes[index]

    def next_open(self, at: datetime) -> datetime | None:
        index = bisect_right(self.closes, at)
        return max(at, self.opens[index]) if index < len(self.opens) else None

    def worked_by(self, at: datetime) -> timedelta:
        index = bisect_right(self.opens, at) - 1
        return self.before[index] + min(at, self.closes[index]) - self.opens[index] if index >= 0 else timedelta()

    def moment(self, worked: timedelta) -> datetime:
        """When `worked` (more than 0, at most the year's) is reached: a closing rather than the opening after it."""
        index = bisect_left(self.before, worked) - 1
        return self.opens[index] + (worked - self.before[index])


class Calendar:
    """Working time in one zone. Moments come in aware, and go out in UTC; a naive one raises ValueError.

    `hours` are worked on `weekdays` (Monday is 0); `days` says otherwise for single dates: other hours,
    or () for a closed day. Spans are real time between two moments of the wall clock: one that a clock
    change skips means the moment of the change, one that it repeats means the first of the two.
    Raises EmptyCalendar where no day has working time, BadHours where intervals overlap. Source: T1-T5.
    """

    def __init__(
        self,
        zone: ZoneInfo,
        hours: Sequence[Interval],
        weekdays: Collection[int],
        days: Mapping[date, Sequence[Interval]] = MappingProxyType({}),
    ) -> None:
        self.zone = zone
        self._hours = tuple(hours)
        self._weekdays = frozenset(weekdays)
        self._days = {day: tuple(intervals) for day, intervals in days.items()}
        self._years: dict[int, _Year] = {}
        for intervals in (self._hours, *self._days.values()):
            _check_order(intervals)
        if not (self._hours and self._weekdays) and not any(self._days.values()):
            raise EmptyCalendar("the calendar has no working time at all: no usual hours, and no day with its own")

    def facts(self) -> str:
        """All that makes it what it is, as text: two calendars that say the same count the same."""
        days = {str(day): [str(hours) for hours in self._days[day]] for day in sorted(self._days)}
        return f"{self.zone.key} {[str(hours) for hours in self._hours]} {sorted(self._weekdays)} {days}"

    def local(self, at: datetime) -> datetime:
        """The same moment by the desk's clock."""
        return _utc(at).astimezone(self.zone)

    def day_of(self, at: datetime) -> date:
        """The desk's date at that moment."""
        return self.local(at).date()

    def hours_on(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The spans (opening, closing) of a day, in UTC and in order; () for a closed day."""
        midnight = datetime.combine(day, time(), tzinfo=self.zone)
        usual = self._hours if day.weekday() in self._weekdays else ()
        spans = (
            (
                self._moment(midnight + timedelta(minutes=interval.opens)),
                self._moment(midnight + timedelta(minutes=interval.closes)),
            )
            for interval in self._days.get(day, usual)
        )
        return tuple((opens, closes) for opens, closes in spans if opens < closes)

    def is_working_day(self, day: date) -> bool:
        return bool(self.hours_on(day))

    def next_working_day(self, day: date) -> date:
        """The first working day strictly after `day`. Raises NoWorkingTime."""
        return self._nearest_working_day(day, step=1)

    def previous_working_day(self, day: date) -> date:
        """The last working day strictly before `day`. Raises NoWorkingTime."""
        return self._nearest_working_day(day, step=-1)

    def is_open(self, at: datetime) -> bool:
        """Whether it is working time; at the closing itself it no longer is. Source: T2."""
        return self._year(self.local(at).year).is_open(_utc(at))

    def is_closing(self, at: datetime) -> bool:
        """Whether the desk closes at exactly this moment: a target that ends here ends today. Source: T2."""
        return not self.is_open(at) and self.is_open(at - timedelta.resolution)

    def next_open(self, at: datetime) -> datetime:
        """The first working moment at or after `at`. Raises NoWorkingTime. Source: T1, T2."""
        at = _utc(at)
        openings = (year.next_open(at) for year in self._years_from(at))
        return next(opening for opening in openings if opening is not None)

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """The working time from `start` to `end`; 0 where `end` is not after it."""
        start, end = _utc(start), _utc(end)
        if end <= start:
            return timedelta()
        years = (self._year(number) for number in range(self.local(start).year, self.local(end).year + 1))
        return sum((year.worked_by(end) - year.worked_by(start) for year in years), timedelta())

    def add_working(self, start: datetime, amount: timedelta) -> datetime:
        """The first moment by which `amount` of working time has passed since `start`.

        What ends exactly at a closing ends there, not at the next opening (T2); an amount of 0 gives the
        first working moment. For more than 0, `worked(start, add_working(start, amount)) == amount`, and
        the result grows with both arguments (T8). Raises NoWorkingTime, ValueError for a negative amount.
        """
        if amount < timedelta():
            raise ValueError(f"working time is added, not taken away: {amount}")
        start = _utc(start)
        if not amount:
            return self.next_open(start)
        for year in self._years_from(start):
            passed = year.worked_by(start)
            if passed + amount <= year.before[-1]:
                return year.moment(passed + amount)
            amount -= year.before[-1] - passed
        raise AssertionError("unreachable: the years end with NoWorkingTime")

    def add_working_days(self, start: datetime, days: int) -> datetime:
        """The same local time of day on the `days`-th next working day.

        A start outside hours first moves to the next opening. Where that day is not worked at that time,
        the result is its next opening of the same day (later hours, lunch), and its last closing where
        none is left (a shortened day). Raises NoWorkingTime, ValueError for a negative number.
        Source: semantics, durations in settings.
        """
        if days < 0:
            raise ValueError(f"working days are added, not taken away: {days}")
        start = self.next_open(start)
        if not days:
            return start
        local = self.local(start)
        day = local.date()
        for _ in range(days):
            day = self.next_working_day(day)
        return self._working_moment(day, local.time().replace(fold=0))

    def add(self, start: datetime, duration: Duration) -> datetime:
        """`start` moved by a duration of any unit; calendar time may well end outside hours. Raises NoWorkingTime."""
        match duration.unit:
            case Unit.CALENDAR:
                return _utc(start) + timedelta(seconds=duration.amount)
            case Unit.WORKING_HOURS:
                return self.add_working(start, timedelta(seconds=duration.amount))
            case Unit.WORKING_DAYS:
                return self.add_working_days(start, duration.amount)
            case _:
                assert_never(duration.unit)

    def _working_moment(self, day: date, clock: time) -> datetime:
        """The time of day on a working day, moved into that day's hours."""
        at = self._moment(datetime.combine(day, clock, tzinfo=self.zone))
        spans = self.hours_on(day)
        return next((max(at, opens) for opens, closes in spans if at <= closes), spans[-1][1])

    def _nearest_working_day(self, day: date, step: int) -> date:
        for distance in range(1, _SEARCH_DAYS + 1):
            other = day + timedelta(days=step * distance)
            if self.is_working_day(other):
                return other
        raise NoWorkingTime(f"no working day within {_SEARCH_YEARS} years of {day}")

    def _moment(self, wall: datetime) -> datetime:
        first, second = _utc(wall), _utc(wall.replace(fold=1))
        if first <= second:
            return first
        return self._clock_change(second, first)

    def _clock_change(self, before: datetime, after: datetime) -> datetime:
        """The moment between the two at which the clock leaps."""
        before = before.replace(microsecond=0)
        seconds = range(int((after - before).total_seconds()) + 1)
        offset = self.local(after).utcoffset()
        leap = bisect_left(
            seconds, True, key=lambda second: self.local(before + timedelta(seconds=second)).utcoffset() == offset
        )
        return before + timedelta(seconds=leap)

    def _years_from(self, at: datetime) -> Iterator[_Year]:
        """The year of `at` and all after it, up to two in a row without working time."""
        number, empty = self.local(at).year, 0
        while empty < _SEARCH_YEARS:
            year = self._year(number)
            yield year
            number, empty = number + 1, 0 if year.opens else empty + 1
        raise NoWorkingTime(f"no working time for {_SEARCH_YEARS} years before the end of {number - 1}")

    def _year(self, number: int) -> _Year:
        if number not in self._years:
            self._years[number] = self._work_out(number)
        return self._years[number]

    def _work_out(self, number: int) -> _Year:
        days = range(date(number, 1, 1).toordinal(), date(number, 12, 31).toordinal() + 1)
        spans = [span for day in days for span in self.hours_on(date.fromordinal(day))]
        return _Year(
            opens=[opens for opens, _ in spans],
            closes=[closes for _, closes in spans],
            before=list(accumulate((closes - opens for opens, closes in spans), initial=timedelta())),
        )


def _utc(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise ValueError(f"a moment needs its zone: {at}")
    return at.astimezone(UTC)
