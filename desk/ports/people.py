"""People, clients, codes and drafts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from desk.ids import ClientId, DraftId, PersonId, ServiceId
from desk.rules.codes import Code
from desk.rules.entitlement import Service
from desk.rules.form import Draft, FormName
from desk.rules.people import Client, Link, Person
from desk.rules.privacy import Consent


class People(Protocol):
    """Telegram accounts and what ties them to clients."""

    async def get(self, person: PersonId) -> Person | None: ...
    async def seen(self, person: Person) -> Person:
        """Keep name, username and language as they are now; whatever else is known of them is kept as stored."""
        ...

    async def choose_language(self, person: PersonId, language: str) -> None: ...
    async def choose_zone(self, person: PersonId, zone: str) -> None: ...
    async def reach(self, person: PersonId, *, reachable: bool) -> None: ...
    async def block(self, person: PersonId, reason: str) -> None:
        """May not write for now; an empty reason: may again."""
        ...

    async def agree(self, person: PersonId, version: str, url: str, at: datetime) -> None:
        """They have agreed to this version of the company's text, which stands there."""
        ...

    async def disagree(self, person: PersonId, at: datetime) -> None:
        """Whatever they have agreed to is taken back."""
        ...

    async def consents_of(self, person: PersonId) -> list[Consent]:
        """In the order in which they were given."""
        ...

    async def names(self, people: Iterable[PersonId]) -> Mapping[PersonId, str]: ...
    async def link(self, link: Link, at: datetime) -> None:
        """Tie a person to a client.

        A second time the assurance may rise, and a delegate may become an owner; neither ever goes back. What is at
        least as sure as what was known is the proof from now on; since when they are tied stays as it was.
        """
        ...

    async def unlink(self, person: PersonId, client: ClientId) -> bool:
        """Whether they were tied."""
        ...

    async def told(self, person: PersonId, client: ClientId, at: datetime) -> None:
        """Somebody else of the client's side knows of the link now; the first time counts."""
        ...

    async def renew(self, link: Link, at: datetime) -> None:
        """What was proven before counts no more: assurance and proof are those of this link, as of now."""
        ...

    async def aged(self, before: datetime, limit: int) -> list[Link]:
        """Links above the lowest assurance whose proof is older and was not asked for since, the oldest first."""
        ...

    async def asked(self, person: PersonId, client: ClientId, at: datetime) -> None:
        """The proof was asked for once more."""
        ...

    async def let_see(self, person: PersonId, client: ClientId, *, sees_all: bool) -> None:
        """What a delegate sees; an owner sees all in any case."""
        ...

    async def linked_to(self, client: ClientId) -> list[Link]:
        """Everybody who acts for it, in the order in which they came."""
        ...

    async def links_of(self, person: PersonId) -> list[Link]:
        """By the name of the client."""
        ...


class Clients(Protocol):
    """The company's clients and their services, as the panel told."""

    async def get(self, client: ClientId) -> Client | None: ...
    async def by_email(self, email: str) -> list[Client]:
        """Clients with this address (lower-case) who are not closed, by id. More than one may share it."""
        ...

    async def all(self) -> list[Client]:
        """Every one, by id: for a question of staff, who name them as they like."""
        ...

    async def services(self) -> list[Service]:
        """Every one, by id. For a sweep or an import."""
        ...

    async def services_of(self, client: ClientId) -> list[Service]:
        """By name, then id."""
        ...

    async def owners(self, services: Iterable[ServiceId]) -> Mapping[ServiceId, ClientId]:
        """Whose each of these is by now; what is not known is left out."""
        ...

    async def products(self) -> list[str]:
        """Every product that a service is of, once each, in order. Reads all services: for an operator's questions."""
        ...

    async def replace(self, clients: Sequence[Client], services: Sequence[Service]) -> tuple[int, int]:
        """Add or update these clients and services; a named client's services not among these are removed.

        Gives how many clients and services stand there of the given ones: (clients, services).
        """
        ...


class Codes(Protocol):
    async def add(self, code: Code) -> None:
        """A new code of a person voids their earlier ones."""
        ...

    async def newest_of(self, person: PersonId) -> Code | None:
        """The newest code that is not void."""
        ...

    async def save(self, code: Code) -> None:
        """Keep what one more try has made of it. Conflict if somebody else has tried or used it meanwhile: of two
        right tries at once one counts."""
        ...

    async def void(self, person: PersonId) -> None:
        """None of the person's codes counts any more, but that they were asked for does."""
        ...

    async def asked_since(self, since: datetime, *, person: PersonId, client: ClientId | None) -> int:
        """How many codes were asked for by this person, or for this client."""
        ...

    async def asked_by_all(self, since: datetime) -> int:
        """How many codes anybody asked for."""
        ...

    async def asked_for(self, email: str, since: datetime, *, person: PersonId) -> int:
        """How many codes this person asked for, for this address."""
        ...

    async def forget(self, before: datetime) -> int:
        """Delete codes asked for before; how many."""
        ...


class Drafts(Protocol):
    """One draft per person and form."""

    async def of(self, person: PersonId, form: FormName | None = None) -> Draft | None:
        """The person's draft of that form; without a form, the one of their private chat that was touched last."""
        ...

    async def begin(self, person: PersonId, form: FormName, at: datetime) -> Draft:
        """A new, empty draft in place of the one of that form; its id was never used before, and its
        `rev` is the first one of that id."""
        ...

    async def save(self, draft: Draft, at: datetime) -> None:
        """Conflict unless the stored `rev` is lower than the draft's and the id is the same."""
        ...

    async def drop(self, draft: DraftId) -> bool:
        """Whether it was still there."""
        ...

    async def steps(self, limit: int) -> list[Draft]:
        """Protected steps that are open, the longest untouched first."""
        ...

    async def untouched_since(self, since: datetime, limit: int) -> list[Draft]:
        """Oldest first."""
        ...
