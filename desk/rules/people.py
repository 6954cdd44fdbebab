"""Who writes: Telegram accounts, the company's clients, and what ties one to the other."""

from dataclasses import dataclass
from enum import StrEnum

from desk.ids import ClientId, PersonId


class ClientCategory(StrEnum):
    """What a client is to the company. Source: regulation 1.2.1-1.2.4."""

    PARTNER = "partner"
    INDIVIDUAL = "individual"
    SERVICE_USER = "service_user"
    PROSPECT = "prospect"


class Role(StrEnum):
    OWNER = "owner"
    DELEGATE = "delegate"


class Assurance(StrEnum):
    """How sure we are that the account belongs to the client."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Person:
    """A Telegram account as it was last seen.

    `language` is what the account shows; `chosen` is what the person asked for by /language and wins. `zone` is
    what they asked for by /timezone; empty: the desk's alone. `blocked` is the reason why they may not write for now.
    `consent` is the version of the company's privacy text that they have agreed to.
    """

    id: PersonId
    name: str
    username: str = ""
    language: str = ""
    chosen: str = ""
    reachable: bool = True
    blocked: str = ""
    zone: str = ""
    consent: str = ""


@dataclass(frozen=True, slots=True)
class Client:
    """A client as the company's panel knows them; `email` is lower-case."""

    id: ClientId
    name: str
    category: ClientCategory
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """This account acts for this client."""

    person: PersonId
    client: ClientId
    role: Role
    assurance: Assurance
    sees_all: bool = True
    """A delegate sees all tickets of the client, or only their own, as the owner set."""
