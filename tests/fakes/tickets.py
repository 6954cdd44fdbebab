"""Tickets, their messages and their history, in memory."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from desk.errors import Conflict
from desk.ids import ChatId, ClientId, MessageId, PersonId, TicketId
from desk.rules.clocks import Alert
from desk.rules.digest import Due
from desk.rules.events import Event, EventKind
from desk.rules.messages import Message, Room, Side
from desk.rules.paid import PAID
from desk.rules.ticket import Ticket
from tests.fakes.store import Dangling, Store


class FakeTickets:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def file(self, ticket: Ticket) -> Ticket:
        self._store.must_have_client(ticket.client)
        if any(other.draft == ticket.draft for other in self._store.tickets.values()):
            raise Conflict
        filed = replace(ticket, id=TicketId(self._store.number("ticket")), version=1)
        self._store.tickets[filed.id] = filed
        return filed

    async def get(self, ticket: TicketId) -> Ticket | None:
        return self._store.tickets.get(ticket)

    async def save(self, ticket: Ticket) -> Ticket:
        stored = self._store.tickets.get(ticket.id)
        if stored is None or stored.version != ticket.version:
            raise Conflict
        saved = replace(ticket, version=ticket.version + 1)
        self._store.tickets[ticket.id] = saved
        return saved

    async def of_person(self, person: PersonId, clients: Iterable[ClientId], limit: int = 50) -> list[Ticket]:
        named = set(clients)
        found = [ticket for ticket in self._store.tickets.values() if ticket.client in named or ticket.author == person]
        found.sort(key=lambda ticket: (ticket.is_open, ticket.filed_at, ticket.id), reverse=True)
        return found[:limit]

    async def of_client(self, client: ClientId, limit: int = 50) -> list[Ticket]:
        found = [ticket for ticket in self._store.tickets.values() if ticket.client == client]
        found.sort(key=lambda ticket: (ticket.is_open, ticket.filed_at, ticket.id), reverse=True)
        return found[:limit]

    async def held_by(self, person: PersonId, room: ChatId) -> list[Ticket]:
        held = [ticket for _, ticket in sorted(self._store.tickets.items()) if ticket.assignee == person]
        return [ticket for ticket in held if ticket.is_open and ticket.room == room]

    async def holders(self, room: ChatId) -> Mapping[PersonId, int]:
        there = [ticket for ticket in self._store.tickets.values() if ticket.is_open and ticket.room == room]
        return Counter(ticket.assignee for ticket in there if ticket.assignee is not None)

    async def open_rooms(self) -> list[ChatId]:
        return sorted({ticket.room for ticket in self._store.tickets.values() if ticket.is_open})

    async def open_in(self, room: ChatId) -> list[Ticket]:
        there = [ticket for _, ticket in sorted(self._store.tickets.items()) if ticket.room == room]
        return [ticket for ticket in there if ticket.is_open]

    async def filed_by(self, person: PersonId, since: datetime) -> list[datetime]:
        return sorted(
            ticket.filed_at
            for ticket in self._store.tickets.values()
            if ticket.author == person and ticket.filed_at > since
        )

    async def open_after(self, ticket: TicketId, limit: int) -> list[Ticket]:
        found = [one for number, one in sorted(self._store.tickets.items()) if number > ticket and one.is_open]
        return found[:limit]

    async def filed_as_paid(self, since: datetime, until: datetime) -> list[Ticket]:
        found = [
            ticket
            for ticket in self._store.tickets.values()
            if ticket.billing in PAID and since <= ticket.filed_at < until
        ]
        return sorted(found, key=lambda ticket: (ticket.filed_at, ticket.id))

    async def filed_times_of_open(self) -> list[datetime]:
        return sorted(ticket.filed_at for ticket in self._store.tickets.values() if ticket.is_open)

    async def due(self, until: datetime, limit: int) -> list[Due]:
        found = [
            self._due(ticket, ticket.react_by)
            for ticket in self._store.tickets.values()
            if ticket.is_open and ticket.reacted_at is None and ticket.react_by and ticket.react_by < until
        ]
        return sorted(found, key=lambda due: (due.react_by, due.ticket))[:limit]

    def _due(self, ticket: Ticket, react_by: datetime) -> Due:
        room = self._store.rooms.get(ticket.id, Room(ticket.id, ticket.room))
        return Due(ticket.id, ticket.subject, react_by, room.chat, room.topic, room.card)

    async def to_alert(self, now: datetime, limit: int) -> list[TicketId]:
        due = [
            (ticket.alert_at, ticket.id)
            for ticket in self._store.tickets.values()
            if ticket.is_open and ticket.alert_at and ticket.alert_at <= now
        ]
        return [number for _, number in sorted(due)[:limit]]

    async def reaction_times(self, since: datetime, until: datetime) -> list[timedelta]:
        found = [
            (ticket.reacted_at, ticket.id, ticket.took)
            for ticket in self._store.tickets.values()
            if ticket.took is not None and ticket.reacted_at and since <= ticket.reacted_at < until
        ]
        return [took for _, _, took in sorted(found)]


class FakeMessages:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, message: Message) -> Message:
        self._store.must_have_ticket(message.ticket)
        numbered = replace(message, id=MessageId(self._store.number("message")))
        self._store.messages[numbered.id] = numbered
        return numbered

    async def get(self, message: MessageId) -> Message | None:
        return self._store.messages.get(message)

    async def save(self, message: Message) -> None:
        if message.id not in self._store.messages:
            raise Dangling(f"there is no message {message.id}")
        self._store.messages[message.id] = message

    async def told_with(self, message: MessageId) -> list[Message]:
        return [found for _, found in sorted(self._store.messages.items()) if found.told_with == message]

    async def count_of(self, ticket: TicketId) -> int:
        return sum(message.recalled_at is None for message in self._of(ticket))

    async def newest_of(self, ticket: TicketId, limit: int = 200) -> list[Message]:
        return self._of(ticket)[-limit:]

    async def last_delivered(self, ticket: TicketId, side: Side) -> Message | None:
        found = [
            message
            for message in self._of(ticket)
            if message.side is side and message.delivered_at and message.recalled_at is None
        ]
        return found[-1] if found else None

    async def last_written(self, ticket: TicketId, side: Side) -> Message | None:
        found = [message for message in self._of(ticket) if message.side is side]
        return found[-1] if found else None

    async def times_of(self, author: PersonId, since: datetime) -> list[tuple[TicketId, datetime]]:
        theirs = [message for message in self._store.messages.values() if message.author == author]
        found = [message for message in theirs if message.written_at > since and not message.is_description]
        return [
            (message.ticket, message.written_at) for message in sorted(found, key=lambda one: (one.written_at, one.id))
        ]

    async def written_after(self, ticket: TicketId, side: Side, at: datetime, limit: int = 100) -> list[Message]:
        return [message for message in self._of(ticket) if message.side is side and message.written_at > at][:limit]

    def _of(self, ticket: TicketId) -> list[Message]:
        found = [message for message in self._store.messages.values() if message.ticket == ticket]
        return sorted(found, key=lambda message: (message.written_at, message.id))


class FakeEvents:
    """What is added is there after the commit, or when a ticket's history is read before."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._added: list[Event] = []

    def add(self, event: Event) -> None:
        self._added.append(event)

    def flush(self) -> None:
        for event in self._added:
            self._store.must_have_ticket(event.ticket)
        self._store.events.extend(self._added)
        self._added.clear()

    async def of(self, ticket: TicketId) -> list[Event]:
        self.flush()
        return sorted((event for event in self._store.events if event.ticket == ticket), key=lambda event: event.at)

    async def by_employee(
        self, kinds: Iterable[EventKind], since: datetime, until: datetime
    ) -> Mapping[tuple[PersonId, EventKind], int]:
        wanted = set(kinds)
        return Counter(
            (event.by, event.kind)
            for event in self._store.events
            if event.by is not None and event.kind in wanted and since <= event.at < until
        )

    async def tickets(self, kinds: Iterable[EventKind], since: datetime, until: datetime) -> int:
        wanted = set(kinds)
        return len({event.ticket for event in self._store.events if event.kind in wanted and since <= event.at < until})


class FakeAlerts:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def begin(self, ticket: TicketId, kind: Alert, due: datetime, at: datetime) -> bool:
        self._store.must_have_ticket(ticket)
        if (ticket, kind, due) in self._store.alerts:
            return False
        self._store.alerts[ticket, kind, due] = at
        return True
