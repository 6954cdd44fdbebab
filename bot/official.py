"""Official days off: from the library `holidays`, with what it does not know from a file of ours. Source: T6."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from desk.rules.days import Day

YEARS_MORE = 3
"""After the last published year only the days that the law names are known, without transfers."""


@dataclass(frozen=True, slots=True)
class Official:
    """Days that the state has decided about, and the years for which it has."""

    days: dict[date, Day]
    published: frozenset[int]


@cache
def russia() -> Official:
    """The Russian production calendar: days off, transferred ones, working Saturdays, short days before holidays."""
    # It takes a third of a second, and only the start needs it.
    from holidays import country_holidays

    ours = _ours("russia.toml")
    published = frozenset(map(int, ours))
    years = range(min(published), max(published) + YEARS_MORE + 1)
    known = country_holidays("RU", years=years)
    days = dict.fromkeys(known, Day.CLOSED)
    days |= dict.fromkeys((day for day in known.weekend_workdays if day.year in years), Day.WORKING)
    for year in ours.values():
        for plan in (Day.CLOSED, Day.WORKING, Day.SHORT):
            days |= dict.fromkeys(year.get(plan.value, ()), plan)
    return Official(days, published)


def _ours(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("bot") / "calendars" / name).read_text(encoding="utf-8"))
