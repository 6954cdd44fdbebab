"""When an import or a sweep takes away so much that a mistake is likelier than the truth."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desk.ids import ServiceId
from desk.rules.entitlement import Service, Terms, is_active
from desk.rules.people import Client

ALWAYS: Final = 5
"""So few may go whatever their share is: a small company has small numbers."""


class Lost(StrEnum):
    """What there would be less of."""

    SERVICES = "active services"
    CLIENTS = "clients"
    ADDRESSES = "addresses"


@dataclass(frozen=True, slots=True)
class Loss:
    """So many of the services that were active, or of something else, would be so no more."""

    lost: int
    of: int
    what: Lost = Lost.SERVICES

    def exceeds(self, percent: int) -> bool:
        """Whether it is more than a set share. 100 allows everything."""
        return self.lost > ALWAYS and self.lost * 100 > self.of * percent

    def __str__(self) -> str:
        return f"{self.lost} of {self.of} {self.what}"


def loss(before: Iterable[Service], after: Iterable[Service], terms: Terms) -> Loss:
    """`before` and `after` are all services that are known and will be: one that is not there any more is lost."""
    then = {service.id for service in before if is_active(service, terms)}
    now: Mapping[ServiceId, Service] = {service.id: service for service in after}
    return Loss(sum(key not in now or not is_active(now[key], terms) for key in then), len(then))


def lost_addresses(before: Iterable[Client], after: Iterable[Client]) -> Loss:
    """`after`: of whom it is told what their address is. Everybody who is known by one alone would be let go."""
    had = {client.id for client in before if client.email and not client.closed}
    return Loss(sum(not client.email for client in after if client.id in had), len(had), Lost.ADDRESSES)
