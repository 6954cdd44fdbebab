"""Silence of a client: when to remind them, when to close the ticket."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from desk.rules.calendar import Calendar
from desk.rules.durations import Duration, Unit

MAX_EXTENSIONS: Final = 2
"""How often a client may tap 'Need more time' on one ticket's wait."""


@dataclass(frozen=True, slots=True)
class SilencePolicy:
    """The two-day rule: pings after the answer's delivery, the close, and the least time between ping and close.

    Raises ValueError, naming the field, unless there is a ping, the pings increase and come before the
    close, and the grace is more than zero. Durations of different units are compared by the least time
    that each can take: working hours as hours, a working day as 24. Source: regulation 3.3.
    """

    ping_after: tuple[Duration, ...]
    close_after: Duration
    grace: Duration

    def __post_init__(self) -> None:
        if not self.ping_after:
            raise ValueError("ping_after: at least one ping comes before a close")
        for earlier, later in pairwise(self.ping_after):
            if _least_seconds(later) <= _least_seconds(earlier):
                raise ValueError(f"ping_after: {later} does not come after {earlier}")
        if _least_seconds(self.ping_after[-1]) >= _least_seconds(self.close_after):
            raise ValueError(f"close_after: {self.close_after} does not come after the ping at {self.ping_after[-1]}")
        if not self.grace.amount:
            raise ValueError("grace: some time must pass between the ping and the close")


def _least_seconds(duration: Duration) -> int:
    return duration.amount * 24 * 3600 if duration.unit is Unit.WORKING_DAYS else duration.amount


def pings_at(anchor: datetime, policy: SilencePolicy, calendar: Calendar) -> tuple[datetime, ...]:
    """When to remind the client, each in working time, in order; at least one.

    `anchor` is the delivery of the answer that awaits the client (T19). Pings that a day off moves to the
    same moment are one ping, and one that would not come before the close is left out. Source: T22.
    """
    first, *others = _ping_moments(anchor, policy, calendar)
    close = close_at(anchor, first, policy, calendar)
    return first, *(ping for ping in others if ping < close)


def _ping_moments(anchor: datetime, policy: SilencePolicy, calendar: Calendar) -> list[datetime]:
    return sorted({calendar.next_open(calendar.add(anchor, after)) for after in policy.ping_after})


def close_at(anchor: datetime, first_ping: datetime | None, policy: SilencePolicy, calendar: Calendar) -> datetime:
    """When the ticket closes by silence: the first working moment at or after the limit and the grace since the ping.

    `first_ping` is the delivery of the first ping; None stands for one delivered when it was due, for a
    period not pinged yet or unreachable. A closing is no working moment: Monday 18:00 becomes Tuesday
    11:00. Source: regulation 3.3, T22.
    """
    if first_ping is None:
        first_ping = _ping_moments(anchor, policy, calendar)[0]
    limit = calendar.add(anchor, policy.close_after)
    return calendar.next_open(max(limit, calendar.add(first_ping, policy.grace)))


def may_extend(extensions: int) -> bool:
    """Whether a client who has already had so many extensions may have one more. Source: T22, ping buttons."""
    return extensions < MAX_EXTENSIONS
