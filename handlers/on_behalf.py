"""Staff file a ticket for a client: the command, and the pages of the entry."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from desk.ids import PersonId, TicketId
from desk.notices.on_behalf import Purpose
from desk.notices.toasts import Toast
from desk.office import UpdateOffice
from desk.usecases.arrivals import nothing
from desk.usecases.client_look import look_by_key
from desk.usecases.linking import ask_link_by_key
from desk.usecases.on_behalf import EntryButton, begin_for, on_behalf, press_entry
from desk.usecases.staff_messages import Spot
from handlers.answering import answer
from handlers.callbacks import Entry, Whose
from handlers.filters import ByName, InRoom, Typed
from handlers.staff import room_of, spot_of, topic_of
from handlers.texts import Texts, plain

COMMANDS = ("onbehalf",)


async def begins(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(on_behalf, by=person, spot=spot_of(message), words=command.args or "")


def message_of(query: CallbackQuery) -> int:
    return query.message.message_id if query.message else 0


async def chooses(
    query: CallbackQuery, callback_data: Whose, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    """A client was chosen from a list: for a ticket, for a look, or as the one of a prospect's ticket."""
    key, room = callback_data.key, room_of(query)
    match callback_data.purpose:
        case Purpose.FILE:
            page, topic = message_of(query), topic_of(query)
            toast = await office.run(begin_for, by=person, chat=room, topic=topic, page=page, key=key)
        case Purpose.LOOK:
            await office.run(look_by_key, spot=Spot(room, message_of(query), topic_of(query)), key=key)
            toast = Toast.DONE
        case Purpose.LINK:
            await office.run(ask_link_by_key, room=room, number=TicketId(callback_data.ticket), key=key)
            toast = Toast.DONE
        case _:
            await office.run(nothing)
            await answer(query)
            return
    await answer(query, plain(texts.toast(toast)))


async def fills(
    query: CallbackQuery, callback_data: Entry, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    if callback_data.button not in set(EntryButton):
        await office.run(nothing)
        await answer(query)
        return
    toast = await office.run(
        press_entry,
        by=person,
        chat=room_of(query),
        topic=topic_of(query),
        page=message_of(query),
        rev=callback_data.rev,
        button=EntryButton(callback_data.button),
        value=callback_data.value,
    )
    await answer(query, plain(texts.toast(toast)))


def router() -> Router:
    """Asked before the router of staff, which takes whatever is left."""
    entries = Router(name="on_behalf")
    entries.message.register(begins, InRoom(), ByName(), Typed(), Command("onbehalf"))
    entries.callback_query.register(chooses, InRoom(), Whose.filter())
    entries.callback_query.register(fills, InRoom(), Entry.filter())
    return entries
