"""What both sides are told about the price of a ticket (regulation 2.4)."""

from dataclasses import dataclass

from desk.ids import ChargeId
from desk.notices.base import AboutTicket, ForRoom
from desk.rules.charges import ChargeState
from desk.rules.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceOffered(AboutTicket):
    """To the client, with *Accept* and *Decline*. Of several that wait only the newest is told.

    It starts no silence timer. Source: T19.
    """

    charge: ChargeId
    subject: str
    money: Money
    note: str
    invoice: str = ""

    @property
    def collapse(self) -> str | None:
        return f"offer:{self.ticket}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceTold(AboutTicket):
    """To the client: what became of the price; `money` None: none was named."""

    state: ChargeState
    money: Money | None = None
    invoice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceNews(ForRoom):
    """To staff: the same, with who did it and why."""

    state: ChargeState
    who: str
    money: Money | None = None
    note: str = ""
