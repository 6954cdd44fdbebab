"""Answers that are ready: said, shown, kept and thrown away by any employee."""

from datetime import timedelta

from desk.errors import BadMacro, NoSuchMacro
from desk.ids import ChatId, PersonId, TicketId
from desk.notices.lists import MacroLine, MacrosShown
from desk.notices.staff import StaffHint
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.content import Content, Kind, Source, text_of
from desk.rules.macros import LONGEST_NAME, LONGEST_TEXT, MOST, Macro, filled, unknown_places
from desk.rules.messages import Side
from desk.rules.ticket import Ticket
from desk.usecases.merged import where_it_goes_on
from desk.usecases.readers import reader_of
from desk.usecases.staff_messages import Spot, answer_client, place_of, ticket_at, ticket_here

SECOND_TAP = timedelta(seconds=10)


async def show_macros(work: Work, *, spot: Spot) -> None:
    """All of them; in a ticket's place with a button for each."""
    _show(work, spot, await ticket_at(work, spot), await work.macros.all())


async def show_macros_here(work: Work, ticket: Ticket, by: PersonId) -> Toast:
    """By a button of the card."""
    _show(work, await place_of(work, ticket), ticket, await work.macros.all())
    return Toast.SHOWN


def _show(work: Work, spot: Spot, ticket: Ticket | None, macros: list[Macro]) -> None:
    lines = tuple(MacroLine(macro.id, macro.name, macro.text) for macro in macros)
    work.outbox.say(
        MacrosShown(
            to=spot.chat,
            lines=lines,
            ticket=ticket.id if ticket else None,
            topic=spot.topic,
            reply_to=spot.message or None,
        )
    )


async def keep_macro(work: Work, *, by: PersonId, spot: Spot, name: str, text: str) -> None:
    """Kept under its name, in place of an older one; an empty text throws it away. Raises BadMacro, NoSuchMacro."""
    name = " ".join(name.split())
    if not text.strip():
        if not await work.macros.drop(name):
            raise NoSuchMacro(name)
        _tell(work, spot, "macro_dropped", name=name)
        return
    if not name or len(name) > LONGEST_NAME:
        raise BadMacro("name", str(LONGEST_NAME))
    if len(text) > LONGEST_TEXT:
        raise BadMacro("text", str(LONGEST_TEXT))
    if unknown := unknown_places(text):
        raise BadMacro("place", unknown[0])
    if await work.macros.by_name(name) is None and len(await work.macros.all()) >= MOST:
        raise BadMacro("many", str(MOST))
    await work.macros.keep(name, text.strip(), by=by, at=work.now)
    _tell(work, spot, "macro_kept", name=name)


async def say_macro(work: Work, *, by: PersonId, spot: Spot, name: str) -> None:
    """As an answer to the client, by its name."""
    ticket = await ticket_here(work, spot)
    macro = await work.macros.by_name(name)
    if macro is None:
        raise NoSuchMacro(" ".join(name.split()))
    await _say(work, ticket, by, macro, spot)


async def press_macro(
    work: Work, *, by: PersonId, room: ChatId, topic: int | None, number: TicketId, macro: int
) -> Toast:
    """By its button: what was sent is shown, since nobody has typed it. A second tap sends nothing."""
    ticket, found = await work.tickets.get(number), await work.macros.get(macro)
    if ticket is None or ticket.room != room or found is None:
        raise NoSuchMacro("")
    ticket = await where_it_goes_on(work, ticket)
    spot = Spot(room, 0, topic)
    text = await _filled(work, ticket, by, found)
    last = await work.messages.last_written(ticket.id, Side.STAFF)
    if last and last.author == by and text_of(last.parts) == text and work.now - last.written_at < SECOND_TAP:
        return Toast.ALREADY
    await _say(work, ticket, by, found, spot)
    name = (await work.people.names([by])).get(by, "")
    work.outbox.say(StaffHint(to=room, what="macro_sent", topic=topic, facts={"who": name, "text": text}))
    return Toast.DONE


async def _say(work: Work, ticket: Ticket, by: PersonId, macro: Macro, spot: Spot) -> None:
    text = await _filled(work, ticket, by, macro)
    parts = (Content(Kind.TEXT, Source(spot.chat, spot.message), text),)
    await answer_client(work, ticket, by, parts, spot=spot, written_at=work.now)


async def _filled(work: Work, ticket: Ticket, by: PersonId, macro: Macro) -> str:
    reader = await work.people.get(await reader_of(work, ticket))
    client = await work.clients.get(ticket.client) if ticket.client and reader is None else None
    names = await work.people.names([by])
    facts = {
        "client": reader.name if reader else client.name if client else "",
        "number": str(ticket.id),
        "service": ticket.service_name,
        "me": names.get(by, ""),
    }
    return filled(macro.text, facts)


def _tell(work: Work, spot: Spot, what: str, *, name: str) -> None:
    work.outbox.say(StaffHint(to=spot.chat, what=what, facts={"name": name}, topic=spot.topic, reply_to=spot.message))
