"""What staff are told about a client, and what becomes of who belongs to one. Source: regulation 1.2.4, 2.3."""

from dataclasses import dataclass
from datetime import date, datetime

from desk.ids import ClientId, PersonId, TicketId
from desk.notices.base import ForChat, ForPerson, ForRoom
from desk.notices.lists import StaffLine
from desk.rules.entitlement import ServiceState
from desk.rules.people import ClientCategory, Proof


@dataclass(frozen=True, slots=True)
class HeldService:
    name: str
    state: ServiceState
    paid_until: date | None


@dataclass(frozen=True, slots=True)
class LinkedPerson:
    """Somebody who writes for the client; `blocked` is the reason why they may not for now."""

    name: str
    username: str
    owner: bool
    sees_all: bool
    reachable: bool
    blocked: str = ""


@dataclass(frozen=True, slots=True)
class NoteLine:
    note: int
    text: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientShown(ForChat):
    """All that helps an employee to help the client; what did not fit is counted (`more_…`)."""

    key: str
    number: str
    name: str
    category: ClientCategory
    email: str
    phone: str
    services: tuple[HeldService, ...]
    people: tuple[LinkedPerson, ...]
    tickets: tuple[StaffLine, ...]
    notes: tuple[NoteLine, ...]
    more_services: int = 0
    more_people: int = 0
    more_tickets: int = 0
    more_notes: int = 0
    topic: int | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientNoteKept(ForRoom):
    """With a button to take it back."""

    note: int
    client: str
    who: str
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAsked(ForRoom):
    """An employee is about to say that the author of the ticket belongs to a client: what that means.

    `owners` are those who own the client already and are told; without any the person becomes its owner.
    """

    person: str
    username: str
    key: str
    client: str
    owners: tuple[str, ...]
    tickets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedToClient(ForPerson):
    """To a person whom staff have found among the clients; `owner`: they see everything of it."""

    client: str
    owner: bool
    tickets: tuple[TicketId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SomebodyLinked(ForPerson):
    """To an owner: somebody else is tied to the client, and by what. One tap takes it back, or tells staff (`ends`).

    `there`: since when they have been, where it is the reader who is new.
    """

    key: str
    client: str
    person: PersonId
    name: str
    username: str
    sees_all: bool
    proof: Proof = Proof.STAFF
    of: ClientId | None = None
    """The client; None in what was said by an older version."""
    ends: bool = True
    there: datetime | None = None


ClientLookNotice = ClientShown | ClientNoteKept | LinkAsked | LinkedToClient | SomebodyLinked
