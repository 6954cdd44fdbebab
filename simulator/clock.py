"""The simulator's time: the real time plus an offset that other processes may share through a file."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path


class Clock:
    """Reads its offset, a plain number of seconds, from a file anew at each look; a missing or empty file means 0."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @property
    def offset(self) -> float:
        """Seconds that this clock is ahead of the real time."""
        try:
            return float(self.file.read_text() or 0)
        except FileNotFoundError:
            return 0.0

    def now(self) -> datetime:
        """Time in UTC, with its zone."""
        return datetime.now(UTC) + timedelta(seconds=self.offset)

    def timestamp(self) -> int:
        """Unix time in whole seconds, as the Bot API gives dates."""
        return int(self.now().timestamp())

    def advance(self, by: timedelta) -> None:
        """Moves the clock; a negative step moves it back."""
        self._save(self.offset + by.total_seconds())

    def set_to(self, moment: datetime) -> None:
        """Shows `moment` (with its zone) now and runs on from there."""
        self._save((moment - datetime.now(UTC)).total_seconds())

    def _save(self, seconds: float) -> None:
        with tempfile.NamedTemporaryFile("w", dir=self.file.parent, prefix=self.file.name, delete=False) as draft:
            draft.write(repr(seconds))
        Path(draft.name).replace(self.file)
