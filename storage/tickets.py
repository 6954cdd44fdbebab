"""Tickets in SQL."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, func, insert, or_, select, text, update

from desk.errors import Conflict
from desk.ids import ChatId, ClientId, PersonId, TicketId
from desk.rules.digest import Due
from desk.rules.entitlement import Entitlement
from desk.rules.paid import PAID
from desk.rules.ticket import ENDS, Ticket
from storage.sql import Found, Sql
from storage.tables import rooms, tickets
from storage.tables.tickets import IS_OPEN
from storage.values import columns_of

AT_ONCE = 500
"""Of so many tickets what several people may see is looked up together."""

_OF_THEM = "of them"
"""Under which what each person may see is known, by the person."""

_UNREAD = object()
_FILE = insert(tickets).returning(tickets.c.id)
_THESE = select(tickets).where(tickets.c.id.in_(bindparam("these", expanding=True)))


@cache
def _save(*columns: str) -> Update:
    """The change of these columns; made once for each set of them."""
    as_read = (tickets.c.id == bindparam("ticket"), tickets.c.version == bindparam("read"))
    return update(tickets).where(*as_read).values({name: bindparam(name) for name in columns})


_OF_PERSON = (
    select(tickets)
    .where(
        or_(
            tickets.c.client.in_(bindparam("clients", expanding=True)),
            tickets.c.author == bindparam("person"),
        )
    )
    .order_by(tickets.c.status.in_(ENDS), tickets.c.filed_at.desc(), tickets.c.id.desc())
    .limit(bindparam("most"))
)
_THEIRS = or_(
    tickets.c.client.in_(bindparam("clients", expanding=True)),
    tickets.c.author.in_(bindparam("authors", expanding=True)),
)
_SOME_OF_PEOPLE = select(tickets.c.id).where(_THEIRS).limit(bindparam("most")).subquery()
_MANY_OF_PEOPLE = select(func.count()).select_from(_SOME_OF_PEOPLE)
_OF_PEOPLE = (
    select(tickets).where(_THEIRS).order_by(tickets.c.status.in_(ENDS), tickets.c.filed_at.desc(), tickets.c.id.desc())
)
_OF_CLIENT = (
    select(tickets)
    .where(tickets.c.client == bindparam("client"))
    .order_by(tickets.c.status.in_(ENDS), tickets.c.filed_at.desc(), tickets.c.id.desc())
    .limit(bindparam("most"))
)
_HELD_BY = (
    select(tickets)
    .where(text(IS_OPEN), tickets.c.assignee == bindparam("person"), tickets.c.room == bindparam("room"))
    .order_by(tickets.c.id)
)
_HOLDERS = (
    select(tickets.c.assignee, func.count().label("many"))
    .where(text(IS_OPEN), tickets.c.room == bindparam("room"), tickets.c.assignee.is_not(None))
    .group_by(tickets.c.assignee)
)
_OPEN_ROOMS = select(tickets.c.room).where(text(IS_OPEN)).group_by(tickets.c.room).order_by(tickets.c.room)
_OPEN_IN = select(tickets).where(text(IS_OPEN), tickets.c.room == bindparam("room")).order_by(tickets.c.id)
_OPEN_AFTER = (
    select(tickets)
    .where(text(IS_OPEN), tickets.c.id > bindparam("last"))
    .order_by(tickets.c.id)
    .limit(bindparam("most"))
)
_FILED_BY = (
    select(tickets.c.filed_at)
    .where(tickets.c.author == bindparam("person"), tickets.c.filed_at > bindparam("since"))
    .order_by(tickets.c.filed_at)
)
_FILED_AS_PAID = (
    select(tickets)
    .where(
        tickets.c.filed_at >= bindparam("since"),
        tickets.c.filed_at < bindparam("until"),
        tickets.c.billing.in_(sorted(PAID)),
    )
    .order_by(tickets.c.filed_at, tickets.c.id)
)
_FILED_TIMES_OF_OPEN = select(tickets.c.filed_at).where(text(IS_OPEN)).order_by(tickets.c.filed_at)
_DUE = (
    select(
        tickets.c.id.label("ticket"),
        tickets.c.subject,
        tickets.c.react_by,
        func.coalesce(rooms.c.chat, tickets.c.room).label("chat"),
        rooms.c.topic,
        rooms.c.card,
    )
    .outerjoin(rooms, rooms.c.ticket == tickets.c.id)
    .where(text(IS_OPEN), text("reacted_at IS NULL"), tickets.c.react_by < bindparam("until"))
    .order_by(tickets.c.react_by, tickets.c.id)
    .limit(bindparam("most"))
)
_TO_ALERT = (
    select(tickets.c.id)
    .where(text(IS_OPEN), text("alert_at IS NOT NULL"), tickets.c.alert_at <= bindparam("now"))
    .order_by(tickets.c.alert_at, tickets.c.id)
    .limit(bindparam("most"))
)
_REACTION_TIMES = (
    select(tickets.c.took)
    .where(
        tickets.c.reacted_at >= bindparam("since"),
        tickets.c.reacted_at < bindparam("until"),
        tickets.c.took.is_not(None),
    )
    .order_by(tickets.c.reacted_at, tickets.c.id)
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What somebody may see who sees all of these clients, in its order; None: that is not known any more."""

    clients: frozenset[ClientId]
    tickets: list[Ticket] | None

    def with_(self, saved: Ticket) -> "_Seen":
        """One that ends or comes to somebody else stands elsewhere, and one that comes to them is not there yet."""
        if self.tickets is None:
            return self
        before = next((one for one in self.tickets if one.id == saved.id), None)
        if before is None:
            return self if saved.client not in self.clients else replace(self, tickets=None)
        if _stands(before) != _stands(saved):
            return replace(self, tickets=None)
        return replace(self, tickets=[saved if one is before else one for one in self.tickets])


def _stands(ticket: Ticket) -> tuple[object, ...]:
    return ticket.client, ticket.author, ticket.status in ENDS, ticket.filed_at


class Tickets:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def file(self, ticket: Ticket) -> Ticket:
        number = await self._sql.value(_FILE, **{**_columns(ticket), "version": 1})
        return replace(ticket, id=TicketId(number), version=1)

    async def get(self, ticket: TicketId) -> Ticket | None:
        return (await self.ahead([ticket]))[ticket]

    async def ahead(self, these: Iterable[TicketId]) -> Mapping[TicketId, Ticket | None]:
        return await self._sql.fetch(tickets, _THESE, these, _ticket)

    async def save(self, ticket: Ticket) -> Ticket:
        saved = replace(ticket, version=ticket.version + 1)
        read = self._sql.known(tickets).get(ticket.id)
        as_read = _columns(read) if read and read.version == ticket.version else {}
        changed = {name: value for name, value in _columns(saved).items() if as_read.get(name, _UNREAD) != value}
        if not await self._sql.changed(_save(*changed), knowing=True, **changed, ticket=ticket.id, read=ticket.version):
            raise Conflict
        known = self._sql.known(tickets)
        known[ticket.id] = saved
        known[_OF_THEM] = {whose: seen.with_(saved) for whose, seen in known.get(_OF_THEM, {}).items()}
        return saved

    async def of_people(self, whose: Mapping[PersonId, Collection[ClientId]]) -> list[Ticket]:
        """What `of_person` will give for each of them is known then; nothing, if it is too much to be known."""
        clients = {client for theirs in whose.values() for client in theirs}
        authors, theirs = list(whose), list(clients)
        if await self._sql.value(_MANY_OF_PEOPLE, authors=authors, clients=theirs, most=AT_ONCE) == AT_ONCE:
            return []
        rows = await self._sql.all(_OF_PEOPLE, authors=authors, clients=theirs)
        known = self._sql.known(tickets)
        found = [known.setdefault(row["id"], _ticket(row)) for row in rows]
        known[_OF_THEM] = {
            person: _Seen(frozenset(whole), [one for one in found if one.author == person or one.client in whole])
            for person, whole in whose.items()
        }
        return found

    async def of_person(self, person: PersonId, clients: Iterable[ClientId], limit: int = 50) -> list[Ticket]:
        clients = list(clients)
        seen: _Seen | None = self._sql.known(tickets).get(_OF_THEM, {}).get(person)
        if seen is not None and seen.tickets is not None and seen.clients == set(clients):
            return seen.tickets[:limit]
        rows = await self._sql.all(_OF_PERSON, person=person, clients=list(clients), most=limit)
        return [_ticket(row) for row in rows]

    async def of_client(self, client: ClientId, limit: int = 50) -> list[Ticket]:
        return [_ticket(row) for row in await self._sql.all(_OF_CLIENT, client=client, most=limit)]

    async def held_by(self, person: PersonId, room: ChatId) -> list[Ticket]:
        return [_ticket(row) for row in await self._sql.all(_HELD_BY, person=person, room=room)]

    async def holders(self, room: ChatId) -> Mapping[PersonId, int]:
        return {row["assignee"]: row["many"] for row in await self._sql.all(_HOLDERS, room=room)}

    async def open_rooms(self) -> list[ChatId]:
        return list(await self._sql.column(_OPEN_ROOMS))

    async def open_in(self, room: ChatId) -> list[Ticket]:
        return [_ticket(row) for row in await self._sql.all(_OPEN_IN, room=room)]

    async def filed_by(self, person: PersonId, since: datetime) -> list[datetime]:
        return list(await self._sql.column(_FILED_BY, person=person, since=since))

    async def open_after(self, ticket: TicketId, limit: int) -> list[Ticket]:
        return [_ticket(row) for row in await self._sql.all(_OPEN_AFTER, last=ticket, most=limit)]

    async def filed_as_paid(self, since: datetime, until: datetime) -> list[Ticket]:
        return [_ticket(row) for row in await self._sql.all(_FILED_AS_PAID, since=since, until=until)]

    async def filed_times_of_open(self) -> list[datetime]:
        return list(await self._sql.column(_FILED_TIMES_OF_OPEN))

    async def due(self, until: datetime, limit: int) -> list[Due]:
        return [Due(**row) for row in await self._sql.all(_DUE, until=until, most=limit)]

    async def to_alert(self, now: datetime, limit: int) -> list[TicketId]:
        return [TicketId(number) for number in await self._sql.column(_TO_ALERT, now=now, most=limit)]

    async def reaction_times(self, since: datetime, until: datetime) -> list[timedelta]:
        return list(await self._sql.column(_REACTION_TIMES, since=since, until=until))


def _columns(ticket: Ticket) -> dict[str, Any]:
    return columns_of(ticket, "id", "entitlement") | columns_of(ticket.entitlement)


def _ticket(row: Found) -> Ticket:
    facts = dict(row)
    return Ticket(entitlement=Entitlement(facts.pop("standing"), facts.pop("ground")), **facts)
