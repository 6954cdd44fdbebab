"""Durations as settings write them: calendar time, working hours, working days."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Unit(StrEnum):
    """Which time a duration is counted in."""

    CALENDAR = "calendar"
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"


class BadDuration(ValueError):
    """The text is not a duration; the message says why and gives an example."""


_HOUR: Final = 3600
_DAY: Final = 24 * _HOUR

_SUFFIXES: Final[dict[str, tuple[Unit, int]]] = {
    "d": (Unit.CALENDAR, _DAY),
    "h": (Unit.CALENDAR, _HOUR),
    "min": (Unit.CALENDAR, 60),
    "s": (Unit.CALENDAR, 1),
    "wh": (Unit.WORKING_HOURS, _HOUR),
    "wd": (Unit.WORKING_DAYS, 1),
}
_LONGEST_DAYS: Final = 366
_LONGEST: Final = {
    Unit.CALENDAR: _LONGEST_DAYS * _DAY,
    Unit.WORKING_HOURS: _LONGEST_DAYS * _DAY,
    Unit.WORKING_DAYS: _LONGEST_DAYS,
}
_FORM: Final = re.compile(r"(?P<number>[0-9]+)(?P<suffix>[^\W\d_]*)")
_EXAMPLES: Final = "for example '24h', '4wh', '5wd'"


@dataclass(frozen=True, slots=True)
class Duration:
    """An amount of time: seconds for CALENDAR and WORKING_HOURS, days for WORKING_DAYS.

    Working hours are whole ones, as in settings. Raises ValueError otherwise, and for a negative amount.
    """

    unit: Unit
    amount: int

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(f"a duration cannot be negative: {self.amount}")
        if self.unit is Unit.WORKING_HOURS and self.amount % _HOUR:
            raise ValueError(f"working hours are whole hours: {self.amount} seconds are not")

    def __str__(self) -> str:
        """The setting's form, in the largest unit that leaves a whole number: '2d', not '48h'."""
        suffix, size = next(
            (suffix, size)
            for suffix, (unit, size) in _SUFFIXES.items()
            if unit is self.unit and self.amount % size == 0
        )
        return f"{self.amount // size}{suffix}"


def parse_duration(text: str, *, allow_zero: bool = False, years: int = 1) -> Duration:
    """A setting's text: `90s 10min 24h 2d` calendar time, `4wh` working hours, `5wd` working days.

    Raises BadDuration for anything but a whole number with one of these units, for zero unless it is
    allowed, and for more than 366 days for each of the `years`. Source: semantics, durations in settings.
    """
    form = _FORM.fullmatch(text.strip())
    if form is None:
        raise BadDuration(f"{text!r} is not a whole number with a unit; {_EXAMPLES}")
    if form["suffix"] not in _SUFFIXES:
        raise BadDuration(f"{text!r} needs a unit, one of s, min, h, d, wh, wd; {_EXAMPLES}")
    unit, size = _SUFFIXES[form["suffix"]]
    longest = _LONGEST[unit] * years
    amount = _whole(form["number"], most=longest // size) * size
    if amount > longest:
        raise BadDuration(f"{text!r} is longer than {Duration(unit, longest)}; {_EXAMPLES}")
    if not amount and not allow_zero:
        raise BadDuration(f"{text!r} must be more than zero; {_EXAMPLES}")
    return Duration(unit, amount)


def _whole(digits: str, *, most: int) -> int:
    """The number, or `most` + 1 for one that has more digits than `most`: int() refuses endless ones."""
    significant = digits.lstrip("0") or "0"
    return int(significant) if len(significant) <= len(str(most)) else most + 1
