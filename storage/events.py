"""The history in SQL."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select

from desk.ids import PersonId, TicketId
from desk.rules.events import Event, EventKind
from storage.sql import Sql
from storage.tables import events
from storage.values import columns_of

_ADD = insert(events)
_OF = (
    select(*(column for column in events.c if column.name != "id"))
    .where(events.c.ticket == bindparam("ticket"))
    .order_by(events.c.at, events.c.id)
)
_BY_EMPLOYEE = (
    select(events.c.by, events.c.kind, func.count().label("times"))
    .where(
        events.c.kind.in_(bindparam("kinds", expanding=True)),
        events.c.at >= bindparam("since"),
        events.c.at < bindparam("until"),
        events.c.by.is_not(None),
    )
    .group_by(events.c.by, events.c.kind)
)
_TICKETS = select(func.count(events.c.ticket.distinct())).where(
    events.c.kind.in_(bindparam("kinds", expanding=True)),
    events.c.at >= bindparam("since"),
    events.c.at < bindparam("until"),
)


class Events:
    """What is added is written by the commit, all at once, or when a ticket's history is read before."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql
        self._added: list[Event] = []

    def add(self, event: Event) -> None:
        self._added.append(event)

    async def flush(self) -> None:
        if self._added:
            await self._sql.run(_ADD, [columns_of(event) for event in self._added])
            self._added.clear()

    async def of(self, ticket: TicketId) -> list[Event]:
        await self.flush()
        return [Event(**row) for row in await self._sql.all(_OF, ticket=ticket)]

    async def by_employee(
        self, kinds: Iterable[EventKind], since: datetime, until: datetime
    ) -> Mapping[tuple[PersonId, EventKind], int]:
        rows = await self._sql.all(_BY_EMPLOYEE, kinds=list(kinds), since=since, until=until)
        return {(row["by"], row["kind"]): row["times"] for row in rows}

    async def tickets(self, kinds: Iterable[EventKind], since: datetime, until: datetime) -> int:
        return int(await self._sql.value(_TICKETS, kinds=list(kinds), since=since, until=until))
