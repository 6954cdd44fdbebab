"""Working time that an employee has recorded, and how they type it."""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from desk.errors import BadTime
from desk.ids import ClientId, PersonId, SpentId, TicketId

MOST: Final = 24 * 60
"""Minutes: more at once is a slip of the hand."""

LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class Spent:
    """Recorded for an employee, a client, a ticket and its billing class. Source: regulation 2.3.

    `asked`: by a button of the question at solving. What is taken back stays, with the time of that.
    """

    id: SpentId
    ticket: TicketId
    client: ClientId | None
    by: PersonId
    minutes: int
    note: str
    paid: bool
    at: datetime
    asked: bool = False
    taken_back_at: datetime | None = None


class Wrong(StrEnum):
    """Why it is no time; each is a sentence that says what to write."""

    NO_NUMBER = "no_number"
    ZERO = "zero"
    TOO_MUCH = "too_much"
    TOO_LONG = "too_long"


_HOURS = r"h|hours?|hrs?|ч|час(?:а|ов)?"
_MINUTES = r"m|min|mins|minutes?|м|мин|минут(?:а|ы|у)?"
_FORM: Final = re.compile(
    r"(?:(?P<clock>[0-9]{1,3}):(?P<past>[0-5][0-9])"
    rf"|(?P<hours>[0-9]{{1,4}}(?:[.,][0-9]{{1,2}})?)\s*(?:{_HOURS})\.?(?![^\W\d_])"
    rf"(?:\s*(?P<and>[0-9]{{1,4}})\s*(?:{_MINUTES})\.?(?![^\W\d_])|(?P<glued>[0-9]{{1,2}}))?"
    rf"|(?P<minutes>[0-9]{{1,5}})\s*(?:(?:{_MINUTES})\.?(?![^\W\d_]))?)"
    r"(?=\s|$|[,;:–-](?![0-9]))[\s,;:–-]*",
    re.IGNORECASE,
)


def parse_time(text: str) -> tuple[int, str]:
    """(minutes, what was done) of `40m …`, `1h 30m …`, `1:30 …`, `90 …` (minutes), `1,5 ч …`. Raises BadTime."""
    words = text.strip()
    form = _FORM.match(words)
    if form is None:
        raise BadTime(Wrong.NO_NUMBER)
    minutes = _minutes(form)
    if not minutes:
        raise BadTime(Wrong.ZERO)
    if minutes > MOST:
        raise BadTime(Wrong.TOO_MUCH)
    note = " ".join(words[form.end() :].split())
    if len(note) > LONGEST_NOTE:
        raise BadTime(Wrong.TOO_LONG)
    return minutes, note


def _minutes(form: re.Match[str]) -> int:
    if form["clock"]:
        return int(form["clock"]) * 60 + int(form["past"])
    if form["hours"]:
        whole = Decimal(form["hours"].replace(",", ".")) * 60
        return round(whole) + int(form["and"] or form["glued"] or 0)
    return int(form["minutes"])
