"""What a client's chat refuses goes by mail. Source: T19, T22, regulation 3.3."""

from datetime import timedelta
from typing import Final

from desk.ids import NOBODY, ChatId, OutboxId
from desk.notices.base import AboutTicket, Notice
from desk.notices.client import NotPassedOn, Pinged, Received, Solved, StaffAnswer, TurnedDown, WentInactive
from desk.notices.mail import AnswerMail, ClosingMail, PingMail, TicketMail
from desk.notices.staff import Letter, MailWaits, Trouble, WentByMail
from desk.ports import Owed, Work
from desk.rules.codes import mask
from desk.rules.events import EventKind
from desk.rules.messages import number_in
from desk.rules.ticket import Status, Ticket
from desk.usecases.mailing import mailbox_of

REFUSES_ALL: Final = frozenset({Trouble.BLOCKED, Trouble.GONE, Trouble.ABSENT})
"""The chat takes nothing from us, whatever it is; or there is none."""

TRIED_FOR: Final = timedelta(hours=24)
"""So long a mail server that does not take a letter for now is asked again."""

TOLD_AFTER: Final = 3
"""Tries after which staff hear that a letter waits."""

LETTERS: Final = {AnswerMail: Letter.ANSWER, PingMail: Letter.PING, ClosingMail: Letter.CLOSING}


def waits_for_return(notice: Notice, why: Trouble) -> bool:
    """Whether it is said when the reader comes back. A mark on their message, and what staff were told of, is not.

    Who was never there is told what waits for them when they come (`catch_up`).
    """
    if why is Trouble.ABSENT or why not in REFUSES_ALL:
        return False
    return isinstance(notice, AboutTicket) and not isinstance(notice, Received | NotPassedOn)


async def goes_by_mail(work: Work, row: Owed, notice: AboutTicket, why: Trouble) -> bool:
    """Whether mail takes it over: an answer, a ping, or news of the end, if the client has a mailbox."""
    ticket = await work.tickets.get(notice.ticket) if why in REFUSES_ALL else None
    if ticket is None or not await mailbox_of(work, ticket):
        return False
    if isinstance(notice, WentInactive):
        return await _went_both_ways(work, ticket, why)
    letter = _letter(work, notice, why)
    if letter is not None:
        # Held and refused a second time, it is not mailed a second time.
        work.outbox.say(letter, key=f"mail:{row.id}")
    return letter is not None


def _letter(work: Work, notice: AboutTicket, why: Trouble) -> AnswerMail | PingMail | ClosingMail | None:
    to, ticket, now = notice.to, notice.ticket, work.now
    match notice:
        case StaffAnswer(message=message):
            return AnswerMail(to=to, ticket=ticket, since=now, why=why, message=message)
        case Pinged(period=period, number=number, close_at=at):
            return PingMail(to=to, ticket=ticket, since=now, why=why, period=period, number=number, close_at=at)
        case Solved(by=by, reopen_until=until):
            solved = Status.SOLVED
            return ClosingMail(to=to, ticket=ticket, since=now, why=why, status=solved, until=until, by=by)
        case TurnedDown(clause=clause, words=words):
            refused = Status.REFUSED
            return ClosingMail(to=to, ticket=ticket, since=now, why=why, status=refused, clause=clause, words=words)
        case _:
            return None


async def _went_both_ways(work: Work, ticket: Ticket, why: Trouble) -> bool:
    """The notice of INACTIVE was mailed beside the chat: what became of the letter is told once the chat refused it."""
    since = [event for event in await work.events.of(ticket.id) if ticket.ended_at and event.at >= ticket.ended_at]
    if any(event.kind is EventKind.MAIL_LOST for event in since):
        return False
    if any(event.kind is EventKind.MAILED for event in since):
        await say_went(work, ticket, Letter.CLOSING, why)
    return True


async def say_went(work: Work, ticket: Ticket, what: Letter, why: Trouble, reply_to: int | None = None) -> None:
    """Staff read in the ticket's place that it went by mail, and where to. Of an end they read it once."""
    address = mask(await mailbox_of(work, ticket))
    line = WentByMail(room=ticket.room, ticket=ticket.id, what=what, why=why, address=address, reply_to=reply_to)
    work.outbox.say(line, key=f"went:{ticket.id}:{ticket.ended_at}" if what is Letter.CLOSING else None)


async def keeps_waiting(work: Work, row: Owed, letter: TicketMail, detail: str) -> bool:
    """Whether a letter that was not taken is tried again; staff hear of it once."""
    if work.now - letter.since >= TRIED_FOR:
        return False
    beside = isinstance(letter, ClosingMail) and letter.beside
    if row.tries + 1 == TOLD_AFTER and not beside:
        await _say_waits(work, row.id, letter, detail)
    return True


async def _say_waits(work: Work, owed: OutboxId, letter: TicketMail, detail: str) -> None:
    ticket = await work.tickets.get(letter.ticket)
    if ticket is not None:
        reply_to = await source_of(work, letter, ticket.room)
        what = LETTERS[type(letter)]
        line = MailWaits(
            room=ticket.room, ticket=ticket.id, what=what, why=letter.why, detail=detail, reply_to=reply_to
        )
        work.outbox.say(line, key=f"mail_waits:{owed}")


async def source_of(work: Work, letter: TicketMail, room: ChatId) -> int | None:
    """The employee's message that a letter holds, if it stands in that group."""
    message = await work.messages.get(letter.message) if isinstance(letter, AnswerMail) else None
    return number_in(message, room)


async def was_reached(work: Work, letter: TicketMail) -> bool:
    """Whether the chat takes what we say, as far as we know. Nobody's does."""
    if letter.to == NOBODY:
        return False
    person = await work.people.get(letter.to)
    return person is None or person.reachable
