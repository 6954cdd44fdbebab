"""Ready answers by buttons, below the card of any ticket: looked at, kept, changed, thrown away."""

from desk.errors import BadMacro, NoSuchMacro, NoSuchTicket
from desk.ids import ChatId, PersonId, TicketId
from desk.notices.lists import MacroLine, MacroShown, MacrosShown
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.prompts import Asked
from desk.rules.ticket import Ticket
from desk.usecases.asking import ask_words
from desk.usecases.macros import keep_macro
from desk.usecases.staff_messages import Spot


async def macro_list(
    work: Work, *, room: ChatId, number: TicketId, on: int, page: int = 0, manage: bool = False
) -> Toast:
    """A page of them, in place of what was pressed."""
    ticket = await _ticket(work, number, room)
    await _list(work, ticket, on, page=page, manage=manage)
    return Toast.SHOWN


async def macro_page(work: Work, *, room: ChatId, number: TicketId, on: int, macro: int) -> Toast:
    """All of one, with what can be done to it. Raises NoSuchMacro."""
    ticket = await _ticket(work, number, room)
    found = await work.macros.get(macro)
    if found is None:
        raise NoSuchMacro("")
    line = MacroLine(found.id, found.name, found.text)
    work.outbox.say(MacroShown(to=room, line=line, ticket=ticket.id, on=on))
    return Toast.SHOWN


async def ask_macro(work: Work, *, by: PersonId, room: ChatId, number: TicketId, macro: int = 0) -> Toast:
    """The words of a new one, or other words for one that there is. Raises NoSuchMacro."""
    ticket = await _ticket(work, number, room)
    found = await work.macros.get(macro) if macro else None
    if macro and found is None:
        raise NoSuchMacro("")
    what = Asked.MACRO_TEXT if found else Asked.MACRO
    name = found.name if found else ""
    return await ask_words(work, ticket, by, what, args=str(macro) if found else "", name=name)


async def drop_macro(work: Work, *, room: ChatId, number: TicketId, on: int, macro: int) -> Toast:
    """Thrown away; a second press finds it gone."""
    ticket = await _ticket(work, number, room)
    found = await work.macros.get(macro)
    if found is not None:
        await work.macros.drop(found.name)
    await _list(work, ticket, on, manage=True)
    return Toast.DONE if found else Toast.ALREADY


async def take_macro(work: Work, *, by: PersonId, spot: Spot, words: str, macro: str) -> None:
    """An answer to one of the two questions. Raises BadMacro, NoSuchMacro."""
    if macro:
        found = await work.macros.get(int(macro))
        if found is None:
            raise NoSuchMacro("")
        await keep_macro(work, by=by, spot=spot, name=found.name, text=words)
        return
    name, _, text = words.partition("=")
    if not text.strip():
        raise BadMacro("form", "")
    await keep_macro(work, by=by, spot=spot, name=name, text=text)


async def _list(work: Work, ticket: Ticket, on: int, *, page: int = 0, manage: bool = False) -> None:
    lines = tuple(MacroLine(macro.id, macro.name, macro.text) for macro in await work.macros.all())
    work.outbox.say(
        MacrosShown(to=ticket.room, lines=lines, ticket=ticket.id, page=page, manage=manage, on=on),
    )


async def _ticket(work: Work, number: TicketId, room: ChatId) -> Ticket:
    ticket = await work.tickets.get(number)
    if ticket is None or ticket.room != room:
        raise NoSuchTicket(number)
    return ticket
