"""What people must have agreed to before anything of theirs is kept. Source: security 41."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

HELD_FOR: Final = timedelta(hours=24)
"""So long what somebody wrote waits for their consent; then it is erased unread."""

MOST_HELD: Final = 50
"""So much of one person waits: it is not read, so nobody could tell an abuse of it."""

ASKED_EACH: Final = 10
"""The question stands above what was written meanwhile: it is put again after so many."""


@dataclass(frozen=True, slots=True)
class Privacy:
    """The text that the company has published, by its version: a new version is agreed to anew."""

    url: str
    version: str


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody has agreed to, and when; `withdrawn_at` if they took it back."""

    version: str
    url: str
    at: datetime
    withdrawn_at: datetime | None = None
