"""Refusing with a look at what the client will read, and asking the client what is unclear."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from desk.ids import PersonId, PreviewId, TicketId
from desk.notices.toasts import Toast
from desk.office import UpdateOffice
from desk.rules.refusals import Clause
from desk.usecases.arrivals import nothing
from desk.usecases.clarifying import clarify
from desk.usecases.refusing import add_words, other_ground, own_words, preview, send_preview
from desk.usecases.staff_actions import ask_clause, in_place, on_ticket
from handlers.answering import answer
from handlers.callbacks import Preview, Refuse
from handlers.filters import ByName, InRoom, Typed
from handlers.staff import message_of, room_of, spot_of
from handlers.texts import Texts, plain

COMMANDS = ("refuse", "clarify")

OWN = "own"

ACTS = ("send", "words", "back")


async def refuses(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    """With words behind the command they are the reason; without any the ground is asked for."""
    words = (command.args or "").strip()
    await office.run(in_place, by=person, spot=spot_of(message), action=preview(None, words) if words else ask_clause)


async def clarifies(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    words = command.args or ""
    await office.run(clarify, by=person, spot=spot_of(message), words=words, written_at=message.date)


async def chooses(
    query: CallbackQuery, callback_data: Refuse, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    if callback_data.clause not in {*Clause, OWN}:
        await office.run(nothing)
        await answer(query)
        return
    own = callback_data.clause == OWN
    action = own_words if own else preview(Clause(callback_data.clause), on=message_of(query))
    number = TicketId(callback_data.ticket)
    toast = await office.run(on_ticket, by=person, room=room_of(query), number=number, action=action)
    await _answer(query, toast, texts)


async def previews(
    query: CallbackQuery, callback_data: Preview, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    room, shown, on = room_of(query), PreviewId(callback_data.preview), message_of(query)
    match callback_data.act:
        case "send":
            toast = await office.run(send_preview, by=person, room=room, preview=shown, on=on)
        case "words":
            toast = await office.run(add_words, by=person, room=room, preview=shown)
        case "back":
            toast = await office.run(other_ground, room=room, preview=shown, on=on)
        case _:
            await office.run(nothing)
            await answer(query)
            return
    await _answer(query, toast, texts)


async def _answer(query: CallbackQuery, toast: Toast, texts: Texts) -> None:
    """What stands in the place of what was pressed needs no words."""
    await answer(query, "" if toast is Toast.SHOWN else plain(texts.toast(toast)))


def router() -> Router:
    """Asked before the router of staff, which takes whatever is left."""
    refusals = Router(name="refusals")
    refusals.message.register(refuses, InRoom(), ByName(), Typed(), Command("refuse"))
    refusals.message.register(clarifies, InRoom(), ByName(), Typed(), Command("clarify"))
    refusals.callback_query.register(chooses, InRoom(), Refuse.filter())
    refusals.callback_query.register(previews, InRoom(), Preview.filter())
    return refusals
