"""What the sender asks of the outbox, each in a transaction of its own."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from desk.ids import ChatId, OutboxId
from desk.notices.staff import ClientMessage, TopicNeeded
from desk.ports import Owed, Spent, Work
from desk.usecases.delivery.merging import merge

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Found:
    """What may be sent now, and the chats that Telegram wants to be left alone until a time."""

    rows: list[Owed]
    quiet: Mapping[ChatId, datetime]


async def heads(work: Work, *, pace: datetime, full: Collection[ChatId]) -> Found:
    """Rows of chats without room in their budget (`full`) are left out, so that they do not crowd out the others."""
    quiet = await work.chats.hushed(pace)
    return Found(await work.outbox.heads(work.now, AT_ONCE, without={*quiet, *full}), quiet)


@dataclass(frozen=True, slots=True)
class Started:
    """Rows that are being sent, and those of them that say more than before."""

    rows: set[OutboxId]
    merged: Mapping[OutboxId, ClientMessage]


async def start(work: Work, *, owed: Iterable[OutboxId], short: Collection[OutboxId] = ()) -> Started:
    """Which of them are ours to send: one may have been replaced meanwhile. Those in `short` take in what waits."""
    merged = await merge(work, owed=short)
    return Started(await work.outbox.start(owed), merged)


async def put_back(work: Work, *, owed: Collection[OutboxId]) -> None:
    """They were to be sent and certainly were not."""
    for row in await work.outbox.left_sending():
        if row.id in owed:
            await work.outbox.again(row.id, row.due_at, repeat=row.repeat, tried=False)


async def spent(work: Work, *, since: datetime) -> list[Spent]:
    return await work.outbox.sent_since(since)


async def in_doubt(work: Work, *, notice: TopicNeeded) -> bool:
    """Whether the echo of a topic's creation may still be among what was not handled yet."""
    return await work.inbox.unfinished(notice.room)
