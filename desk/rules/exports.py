"""Rows of the monthly exports, and what a month is."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from desk.ids import TicketId
from desk.rules.charges import ChargeState
from desk.rules.money import Money
from desk.rules.paid import Billing
from desk.rules.people import ClientCategory

_MONTH: Final = re.compile(r"(?P<year>20[0-9]{2})-(?P<month>0[1-9]|1[0-2])")
DECEMBER: Final = 12


class BadMonth(ValueError):
    """The text is no month; the message says how one is written."""


def parse_month(text: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the first midnight of `2026-03` in the desk's zone to that of the next month. Raises BadMonth."""
    form = _MONTH.fullmatch(text.strip())
    if form is None:
        raise BadMonth(f"{text!r} is not a month; for example 2026-03")
    year, month = int(form["year"]), int(form["month"])
    after = (year + 1, 1) if month == DECEMBER else (year, month + 1)
    return datetime(year, month, 1, tzinfo=zone), datetime(*after, 1, tzinfo=zone)


@dataclass(frozen=True, slots=True)
class PaidRow:
    """A paid ticket with its price, if one was named. Source: regulation 2.4."""

    ticket: TicketId
    filed_at: datetime
    client: str
    category: ClientCategory
    subject: str
    service: str
    billing: Billing | None
    price: Money | None = None
    state: ChargeState | None = None
    note: str = ""
    invoice: str = ""
    priced_by: str = ""
    priced_at: datetime | None = None
    settled_by: str = ""
    settled_at: datetime | None = None
    why: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class TimeRow:
    """An entry of working time. Source: regulation 2.3."""

    at: datetime
    employee: str
    client: str
    category: ClientCategory
    ticket: TicketId
    subject: str
    paid: bool
    minutes: int
    note: str
