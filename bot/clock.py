"""The one clock, and the seconds that a file adds to it."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

log = structlog.get_logger()

LOOK_EVERY = 0.1
"""Seconds between looks at the file while somebody waits for it to move."""


class Clock:
    """`now` is what the desk goes by; `pace` is what Telegram's limits are counted on.

    They differ only while CLOCK_OFFSET_FILE moves the desk's time: limits and time-outs stay real, unless
    CLOCK_MOVES_PACING says that whoever stands in for Telegram moves along.
    """

    def __init__(self, offset_file: Path | None = None, *, moves_pacing: bool = False) -> None:
        self._file = offset_file
        self._moves_pacing = moves_pacing
        self._last = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset()

    def pace(self) -> datetime:
        return self.now() if self._moves_pacing else datetime.now(UTC)

    @property
    def can_move(self) -> bool:
        return self._file is not None

    async def until(self, pace: float) -> None:
        """Sleep until `pace` (seconds since the epoch); a clock that is moved meanwhile is noticed."""
        while True:
            left = pace - self.pace().timestamp()
            if left <= 0:
                return
            await asyncio.sleep(min(left, LOOK_EVERY) if self._moves_pacing else left)

    def offset(self) -> timedelta:
        """Read anew at each look. A file that cannot be read leaves the clock where it was."""
        if self._file is None:
            return timedelta(0)
        try:
            self._last = timedelta(seconds=float(self._file.read_text() or 0))
        except FileNotFoundError:
            self._last = timedelta(0)
        except (OSError, ValueError, OverflowError) as error:
            log.warning("clock_offset_unreadable", file=str(self._file), reason=str(error))
        return self._last


class Watch:
    """Notices that the clock was moved."""

    def __init__(self, clock: Clock, moved: Callable[[], None]) -> None:
        self._clock = clock
        self._moved = moved
        self._seen = clock.offset()

    def look(self) -> None:
        offset = self._clock.offset()
        if offset != self._seen:
            self._seen = offset
            self._moved()
