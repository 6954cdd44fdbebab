"""People in SQL."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, bindparam, case, delete, insert, or_, select, update

from desk.ids import ClientId, PersonId
from desk.rules.people import Assurance, Link, Person, Role
from desk.rules.privacy import Consent
from storage.sql import Sql, upsert
from storage.tables import clients, consents, links, people
from storage.values import columns_of

_THESE = select(people).where(people.c.id.in_(bindparam("these", expanding=True)))
_NAMES = select(people.c.id, people.c.name).where(people.c.id.in_(bindparam("people", expanding=True)))
_KEEP = upsert(people)
_SEEN = _KEEP.on_conflict_do_update(
    index_elements=[people.c.id],
    set_={name: _KEEP.excluded[name] for name in ("name", "username", "language")},
).returning(people)
_CHANGE = update(people).where(people.c.id == bindparam("person"))

_LINK = select(links)
_LINKS_OF = (
    _LINK.join(clients, clients.c.id == links.c.client)
    .where(links.c.person.in_(bindparam("these", expanding=True)))
    .order_by(clients.c.name, clients.c.id)
)

_SURENESS: Final = {Assurance.LOW: 0, Assurance.MEDIUM: 1, Assurance.HIGH: 2}


def _sureness(column: ColumnElement[Any]) -> ColumnElement[int]:
    return case(*((column == assurance, rank) for assurance, rank in _SURENESS.items()))


_TIE = upsert(links)
_AS_SURE = _sureness(_TIE.excluded.assurance) >= _sureness(links.c.assurance)
_SURER = _sureness(_TIE.excluded.assurance) > _sureness(links.c.assurance)
_BECOMES_OWNER = and_(_AS_SURE, _TIE.excluded.role == Role.OWNER)
_NO_OWNER_AFTER_ALL = and_(_SURER, links.c.role == Role.OWNER, _TIE.excluded.role == Role.DELEGATE)
"""A surer proof says that they only act for the client, and so what they see is what it says, too."""
_TIE_OR_RAISE = _TIE.on_conflict_do_update(
    index_elements=[links.c.person, links.c.client],
    set_={
        **{
            name: case((_AS_SURE, _TIE.excluded[name]), else_=links.c[name])
            for name in ("assurance", "proof", "proven_at")
        },
        "role": case((or_(_BECOMES_OWNER, _NO_OWNER_AFTER_ALL), _TIE.excluded.role), else_=links.c.role),
        "sees_all": case((_NO_OWNER_AFTER_ALL, _TIE.excluded.sees_all), else_=or_(links.c.sees_all, _BECOMES_OWNER)),
    },
)
_OF_ONE = and_(links.c.person == bindparam("who"), links.c.client == bindparam("whose"))
_UNTIE = delete(links).where(_OF_ONE)
_TOLD = update(links).where(_OF_ONE, links.c.told_at.is_(None)).values(told_at=bindparam("moment"))
_RENEW = (
    update(links)
    .where(_OF_ONE)
    .values(
        assurance=bindparam("sure", type_=links.c.assurance.type),
        proof=bindparam("by", type_=links.c.proof.type),
        proven_at=bindparam("moment"),
    )
)
_AGED = (
    _LINK.where(
        links.c.proven_at < bindparam("before"),
        links.c.assurance != Assurance.LOW,
        or_(links.c.asked_at.is_(None), links.c.asked_at < links.c.proven_at),
    )
    .order_by(links.c.proven_at, links.c.person, links.c.client)
    .limit(bindparam("most"))
)
_ASKED = update(links).where(_OF_ONE).values(asked_at=bindparam("moment"))
_LET_SEE = update(links).where(_OF_ONE).values(sees_all=bindparam("all"))
_AGREE = insert(consents)
_WITHDRAW = (
    update(consents)
    .where(consents.c.person == bindparam("who"), consents.c.withdrawn_at.is_(None))
    .values(withdrawn_at=bindparam("taken_back"))
)
_CONSENTS = (
    select(consents.c.version, consents.c.url, consents.c.at, consents.c.withdrawn_at)
    .where(consents.c.person == bindparam("who"))
    .order_by(consents.c.id)
)
_LINKED_TO = _LINK.where(links.c.client == bindparam("client")).order_by(links.c.since, links.c.person)


class People:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def ahead(self, these: Iterable[PersonId]) -> Mapping[PersonId, Person | None]:
        return await self._sql.fetch(people, _THESE, these, lambda row: Person(**row))

    async def get(self, person: PersonId) -> Person | None:
        return (await self.ahead([person]))[person]

    async def seen(self, person: Person) -> Person:
        known = await self.get(person.id)
        same = known and replace(known, name=person.name, username=person.username, language=person.language)
        if known is not None and known == same:
            return known
        (row,) = await self._sql.all(_SEEN, **columns_of(person))
        return Person(**row)

    async def choose_language(self, person: PersonId, language: str) -> None:
        await self._sql.run(_CHANGE.values(chosen=language), {"person": person})

    async def choose_zone(self, person: PersonId, zone: str) -> None:
        await self._sql.run(_CHANGE.values(zone=zone), {"person": person})

    async def reach(self, person: PersonId, *, reachable: bool) -> None:
        await self._sql.run(_CHANGE.values(reachable=reachable), {"person": person})

    async def block(self, person: PersonId, reason: str) -> None:
        await self._sql.run(_CHANGE.values(blocked=reason), {"person": person})

    async def agree(self, person: PersonId, version: str, url: str, at: datetime) -> None:
        await self._sql.run(_CHANGE.values(consent=version), {"person": person})
        await self._sql.run(_AGREE, {"person": person, "version": version, "url": url, "at": at})

    async def disagree(self, person: PersonId, at: datetime) -> None:
        await self._sql.run(_CHANGE.values(consent=""), {"person": person})
        await self._sql.changed(_WITHDRAW, who=person, taken_back=at)

    async def consents_of(self, person: PersonId) -> list[Consent]:
        return [Consent(**row) for row in await self._sql.all(_CONSENTS, who=person)]

    async def names(self, people: Iterable[PersonId]) -> Mapping[PersonId, str]:
        rows = await self._sql.all(_NAMES, people=list(people))
        return {row["id"]: row["name"] for row in rows}

    async def link(self, link: Link, at: datetime) -> None:
        await self._sql.run(_TIE_OR_RAISE, {**columns_of(link), "since": at, "proven_at": at})

    async def links_of(self, person: PersonId) -> list[Link]:
        return list((await self.links_ahead([person]))[person])

    async def links_ahead(self, these: Iterable[PersonId]) -> Mapping[PersonId, list[Link]]:
        known = self._sql.known(links)
        if missing := [one for one in these if one not in known]:
            known.update({one: [] for one in missing})
            for row in await self._sql.all(_LINKS_OF, these=missing):
                known[row["person"]].append(Link(**row))
        return known

    async def unlink(self, person: PersonId, client: ClientId) -> bool:
        return bool(await self._sql.changed(_UNTIE, who=person, whose=client))

    async def told(self, person: PersonId, client: ClientId, at: datetime) -> None:
        await self._sql.run(_TOLD, {"who": person, "whose": client, "moment": at})

    async def renew(self, link: Link, at: datetime) -> None:
        values = {"who": link.person, "whose": link.client, "sure": link.assurance, "by": link.proof, "moment": at}
        await self._sql.run(_RENEW, values)

    async def aged(self, before: datetime, limit: int) -> list[Link]:
        return [Link(**row) for row in await self._sql.all(_AGED, before=before, most=limit)]

    async def asked(self, person: PersonId, client: ClientId, at: datetime) -> None:
        await self._sql.run(_ASKED, {"who": person, "whose": client, "moment": at})

    async def let_see(self, person: PersonId, client: ClientId, *, sees_all: bool) -> None:
        await self._sql.run(_LET_SEE, {"who": person, "whose": client, "all": sees_all})

    async def linked_to(self, client: ClientId) -> list[Link]:
        return [Link(**row) for row in await self._sql.all(_LINKED_TO, client=client)]
