"""What the tables hold, for somebody who looks on from outside of the desk: nothing is decided by it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from desk.ports import OwedState
from desk.rules.events import EventKind
from desk.rules.ticket import Status
from storage.engine import Database
from storage.tables import clients, digests, events, inbox, links, outbox, people, tickets
from storage.tables.queues import InboxState

MOST_TICKETS = 50


@dataclass(frozen=True, slots=True)
class Step:
    """A line of a ticket's history; `who` is empty where nobody did it."""

    at: datetime
    kind: EventKind
    who: str
    detail: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A ticket; `client` is empty for a prospect's."""

    number: int
    subject: str
    status: Status
    client: str
    assignee: str
    history: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Overview:
    """`events` counts what happened to all tickets; `tickets` are the newest first."""

    inbox: Mapping[InboxState, int]
    outbox: Mapping[OwedState, int]
    events: Mapping[EventKind, int]
    links: int
    digests: int
    tickets: Sequence[Seen]


_INBOX = select(inbox.c.state, func.count().label("many")).group_by(inbox.c.state)
_OUTBOX = select(outbox.c.state, func.count().label("many")).group_by(outbox.c.state)
_LINKS = select(func.count().label("many")).select_from(links)
_DIGESTS = select(func.count().label("many")).where(digests.c.delivered_at.is_not(None))
_NAMES = select(people.c.id, people.c.name)
_TICKETS = (
    select(tickets.c.id, tickets.c.subject, tickets.c.status, tickets.c.assignee, clients.c.name.label("client"))
    .select_from(tickets.outerjoin(clients, clients.c.id == tickets.c.client))
    .order_by(tickets.c.id.desc())
    .limit(MOST_TICKETS)
)
_EVENTS = select(events.c.ticket, events.c.at, events.c.kind, events.c.by, events.c.detail).order_by(
    events.c.at, events.c.id
)


async def overview(database: Database) -> Overview:
    """All of it in a few reads, each by itself: they may differ by what happened in between. Raises Unavailable."""
    names = {row["id"]: row["name"] for row in await database.rows(_NAMES)}
    happened = await database.rows(_EVENTS)
    history: dict[int, list[Step]] = {}
    for row in happened:
        step = Step(row["at"], row["kind"], names.get(row["by"], ""), row["detail"])
        history.setdefault(row["ticket"], []).append(step)
    return Overview(
        inbox={row["state"]: row["many"] for row in await database.rows(_INBOX)},
        outbox={row["state"]: row["many"] for row in await database.rows(_OUTBOX)},
        events=Counter(row["kind"] for row in happened),
        links=(await database.rows(_LINKS))[0]["many"],
        digests=(await database.rows(_DIGESTS))[0]["many"],
        tickets=[
            Seen(
                number=row["id"],
                subject=row["subject"],
                status=row["status"],
                client=row["client"] or "",
                assignee=names.get(row["assignee"], ""),
                history=history.get(row["id"], []),
            )
            for row in await database.rows(_TICKETS)
        ],
    )
