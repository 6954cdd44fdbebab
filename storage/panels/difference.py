"""What an import would change, before it does."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from desk.rules.entitlement import Service
from desk.rules.people import Client


class _Keyed(Protocol):
    @property
    def id(self) -> Hashable: ...


K = TypeVar("K", bound=_Keyed)


@dataclass(frozen=True, slots=True)
class Change:
    """How many of those given are new, changed, and as they were."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def __str__(self) -> str:
        return f"{self.new} new, {self.changed} changed, {self.unchanged} as they were"


@dataclass(frozen=True, slots=True)
class Difference:
    """`vanishing` are services of the given clients that are not given any more."""

    clients: Change
    services: Change
    vanishing: tuple[Service, ...] = ()

    def __str__(self) -> str:
        gone = "".join(f"\n  {service.id} ({service.name}) of {service.client}" for service in self.vanishing)
        return f"Clients: {self.clients}. Services: {self.services}, {len(self.vanishing)} not there any more.{gone}"


def difference(
    old_clients: Sequence[Client],
    old_services: Sequence[Service],
    clients: Sequence[Client],
    services: Sequence[Service],
) -> Difference:
    """What `Clients.replace` would make of what stands there now. Clients that are not given stay as they are."""
    named, told = {client.id for client in clients}, {service.id for service in services}
    vanishing = (service for service in old_services if service.client in named and service.id not in told)
    return Difference(_change(old_clients, clients), _change(old_services, services), tuple(vanishing))


def _change(old: Sequence[K], given: Sequence[K]) -> Change:
    stored = {item.id: item for item in old}
    new = sum(item.id not in stored for item in given)
    unchanged = sum(stored.get(item.id) == item for item in given)
    return Change(new, len(given) - new - unchanged, unchanged)
