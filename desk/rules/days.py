"""Days that are not as usual: official ones, and the company's own. Plain lines, one a day. Source: T3, T6."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from desk.rules.calendar import BadHours, Interval, parse_hours

SHORTER_BY: Final = 60
"""Minutes that the working day before a public holiday is shorter. Source: Labour Code, article 95."""

AHEAD: Final = timedelta(days=31)
"""A year that is not published is told so long before it begins."""

SATURDAY: Final = 5

EXAMPLE: Final = "2026-12-31 closed"

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class Day(StrEnum):
    """How a day is worked, where no hours of its own are set for it."""

    CLOSED = "closed"
    SHORT = "short"
    """An hour less than usual."""
    WORKING = "working"
    """The usual hours, on a day that would be off."""


Plan = Day | tuple[Interval, ...]
"""How a day is worked: a word, or its own hours."""


class BadDay(ValueError):
    """The text does not say how a day is worked; the message says why and gives an example."""


class BadLines(ValueError):
    """Lines that cannot be read: for each its number and why."""

    def __init__(self, lines: Sequence[tuple[int, str]]) -> None:
        super().__init__("\n".join(f"line {number}: {why}" for number, why in lines))
        self.lines = tuple(lines)


def parse_date(text: str) -> date:
    """`2026-12-31`. Raises BadDay."""
    try:
        return date.fromisoformat(text if _DATE.fullmatch(text) else "")
    except ValueError:
        raise BadDay(f"{text!r} is not a date; for example '2026-12-31'") from None


def parse_plan(text: str) -> Plan:
    """`closed`, `short`, `working`, or hours such as `11:00-14:00,15:00-16:00`. Raises BadDay."""
    words = text.strip().lower()
    if words in set(Day):
        return Day(words)
    if not words:
        raise BadDay(f"it does not say how the day is worked; for example {EXAMPLE!r}")
    try:
        return parse_hours(words)
    except BadHours as error:
        raise BadDay(f"neither {', '.join(Day)} nor hours: {error}") from None


def read_days(text: str) -> dict[date, Plan]:
    """The lines of a file: a date, then how it is worked. Empty lines and what follows a # do not count.

    Raises BadLines for all that cannot be read, and for a date that is there twice.
    """
    days: dict[date, Plan] = {}
    bad: list[tuple[int, str]] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        said = line.partition("#")[0].strip()
        if not said:
            continue
        first, *rest = said.split(maxsplit=1)
        try:
            day, plan = parse_date(first), parse_plan(rest[0] if rest else "")
        except BadDay as error:
            bad.append((number, str(error)))
            continue
        if day in days:
            bad.append((number, f"{day} is there twice"))
        days[day] = plan
    if bad:
        raise BadLines(bad)
    return days


def words_of(plan: Plan) -> str:
    """As `parse_plan` reads it."""
    return plan.value if isinstance(plan, Day) else ",".join(map(str, plan))


def line_of(day: date, plan: Plan) -> str:
    """As `read_days` reads it."""
    return f"{day} {words_of(plan)}"


def with_day(text: str, day: date, plan: Plan | None) -> str:
    """The file with another line for that day, in order where it is in order; None: without one.

    Every other line, comments too, stays as it is.
    """
    kept = [line for line in text.removeprefix("\ufeff").splitlines() if not line.strip().startswith(str(day))]
    if plan is not None:
        at = next((index for index, line in enumerate(kept) if _is_later(line, day)), len(kept))
        kept.insert(at, line_of(day, plan))
    return "".join(f"{line}\n" for line in kept)


def _is_later(line: str, day: date) -> bool:
    first = line.strip()[:10]
    return bool(_DATE.fullmatch(first)) and first > str(day)


def shortened(hours: Sequence[Interval], minutes: int = SHORTER_BY) -> tuple[Interval, ...]:
    """The same hours with so much less at their end; what is left of them may be nothing."""
    left = list(hours)
    while left and minutes:
        last = left.pop()
        taken = min(minutes, last.closes - last.opens)
        minutes -= taken
        if last.closes - taken > last.opens:
            left.append(Interval(last.opens, last.closes - taken))
    return tuple(left)


def days_of(
    plans: Mapping[date, Plan],
    hours: Sequence[Interval],
    weekdays: Collection[int],
    *,
    own_hours: bool = True,
    shorter: bool = True,
) -> dict[date, tuple[Interval, ...]]:
    """The plans as hours, for a company with these usual ones.

    A short weekday that the company does not work stays off; a short Saturday is a working one. With `own_hours` or
    `shorter` off such a day has the usual hours, as for priority support, which has a day or has none.
    """
    found: dict[date, tuple[Interval, ...]] = {}
    for day, plan in plans.items():
        match plan:
            case Day.CLOSED:
                found[day] = ()
            case Day.WORKING:
                found[day] = tuple(hours)
            case Day.SHORT:
                if day.weekday() in weekdays or day.weekday() >= SATURDAY:
                    found[day] = shortened(hours) if shorter else tuple(hours)
            case _:
                found[day] = plan if own_hours else tuple(hours)
    return found


def unpublished(day: date, published: Iterable[int] | None) -> int | None:
    """The first year among that of `day` and of the weeks after it without official data; None: no such, or not asked.

    Source: T6.
    """
    if published is None:
        return None
    known = set(published)
    years = sorted({day.year, (day + AHEAD).year})
    return next((year for year in years if year not in known), None)
