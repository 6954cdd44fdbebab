"""What follows from the fate of a notice. One place, so that nobody is told 'delivered' before it was."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desk.ids import ChatId, MessageId, OutboxId, PeriodId
from desk.notices import AnyNotice
from desk.notices.alerts import Breached
from desk.notices.base import ForChat, ForRoom, Screen
from desk.notices.changes import LeftBehind, Retold
from desk.notices.client import Overtaken, Pinged, Received, StaffAnswer, StaffAnswerEdited
from desk.notices.client_look import SomebodyLinked
from desk.notices.dates import PromiseBroken
from desk.notices.exports import MonthWanted
from desk.notices.groups import GroupNews
from desk.notices.mail import AnswerMail, ClosingMail, LinkMail, PingMail
from desk.notices.managers import Digest, FeedbackArrived, RatingArrived
from desk.notices.on_behalf import ClientsFound, EntryPage
from desk.notices.prompts import WordsAsked, WordsOver
from desk.notices.recalls import CopyRecalled, RecallIs
from desk.notices.staff import (
    CardChanged,
    CardNeeded,
    ClientMessage,
    ClientMessageEdited,
    Happened,
    Letter,
    Mark,
    Marked,
    TopicNeeded,
    TopicOpenNeeded,
    TopicState,
    TopicTwice,
    What,
)
from desk.notices.vault import AccessAsked, SecretShown
from desk.ports import Owed, OwedState, Work
from desk.rules.clocks import kept
from desk.rules.content import is_answer
from desk.rules.events import Event, EventKind
from desk.rules.messages import Message, Post, Room, Side
from desk.rules.silence import close_at
from desk.rules.ticket import Status, Ticket, answer_delivered, move
from desk.usecases.access.asking import was_asked
from desk.usecases.access.showing import was_shown
from desk.usecases.delivery.letters import LETTERS, say_went, source_of, was_reached
from desk.usecases.delivery.merging import told_together
from desk.usecases.duty import call_duty
from desk.usecases.entry_pages import page_stands
from desk.usecases.managers import reached
from desk.usecases.membership import whereabouts
from desk.usecases.recalls import delete_copies, recall_ended
from desk.usecases.returning import come_back
from desk.usecases.tying import owner_was_told
from desk.usecases.waiting import begin_waiting

FOR_MANAGERS = (Digest, FeedbackArrived, RatingArrived, GroupNews, MonthWanted, Breached, PromiseBroken)


@dataclass(frozen=True, slots=True)
class Placed:
    """A message that Telegram made of (a part of) a notice."""

    message: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class Accepted:
    """Telegram took all of it. `placed` are new messages, none after an edit; `topic` is set when it made one.

    `chat` is where they were put, if it may no longer be the chat that the notice names: the group has moved since.
    """

    owed: OutboxId
    at: datetime
    placed: tuple[Placed, ...] = ()
    topic: int | None = None
    chat: ChatId | None = None


async def accepted(work: Work, *, outcome: Accepted) -> None:
    """The one place where something becomes 'sent', with everything that may be said only then."""
    owed = await work.outbox.get(outcome.owed)
    if owed is None or owed.state is OwedState.SENT:
        return
    await work.outbox.settle(owed.id, OwedState.SENT, outcome.at)
    await follow_up(work, owed, outcome)


async def taken(work: Work, *, owed: OutboxId) -> None:
    """Telegram took it, and what would follow from it cannot be done: at least it is not said twice."""
    await work.outbox.settle(owed, OwedState.SENT, work.now)


async def accepted_all(work: Work, *, outcomes: Sequence[Accepted]) -> None:
    """Several at once, in one transaction."""
    owed = {row.id: row for row in await work.outbox.several([outcome.owed for outcome in outcomes])}
    settled = {outcome.owed: outcome for outcome in outcomes if outcome.owed in owed}
    await work.outbox.sent({number: outcome.at for number, outcome in settled.items()})
    notices = [row.notice for row in owed.values()]
    await work.ahead(
        messages=[notice.message for notice in notices if isinstance(notice, ClientMessage | StaffAnswer)],
        tickets=[notice.about for notice in notices if notice.about is not None],
    )
    for number, outcome in settled.items():
        await follow_up(work, owed[number], outcome)


async def follow_up(work: Work, owed: Owed, outcome: Accepted) -> None:
    notice = owed.notice
    went = _as_it_went(notice, outcome.chat)
    await _remember(work, went, outcome)
    if owed.repeat and isinstance(notice, ClientMessage | StaffAnswer):
        await _stands_marked(work, notice.message)
    if isinstance(went, ForRoom):
        await _room_follows(work, went, outcome)
    if isinstance(notice, FOR_MANAGERS):
        await reached(work, notice.to)
    match notice:
        case StaffAnswer():
            await _answer_arrived(work, notice, outcome)
        case Pinged(period=period):
            await _ping_arrived(work, period, outcome.at, What.PINGED)
        case AnswerMail() | PingMail() | ClosingMail():
            await _letter_taken(work, notice, outcome.at)
        case Digest(to=chat, figures=figures, asked=False):
            await work.digests.delivered(figures.day, chat, outcome.at)
        case Screen():
            await _screen_shown(work, notice, outcome)
        case SecretShown() | AccessAsked() | CopyRecalled() | LinkMail() | SomebodyLinked():
            await _of_people(work, notice, outcome.placed[0].message if outcome.placed else None)
        case _:
            pass


def _as_it_went(notice: AnyNotice, chat: ChatId | None) -> AnyNotice:
    """With the group in which its messages have their numbers: what is owed follows a group that moves at once."""
    if chat is None or chat == notice.chat:
        return notice
    match notice:
        case ForRoom():
            return replace(notice, room=chat)
        case ForChat():
            return replace(notice, to=chat)
        case _:
            return notice


async def _of_people(
    work: Work,
    notice: SecretShown | AccessAsked | CopyRecalled | LinkMail | SomebodyLinked,
    message: int | None,
) -> None:
    match notice:
        case SecretShown():
            await was_shown(work, notice, message)
        case AccessAsked():
            await was_asked(work, notice, message)
        case CopyRecalled(last=True, message=number):
            await recall_ended(work, number, RecallIs.DONE)
        case LinkMail() | SomebodyLinked():
            await owner_was_told(work, notice)
        case _:
            pass


async def _stands_marked(work: Work, number: MessageId) -> None:
    """An edit of it must not take away the line that it may be a repeat."""
    message = await work.messages.get(number)
    if message is not None:
        await work.messages.save(replace(message, repeated=True))


async def _room_follows(work: Work, notice: ForRoom, outcome: Accepted) -> None:
    room = await work.rooms.of(notice.ticket)
    if room is not None and room.chat != notice.room:
        await _came_too_late(work, notice, room, outcome)
        return
    match notice:
        case TopicNeeded() if room and outcome.topic is not None:
            await _topic_made(work, room, outcome.topic)
        case TopicOpenNeeded() if room:
            await _topic_opened(work, room)
        case CardNeeded() | CardChanged() if room and outcome.placed:
            await work.rooms.save(replace(room, card=outcome.placed[0].message))
            await _call_duty(work, notice)
            await _point_from_former_places(work, room)
        case TopicState():
            await _topic_settled(work, notice)
        case ClientMessage():
            await _client_message_arrived(work, notice, room, outcome)
        case WordsAsked() if outcome.placed:
            await _question_stands(work, notice, outcome.placed[0].message)
        case _:
            pass


async def _came_too_late(work: Work, notice: ForRoom, room: Room, outcome: Accepted) -> None:
    """It was on its way to the old place when the ticket was moved: nothing of it is lost to the new one."""
    match notice:
        case TopicNeeded() if outcome.topic is not None:
            await work.rooms.leave(Room(notice.ticket, notice.room, outcome.topic))
            await _point_from_former_places(work, room)
        case WordsAsked():
            work.outbox.say(replace(notice, room=room.chat))
        case ClientMessage():
            await _client_message_arrived(work, notice, None, outcome)
            if (await whereabouts(work, notice.room)).id == room.chat:
                # A group that was upgraded still shows its members what was said before.
                return
            for number in notice.messages:
                work.outbox.say(Retold(room=room.chat, ticket=notice.ticket, message=number, items=notice.items))
        case _:
            pass


async def _point_from_former_places(work: Work, room: Room) -> None:
    """Now that there is something to point to; once for each place."""
    title = (await work.chats.get(room.chat)).title
    for left in await work.rooms.former_of(room.ticket):
        work.outbox.say(
            LeftBehind(to=left.chat, ticket=left.ticket, title=title, topic=left.topic, card=left.card),
            key=f"left:{left.ticket}:{left.chat}:{left.topic or left.card}:{room.chat}",
        )


async def _question_stands(work: Work, notice: WordsAsked, message: int) -> None:
    """A reply to it is the answer. One that was taken back meanwhile goes again."""
    await work.prompts.place(notice.prompt, notice.room, message)
    prompt = await work.prompts.get(notice.prompt)
    if prompt is not None and prompt.over_at is not None:
        work.outbox.say(WordsOver(room=notice.room, ticket=notice.ticket, message=message))


async def _call_duty(work: Work, notice: ForRoom) -> None:
    """Now that there is something to link to."""
    ticket = await work.tickets.get(notice.ticket) if isinstance(notice, CardNeeded) else None
    if ticket is not None:
        await call_duty(work, ticket)


async def _remember(work: Work, notice: AnyNotice, outcome: Accepted) -> None:
    """Where the new messages lie: a reply to any of them finds its ticket."""
    if notice.chat is None or not outcome.placed:
        return
    if not isinstance(notice, ForRoom):
        await work.chats.newer(notice.chat, max(placed.message for placed in outcome.placed))
    if isinstance(notice, EntryPage | ClientsFound):
        await page_stands(work, notice, [placed.message for placed in outcome.placed])
    if notice.about is None:
        return
    relayed = (ClientMessage, StaffAnswer, ClientMessageEdited, StaffAnswerEdited, Retold)
    of = await _copied_as(work, notice.message) if isinstance(notice, relayed) else None
    # A text that grew beyond its copies goes on in a new message, which the next edit must find.
    edited = notice.part if isinstance(notice, ClientMessageEdited | StaffAnswerEdited) else 0
    await work.posts.add(
        Post(notice.chat, placed.message, notice.about, of, placed.part + edited) for placed in outcome.placed
    )


async def _topic_made(work: Work, room: Room, topic: int) -> None:
    """The first one that is known of stays: what was sent to it already is there."""
    if room.topic is None:
        await work.rooms.save(replace(room, topic=topic))
    elif room.topic != topic:
        key = f"topic_twice:{room.chat}:{topic}"
        work.outbox.say(TopicTwice(to=room.chat, ticket=room.ticket, topic=topic), key=key)


async def _topic_opened(work: Work, room: Room) -> None:
    """For what had to be said in it; the topic of a ticket that has ended is closed after that."""
    await work.rooms.save(replace(room, closed=False))
    ticket = await work.tickets.get(room.ticket)
    if ticket and not ticket.is_open:
        work.outbox.say(TopicState(room=room.chat, ticket=room.ticket))


async def _copied_as(work: Work, number: MessageId) -> MessageId:
    message = await work.messages.get(number)
    return message.told_with or number if message else number


async def _topic_settled(work: Work, notice: TopicState) -> None:
    room = await work.rooms.of(notice.ticket)
    ticket = await work.tickets.get(notice.ticket)
    if room and ticket:
        await work.rooms.save(replace(room, closed=not room.closed))
        if room.closed is ticket.is_open:
            return
        work.outbox.say(notice)


async def _client_message_arrived(work: Work, notice: ClientMessage, room: Room | None, outcome: Accepted) -> None:
    await told_together(work, notice.messages)
    for number in notice.messages:
        await _one_arrived(work, number, room, outcome)


async def _one_arrived(work: Work, number: MessageId, room: Room | None, outcome: Accepted) -> None:
    """A topic that somebody has closed by hand is opened: most of the staff could not answer in it."""
    message = await work.messages.get(number)
    if message is None:
        return
    await work.messages.save(replace(message, delivered_at=outcome.at))
    ticket = await work.tickets.get(message.ticket)
    if room and room.closed and ticket and ticket.is_open:
        work.outbox.say(TopicState(room=room.chat, ticket=room.ticket))
    source = message.parts[0].source
    if source.message and not message.is_description and source.chat == int(message.author):
        work.outbox.say(Received(to=message.author, ticket=message.ticket, marked=source.message))


async def _answer_arrived(work: Work, notice: StaffAnswer, outcome: Accepted) -> None:
    """The employee sees the mark, and the silence timer starts: at the delivery, not before. Source: T19."""
    message = await work.messages.get(notice.message)
    if message is None:
        return
    if message.recalled_at is not None:
        await work.messages.save(replace(message, delivered_at=message.delivered_at or outcome.at))
        await delete_copies(work, message)
        return
    mailed = message.delivered_at is not None
    await mark_delivered(work, message, message.delivered_at or outcome.at)
    reader = await work.people.get(notice.to)
    if reader is not None and not reader.reachable:
        # Their chat takes what we say again, whatever was heard of it last.
        await come_back(work, reader.id)
    if not mailed:
        # Else the wait began when the mail server took it.
        await await_answer(work, message, outcome.at)


async def mark_delivered(work: Work, message: Message, at: datetime) -> None:
    await work.messages.save(replace(message, delivered_at=at))
    source = message.parts[0].source
    if not source.message:
        # Sent by a button: nobody typed it.
        return
    work.outbox.say(Marked(room=source.chat, ticket=message.ticket, message=source.message, mark=Mark.DELIVERED))


async def await_answer(work: Work, message: Message, at: datetime) -> None:
    """Only if the ticket still waits: a client who spoke meanwhile spoke last. Source: T20."""
    ticket = await work.tickets.get(message.ticket)
    if ticket is None or message.recalled_at is not None:
        return
    crossed = await work.messages.written_after(ticket.id, Side.CLIENT, message.written_at)
    newer = [one.written_at for one in crossed if is_answer(one.parts)]
    answered = answer_delivered(ticket, message.written_at, newer[0] if newer else None)
    since = answered.unanswered_since
    if since is not None and answered.status is Status.WAITING:
        # Whoever opens a ticket again says something, too, without a message.
        last = newer[-1] if newer else since
        if not await _replied_since(work, ticket, last):
            answered = move(answered, Status.OPEN, at)
    answered = kept(ticket, answered, at, work.policy)
    if answered != ticket:
        ticket = await work.tickets.save(answered)
    if message.awaits and ticket.status is Status.WAITING and ticket.unanswered_since is None:
        await begin_waiting(work, ticket, at)
        work.outbox.say(CardChanged(room=ticket.room, ticket=ticket.id))


async def _replied_since(work: Work, ticket: Ticket, said_at: datetime) -> bool:
    """Whether staff have written after that: their answer is on its way, and waits for the client."""
    last = await work.messages.last_written(ticket.id, Side.STAFF)
    return last is not None and last.written_at >= said_at


async def _ping_arrived(work: Work, number: PeriodId, at: datetime, what: What) -> None:
    """The close is counted from the first ping that was delivered, and staff see when it will be. Source: T22."""
    period = await work.periods.get(number)
    ticket = await work.tickets.get(period.ticket) if period else None
    if period is None or ticket is None or period.ended_at is not None:
        return
    first = period.pinged_at or at
    close = close_at(period.started_at, first, work.policy.silence, work.policy.calendar)
    await work.periods.save(replace(period, pinged_at=first, close_at=close, unreachable=False))
    work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=what, at=close))


async def _letter_taken(work: Work, letter: AnswerMail | PingMail | ClosingMail, at: datetime) -> None:
    """The moment when the mail server accepts it counts like a delivery. Source: T19, T22."""
    ticket = await work.tickets.get(letter.ticket)
    if ticket is None:
        return
    what = LETTERS[type(letter)]
    work.events.add(Event(ticket.id, EventKind.MAILED, at, detail=what))
    match letter:
        case AnswerMail(message=number):
            message = await work.messages.get(number)
            await say_went(work, ticket, what, letter.why, await source_of(work, letter, ticket.room))
            if message is not None and message.delivered_at is None:
                await work.messages.save(replace(message, delivered_at=at))
                await await_answer(work, message, at)
            if message is not None and message.recalled_at is not None:
                await recall_ended(work, message.id, RecallIs.MAILED)
        case PingMail(period=period):
            await _ping_arrived(work, period, at, What.PINGED_BY_MAIL)
        case ClosingMail(beside=beside):
            if not beside or not await was_reached(work, letter):
                await say_went(work, ticket, Letter.CLOSING, letter.why)


async def _screen_shown(work: Work, notice: Screen, outcome: Accepted) -> None:
    chat = await work.chats.get(notice.chat)
    if outcome.placed:
        if chat.screen is not None:
            work.outbox.say(Overtaken(to=notice.to, screen=chat.screen))
        await work.chats.show(notice.chat, outcome.placed[-1].message)
    if notice.stays:
        await work.chats.show(notice.chat, None)


async def advanced(
    work: Work, *, owed: OutboxId, parts: int, placed: Sequence[Placed], chat: ChatId | None = None, made: str = ""
) -> None:
    """So many calls of a notice were taken; the rest follow, also after a restart."""
    row = await work.outbox.get(owed)
    if row is not None:
        await work.outbox.progress(owed, parts, made)
        await _remember(work, _as_it_went(row.notice, chat), Accepted(owed, work.now, tuple(placed)))
