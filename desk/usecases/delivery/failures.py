"""What follows when a notice did not get through, or nobody knows whether it did. Nothing is swallowed."""

from dataclasses import replace
from datetime import datetime, timedelta

from desk.errors import AlreadySettled, MovedOn
from desk.ids import NOBODY, ChatId, MessageId, OutboxId, PeriodId, PersonId, TicketId
from desk.notices.alerts import Breached, DutyCall
from desk.notices.base import AboutTicket, ForPerson, ForRoom, IfUnknown, Notice, Screen
from desk.notices.changes import Recategorized
from desk.notices.charges import PriceOffered, PriceTold
from desk.notices.client import (
    NeedsLonger,
    NotPassedOn,
    NotUrgent,
    Overtaken,
    Pinged,
    PutOnHold,
    Received,
    Solved,
    StaffAnswer,
    StaffAnswerEdited,
    TurnedDown,
    WentInactive,
)
from desk.notices.dates import PromiseBroken, Promised
from desk.notices.exports import MonthWanted
from desk.notices.groups import GroupNews
from desk.notices.mail import AnswerMail, ClosingMail, CodeMail, FeedbackMail, LinkMail, PingMail, TicketMail
from desk.notices.managers import Digest, FeedbackArrived, RatingArrived
from desk.notices.people import InvitationMade
from desk.notices.prompts import WordsOver
from desk.notices.recalls import CopyRecalled, RecallIs
from desk.notices.staff import (
    CardChanged,
    CardNeeded,
    ClientMessage,
    ClientMessageEdited,
    Happened,
    Marked,
    NoMail,
    NotDelivered,
    NotSeen,
    StaffHint,
    TopicLost,
    TopicNeeded,
    TopicOpenNeeded,
    TopicTwice,
    Trouble,
    Unconfirmed,
    What,
)
from desk.notices.vault import AccessAsked, Removal, RemoveYourself, SecretShown, SecretWaits
from desk.ports import Owed, OwedState, Work
from desk.rules.events import Event, EventKind
from desk.rules.messages import Message, number_in
from desk.rules.silence import close_at
from desk.rules.ticket import Ticket
from desk.usecases.access.showing import may_have_been_shown, was_not_shown
from desk.usecases.delivery.letters import (
    REFUSES_ALL,
    goes_by_mail,
    keeps_waiting,
    source_of,
    waits_for_return,
    was_reached,
)
from desk.usecases.delivery.outcomes import await_answer, mark_delivered
from desk.usecases.identity import code_not_mailed
from desk.usecases.mailing import why_no_mail
from desk.usecases.managers import out_of_reach, tell_managers, tell_room
from desk.usecases.moving import ask_anew
from desk.usecases.recalls import recall_ended, recalled_before_it_went


async def postponed(work: Work, *, owed: OutboxId, chat: ChatId, until: datetime) -> None:
    """Telegram orders to wait: nothing goes to that chat before, across restarts."""
    await work.chats.hush(chat, until)
    await work.outbox.again(owed, until, repeat=await _was_repeat(work, owed), tried=False)


async def retry(work: Work, *, owed: OutboxId, after: timedelta, error: str) -> None:
    """It certainly did not get through: once more, later. A letter is not tried for ever."""
    row = await work.outbox.get(owed)
    letter = row.notice if row is not None and isinstance(row.notice, TicketMail) else None
    if row is not None and letter is not None and not await keeps_waiting(work, row, letter, error):
        await undeliverable(work, owed=owed, why=Trouble.REFUSED, detail=error)
        return
    await work.outbox.again(owed, work.now + after, repeat=row is not None and row.repeat, error=error)


async def begins_anew(work: Work, *, owed: OutboxId) -> None:
    """It would be said otherwise, or elsewhere, than the part of it that was taken: all of it goes again, marked."""
    await work.outbox.progress(owed, 0)
    await work.outbox.again(owed, work.now, repeat=True, tried=False)


async def _was_repeat(work: Work, owed: OutboxId) -> bool:
    row = await work.outbox.get(owed)
    return row is not None and row.repeat


async def unknown(work: Work, *, owed: OutboxId, after: timedelta = timedelta(0), error: str = "") -> None:
    """The connection died after sending: handled by the kind of the notice."""
    row = await work.outbox.get(owed)
    if row is None or row.state is not OwedState.SENDING:
        return
    match row.notice.if_unknown:
        case IfUnknown.REPEAT:
            await work.outbox.again(owed, work.now + after, repeat=False, error=error)
        case IfUnknown.REPEAT_MARKED | IfUnknown.REPEAT_ADDED | IfUnknown.RECOVER:
            await work.outbox.again(owed, work.now + after, repeat=True, error=error)
        case IfUnknown.ASK:
            await _ask_staff(work, row, error)
        case IfUnknown.DROP:
            await work.outbox.settle(owed, OwedState.UNDELIVERABLE, work.now, erase=True)
            if isinstance(row.notice, SecretShown):
                await may_have_been_shown(work, row.notice)


async def _ask_staff(work: Work, row: Owed, error: str) -> None:
    """Not repeated blindly, and no silence timer starts, until an employee says how it was."""
    await work.outbox.settle(row.id, OwedState.UNCERTAIN, work.now, error=error)
    if not isinstance(row.notice, AboutTicket):
        return
    ticket = await work.tickets.get(row.notice.ticket)
    if ticket is None:
        return
    work.events.add(Event(ticket.id, EventKind.UNCONFIRMED, work.now))
    work.outbox.say(
        Unconfirmed(room=ticket.room, ticket=ticket.id, owed=row.id, reply_to=await _source(work, row, ticket.room)),
        key=f"unconfirmed:{row.id}:{row.tries}",
    )


async def send_again(work: Work, *, by: PersonId, room: ChatId, owed: OutboxId) -> None:
    """An employee decided, where the ticket is served: repeat it, marked as a possible repeat."""
    row = await _uncertain(work, room, owed)
    await work.outbox.again(owed, work.now, repeat=True)
    if row.notice.about is not None:
        work.events.add(Event(row.notice.about, EventKind.SENT_AGAIN, work.now, by))


async def it_arrived(work: Work, *, by: PersonId, room: ChatId, owed: OutboxId) -> None:
    """An employee saw, where the ticket is served, that the client has it: from now on it counts as delivered."""
    row = await _uncertain(work, room, owed)
    await work.outbox.settle(owed, OwedState.SENT, work.now)
    message = await _message(work, row)
    if message is not None:
        work.events.add(Event(message.ticket, EventKind.CONFIRMED, work.now, by))
        if message.recalled_at is not None:
            await recall_ended(work, message.id, RecallIs.REFUSED)
        await mark_delivered(work, message, work.now)
        await await_answer(work, message, work.now)


async def _uncertain(work: Work, room: ChatId, owed: OutboxId) -> Owed:
    """A forged press, made in another group, finds nothing there to decide."""
    row = await work.outbox.get(owed)
    if row is None or row.state is not OwedState.UNCERTAIN:
        raise AlreadySettled
    ticket = await work.tickets.get(row.notice.about) if row.notice.about else None
    if ticket is None:
        raise AlreadySettled
    if ticket.room != room:
        if room in {left.chat for left in await work.rooms.former_of(ticket.id)}:
            raise MovedOn(ticket.id, (await work.chats.get(ticket.room)).title)
        raise AlreadySettled
    return row


async def _message(work: Work, row: Owed) -> Message | None:
    if isinstance(row.notice, StaffAnswer | StaffAnswerEdited):
        return await work.messages.get(row.notice.message)
    return None


async def _source(work: Work, row: Owed, room: ChatId) -> int | None:
    message = await _message(work, row)
    part = row.notice.part if isinstance(row.notice, StaffAnswerEdited) else 0
    return number_in(message, room, part)


async def undeliverable(work: Work, *, owed: OutboxId, why: Trouble, detail: str = "") -> None:
    """A fact that goes to the ticket's topic, or to the client whose message could not be passed on.

    What a client's chat refuses waits for their return, and goes by mail if it can. A client who cannot be told that
    something was not passed on: staff are. What cannot be said in a topic is said outside of it. What managers did not
    get is told in the staff's group. Nobody misses a mark, and a page is asked for again.
    """
    row = await work.outbox.get(owed)
    if row is None or row.state in {OwedState.SENT, OwedState.UNDELIVERABLE, OwedState.HELD}:
        return
    secret = isinstance(row.notice, CodeMail | LinkMail | InvitationMade)
    state = OwedState.HELD if waits_for_return(row.notice, why) else OwedState.UNDELIVERABLE
    await work.outbox.settle(owed, state, work.now, erase=secret, error=detail or str(why))
    if why in REFUSES_ALL - {Trouble.ABSENT} and isinstance(row.notice, ForPerson):
        await work.people.reach(row.notice.to, reachable=False)
    match row.notice:
        case AboutTicket():
            await _not_told_to_client(work, row, row.notice, why, detail)
        case NotDelivered() | NotSeen() | Unconfirmed():
            _tell_outside_of_topic(work, row.notice)
        case ClientMessage() | ClientMessageEdited():
            await _tell_client(work, row.notice)
        case (
            Digest(to=chat)
            | FeedbackArrived(to=chat)
            | RatingArrived(to=chat)
            | GroupNews(to=chat)
            | MonthWanted(to=chat)
            | Breached(to=chat)
            | PromiseBroken(to=chat)
        ):
            await out_of_reach(work, chat=chat)
        case DutyCall(to=chat, ticket=number):
            await tell_room(work, "duty_out_of_reach", chat=str(chat), ticket=str(number))
        case SecretShown() | SecretWaits() | Removal():
            await _of_access(work, row.notice, why)
        case _:
            await _not_mailed(work, row.notice, why, detail)


async def _of_access(work: Work, notice: SecretShown | SecretWaits | Removal, why: Trouble) -> None:
    """What was not shown waits on; what could not be deleted the person deletes."""
    match notice:
        case SecretShown(secret=secret) | SecretWaits(secret=secret):
            await was_not_shown(work, secret, why)
        case Removal(to=to, message=number, shown=shown) if why not in {Trouble.BLOCKED, Trouble.GONE}:
            work.outbox.say(RemoveYourself(to=to, message=number, shown=shown))
        case _:
            pass


async def _not_mailed(work: Work, notice: Notice, why: Trouble, detail: str) -> None:
    match notice:
        case CodeMail():
            await code_not_mailed(work, person=notice.to, address=notice.address, why=why)
        case FeedbackMail(address=address, feedback=feedback):
            await tell_managers(work, feedback=feedback)
            await tell_room(work, "feedback_not_mailed", address=address)
        case AnswerMail() | PingMail() | ClosingMail():
            await _letter_lost(work, notice, detail)
        case _:
            pass


async def _not_told_to_client(work: Work, row: Owed, notice: AboutTicket, why: Trouble, detail: str) -> None:
    if await goes_by_mail(work, row, notice, why):
        return
    match notice:
        case Received():
            pass
        case Pinged():
            await _not_reminded(work, notice.period, notice.ticket, why, detail)
        case CopyRecalled(message=recalled):
            await recall_ended(work, recalled, RecallIs.REFUSED)
        case NotPassedOn(ticket=number, edited=edited):
            await _tell_of_missing(work, number, why, edited=edited)
        case _:
            await _tell_staff(work, row, notice, why, detail)


def _tell_outside_of_topic(work: Work, notice: ForRoom) -> None:
    work.outbox.say(StaffHint(to=notice.room, what="not_told", facts={"ticket": str(notice.ticket)}))


async def _tell_staff(work: Work, row: Owed, notice: AboutTicket, why: Trouble, detail: str) -> None:
    ticket = await work.tickets.get(notice.ticket)
    if ticket is None:
        return
    work.events.add(Event(ticket.id, EventKind.UNDELIVERED, work.now, detail=why))
    reply_to = await _source(work, row, ticket.room)
    mail = await why_no_mail(work, ticket) if why in REFUSES_ALL else None
    work.outbox.say(
        NotDelivered(room=ticket.room, ticket=ticket.id, why=why, detail=detail, reply_to=reply_to, mail=mail),
        key=_of_end(ticket) if isinstance(notice, WentInactive) else _once(notice, why),
    )


def _of_end(ticket: Ticket) -> str:
    """An end by silence is told in the chat and by mail; that neither arrived is told once."""
    return f"end_lost:{ticket.id}:{ticket.ended_at}"


async def _letter_lost(work: Work, letter: AnswerMail | PingMail | ClosingMail, detail: str) -> None:
    """The second way is closed, too. Nobody misses a letter that went beside the chat, if that took it."""
    ticket = await work.tickets.get(letter.ticket)
    if ticket is None:
        return
    work.events.add(Event(ticket.id, EventKind.MAIL_LOST, work.now))
    if isinstance(letter, PingMail):
        await _not_reminded(work, letter.period, letter.ticket, letter.why, detail)
        return
    beside = isinstance(letter, ClosingMail) and letter.beside
    if not (beside and await was_reached(work, letter)):
        reply_to = await source_of(work, letter, ticket.room)
        lost = NotDelivered(room=ticket.room, ticket=ticket.id, why=letter.why, detail=detail, reply_to=reply_to)
        work.outbox.say(replace(lost, mail=NoMail.REFUSED), key=_of_end(ticket) if beside else None)


async def _tell_of_missing(work: Work, number: TicketId, why: Trouble, *, edited: bool) -> None:
    """Neither side has it: staff, who can be told, ask the client."""
    ticket = await work.tickets.get(number)
    if ticket is None:
        return
    work.events.add(Event(ticket.id, EventKind.UNDELIVERED, work.now, detail=why))
    work.outbox.say(NotSeen(room=ticket.room, ticket=ticket.id, edited=edited))


def _once(notice: Notice, why: Trouble | None = None) -> str | None:
    """Edits of one message may fail one after the other: that is told at the first."""
    match notice:
        case StaffAnswerEdited() | ClientMessageEdited():
            return f"edit_lost:{notice.message}:{notice.part}" + (f":{why}" if why else "")
        case _:
            return None


async def _not_reminded(work: Work, number: PeriodId, about: TicketId, why: Trouble, detail: str) -> None:
    """The close stays where a ping in time has put it or would have, and staff know that the client was not reached."""
    period = await work.periods.get(number)
    ticket = await work.tickets.get(about)
    if period is None or ticket is None or period.ended_at is not None:
        return
    if period.pinged_at is not None:
        work.events.add(Event(ticket.id, EventKind.UNDELIVERED, work.now, detail=why))
        work.outbox.say(NotDelivered(room=ticket.room, ticket=ticket.id, why=why, detail=detail))
        return
    close = close_at(period.started_at, None, work.policy.silence, work.policy.calendar)
    await work.periods.save(replace(period, unreachable=True, close_at=close))
    work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=What.UNREACHABLE, at=close))


async def _tell_client(work: Work, notice: ClientMessage | ClientMessageEdited) -> None:
    """At each message that was not passed on."""
    for number in notice.messages if isinstance(notice, ClientMessage) else (notice.message,):
        await _tell_author(work, notice, number)


async def _tell_author(work: Work, notice: ClientMessage | ClientMessageEdited, number: MessageId) -> None:
    message = await work.messages.get(number)
    if message is None:
        return
    work.events.add(Event(message.ticket, EventKind.UNDELIVERED, work.now, message.author))
    part = message.parts[notice.part if isinstance(notice, ClientMessageEdited) else 0]
    work.outbox.say(
        NotPassedOn(
            to=message.author,
            ticket=message.ticket,
            kind=part.kind,
            reply_to=part.source.message,
            edited=isinstance(notice, ClientMessageEdited) and message.delivered_at is not None,
        ),
        key=_once(notice),
    )


async def needless(work: Work, *, owed: OutboxId) -> None:
    """There is nothing left to say or to do. An edit that finds no copy to change is told to whoever made it."""
    row = await work.outbox.get(owed)
    if row is None:
        return
    if await _misses(work, row):
        await undeliverable(work, owed=owed, why=Trouble.ABSENT)
        return
    await work.outbox.settle(owed, OwedState.SENT, work.now)
    match row.notice:
        case StaffAnswer(message=number) | AnswerMail(message=number):
            await recalled_before_it_went(work, number)
        case StaffAnswerEdited():
            message = await work.messages.get(row.notice.message)
            if message is not None and message.recalled_at is not None:
                return
            arrived = message is not None and message.delivered_at is not None
            await _tell_staff(work, row, row.notice, Trouble.NO_COPY if arrived else Trouble.NO_ANSWER, "")
        case ClientMessageEdited():
            await _tell_client(work, row.notice)
        case SecretShown(secret=secret):
            await was_not_shown(work, secret)
        case _:
            pass


MISSED = (
    StaffAnswer
    | StaffAnswerEdited
    | Solved
    | TurnedDown
    | PriceOffered
    | PriceTold
    | Pinged
    | WentInactive
    | PutOnHold
    | NeedsLonger
    | NotUrgent
    | Recategorized
    | Promised
    | AccessAsked
)
"""What a client would have to know."""


async def _misses(work: Work, row: Owed) -> bool:
    """Whether a client who is not in Telegram misses something that they would have to know. Source: regulation 2.3."""
    notice = row.notice
    if not isinstance(notice, MISSED):
        return False
    ticket = await work.tickets.get(notice.ticket) if notice.to == NOBODY else None
    return ticket is not None and ticket.client is not None


async def target_gone(work: Work, *, owed: OutboxId, detail: str = "message not found") -> None:
    """The message that was to be changed is not there any more: pages and cards are said anew, edits have no aim.

    What was to change nothing did not arrive, and that is told.
    """
    row = await work.outbox.get(owed)
    if row is None:
        return
    match row.notice:
        case Screen():
            await work.chats.show(row.notice.chat, None)
            await work.outbox.again(owed, work.now, repeat=row.repeat)
        case CardChanged() | CardNeeded():
            room = await work.rooms.of(row.notice.ticket)
            if room:
                await work.rooms.save(replace(room, card=None))
            await work.outbox.again(owed, work.now, repeat=row.repeat)
        case CopyRecalled(message=recalled):
            await work.outbox.settle(owed, OwedState.UNDELIVERABLE, work.now)
            await recall_ended(work, recalled, RecallIs.GONE)
        case (
            StaffAnswerEdited() | ClientMessageEdited() | Received() | Marked() | Overtaken() | WordsOver() | Removal()
        ):
            await work.outbox.settle(owed, OwedState.UNDELIVERABLE, work.now)
        case _:
            await undeliverable(work, owed=owed, why=Trouble.REFUSED, detail=detail)


async def topic_gone(work: Work, *, owed: OutboxId, topic: int | None = None) -> None:
    """The ticket's topic was deleted or has died: another one is made, with a card, and this goes there.

    `topic` is the one that was written to: the news of an older one must not undo what was made in its place.
    """
    row = await work.outbox.get(owed)
    if row is None or not isinstance(row.notice, ForRoom):
        return
    room = await work.rooms.of(row.notice.ticket)
    if room and room.chat != row.notice.room:
        # The ticket has moved on, and its former place is no more.
        await work.outbox.readdress(row.notice.ticket, row.notice.room, room.chat)
    elif room and room.topic is not None and topic in {None, room.topic}:
        await work.rooms.save(replace(room, topic=None, card=None, closed=False))
        work.outbox.say(TopicNeeded(room=room.chat, ticket=room.ticket))
        work.outbox.say(TopicLost(room=room.chat, ticket=room.ticket))
        work.outbox.say(CardNeeded(room=room.chat, ticket=room.ticket))
        await ask_anew(work, room.ticket, room.chat)
    await work.outbox.again(owed, work.now, repeat=row.repeat)


async def topic_closed(work: Work, *, owed: OutboxId, after: timedelta, error: str) -> None:
    """The topic is closed, and the desk may not write into it as it is: it is opened, and then this goes there."""
    row = await work.outbox.get(owed)
    if row is not None and isinstance(row.notice, ForRoom) and not isinstance(row.notice, TopicOpenNeeded):
        work.outbox.say(TopicOpenNeeded(room=row.notice.room, ticket=row.notice.ticket))
    await retry(work, owed=owed, after=after, error=error)


async def topic_seen(work: Work, *, chat: ChatId, topic: int, ticket: TicketId) -> None:
    """The bot's own creation of a topic, as Telegram tells it: recovers one whose answer was lost.

    One that turns up when the ticket has another by now is closed, with a pointer to that.
    """
    room = await work.rooms.of(ticket)
    if room is None or room.chat != chat or room.topic == topic:
        return
    if room.topic is None:
        await work.rooms.save(replace(room, topic=topic))
    else:
        work.outbox.say(TopicTwice(to=chat, ticket=ticket, topic=topic), key=f"topic_twice:{chat}:{topic}")


async def kept(work: Work, *, owed: OutboxId) -> None:
    """Nothing can be said in that chat at the moment: it stays owed, and that was no try."""
    await work.outbox.again(owed, work.now, repeat=await _was_repeat(work, owed), tried=False)


async def left_behind(work: Work) -> int:
    """At start: whatever an earlier process was sending has an unknown outcome. How many there were."""
    rows = await work.outbox.left_sending()
    for row in rows:
        await unknown(work, owed=row.id, error="the process ended while sending")
    return len(rows)
