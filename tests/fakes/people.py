"""People, clients and codes, in memory."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from desk.errors import Conflict
from desk.ids import ClientId, PersonId, ServiceId
from desk.rules.codes import Code
from desk.rules.entitlement import Service
from desk.rules.people import Assurance, Client, Link, Person, Role
from desk.rules.privacy import Consent
from tests.fakes.store import Store

SURENESS: Final = (Assurance.LOW, Assurance.MEDIUM, Assurance.HIGH)


class FakePeople:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, person: PersonId) -> Person | None:
        return self._store.people.get(person)

    async def seen(self, person: Person) -> Person:
        known = self._store.people.get(person.id, person)
        now = replace(known, name=person.name, username=person.username, language=person.language)
        self._store.people[person.id] = now
        return now

    async def choose_language(self, person: PersonId, language: str) -> None:
        if known := self._store.people.get(person):
            self._store.people[person] = replace(known, chosen=language)

    async def choose_zone(self, person: PersonId, zone: str) -> None:
        if known := self._store.people.get(person):
            self._store.people[person] = replace(known, zone=zone)

    async def reach(self, person: PersonId, *, reachable: bool) -> None:
        if known := self._store.people.get(person):
            self._store.people[person] = replace(known, reachable=reachable)

    async def block(self, person: PersonId, reason: str) -> None:
        if known := self._store.people.get(person):
            self._store.people[person] = replace(known, blocked=reason)

    async def agree(self, person: PersonId, version: str, url: str, at: datetime) -> None:
        if known := self._store.people.get(person):
            self._store.people[person] = replace(known, consent=version)
        self._store.consents.append((person, Consent(version, url, at)))

    async def disagree(self, person: PersonId, at: datetime) -> None:
        if known := self._store.people.get(person):
            self._store.people[person] = replace(known, consent="")
        self._store.consents = [
            (who, replace(one, withdrawn_at=at) if who == person and one.withdrawn_at is None else one)
            for who, one in self._store.consents
        ]

    async def consents_of(self, person: PersonId) -> list[Consent]:
        return [one for who, one in self._store.consents if who == person]

    async def names(self, people: Iterable[PersonId]) -> Mapping[PersonId, str]:
        return {person: self._store.people[person].name for person in people if person in self._store.people}

    async def link(self, link: Link, at: datetime) -> None:
        self._store.must_have_client(link.client)
        key = link.person, link.client
        known = self._store.links.get(key, replace(link, since=at, proven_at=at))
        surer = SURENESS.index(link.assurance) - SURENESS.index(known.assurance)
        if surer >= 0:
            known = replace(known, assurance=link.assurance, proof=link.proof, proven_at=at)
            if link.role is Role.OWNER:
                known = replace(known, role=Role.OWNER, sees_all=True)
            elif surer > 0 and known.role is Role.OWNER:
                known = replace(known, role=Role.DELEGATE, sees_all=link.sees_all)
        self._store.links[key] = known

    async def unlink(self, person: PersonId, client: ClientId) -> bool:
        return self._store.links.pop((person, client), None) is not None

    async def told(self, person: PersonId, client: ClientId, at: datetime) -> None:
        if (known := self._store.links.get((person, client))) and known.told_at is None:
            self._store.links[person, client] = replace(known, told_at=at)

    async def renew(self, link: Link, at: datetime) -> None:
        if known := self._store.links.get((link.person, link.client)):
            now = replace(known, assurance=link.assurance, proof=link.proof, proven_at=at)
            self._store.links[link.person, link.client] = now

    async def aged(self, before: datetime, limit: int) -> list[Link]:
        old = [
            link
            for link in self._store.links.values()
            if link.assurance is not Assurance.LOW
            and link.proven_at is not None
            and link.proven_at < before
            and (link.asked_at is None or link.asked_at < link.proven_at)
        ]
        return sorted(old, key=lambda link: (link.proven_at, link.person, link.client))[:limit]

    async def asked(self, person: PersonId, client: ClientId, at: datetime) -> None:
        if known := self._store.links.get((person, client)):
            self._store.links[person, client] = replace(known, asked_at=at)

    async def let_see(self, person: PersonId, client: ClientId, *, sees_all: bool) -> None:
        if known := self._store.links.get((person, client)):
            self._store.links[person, client] = replace(known, sees_all=sees_all)

    async def linked_to(self, client: ClientId) -> list[Link]:
        tied = [link for link in self._store.links.values() if link.client == client]
        return sorted(tied, key=lambda link: (link.since, link.person))

    async def links_of(self, person: PersonId) -> list[Link]:
        found = [link for link in self._store.links.values() if link.person == person]
        return sorted(found, key=lambda link: (self._store.clients[link.client].name, link.client))


class FakeClients:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, client: ClientId) -> Client | None:
        return self._store.clients.get(client)

    async def by_email(self, email: str) -> list[Client]:
        found = [client for client in self._store.clients.values() if client.email == email and not client.closed]
        return sorted(found, key=lambda client: client.id)

    async def all(self) -> list[Client]:
        return [client for _, client in sorted(self._store.clients.items())]

    async def services(self) -> list[Service]:
        return [service for _, service in sorted(self._store.services.items())]

    async def services_of(self, client: ClientId) -> list[Service]:
        found = [service for service in self._store.services.values() if service.client == client]
        return sorted(found, key=lambda service: (service.name, service.id))

    async def owners(self, services: Iterable[ServiceId]) -> Mapping[ServiceId, ClientId]:
        return {one: self._store.services[one].client for one in services if one in self._store.services}

    async def products(self) -> list[str]:
        return sorted({service.product for service in self._store.services.values()})

    async def replace(self, clients: Sequence[Client], services: Sequence[Service]) -> tuple[int, int]:
        named, told = {client.id for client in clients}, {service.id for service in services}
        self._store.clients.update({client.id: client for client in clients})
        for service in services:
            self._store.must_have_client(service.client)
        for gone in self._vanished(named, told):
            del self._store.services[gone]
        self._store.services.update({service.id: service for service in services})
        return len(named), len(told)

    def _vanished(self, named: set[ClientId], told: set[ServiceId]) -> list[ServiceId]:
        return [key for key, known in self._store.services.items() if known.client in named and key not in told]


class FakeCodes:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, code: Code) -> None:
        self._store.must_have_client(code.client)
        await self.void(code.person)
        number = self._store.number("code")
        self._store.codes[number] = replace(code, id=number)

    async def void(self, person: PersonId) -> None:
        self._store.void |= {known.id for known in self._store.codes.values() if known.person == person}

    async def newest_of(self, person: PersonId) -> Code | None:
        found = [
            code for code in self._store.codes.values() if code.person == person and code.id not in self._store.void
        ]
        return max(found, key=lambda code: code.id, default=None)

    async def save(self, code: Code) -> None:
        known = self._store.codes.get(code.id)
        if known is None or known.used_at is not None or known.tries != code.tries - 1:
            raise Conflict
        self._store.codes[code.id] = code

    async def asked_since(self, since: datetime, *, person: PersonId, client: ClientId | None) -> int:
        return sum(
            code.asked_at >= since and (code.person == person or (client is not None and code.client == client))
            for code in self._store.codes.values()
        )

    async def asked_by_all(self, since: datetime) -> int:
        return sum(code.asked_at >= since for code in self._store.codes.values())

    async def asked_for(self, email: str, since: datetime, *, person: PersonId) -> int:
        known = self._store.codes.values()
        return sum(code.asked_at >= since and (code.person, code.email) == (person, email) for code in known)

    async def forget(self, before: datetime) -> int:
        old = [code.id for code in self._store.codes.values() if code.asked_at < before]
        for number in old:
            del self._store.codes[number]
        return len(old)
