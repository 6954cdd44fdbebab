"""What staff note about a client, for colleagues alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desk.errors import BadClientNote
from desk.ids import ClientId, PersonId

LONGEST: Final = 1000
MOST: Final = 50
"""So many of one client: more are read by nobody."""


@dataclass(frozen=True, slots=True)
class ClientNote:
    id: int
    client: ClientId
    text: str
    by: PersonId
    at: datetime


def noted(text: str) -> str:
    """What is kept of what was typed. Raises BadClientNote."""
    words = text.strip()
    if not words:
        raise BadClientNote("empty")
    if len(words) > LONGEST:
        raise BadClientNote("too_long")
    return words
