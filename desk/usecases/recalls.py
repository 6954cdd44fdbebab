"""`/recall`: an answer that was a mistake is taken back from the client. Its words stay in the desk's history."""

from dataclasses import replace
from itertools import takewhile

from desk.errors import NothingToRecall, NotYours, TooLateToRecall
from desk.ids import ChatId, MessageId, PersonId, TicketId
from desk.notices.recalls import CopyRecalled, RecallIs, RecallTold
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.content import text_of
from desk.rules.events import Event, EventKind
from desk.rules.messages import Message, Side, number_in
from desk.rules.periods import Ended, Period
from desk.rules.prompts import SECOND_PRESS
from desk.rules.recall import WITHIN, without
from desk.rules.ticket import Status, Ticket
from desk.usecases.alerts import judge
from desk.usecases.conversation import card_changed
from desk.usecases.dates import not_kept_by
from desk.usecases.staff_actions import Action
from desk.usecases.staff_messages import Spot
from desk.usecases.waiting import begin_waiting, end_waiting

SHOWN = 60
"""How much of it says which one it was."""


def recall(spot: Spot) -> Action:
    """The answer that the command replies to, else one's own last one here.

    Raises NothingToRecall, NotYours, TooLateToRecall.
    """

    async def recall_it(work: Work, ticket: Ticket, by: PersonId) -> Toast:
        message = await _meant(work, ticket, by, spot)
        if message.recalled_at is not None:
            return Toast.ALREADY
        await _take_back(work, ticket, by, message)
        return Toast.DONE

    return recall_it


async def recall_last(work: Work, ticket: Ticket, by: PersonId) -> Toast:
    """By a button: one's own last answer in the ticket. A second press soon after does not reach for the one before."""
    if await _recalled_just_now(work, ticket, by):
        return Toast.ALREADY
    await _take_back(work, ticket, by, await _last_of(work, ticket, by))
    return Toast.DONE


async def _meant(work: Work, ticket: Ticket, by: PersonId, spot: Spot) -> Message:
    post = await work.posts.at(spot.chat, spot.replied) if spot.replied else None
    message = await work.messages.get(post.of) if post and post.of else None
    if message is None and (spot.replied is None or spot.replied_by is None):
        return await _last_of(work, ticket, by)
    if message is None or message.side is not Side.STAFF:
        raise NothingToRecall
    return message


async def _last_of(work: Work, ticket: Ticket, by: PersonId) -> Message:
    mine = [one for one in await _said_by(work, ticket, by) if one.recalled_at is None]
    if not mine:
        raise NothingToRecall
    return mine[-1]


async def _recalled_just_now(work: Work, ticket: Ticket, by: PersonId) -> bool:
    """Since they answered last: what was written after a recall may be recalled at once."""
    mine = await _said_by(work, ticket, by)
    after = takewhile(lambda one: one.recalled_at is not None, reversed(mine))
    return any(one.recalled_at and work.now - one.recalled_at < SECOND_PRESS for one in after)


async def _said_by(work: Work, ticket: Ticket, by: PersonId) -> list[Message]:
    said = await work.messages.newest_of(ticket.id)
    return [one for one in said if one.side is Side.STAFF and one.author == by]


async def _take_back(work: Work, ticket: Ticket, by: PersonId, message: Message) -> None:
    names = await work.people.names([by, message.author])
    if message.author != by:
        raise NotYours(names.get(message.author, ""))
    if message.delivered_at is not None and work.now - message.delivered_at >= WITHIN:
        raise TooLateToRecall
    recalled = replace(message, recalled_at=work.now)
    await work.messages.save(recalled)
    work.events.add(Event(message.ticket, EventKind.RECALLED, work.now, by, str(message.id)))
    if not await delete_copies(work, recalled) and message.delivered_at is None:
        tell(work, ticket, recalled, RecallIs.ON_ITS_WAY)
    elif message.delivered_at is not None and not await _copies(work, recalled):
        tell(work, ticket, recalled, RecallIs.MAILED if await _was_mailed(work, recalled) else RecallIs.REFUSED)
    if message.ticket == ticket.id:
        await _unsaid(work, ticket, recalled)


async def _was_mailed(work: Work, message: Message) -> bool:
    """What a letter has brought was delivered by it: no copy in a chat is older."""
    events = await work.events.of(message.ticket)
    return any(event.kind is EventKind.MAILED and event.at == message.delivered_at for event in events)


async def _unsaid(work: Work, ticket: Ticket, recalled: Message) -> None:
    said = await work.messages.newest_of(ticket.id)
    changed = without(ticket, recalled, said, work.now, work.policy)
    await _wait_ends(work, changed, recalled, said)
    await not_kept_by(work, ticket, recalled, said)
    if changed != ticket:
        saved = await work.tickets.save(changed)
        await judge(work, saved, work.now)
        card_changed(work, saved)


async def _wait_ends(work: Work, ticket: Ticket, recalled: Message, said: list[Message]) -> None:
    """The wait that it began is over; one that an earlier answer began goes on, or begins anew from that."""
    period = await work.periods.open_of(ticket.id)
    standing = [one for one in said if one.side is Side.STAFF and one.recalled_at is None and one.id != recalled.id]
    if period is None or (ticket.status is Status.WAITING and not _began(period, recalled, standing)):
        return
    await end_waiting(work, ticket, Ended.RECALLED)
    if ticket.status is Status.WAITING and standing and standing[-1].delivered_at is not None:
        await begin_waiting(work, ticket, standing[-1].delivered_at)


def _began(period: Period, recalled: Message, standing: list[Message]) -> bool:
    """Whether the wait is the recalled answer's own: none that stands came between it and the wait's begin."""
    since = recalled.delivered_at
    if since is None or period.started_at < since:
        return False
    return not any(one.delivered_at and since <= one.delivered_at <= period.started_at for one in standing)


async def _copies(work: Work, message: Message) -> list[tuple[ChatId, int]]:
    return [
        (chat, post.message)
        for chat in await work.posts.holders(message.id)
        if chat > 0
        for post in await work.posts.copies_of(message.id, chat)
    ]


async def delete_copies(work: Work, message: Message) -> bool:
    """Every message that the client has of it; whether there are any."""
    copies = await _copies(work, message)
    for number, (chat, copy) in enumerate(copies, start=1):
        work.outbox.say(
            CopyRecalled(
                to=PersonId(chat), ticket=message.ticket, message=message.id, copy=copy, last=number == len(copies)
            ),
            key=f"recall:{message.id}:{copy}",
        )
    return bool(copies)


def tell(work: Work, ticket: Ticket, message: Message, how: RecallIs) -> None:
    """Staff see plainly what became of it, once for each outcome."""
    words = " ".join(text_of(message.parts).split())
    work.outbox.say(
        RecallTold(
            room=ticket.room,
            ticket=ticket.id,
            how=how,
            words=words if len(words) <= SHOWN else words[: SHOWN - 1] + "…",
            reply_to=number_in(message, ticket.room),
        ),
        key=f"recall_told:{message.id}:{how}",
    )


async def recall_ended(work: Work, number: MessageId, how: RecallIs) -> None:
    """What became of a copy."""
    message = await work.messages.get(number)
    ticket = await work.tickets.get(TicketId(message.ticket)) if message else None
    if message is not None and ticket is not None:
        tell(work, ticket, message, how)


async def recalled_before_it_went(work: Work, number: MessageId) -> None:
    """It is not sent (any further): what had arrived of it is deleted."""
    message = await work.messages.get(number)
    if message is None or message.recalled_at is None or await delete_copies(work, message):
        return
    if message.delivered_at is None:
        await recall_ended(work, number, RecallIs.NOT_SENT)
