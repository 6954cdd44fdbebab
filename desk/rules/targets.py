"""Which target a first reaction has, of several that could: by product, client category, problem level.

Source: regulation 1.3, 3.2.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desk.rules.durations import Duration
from desk.rules.people import ClientCategory
from desk.rules.ticket import Level, Support, Ticket, level_of


class Because(StrEnum):
    """Why a ticket has this target and no other."""

    LEVEL = "level"
    """The usual one of such a problem."""
    CLIENT = "client"
    """What is kept for clients of this category. Source: regulation 1.3."""
    PRODUCT = "product"
    """What the plan of the service promises."""
    PRIORITY = "priority"
    """Priority support, which ends sooner than the others. Source: regulation 1.4."""


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a target depends on. `products` are those of the panel that count for the ticket, in any spelling."""

    level: Level = Level.STANDARD
    client: ClientCategory | None = None
    products: tuple[str, ...] = ()
    support: Support = Support.STANDARD


def asked_of(ticket: Ticket) -> Asked:
    """As it stands now: staff may have changed its level or its urgency since it was filed."""
    level = ticket.level or level_of(ticket.category)
    return Asked(level, ticket.client_category, ticket.products, ticket.support)


@dataclass(frozen=True, slots=True)
class Own:
    """A target that is not the usual one of its level; `product` is its name as the settings write it."""

    target: Duration
    because: Because
    product: str = ""


@dataclass(frozen=True, slots=True)
class Targets:
    """The table: usual ones by level, and what is promised instead by client category and by product.

    Keys of `clients` and `products` are (who, level); a product's name counts however it is capitalised.
    """

    usual: Mapping[Level, Duration]
    clients: Mapping[tuple[ClientCategory, Level], Duration] = field(default_factory=dict)
    products: Mapping[tuple[str, Level], Duration] = field(default_factory=dict)

    def of_products(self, asked: Asked) -> list[Own]:
        """What the plans promise at this level; a plan that says nothing of the level is not there."""
        names = {name.strip().casefold() for name in asked.products}
        return [
            Own(target, Because.PRODUCT, product)
            for (product, level), target in sorted(self.products.items())
            if level is asked.level and product.casefold() in names
        ]

    def of_client(self, asked: Asked) -> Own | None:
        target = self.clients.get((asked.client, asked.level)) if asked.client else None
        return Own(target, Because.CLIENT) if target else None
