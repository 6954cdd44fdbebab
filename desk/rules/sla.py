"""First reaction: when it is due, how it went, whether it is late."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import overload

from desk.rules.calendar import Calendar
from desk.rules.durations import Duration, Unit


@overload
def react_by(filed_at: datetime, target: Duration, at_least: Duration, calendar: Calendar) -> datetime: ...
@overload
def react_by(filed_at: datetime, target: None, at_least: Duration, calendar: Calendar) -> None: ...
def react_by(filed_at: datetime, target: Duration | None, at_least: Duration, calendar: Calendar) -> datetime | None:
    """When the first reaction is due, in UTC; None where no target is promised.

    The first working moment at or after both `filed_at + target` and `at_least` counted from the first
    working moment after filing. A due time that falls exactly on a closing stays there: "by 18:00" is
    kept on that day (T2). Source: regulation 3.2, the setting FIRST_REACTION.
    """
    if target is None:
        return None
    promised = calendar.add(filed_at, target)
    soonest = calendar.add(calendar.next_open(filed_at), at_least)
    due = max(promised, soonest)
    return due if calendar.is_closing(due) else calendar.next_open(due)


def promised_by(filed_at: datetime, target: Duration, at_least: Duration, calendar: Calendar) -> datetime:
    """The same for a target that is promised apart: one shorter than `at_least` is kept as it is.

    Then the target itself, as working time, is the least: 2h, filed half an hour before closing, is not due at the
    opening but an hour and a half after it. Source: regulation 1.3, 3.2.
    """
    opening = calendar.next_open(filed_at)
    own = calendar.add_working(opening, timedelta(seconds=target.amount)) if target.unit is Unit.CALENDAR else None
    soonest = min(calendar.add(opening, at_least), own or calendar.add(opening, target))
    due = max(calendar.add(filed_at, target), soonest)
    return due if calendar.is_closing(due) else calendar.next_open(due)


@dataclass(frozen=True, slots=True)
class Reaction:
    """How a first reaction went, in working time: `took` since filing, `margin` before (+) or after (-) the due time.

    `margin` is None without a target. A late reaction outside hours has a margin of 0: lateness is
    `is_late`, never the sign. Source: T11.
    """

    took: timedelta
    margin: timedelta | None


def measure(filed_at: datetime, reacted_at: datetime, due: datetime | None, calendar: Calendar) -> Reaction:
    """The reaction by its own timestamps, whenever it is measured. Source: T11, T12."""
    took = calendar.worked(filed_at, reacted_at)
    if due is None:
        return Reaction(took, margin=None)
    return Reaction(took, margin=calendar.worked(reacted_at, due) - calendar.worked(due, reacted_at))


def is_late(due: datetime | None, reacted_at: datetime | None, now: datetime) -> bool:
    """Whether the reaction came, or is still missing, after the due moment itself. Source: T12."""
    return due is not None and (reacted_at or now) > due
