"""On what ground staff may refuse a ticket."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.ids import PersonId, PreviewId, TicketId


class Clause(StrEnum):
    """The clause of the regulation that a refusal cites; each has its sentence and its next step."""

    NO_ACTIVE_SERVICE = "1.6"
    REPEATS_AN_OPEN_TASK = "2.6"
    EDITED_BY_A_THIRD_PARTY = "4.2"


@dataclass(frozen=True, slots=True)
class Preview:
    """A refusal before it is sent: with a clause, in own words, or both."""

    id: PreviewId
    ticket: TicketId
    by: PersonId
    made_at: datetime
    clause: Clause | None = None
    words: str = ""
    sent_at: datetime | None = None
