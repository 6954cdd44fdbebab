"""What the sender asks of the outbox, each in a transaction of its own."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.ids import ChatId, OutboxId
from desk.notices.staff import TopicNeeded
from desk.ports import Owed, Spent, Work
from desk.usecases.delivery.dispatch import Dispatch, dispatch, look_ahead


@dataclass(frozen=True, slots=True)
class Found:
    """What may be sent now, and the chats that Telegram wants to be left alone until a time."""

    rows: list[Owed]
    quiet: Mapping[ChatId, datetime]


async def heads(work: Work, *, pace: datetime, full: Collection[ChatId], most: int) -> Found:
    """Rows of chats without room in their budget (`full`) are left out, so that they do not crowd out the others."""
    quiet = await work.chats.hushed(pace)
    return Found(await work.outbox.heads(work.now, most, without={*quiet, *full}), quiet)


async def start(work: Work, *, owed: Iterable[OutboxId]) -> set[OutboxId]:
    """Which of them are ours to send: one may have been replaced meanwhile."""
    return await work.outbox.start(owed)


async def start_ready(work: Work, *, owed: Sequence[Owed]) -> dict[OutboxId, Dispatch | None]:
    """The same, with what must be known to say each; None: there is nothing left to say."""
    started = await work.outbox.start(row.id for row in owed)
    await look_ahead(work, [row.notice for row in owed if row.id in started])
    return {row.id: await dispatch(work, notice=row.notice) for row in owed if row.id in started}


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
