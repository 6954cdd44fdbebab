"""One wait for a client's answer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.ids import PeriodId, TicketId


class Ended(StrEnum):
    """Why a wait is over."""

    ANSWERED = "answered"
    STILL_NEEDED = "still_needed"
    MORE_TIME = "more_time"
    WORKING = "working"
    SUPERSEDED = "superseded"
    """A newer answer of staff is waited for instead."""
    ON_HOLD = "on_hold"
    TICKET_ENDED = "ticket_ended"
    INACTIVE = "inactive"
    PAYMENT = "payment"
    """A payment is awaited, and that never closes by silence (T26)."""
    RECALLED = "recalled"
    """The answer that began it was taken back."""


@dataclass(frozen=True, slots=True)
class Period:
    """`started_at` is the delivery of what awaits an answer (the anchor of T19).

    `ping_at` is when the next ping is due, None when all were said; `pings` counts those said; `pinged_at` is
    the first that was delivered; `close_at` is known once a ping was delivered or the client is unreachable.
    """

    id: PeriodId
    ticket: TicketId
    started_at: datetime
    ping_at: datetime | None
    pings: int = 0
    pinged_at: datetime | None = None
    close_at: datetime | None = None
    extensions: int = 0
    unreachable: bool = False
    ended_at: datetime | None = None
    ended: Ended | None = None
