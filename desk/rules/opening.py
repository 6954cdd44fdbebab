"""When the desk is open: usual hours, official days, the company's own of a file, and what was said in the chat. T6."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from desk.ids import PersonId
from desk.rules.calendar import Calendar, Interval
from desk.rules.days import BadDay, Day, Plan, days_of, parse_date, parse_plan, words_of

USUAL: Final = "usual"
"""Instead of a plan: the company says nothing of the day."""

FARTHEST: Final = timedelta(days=731)
"""A day after that is a slip of the hand."""

MOST_HOURS: Final = 4
"""Parts of a day, so that they fit on a button."""

_DAY_FIRST: Final = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?")
_BARE_HOURS: Final = re.compile(r"(?<![\d:])(\d{1,2})(?![\d:])")
_SAME: Final = {
    "закрыто": Day.CLOSED,
    "закрыты": Day.CLOSED,
    "выходной": Day.CLOSED,
    "нерабочий": Day.CLOSED,
    "короткий": Day.SHORT,
    "сокращённый": Day.SHORT,
    "сокращенный": Day.SHORT,
    "рабочий": Day.WORKING,
    "обычный": USUAL,
    "обычно": USUAL,
    "как обычно": USUAL,
}


@dataclass(frozen=True, slots=True)
class DayChange:
    """What somebody said of a day: a plan as the file writes it, or `usual`. `over` is what the file said then."""

    day: date
    how: str
    over: str
    by: PersonId
    at: datetime


class BadChange(ValueError):
    """What was typed changes no day; the message is one word: how, date, past, far, hours."""


def read_how(how: str) -> Plan | None:
    """None: as usual. Raises BadDay."""
    return None if how == USUAL else parse_plan(how)


def parse_change(text: str, today: date) -> tuple[date, str]:
    """`2026-12-31 closed`, `31.12 11:00-16:00`, `31.12.2026 выходной`: the day, and how it is worked. Raises BadChange.

    A day without its year is the next such one. A past one cannot be changed: what was due then is history.
    """
    first, _, rest = text.strip().partition(" ")
    day = _day(first, today)
    if day < today:
        raise BadChange("past")
    if day - today > FARTHEST:
        raise BadChange("far")
    return day, _how(rest)


def _day(text: str, today: date) -> date:
    form = _DAY_FIRST.fullmatch(text)
    try:
        if form is None:
            return parse_date(text)
        number, month, year = (int(part) if part else 0 for part in form.groups())
        if form[3]:
            return date(year if len(form[3]) == len("2026") else 2000 + year, month, number)
        this = date(today.year, month, number)
        return this if this >= today else this.replace(year=today.year + 1)
    except ValueError:
        raise BadChange("date") from None


def _how(text: str) -> str:
    words = " ".join(text.lower().split())
    if not words:
        raise BadChange("how")
    if (known := _SAME.get(words, words)) == USUAL:
        return USUAL
    hours = _BARE_HOURS.sub(r"\1:00", words.replace("–", "-").replace("—", "-"))
    try:
        plan = parse_plan(known if known in set(Day) else hours)
    except BadDay:
        raise BadChange("hours") from None
    if not isinstance(plan, Day) and len(plan) > MOST_HOURS:
        raise BadChange("hours")
    return words_of(plan)


@dataclass(frozen=True, slots=True)
class Opening:
    """All that the calendars are made of. `changes` has the newest of each day at most."""

    zone: ZoneInfo
    hours: Sequence[Interval]
    weekdays: frozenset[int]
    official: Mapping[date, Day] = field(default_factory=dict)
    file: Mapping[date, Plan] = field(default_factory=dict)
    changes: tuple[DayChange, ...] = ()
    priority_hours: Sequence[Interval] = ()

    def own(self) -> dict[date, Plan]:
        """The company's own days. Of the file and the chat the newer word counts.

        A change was said over what the file said then: if the file says something else by now, it was changed later.
        """
        days = dict(self.file)
        for change in self.changes:
            if self.stands(change):
                plan = read_how(change.how)
                days.pop(change.day, None)
                if plan is not None:
                    days[change.day] = plan
        return days

    def stands(self, change: DayChange) -> bool:
        return change.over == self.said_in_file(change.day)

    def said_in_file(self, day: date) -> str:
        return words_of(self.file[day]) if day in self.file else ""

    def plans(self) -> dict[date, Plan]:
        """All days that are not as usual; the company's own word stands above the official one."""
        return {**self.official, **self.own()}

    def calendar(self) -> Calendar:
        days = days_of(self.plans(), self.hours, self.weekdays)
        return Calendar(self.zone, self.hours, self.weekdays, days)

    def priority_calendar(self) -> Calendar:
        """The hours of priority support on the same working days, also on those with hours of their own."""
        days = days_of(self.plans(), self.priority_hours, self.weekdays, own_hours=False, shorter=False)
        return Calendar(self.zone, self.priority_hours, self.weekdays, days)

    def with_changes(self, changes: Iterable[DayChange]) -> "Opening":
        """The later of two about a day counts."""
        newest = {change.day: change for change in (*self.changes, *changes)}
        return replace(self, changes=tuple(newest.values()))
