"""What a panel tells of a client, and what can go wrong with asking it. No trouble ever reads as 'no services'."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desk.ids import ClientId, ServiceId
from desk.rules.entitlement import Service
from desk.rules.people import Client


class PanelTrouble(Exception):
    """The panel has not said what was asked; in words for an operator, without secrets.

    `said` is what the panel itself has answered, if it has: it can be quoted to managers.
    """

    def __init__(self, why: str, said: str = "") -> None:
        super().__init__(why)
        self.said = said


class PanelDown(PanelTrouble):
    """It cannot be reached now, does not answer in time, has failed itself, or is left alone for a while."""


class PanelRefused(PanelTrouble):
    """It lets us not ask: credentials, address, role. An operator has to act; `reason` says on what."""

    def __init__(self, reason: str, said: str = "") -> None:
        super().__init__(reason, said)
        self.reason = reason


class PanelGarbled(PanelTrouble):
    """What came is no answer of a panel, or not one that we understand."""


class Fault(StrEnum):
    """What is wrong with what a panel tells of one client."""

    DATE = "date"
    """A date that is none, or no word of whether there is one."""
    STATUS = "status"
    """A service without a status."""
    CATEGORY = "category"
    SHARED = "shared"
    """A service that is another client's, too."""
    UNREADABLE = "unreadable"
    """Anything else that is missing or of another kind."""


class ClientGarbled(PanelGarbled):
    """What came of one client is not understood. It says nothing of the others."""

    def __init__(self, why: str, fault: Fault = Fault.UNREADABLE) -> None:
        super().__init__(why)
        self.fault = fault


class Contested(ClientGarbled):
    """A service of another client is said to be this one's. Unless it is the other's no more, it stays there."""

    def __init__(self, service: ServiceId, client: ClientId, owner: ClientId) -> None:
        super().__init__(f"the panel says that service {service} is {client}'s, and it is {owner}'s", Fault.SHARED)
        self.owner = owner


@dataclass(frozen=True, slots=True)
class Misread:
    """A client of whom a listing tells what is not understood; `why` is for an operator, without secrets."""

    client: ClientId
    fault: Fault
    why: str


def too_many(misread: Sequence[Misread], told: int) -> bool:
    """Whether so many of a listing are told of wrongly that it is no listing."""
    return len(misread) > told


@dataclass(frozen=True, slots=True)
class PanelClient:
    """A client with everything of theirs; `open` False: closed, or merged into another one.

    `has_email` False: nothing is said of an address, so that the one that is known stays.
    """

    client: Client
    services: tuple[Service, ...]
    open: bool = True
    has_email: bool = True


def contested(told: Iterable[PanelClient], misread: Collection[ClientId], known: Iterable[Service]) -> list[Misread]:
    """Open clients of a listing who share a service with another one of it.

    Nobody knows what the `misread` have by now: what was known to be theirs stays theirs.
    """
    owners: dict[ServiceId, dict[ClientId, None]] = {}
    for service in known:
        if service.client in misread:
            owners.setdefault(service.id, {})[service.client] = None
    for one in told:
        for service in one.services if one.open else ():
            owners.setdefault(service.id, {})[one.client.id] = None
    wrong: dict[ClientId, Misread] = {}
    for service_id, clients in owners.items():
        for client in clients if len(clients) > 1 else ():
            other = next(one for one in clients if one != client)
            why = str(Contested(service_id, client, other))
            if client not in misread:
                wrong.setdefault(client, Misread(client, Fault.SHARED, why))
    return list(wrong.values())


@dataclass(frozen=True, slots=True)
class Health:
    """A line of `frontdesk check`, without secrets. `good` None: worth knowing, not wrong."""

    good: bool | None
    text: str
