"""Which help a client is entitled to: computed from the panel's services, never typed by the client."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desk.ids import ClientId, ServiceId


class ServiceStatus(StrEnum):
    """The panel's word, reduced to what decides. An unknown word never counts as active."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Service:
    """A service of a client; `paid_until` is the last paid day in the desk's zone, None: without term."""

    id: ServiceId
    client: ClientId
    name: str
    product: str
    status: ServiceStatus
    paid_until: date | None = None


class ServiceState(StrEnum):
    """What the client and staff are shown."""

    ACTIVE = "active"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    ENDED = "ended"


def state_of(service: Service, today: date) -> ServiceState:
    """Active means: the panel says active, and the paid term is not over. Source: regulation 1.5.2."""
    if service.status is ServiceStatus.SUSPENDED:
        return ServiceState.SUSPENDED
    if service.status is ServiceStatus.ENDED:
        return ServiceState.ENDED
    if service.paid_until is not None and service.paid_until < today:
        return ServiceState.EXPIRED
    return ServiceState.ACTIVE


def is_active(service: Service, today: date) -> bool:
    return state_of(service, today) is ServiceState.ACTIVE


class Standing(StrEnum):
    """On what ground a ticket is served."""

    ENTITLED = "entitled"
    DISCRETIONARY = "discretionary"
    PROSPECT = "prospect"
    INTERNAL = "internal"


class Ground(StrEnum):
    """Why the standing is what it is; each is a sentence for the client and for staff."""

    ACTIVE_SERVICE = "active_service"
    ANY_ACTIVE_SERVICE = "any_active_service"
    SERVICE_NOT_ACTIVE = "service_not_active"
    NO_ACTIVE_SERVICE = "no_active_service"
    NOT_A_CLIENT = "not_a_client"
    OWN = "own"
    """Staff opened it for themselves."""


@dataclass(frozen=True, slots=True)
class Entitlement:
    standing: Standing
    ground: Ground


PROSPECT = Entitlement(Standing.PROSPECT, Ground.NOT_A_CLIENT)
INTERNAL = Entitlement(Standing.INTERNAL, Ground.OWN)


def entitlement(about: Service | None, services: Sequence[Service], today: date) -> Entitlement:
    """The standing of a ticket about one service, or about none in particular.

    A ticket about a service needs that service to be active; one that is not about a service needs any active
    one. What is not met makes the ticket discretionary, not refused. Source: regulation 1.2, 1.5, 1.7.
    """
    if about is not None:
        if is_active(about, today):
            return Entitlement(Standing.ENTITLED, Ground.ACTIVE_SERVICE)
        return Entitlement(Standing.DISCRETIONARY, Ground.SERVICE_NOT_ACTIVE)
    if any(is_active(service, today) for service in services):
        return Entitlement(Standing.ENTITLED, Ground.ANY_ACTIVE_SERVICE)
    return Entitlement(Standing.DISCRETIONARY, Ground.NO_ACTIVE_SERVICE)
