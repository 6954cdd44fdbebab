"""Which help a client is entitled to: computed from the panel's services, never typed by the client."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from desk.ids import ClientId, ServiceId


class ServiceStatus(StrEnum):
    """The panel's word, reduced to what decides. An unknown word never counts as active."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"
    PENDING = "pending"
    """Ordered, and not yet there."""
    COMPLETED = "completed"
    """Work that was done once: there is a warranty on it, and no term."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service of a client; `paid_until` is the last paid day in the desk's zone, None: without term.

    `done_on` is the day on which a completed one was done (or begun, where the panel knows no better); None: unknown.
    `raw` is the panel's own word for the status, for staff; empty where that is the word of `status`.
    """

    id: ServiceId
    client: ClientId
    name: str
    product: str
    status: ServiceStatus
    paid_until: date | None = None
    done_on: date | None = None
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """By what a service is judged: the day in the desk's zone, and what the company allows.

    `grace` is for how many days after the last paid one a service is still served, `warranty` for how many days
    after it was done a completed one is.
    """

    today: date
    grace: int = 0
    warranty: int = 0


class ServiceState(StrEnum):
    """What the client and staff are shown."""

    ACTIVE = "active"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    ENDED = "ended"
    PENDING = "pending"
    WARRANTY = "warranty"
    COMPLETED = "completed"


UNPAID: Final = frozenset({ServiceState.EXPIRED, ServiceState.SUSPENDED})
"""Only a payment is missing: that is a matter of finance."""


def state_of(service: Service, terms: Terms) -> ServiceState:
    """Active means: the panel says active, and the paid term is not over. Source: regulation 1.5.2."""
    match service.status:
        case ServiceStatus.ACTIVE:
            paid = service.paid_until is None or service.paid_until + timedelta(days=terms.grace) >= terms.today
            return ServiceState.ACTIVE if paid else ServiceState.EXPIRED
        case ServiceStatus.SUSPENDED:
            return ServiceState.SUSPENDED
        case ServiceStatus.PENDING:
            return ServiceState.PENDING
        case ServiceStatus.COMPLETED:
            over = service.done_on is None or service.done_on + timedelta(days=terms.warranty) < terms.today
            return ServiceState.COMPLETED if over or not terms.warranty else ServiceState.WARRANTY
        case ServiceStatus.ENDED:
            return ServiceState.ENDED


def is_active(service: Service, terms: Terms) -> bool:
    return state_of(service, terms) is ServiceState.ACTIVE


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
    WARRANTY = "warranty"
    SERVICE_NOT_ACTIVE = "service_not_active"
    UNPAID = "unpaid"
    PENDING = "pending"
    NO_ACTIVE_SERVICE = "no_active_service"
    ACTIVE_LATELY = "active_lately"
    """By what the panel told in the last day: it cannot be asked now."""
    UNVERIFIED = "unverified"
    """The panel cannot be asked now, so nobody knows."""
    NOT_A_CLIENT = "not_a_client"
    OWN = "own"
    """Staff opened it for themselves."""


@dataclass(frozen=True, slots=True)
class Entitlement:
    standing: Standing
    ground: Ground


PROSPECT = Entitlement(Standing.PROSPECT, Ground.NOT_A_CLIENT)
INTERNAL = Entitlement(Standing.INTERNAL, Ground.OWN)

BY_STATE: Final = {
    ServiceState.ACTIVE: Entitlement(Standing.ENTITLED, Ground.ACTIVE_SERVICE),
    ServiceState.WARRANTY: Entitlement(Standing.ENTITLED, Ground.WARRANTY),
    ServiceState.EXPIRED: Entitlement(Standing.DISCRETIONARY, Ground.UNPAID),
    ServiceState.SUSPENDED: Entitlement(Standing.DISCRETIONARY, Ground.UNPAID),
    ServiceState.PENDING: Entitlement(Standing.DISCRETIONARY, Ground.PENDING),
    ServiceState.COMPLETED: Entitlement(Standing.DISCRETIONARY, Ground.SERVICE_NOT_ACTIVE),
    ServiceState.ENDED: Entitlement(Standing.DISCRETIONARY, Ground.SERVICE_NOT_ACTIVE),
}


def entitlement(about: Service | None, services: Sequence[Service], terms: Terms) -> Entitlement:
    """The standing of a ticket about one service, or about none in particular.

    A ticket about a service needs that service to be active, or done under warranty; one that is not about a service
    needs any active one. What is not met makes the ticket discretionary, not refused. Source: regulation 1.2, 1.5, 1.7.
    """
    if about is not None:
        return BY_STATE[state_of(about, terms)]
    if any(is_active(service, terms) for service in services):
        return Entitlement(Standing.ENTITLED, Ground.ANY_ACTIVE_SERVICE)
    return Entitlement(Standing.DISCRETIONARY, Ground.NO_ACTIVE_SERVICE)
