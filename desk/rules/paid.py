"""The grounds on which a ticket is paid or free."""

from enum import StrEnum


class Billing(StrEnum):
    """The ground on which a ticket is free or paid; each is a sentence for both sides. Source: regulation 2.4."""

    WITHIN_PLAN = "within_plan"
    PRIORITY = "priority"
    """Outside hours, but priority support never pays for the hour."""
    WAITS = "waits"
    """Outside hours, and the client waits until the desk opens."""
    AT_DISCRETION = "at_discretion"
    """No active service: staff decide, and may name a price (1.7)."""
    PROSPECT = "prospect"
    OUTSIDE_HOURS = "outside_hours"
    TERM_OVER = "term_over"
    UNRELATED = "unrelated"

    @property
    def is_paid(self) -> bool:
        return self in PAID


PAID = frozenset({Billing.OUTSIDE_HOURS, Billing.TERM_OVER, Billing.UNRELATED})
