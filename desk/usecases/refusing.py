"""A refusal is read before it is sent: ground, preview, *Send*. Source: regulation 1.6, 2.6, 4.2."""

from desk.errors import NoSuchTicket, TooManyWords
from desk.ids import ChatId, PersonId, PreviewId, TicketId
from desk.notices.staff import ClauseAsked, RefusalShown
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.prompts import LONGEST, Asked
from desk.rules.refusals import Clause, Preview
from desk.rules.ticket import Status, Ticket, move
from desk.usecases.asking import ask_words
from desk.usecases.readers import reader_of
from desk.usecases.staff_actions import Action, refuse


def preview(clause: Clause | None, words: str = "", *, on: int | None = None) -> Action:
    """What the client will read, with *Send*; `on` is the message in whose place it is shown."""

    async def preview_it(work: Work, ticket: Ticket, by: PersonId) -> Toast:
        if len(words) > LONGEST:
            raise TooManyWords(str(LONGEST))
        if move(ticket, Status.REFUSED, work.now) == ticket:
            return Toast.ALREADY
        made = await work.previews.add(Preview(PreviewId(0), ticket.id, by, work.now, clause, words))
        await _show(work, ticket, made, on)
        return Toast.SHOWN

    return preview_it


async def own_words(work: Work, ticket: Ticket, by: PersonId) -> Toast:
    """A refusal in words of one's own, which are asked for."""
    return await _ask(work, ticket, by, None)


async def send_preview(work: Work, *, by: PersonId, room: ChatId, preview: PreviewId, on: int) -> Toast:
    """*Send*: exactly what was shown. A second press, and one by a colleague, finds it sent."""
    made, ticket = await _found(work, preview, room)
    if made.sent_at is not None or move(ticket, Status.REFUSED, work.now) == ticket:
        return Toast.ALREADY
    await refuse(made.clause, made.words)(work, ticket, by)
    await work.previews.sent(made.id, work.now)
    await _show(work, ticket, made, on, sent=True)
    return Toast.DONE


async def add_words(work: Work, *, by: PersonId, room: ChatId, preview: PreviewId) -> Toast:
    """Words of one's own below the clause, or in place of earlier ones."""
    made, ticket = await _found(work, preview, room)
    return await _ask(work, ticket, by, made.clause)


async def other_ground(work: Work, *, room: ChatId, preview: PreviewId, on: int) -> Toast:
    """*Back*: the grounds again, in place of the preview."""
    _, ticket = await _found(work, preview, room)
    move(ticket, Status.REFUSED, work.now)
    work.outbox.say(ClauseAsked(room=ticket.room, ticket=ticket.id, on=on))
    return Toast.SHOWN


async def _ask(work: Work, ticket: Ticket, by: PersonId, clause: Clause | None) -> Toast:
    move(ticket, Status.REFUSED, work.now)
    return await ask_words(work, ticket, by, Asked.REFUSE, args=clause or "")


async def _found(work: Work, number: PreviewId, room: ChatId) -> tuple[Preview, Ticket]:
    made = await work.previews.get(number)
    ticket = await work.tickets.get(made.ticket) if made else None
    if made is None or ticket is None or ticket.room != room:
        raise NoSuchTicket(ticket.id if ticket else TicketId(0))
    return made, ticket


async def _show(work: Work, ticket: Ticket, made: Preview, on: int | None, *, sent: bool = False) -> None:
    reader = await work.people.get(await reader_of(work, ticket))
    language = (reader.chosen or reader.language) if reader else ""
    work.outbox.say(
        RefusalShown(
            room=ticket.room,
            ticket=ticket.id,
            preview=made.id,
            subject=ticket.subject,
            language=language or work.policy.language,
            clause=made.clause,
            words=made.words,
            sent=sent,
            on=on,
        )
    )
