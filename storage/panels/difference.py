"""What an import would change, before it does."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from desk.rules.entitlement import Service, Terms, is_active
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
    """`vanishing` are services of the given clients that are not given any more.

    `gain` and `lose` stay, and are active from now on, or no more. `closing` are clients whom a complete file leaves
    out, `moved` how many clients have another address, or none any more.
    """

    clients: Change
    services: Change
    vanishing: tuple[Service, ...] = ()
    gain: tuple[Service, ...] = ()
    lose: tuple[Service, ...] = ()
    closing: tuple[Client, ...] = ()
    moved: int = 0

    def __str__(self) -> str:
        gone = "".join(f"\n  {service.id} ({service.name}) of {service.client}" for service in self.vanishing)
        lines = [f"Clients: {self.clients}. Services: {self.services}, {len(self.vanishing)} not there any more.{gone}"]
        lines += [f"  {one.id} ({one.name}) of {one.client} is active from now on" for one in self.gain]
        lines += [f"  {one.id} ({one.name}) of {one.client} is not active any more" for one in self.lose]
        lines += [f"  {one.id} ({one.name}) is closed, with all services" for one in self.closing]
        if self.moved:
            said = "clients have another address, or none any more: who signed in by the former one does so anew"
            lines.append(f"  {self.moved} {said}")
        return "\n".join(lines)


def difference(
    old_clients: Sequence[Client],
    old_services: Sequence[Service],
    clients: Sequence[Client],
    services: Sequence[Service],
    *,
    terms: Terms | None = None,
    complete: bool = False,
) -> Difference:
    """What an import would make of what stands there now. Clients that are not given stay, unless it is `complete`."""
    named, told = {client.id for client in clients}, {service.id for service in services}
    vanishing = (service for service in old_services if service.client in named and service.id not in told)
    before = {client.id: client.email for client in old_clients}
    return Difference(
        _change(old_clients, clients),
        _change(old_services, services),
        tuple(vanishing),
        gain=_becoming(services, old_services, terms),
        lose=_becoming(old_services, services, terms),
        closing=tuple(one for one in old_clients if complete and one.id not in named and not one.closed),
        moved=sum(before.get(client.id, "") not in {"", client.email} for client in clients),
    )


def _becoming(these: Sequence[Service], than: Sequence[Service], terms: Terms | None) -> tuple[Service, ...]:
    """Those that are active here and not there, though they are there."""
    if terms is None:
        return ()
    there = {service.id: service for service in than}
    active = (one for one in these if one.id in there and is_active(one, terms))
    return tuple(one for one in active if not is_active(there[one.id], terms))


def _change(old: Sequence[K], given: Sequence[K]) -> Change:
    stored = {item.id: item for item in old}
    new = sum(item.id not in stored for item in given)
    unchanged = sum(stored.get(item.id) == item for item in given)
    return Change(new, len(given) - new - unchanged, unchanged)
