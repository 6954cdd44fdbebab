"""Tickets and everything that hangs on one."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from desk.ids import ChatId, ClientId, MessageId, PeriodId, PersonId, TicketId
from desk.rules.clocks import Alert
from desk.rules.digest import Due
from desk.rules.events import Event, EventKind, Feedback
from desk.rules.messages import Message, Post, Room, Side
from desk.rules.periods import Ended, Period
from desk.rules.ticket import Ticket


class Tickets(Protocol):
    async def file(self, ticket: Ticket) -> Ticket:
        """Give it its number. Conflict if a ticket was filed from this draft already. `id` of the given is ignored."""
        ...

    async def get(self, ticket: TicketId) -> Ticket | None: ...

    async def save(self, ticket: Ticket) -> Ticket:
        """The ticket with its next version; Conflict if the stored version is another."""
        ...

    async def of_person(self, person: PersonId, clients: Iterable[ClientId], limit: int = 50) -> list[Ticket]:
        """Tickets of these clients, and the person's own of any: open ones first, then newest first."""
        ...

    async def of_client(self, client: ClientId, limit: int = 50) -> list[Ticket]:
        """Whoever wrote them: open ones first, then newest first."""
        ...

    async def held_by(self, person: PersonId, room: ChatId) -> list[Ticket]:
        """The open tickets of that room whose assignee they are, oldest first."""
        ...

    async def holders(self, room: ChatId) -> Mapping[PersonId, int]:
        """Whoever is the assignee of open tickets of that room, and of how many."""
        ...

    async def open_rooms(self) -> list[ChatId]:
        """The chats where open tickets are, each once, in the order of their numbers."""
        ...

    async def open_in(self, room: ChatId) -> list[Ticket]:
        """The open tickets of that room, oldest first."""
        ...

    async def filed_by(self, person: PersonId, since: datetime) -> list[datetime]:
        """When they filed tickets after that moment, oldest first."""
        ...

    async def open_after(self, ticket: TicketId, limit: int) -> list[Ticket]:
        """Open tickets with a higher number, lowest first."""
        ...

    async def filed_as_paid(self, since: datetime, until: datetime) -> list[Ticket]:
        """Tickets that were filed in [since, until) as paid ones, oldest first."""
        ...

    async def filed_times_of_open(self) -> list[datetime]: ...
    async def due(self, until: datetime, limit: int) -> list[Due]:
        """Open tickets without a first reaction that is due before `until`; most urgent first."""
        ...

    async def to_alert(self, now: datetime, limit: int) -> list[TicketId]:
        """Open tickets at which the desk has to look by now (`alert_at`), most overdue first."""
        ...

    async def reaction_times(self, since: datetime, until: datetime) -> list[timedelta]:
        """Working time to the first reactions that happened in [since, until)."""
        ...


class Messages(Protocol):
    async def add(self, message: Message) -> Message:
        """With its number; `id` of the given is ignored."""
        ...

    async def get(self, message: MessageId) -> Message | None: ...
    async def save(self, message: Message) -> None: ...
    async def told_with(self, message: MessageId) -> list[Message]:
        """Those that stand in the copy of this one, above it, in their order."""
        ...

    async def count_of(self, ticket: TicketId) -> int:
        """Without recalled ones."""
        ...

    async def newest_of(self, ticket: TicketId, limit: int = 200) -> list[Message]:
        """The newest messages of both sides, oldest first."""
        ...

    async def last_delivered(self, ticket: TicketId, side: Side) -> Message | None:
        """The newest message of that side that was delivered, and not recalled."""
        ...

    async def last_written(self, ticket: TicketId, side: Side) -> Message | None:
        """The newest message of that side."""
        ...

    async def times_of(self, author: PersonId, since: datetime) -> list[tuple[TicketId, datetime]]:
        """When they wrote after that moment, and in which ticket, oldest first; a description is none of that."""
        ...

    async def written_after(self, ticket: TicketId, side: Side, at: datetime, limit: int = 100) -> list[Message]:
        """Messages of that side that were written later, oldest first."""
        ...


class Posts(Protocol):
    """Where the messages of tickets lie in chats."""

    async def add(self, posts: Iterable[Post]) -> None:
        """One that is there already is left as it is."""
        ...

    async def at(self, chat: ChatId, message: int) -> Post | None: ...
    async def copies_of(self, message: MessageId, chat: ChatId) -> list[Post]:
        """The bot's copies of a message in that chat, by part and then message id."""
        ...

    async def holders(self, message: MessageId) -> list[ChatId]:
        """The chats that have a copy of it, each once, in the order of their numbers."""
        ...

    async def original_of(self, message: MessageId) -> Post | None:
        """The first part of what the author wrote themselves."""
        ...


class Rooms(Protocol):
    """The place of each ticket in the staff's group."""

    async def of(self, ticket: TicketId) -> Room | None: ...
    async def save(self, room: Room) -> None: ...
    async def by_topic(self, chat: ChatId, topic: int) -> Room | None: ...
    async def leave(self, room: Room) -> None:
        """The ticket goes on elsewhere: it is kept where it was."""
        ...

    async def former_of(self, ticket: TicketId) -> list[Room]:
        """Where it was before, oldest first."""
        ...

    async def former_at(self, chat: ChatId, topic: int) -> TicketId | None:
        """The ticket whose topic this was."""
        ...

    async def any_in(self, chat: ChatId) -> bool:
        """Whether a ticket is or was in that chat, or a message of one lies there."""
        ...


class Periods(Protocol):
    async def open_of(self, ticket: TicketId) -> Period | None: ...
    async def get(self, period: PeriodId) -> Period | None: ...
    async def begin(self, period: Period) -> Period:
        """With its number. Conflict if the ticket has an open one."""
        ...

    async def save(self, period: Period) -> None:
        """Only while it is open: Conflict if it has ended meanwhile."""
        ...

    async def end(self, period: PeriodId, how: Ended, at: datetime) -> bool:
        """The one conditional update: False if it had ended already. Source: T23."""
        ...

    async def to_ping(self, now: datetime, limit: int) -> list[Period]:
        """Open periods whose next ping is due, most overdue first."""
        ...

    async def to_close(self, now: datetime, limit: int) -> list[Period]:
        """Open periods whose close is due, most overdue first."""
        ...


class Events(Protocol):
    def add(self, event: Event) -> None: ...
    async def of(self, ticket: TicketId) -> list[Event]:
        """Oldest first."""
        ...

    async def by_employee(
        self, kinds: Iterable[EventKind], since: datetime, until: datetime
    ) -> Mapping[tuple[PersonId, EventKind], int]:
        """How often each employee did each of these in [since, until)."""
        ...

    async def tickets(self, kinds: Iterable[EventKind], since: datetime, until: datetime) -> int:
        """To how many different tickets any of these happened in [since, until)."""
        ...


class Alerts(Protocol):
    """Who was told what of a ticket's clocks. Source: T34."""

    async def begin(self, ticket: TicketId, kind: Alert, due: datetime, at: datetime) -> bool:
        """Claim it for that due time; False if it was claimed before."""
        ...


class Feedbacks(Protocol):
    async def add(self, feedback: Feedback) -> Feedback:
        """With its number."""
        ...

    async def get(self, feedback: int) -> Feedback | None: ...
    async def count(self, since: datetime, until: datetime) -> tuple[int, int]:
        """(complaints, praise) in [since, until)."""
        ...
