"""What staff are told about recorded working time (regulation 2.3). Clients read none of it."""

from dataclasses import dataclass
from datetime import datetime

from desk.ids import SpentId
from desk.notices.base import ForRoom


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAsked(ForRoom):
    """How long did it take? Once, at solving."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRecorded(ForRoom):
    """With a button to take it back; `total` is that of the ticket."""

    spent: SpentId
    who: str
    minutes: int
    note: str
    paid: bool
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeTakenBack(ForRoom):
    who: str
    minutes: int
    total: int


@dataclass(frozen=True, slots=True)
class TimeLine:
    spent: SpentId
    who: str
    minutes: int
    note: str
    paid: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeShown(ForRoom):
    """All that is recorded: the newest entries, how many more there are, and the sums of free and paid minutes."""

    lines: tuple[TimeLine, ...]
    more: int
    free: int
    paid: int
