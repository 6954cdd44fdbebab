"""Any calendar and any moment: intervals, days off, working Saturdays, clock changes."""

from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from desk.rules.calendar import MINUTES_A_DAY, Calendar, Interval

STEADY: Final = ("UTC", "Europe/Moscow", "Asia/Kathmandu")
CHANGING: Final = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "America/Santiago")
CLOCK_CHANGES: Final = [
    datetime(2026, month, day, 1, tzinfo=UTC) for month, day in ((3, 8), (3, 29), (4, 5), (4, 24), (10, 25), (11, 1))
]


def intervals(least: int) -> st.SearchStrategy[tuple[Interval, ...]]:
    """`least` to three intervals of a day, in order and apart."""
    edges = st.lists(st.integers(0, MINUTES_A_DAY), min_size=2 * least, max_size=6, unique=True).map(sorted)
    return edges.map(lambda minutes: tuple(map(Interval, minutes[::2], minutes[1::2])))


@st.composite
def calendars(draw: st.DrawFn, zones: tuple[str, ...] = STEADY + CHANGING) -> Calendar:
    return Calendar(
        ZoneInfo(draw(st.sampled_from(zones))),
        draw(intervals(1)),
        draw(st.frozensets(st.integers(0, 6), min_size=1)),
        draw(st.dictionaries(st.dates(date(2025, 12, 20), date(2027, 1, 15)), intervals(0), max_size=12)),
    )


def around(moment: datetime) -> st.SearchStrategy[datetime]:
    return st.integers(-5 * 86400, 5 * 86400).map(lambda seconds: moment + timedelta(seconds=seconds))


instants = st.one_of(
    st.integers(0, 365 * 86400 * 1_000_000).map(
        lambda microseconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
    ),
    *(around(moment) for moment in CLOCK_CHANGES),
)
amounts = st.one_of(
    st.timedeltas(timedelta.resolution, timedelta(hours=300)),
    st.integers(1, 300).map(lambda number: timedelta(hours=number)),
)
