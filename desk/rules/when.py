"""A moment as people type it: 'tomorrow 15:00 reason', 'пн 12:00', '30.11', 'через 2 часа', '2wd'.

Small and strict: what is not understood is refused, and never guessed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from desk.errors import BadWhen
from desk.rules.calendar import Calendar
from desk.rules.when_words import DAYS_FROM_NOW, MONTHS, UNITS, WEEKDAYS, Unit

FARTHEST: Final = timedelta(days=90)
LONGEST_REASON: Final = 1000
NOON: Final = 12


class Wrong(StrEnum):
    """Why it is no moment; each is a sentence that says what to write."""

    NOT_UNDERSTOOD = "not_understood"
    IMPOSSIBLE = "impossible"
    """No such day or time: 31.02, 25:00."""
    PAST = "past"
    CLOSED = "closed"
    """Outside of working time."""
    FAR = "far"
    LONG = "long"
    """The reason."""


class Edge(StrEnum):
    """What a day without a time means."""

    OPENING = "opening"
    """When the desk opens; what falls outside of working time moves to the next opening, too."""
    CLOSING = "closing"
    """The end of that working day; what falls outside of working time is refused."""


@dataclass(frozen=True, slots=True)
class When:
    """`at` in UTC, on a whole minute; `reason` is what stands behind it."""

    at: datetime
    reason: str


_LEAD: Final = re.compile(r"\s*(?:(?:by|until|till|before|до|к|ко|на)\b\s*)?", re.IGNORECASE)
_AT: Final = r"(?:(?:at|by|@|в|во|к|ко|до)\s*)"
_CLOCK: Final = re.compile(
    rf"[\s,]*(?:{_AT}?(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?:\s*(?P<half>[ap]m))?(?![:.]?\d|\w)"
    rf"|{_AT}?(?P<hour12>\d{{1,2}})\s*(?P<half12>[ap]m)(?!\w)"
    r"|(?:at|@|в|во|к|ко|до)\s+(?P<whole>\d{1,2})(?:\s*(?:ч|час|часа|часов|o'clock))?(?![\d:.,-]*\d|\w))",
    re.IGNORECASE,
)
_ISO: Final = re.compile(r"\s*(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:T(?=\d)|(?!\w))", re.IGNORECASE)
_DOTTED: Final = re.compile(r"\s*(?P<day>\d{1,2})\.(?P<month>\d{1,2})(?:\.(?P<year>\d{4}|\d{2}))?(?![\d:]|\w)\.?")
_DAY_MONTH: Final = re.compile(
    r"\s*(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<word>[^\W\d_]{3,})\.?(?:\s+(?P<year>\d{4})(?:\s*г\.?|(?!\w)))?",
    re.IGNORECASE,
)
_MONTH_DAY: Final = re.compile(r"\s*(?P<word>[a-z]{3,})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\w:.])", re.IGNORECASE)
_WORDS: Final = re.compile(
    r"\s*(?:(?:on|next|this|the|в|во|на|эт(?:от|у|о)|следующ(?:ий|ую|ее)|ближайш(?:ий|ую|ее))\s+)*"
    r"(?P<words>day after tomorrow|[^\W\d_]+)(?!\w)\.?",
    re.IGNORECASE,
)
_IN: Final = re.compile(r"\s*(?:in|within|через)\s+", re.IGNORECASE)
_AMOUNT: Final = re.compile(
    r"\s*(?:(?P<number>\d{1,4})\s*)?(?P<unit>(?:(?:working|business|рабоч\w+)\s+)?[^\W\d_]+)(?!\w)\.?", re.IGNORECASE
)
_ARTICLE: Final = re.compile(r"\s*(?:an?|один|одну)\s+", re.IGNORECASE)
_LIKE_A_MOMENT: Final = re.compile(r"[\s,]*\d{1,4}\s*[:.\-/]\s*\d{1,2}(?!\w)")
_BETWEEN: Final = " \t\r\n,;:.–—-"

_Found = tuple[date, int]
"""A day, and where what follows it begins."""


def parse_when(text: str, now: datetime, calendar: Calendar, edge: Edge = Edge.CLOSING) -> When:
    """The moment that a text begins with, and the reason behind it. Raises BadWhen. Source: T7, T19."""
    begin = _LEAD.match(text)
    start = begin.end() if begin else 0
    local = calendar.local(now)
    at, end = _relative(text, start, now, calendar) or _dated(text, start, local, calendar, edge)
    rest = text[end:]
    if _LIKE_A_MOMENT.match(rest):
        raise BadWhen(Wrong.NOT_UNDERSTOOD)
    reason = rest.strip().lstrip(_BETWEEN)
    if len(reason) > LONGEST_REASON:
        raise BadWhen(Wrong.LONG)
    return When(_checked(_whole_minute(at), now, calendar, edge), reason)


def _checked(at: datetime, now: datetime, calendar: Calendar, edge: Edge) -> datetime:
    if at <= now:
        raise BadWhen(Wrong.PAST, at.isoformat())
    if at - now > FARTHEST:
        raise BadWhen(Wrong.FAR, at.isoformat())
    if calendar.is_open(at) or (edge is Edge.CLOSING and calendar.is_closing(at)):
        return at
    if edge is Edge.OPENING:
        return calendar.next_open(at)
    raise BadWhen(Wrong.CLOSED, at.isoformat(), calendar.next_open(at).isoformat())


def _whole_minute(at: datetime) -> datetime:
    """Rounded up: it is told in minutes, and nobody is to be late within one."""
    whole = at.astimezone(UTC).replace(second=0, microsecond=0)
    return whole if whole == at else whole + timedelta(minutes=1)


def _dated(text: str, start: int, local: datetime, calendar: Calendar, edge: Edge) -> tuple[datetime, int]:
    """A day, a time, or both in either order."""
    if (clock := _time(text, start) or _time(text, 0)) is not None:
        day, end = _day(text, clock[1], local) or (local.date(), clock[1])
        return _moment(day, clock[0], calendar), end
    if (found := _day(text, start, local)) is None:
        raise BadWhen(Wrong.NOT_UNDERSTOOD)
    if (clock := _time(text, found[1])) is not None:
        return _moment(found[0], clock[0], calendar), clock[1]
    if _LIKE_A_MOMENT.match(text, found[1]):
        raise BadWhen(Wrong.NOT_UNDERSTOOD)
    return _edge_of(found[0], calendar, edge), found[1]


def _edge_of(day: date, calendar: Calendar, edge: Edge) -> datetime:
    """The end of a working day, or its beginning; a day off has neither: noon stands for it."""
    spans = calendar.hours_on(day)
    if not spans:
        return _moment(day, time(NOON), calendar)
    return spans[0][0] if edge is Edge.OPENING else spans[-1][1]


def _moment(day: date, clock: time, calendar: Calendar) -> datetime:
    return datetime.combine(day, clock, tzinfo=calendar.zone).astimezone(UTC)


def _time(text: str, start: int) -> tuple[time, int] | None:
    found = _CLOCK.match(text, start)
    if found is None:
        return None
    hour = int(found["hour"] or found["hour12"] or found["whole"])
    half = (found["half"] or found["half12"] or "").lower()
    if half and not 1 <= hour <= NOON:
        raise BadWhen(Wrong.IMPOSSIBLE)
    if half:
        hour = hour % NOON + (NOON if half == "pm" else 0)
    try:
        return time(hour, int(found["minute"] or 0)), found.end()
    except ValueError:
        raise BadWhen(Wrong.IMPOSSIBLE) from None


def _day(text: str, start: int, local: datetime) -> _Found | None:
    readers: tuple[Callable[[str, int, datetime], _Found | None], ...] = (_iso, _dotted, _by_month, _by_word)
    return next((found for read in readers if (found := read(text, start, local)) is not None), None)


def _iso(text: str, start: int, _: datetime) -> _Found | None:
    found = _ISO.match(text, start)
    return (_date(int(found["year"]), int(found["month"]), int(found["day"])), found.end()) if found else None


def _dotted(text: str, start: int, local: datetime) -> _Found | None:
    found = _DOTTED.match(text, start)
    if found is None:
        return None
    return _of_year(found["year"], int(found["month"]), int(found["day"]), local), found.end()


def _by_month(text: str, start: int, local: datetime) -> _Found | None:
    for form in (_DAY_MONTH, _MONTH_DAY):
        found = form.match(text, start)
        month = MONTHS.get(found["word"].lower()) if found else None
        if found is not None and month is not None:
            year = found["year"] if form is _DAY_MONTH else None
            return _of_year(year, month, int(found["day"]), local), found.end()
    return None


def _by_word(text: str, start: int, local: datetime) -> _Found | None:
    """Today, tomorrow, or a day of the week: the next one after today."""
    found = _WORDS.match(text, start)
    word = found["words"].lower().replace("ё", "е") if found else ""
    if found is None or not (word in DAYS_FROM_NOW or word in WEEKDAYS):
        return None
    days = DAYS_FROM_NOW[word] if word in DAYS_FROM_NOW else (WEEKDAYS[word] - local.weekday() - 1) % 7 + 1
    return local.date() + timedelta(days=days), found.end()


def _of_year(year: str | None, month: int, day: int, local: datetime) -> date:
    """Without a year: this one, unless that day is over and the next one is not far."""
    if year is not None:
        return _date(int(year) if len(year) == len("2026") else 2000 + int(year), month, day)
    this = _date(local.year, month, day)
    if this >= local.date():
        return this
    following = _date(local.year + 1, month, day)
    return following if following - local.date() <= FARTHEST else this


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadWhen(Wrong.IMPOSSIBLE) from None


def _relative(text: str, start: int, now: datetime, calendar: Calendar) -> tuple[datetime, int] | None:
    """'in 2h', 'через 1 час 30 минут', '2wd'; whole days may have a time of their own: 'через 2 дня в 15:00'."""
    lead = _IN.match(text, start)
    at, end, last = now, lead.end() if lead else start, None
    if lead and (half := re.compile(r"\s*(?:half an hour|полчаса)(?!\w)", re.IGNORECASE).match(text, end)):
        return now + timedelta(minutes=30), half.end()
    while (amount := _amount(text, end, bare=lead is not None and last is None)) is not None:
        number, unit, end = amount
        at, last = _later(at, number, unit, calendar), unit
    if last is None:
        if lead:
            raise BadWhen(Wrong.NOT_UNDERSTOOD)
        return None
    clock = _time(text, end) if last in {Unit.DAY, Unit.WEEK, Unit.WORKING_DAY} else None
    return (_moment(calendar.day_of(at), clock[0], calendar), clock[1]) if clock else (at, end)


def _amount(text: str, start: int, *, bare: bool) -> tuple[int, Unit, int] | None:
    """`bare`: the number may be missing, 'через час'."""
    article = _ARTICLE.match(text, start) if bare else None
    found = _AMOUNT.match(text, article.end() if article else start)
    unit = UNITS.get(" ".join(found["unit"].lower().split())) if found else None
    if found is None or unit is None or not (found["number"] or bare):
        return None
    number = int(found["number"] or 1)
    if not number:
        raise BadWhen(Wrong.NOT_UNDERSTOOD)
    return number, unit, found.end()


def _later(at: datetime, number: int, unit: Unit, calendar: Calendar) -> datetime:
    if number > FARTHEST.days * 24 * 60:
        raise BadWhen(Wrong.NOT_UNDERSTOOD)
    match unit:
        case Unit.MINUTE:
            return at + timedelta(minutes=number)
        case Unit.HOUR:
            return at + timedelta(hours=number)
        case Unit.DAY:
            return at + timedelta(days=number)
        case Unit.WEEK:
            return at + timedelta(weeks=number)
        case Unit.WORKING_HOUR:
            return calendar.add_working(at, timedelta(hours=min(number, FARTHEST.days * 24)))
        case Unit.WORKING_DAY:
            return calendar.add_working_days(at, min(number, FARTHEST.days + 1))
