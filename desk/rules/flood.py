"""Who writes faster than staff can read, or files more than they can serve. Source: regulation 2.1."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from desk.rules.durations import BadDuration, Unit, parse_duration

EXAMPLE: Final = "30/60s"

_FORM: Final = re.compile(r"([1-9][0-9]{0,3})\s*/\s*(\S+)")
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Flood:
    """At most so many within a span of calendar time."""

    most: int
    within: timedelta


def parse_flood(text: str) -> Flood | None:
    """`30/60s`, `5/1h`; None for `off`. Raises ValueError."""
    if text.strip().lower() == "off":
        return None
    form = _FORM.fullmatch(text.strip())
    try:
        span = parse_duration(form[2]) if form else None
    except BadDuration:
        span = None
    if form is None or span is None or span.unit is not Unit.CALENDAR:
        raise ValueError(f"{text!r} is not how many within which time, such as {EXAMPLE}, or 'off'")
    return Flood(int(form[1]), timedelta(seconds=span.amount))


@dataclass(frozen=True, slots=True)
class Hold:
    """A message is kept until then, and goes on with those that are kept as long.

    `first`: nothing of the burst was kept of that ticket before.
    """

    until: datetime
    first: bool


def hold(
    flood: Flood,
    earlier: Sequence[datetime],
    written_at: datetime,
    now: datetime,
    *,
    here: Sequence[bool] | None = None,
) -> Hold | None:
    """What becomes of a message, by when its author wrote those before it; None: it goes on at once.

    `here` says of each of those whether it is in the same ticket (None: all are).

    Whatever is too much within a span is kept until the same moment, so that it can go on in one piece. Moments are
    those of writing: what comes late after downtime was no flood.
    """
    same = here or [True] * len(earlier)
    before = [(moment, mine) for moment, mine in zip(earlier, same, strict=True) if moment <= written_at]
    moments = [moment for moment, _ in before]
    if not _is_too_much(flood, moments, written_at):
        return None
    until = _EPOCH + ((written_at - _EPOCH) // flood.within + 1) * flood.within
    if until <= now:
        return None
    last = max((place for place, (_, mine) in enumerate(before) if mine), default=None)
    return Hold(until, first=last is None or not _is_too_much(flood, moments[:last], moments[last]))


def _is_too_much(flood: Flood, earlier: Sequence[datetime], at: datetime) -> bool:
    return sum(at - flood.within < moment <= at for moment in earlier) >= flood.most


def may_file_at(flood: Flood, earlier: Sequence[datetime], now: datetime) -> datetime | None:
    """When the next ticket may be filed, where that is not now; `earlier` are the filing times, oldest first."""
    lately = [moment for moment in earlier if moment > now - flood.within]
    return None if len(lately) < flood.most else lately[-flood.most] + flood.within
