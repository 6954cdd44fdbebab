"""The price of a ticket, from the offer to the money; and the only ways in which it can change."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from desk.errors import PriceIs
from desk.ids import ChargeId, PersonId, TicketId
from desk.rules.money import Money
from desk.rules.paid import Billing


class ChargeState(StrEnum):
    """Source: regulation 2.4."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    AWAITING = "awaiting_payment"
    PAID = "paid"
    WAIVED = "waived"
    DECLINED = "declined"
    REPLACED = "replaced"
    """Another price was named instead."""


NEXT: dict[ChargeState, frozenset[ChargeState]] = {
    ChargeState.OFFERED: frozenset(
        {ChargeState.ACCEPTED, ChargeState.DECLINED, ChargeState.WAIVED, ChargeState.REPLACED}
    ),
    ChargeState.ACCEPTED: frozenset({ChargeState.AWAITING, ChargeState.PAID, ChargeState.WAIVED, ChargeState.REPLACED}),
    ChargeState.AWAITING: frozenset({ChargeState.PAID, ChargeState.WAIVED, ChargeState.REPLACED}),
    ChargeState.DECLINED: frozenset({ChargeState.ACCEPTED, ChargeState.WAIVED, ChargeState.REPLACED}),
    ChargeState.WAIVED: frozenset({ChargeState.REPLACED}),
    ChargeState.PAID: frozenset(),
    ChargeState.REPLACED: frozenset(),
}
"""Which state can follow which. What is paid stays so: money is given back outside of the desk."""

MAY_START = frozenset({ChargeState.ACCEPTED, ChargeState.AWAITING, ChargeState.PAID, ChargeState.WAIVED})


@dataclass(frozen=True, slots=True)
class Charge:
    """One price of a ticket; the one that is not replaced counts. `why` belongs to a waiver and stays inside."""

    id: ChargeId
    ticket: TicketId
    amount: int
    currency: str
    note: str
    by: PersonId
    offered_at: datetime
    invoice: str = ""
    state: ChargeState = ChargeState.OFFERED
    settled_by: PersonId | None = None
    settled_at: datetime | None = None
    why: str = ""

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)


def settle(charge: Charge, want: ChargeState, by: PersonId, at: datetime, why: str = "") -> Charge:
    """The charge in another state; the same charge if it is there already; PriceIs if that cannot be."""
    if want is charge.state:
        return charge
    if want not in NEXT[charge.state]:
        raise PriceIs(charge.ticket, charge.state)
    return replace(charge, state=want, settled_by=by, settled_at=at, why=why)


def costs(billing: Billing | None, charge: Charge | None) -> bool:
    """Whether the ticket is a paid one by now: staff may price a free one, and waive a paid one."""
    if charge is None or charge.state is ChargeState.DECLINED:
        return billing is not None and billing.is_paid
    return charge.state is not ChargeState.WAIVED


def may_start(billing: Billing | None, charge: Charge | None) -> bool:
    """Work on a paid ticket starts after its price was accepted. Source: regulation 2.4."""
    return not costs(billing, charge) or (charge is not None and charge.state in MAY_START)
