"""What the sender asks of the outbox, each in a transaction of its own."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desk.ids import ChatId, OutboxId
from desk.notices.staff import ClientMessage, TopicNeeded
from desk.ports import Owed, Spent, Work
from desk.usecases.delivery.dispatch import Dispatch, dispatch, look_ahead
from desk.usecases.delivery.merging import merge


@dataclass(frozen=True, slots=True)
class Found:
    """What may be sent now, and the chats that Telegram wants to be left alone until a time."""

    rows: list[Owed]
    quiet: Mapping[ChatId, datetime]


async def heads(work: Work, *, pace: datetime, full: Collection[ChatId], most: int) -> Found:
    """Rows of chats without room in their budget (`full`) are left out, so that they do not crowd out the others."""
    quiet = await work.chats.hushed(pace)
    return Found(await work.outbox.heads(work.now, most, without={*quiet, *full}), quiet)


@dataclass(frozen=True, slots=True)
class Started:
    """Rows that are being sent, those of them that say more than before, and what is needed to say each.

    None: there is nothing left to say; not in `ready`: it was not looked up yet.
    """

    rows: set[OutboxId]
    merged: Mapping[OutboxId, ClientMessage]
    ready: Mapping[OutboxId, Dispatch | None]


async def start(work: Work, *, owed: Iterable[OutboxId], short: Collection[OutboxId] = ()) -> Started:
    """Which of them are ours to send: one may have been replaced meanwhile. Those in `short` take in what waits."""
    merged = await merge(work, owed=short)
    return Started(await work.outbox.start(owed), merged, {})


async def start_ready(work: Work, *, owed: Sequence[Owed], short: Collection[OutboxId] = ()) -> Started:
    """The same, with what is needed to say each."""
    started = await start(work, owed=[row.id for row in owed], short=short)
    said = {row.id: started.merged.get(row.id, row.notice) for row in owed if row.id in started.rows}
    await look_ahead(work, list(said.values()))
    return replace(started, ready={number: await dispatch(work, notice=notice) for number, notice in said.items()})


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
