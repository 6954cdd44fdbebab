"""Waiting texts of one client in one topic merge into one message when the budget is short."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from desk.ids import MessageId, OutboxId
from desk.notices.staff import ClientMessage
from desk.ports import Owed, OwedState, Work
from desk.rules.merging import together
from desk.rules.messages import Message

AHEAD = 100
"""How many waiting rows are looked at."""


async def merge(work: Work, *, owed: Collection[OutboxId]) -> dict[OutboxId, ClientMessage]:
    """Each of these rows takes in what waits directly behind it and may go along. What those say from now on."""
    found = {number: await _with_what_follows(work, number) for number in owed}
    return {number: notice for number, notice in found.items() if notice}


async def _with_what_follows(work: Work, owed: OutboxId) -> ClientMessage | None:
    row = await work.outbox.get(owed)
    notice = _untouched(row)
    if row is None or notice is None:
        return None
    messages, taken = await _messages(work, notice), list[OutboxId]()
    for behind in await work.outbox.behind(row, AHEAD):
        said = _untouched(behind)
        longer = [*messages, *await _messages(work, said)] if said else []
        if not (messages and said and together(longer)):
            break
        messages = longer
        taken.append(behind.id)
    if not taken:
        return None
    *before, last = (message.id for message in messages)
    merged = replace(notice, message=last, before=tuple(before))
    await work.outbox.absorb(owed, merged, taken)
    return merged


def _untouched(row: Owed | None) -> ClientMessage | None:
    """What a row says of which nothing can have arrived yet."""
    if row is None or row.state is not OwedState.WAITING or row.parts or row.repeat:
        return None
    return row.notice if isinstance(row.notice, ClientMessage) else None


async def _messages(work: Work, notice: ClientMessage) -> list[Message]:
    found = [await work.messages.get(number) for number in notice.messages]
    return [message for message in found if message is not None]


async def told_together(work: Work, messages: Sequence[MessageId]) -> None:
    """They lie on the other side in one message, which is known as a copy of the last of them."""
    *before, last = messages
    for number in before:
        message = await work.messages.get(number)
        if message is not None:
            await work.messages.save(replace(message, told_with=last))
