"""Readable moments and desks for the tests of rules."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from desk.rules.calendar import Calendar, Interval, parse_days, parse_hours

UTC: Final = ZoneInfo("UTC")
MOSCOW: Final = ZoneInfo("Europe/Moscow")
BERLIN: Final = ZoneInfo("Europe/Berlin")
CLOSED: Final[tuple[Interval, ...]] = ()


def at(text: str, zone: ZoneInfo = MOSCOW) -> datetime:
    """A moment by the clock of a zone, in UTC. 2026-03-02 is a Monday."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


def hours(amount: float) -> timedelta:
    return timedelta(hours=amount)


def office(
    opening: str = "11:00-18:00",
    weekdays: str = "mon-fri",
    *,
    zone: ZoneInfo = MOSCOW,
    days: Mapping[str, str | None] | None = None,
) -> Calendar:
    """A desk of the regulation's hours (1.4), unless the test is about others; `days` maps a date to hours or None."""
    own = {day(text): CLOSED if own is None else parse_hours(own) for text, own in (days or {}).items()}
    return Calendar(zone, parse_hours(opening), parse_days(weekdays), own)


def round_the_clock(zone: ZoneInfo = MOSCOW) -> Calendar:
    return office("00:00-24:00", "mon-sun", zone=zone)
