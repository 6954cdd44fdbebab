"""A look at a client, notes on them, and whose a prospect's ticket is: commands and buttons in the staff's room."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from desk.ids import PersonId, TicketId
from desk.office import UpdateOffice
from desk.ports import Work
from desk.rules.ticket import Ticket
from desk.usecases.client_look import look, noting, take_note_back
from desk.usecases.linking import ask_link, link_author, unlinking
from desk.usecases.staff_actions import Action, in_place, on_ticket
from handlers.answering import answer
from handlers.callbacks import DropNote, LinkTo
from handlers.filters import ByName, InRoom, Typed
from handlers.staff import room_of, spot_of
from handlers.texts import Texts, plain

COMMANDS = ("client", "clientnote", "link", "unlink")


async def looks(message: Message, command: CommandObject, office: UpdateOffice) -> None:
    await office.run(look, spot=spot_of(message), words=command.args or "")


async def notes(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(in_place, by=person, spot=spot_of(message), action=noting(command.args or ""))


async def links(message: Message, command: CommandObject, office: UpdateOffice) -> None:
    await office.run(ask_link, spot=spot_of(message), words=command.args or "")


async def unlinks(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(in_place, by=person, spot=spot_of(message), action=unlinking(command.args or ""))


def linking_to(key: str) -> Action:
    async def link_it(work: Work, ticket: Ticket, by: PersonId) -> None:
        await link_author(work, ticket, by, key)

    return link_it


async def confirms_link(
    query: CallbackQuery, callback_data: LinkTo, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    toast = await office.run(
        on_ticket,
        by=person,
        room=room_of(query),
        number=TicketId(callback_data.ticket),
        action=linking_to(callback_data.key),
    )
    await answer(query, plain(texts.toast(toast)))


async def takes_note_back(
    query: CallbackQuery, callback_data: DropNote, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    toast = await office.run(take_note_back, by=person, number=callback_data.note)
    await answer(query, plain(texts.toast(toast)))


def router() -> Router:
    """Asked before the router of staff, which takes whatever is left."""
    client = Router(name="client_look")
    for name, handler in (("client", looks), ("clientnote", notes), ("link", links), ("unlink", unlinks)):
        client.message.register(handler, InRoom(), ByName(), Typed(), Command(name))
    client.callback_query.register(confirms_link, InRoom(), LinkTo.filter())
    client.callback_query.register(takes_note_back, InRoom(), DropNote.filter())
    return client
