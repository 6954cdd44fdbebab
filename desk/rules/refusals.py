"""On what ground staff may refuse a ticket."""

from enum import StrEnum


class Clause(StrEnum):
    """The clause of the regulation that a refusal cites; each has its sentence and its next step."""

    NO_ACTIVE_SERVICE = "1.6"
    REPEATS_AN_OPEN_TASK = "2.6"
    EDITED_BY_A_THIRD_PARTY = "4.2"
