"""How and when a request came that staff file for somebody else. Source: regulation 2.3, T9."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

OLDEST: Final = timedelta(days=30)
"""What came earlier is a slip of the hand rather than a request of now."""


class Way(StrEnum):
    """How a ticket came that staff have filed themselves."""

    PHONE = "phone"
    MAIL = "mail"
    IN_PERSON = "in_person"
    OTHER = "other"
    OWN = "own"
    """Nobody asked: staff opened it for themselves."""


FROM_OUTSIDE: Final = (Way.PHONE, Way.MAIL, Way.IN_PERSON, Way.OTHER)


class WrongTime(StrEnum):
    """Why it is no time at which a request can have come; each is a sentence that says what to write."""

    UNREADABLE = "unreadable"
    NO_CLOCK = "no_clock"
    FUTURE = "future"
    TOO_OLD = "too_old"


_AGO: Final = {
    "": 0,
    "сегодня": 0,
    "today": 0,
    "вчера": 1,
    "yesterday": 1,
    "позавчера": 2,
}
_NOW: Final = frozenset({"сейчас", "now", "только что", "just now"})
_FORM: Final = re.compile(
    rf"(?P<ago>{'|'.join(filter(None, _AGO))}|)"
    r"(?:(?P<iso>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})"
    r"|(?P<day>[0-9]{1,2})[./](?P<month>[0-9]{1,2})(?:[./](?P<year>[0-9]{4}|[0-9]{2}))?(?=\s|,|$))?"
    r"[\s,]*(?:(?:в|at)\s+)?"
    r"(?P<clock>(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2}))?"
)


@dataclass(frozen=True, slots=True)
class Came:
    """When it came, or why what was typed is no such time."""

    at: datetime | None = None
    wrong: WrongTime | None = None


def parse_came(text: str, now: datetime, zone: ZoneInfo) -> Came:
    """The moment of `10:40`, `вчера 17:30`, `yesterday 17:30`, `27.11 10:40`, `2026-11-27 10:40`.

    By the desk's clock.
    """
    words = " ".join(text.lower().split())
    if words in _NOW:
        return Came(now)
    form = _FORM.fullmatch(words)
    if form is None or not words or (form["ago"] and (form["iso"] or form["day"])):
        return Came(wrong=WrongTime.UNREADABLE)
    if form["clock"] is None:
        return Came(wrong=WrongTime.NO_CLOCK)
    try:
        return _judged(_moments(form, now.astimezone(zone)), now)
    except (ValueError, OverflowError):
        return Came(wrong=WrongTime.UNREADABLE)


def _moments(form: re.Match[str], local: datetime) -> list[datetime]:
    """What it can mean, the likeliest first. ValueError: there is no such day or hour."""
    clock = time(int(form["hour"]), int(form["minute"]))
    return [datetime.combine(day, clock, local.tzinfo) for day in _days(form, local.date())]


def _days(form: re.Match[str], today: date) -> list[date]:
    if form["iso"]:
        year, month, day = map(int, form["iso"].split("-"))
        return [date(year, month, day)]
    if form["day"] is None:
        return [today - timedelta(days=_AGO[form["ago"]])]
    day, month = int(form["day"]), int(form["month"])
    if form["year"]:
        return [date(int(form["year"]) + (2000 if len(form["year"]) == 2 else 0), month, day)]  # noqa: PLR2004
    # In January 'December' is that of last year.
    return [date(today.year, month, day), date(today.year - 1, month, day)]


def _judged(moments: list[datetime], now: datetime) -> Came:
    for moment in moments:
        if now - OLDEST <= moment <= now:
            return Came(moment.astimezone(now.tzinfo))
    return Came(wrong=WrongTime.FUTURE if moments[0] > now else WrongTime.TOO_OLD)
