"""Ready answers by buttons."""

from aiogram import Router
from aiogram.types import CallbackQuery

from desk.ids import PersonId, TicketId
from desk.notices.toasts import Toast
from desk.office import UpdateOffice
from desk.usecases.arrivals import nothing
from desk.usecases.macro_pages import ask_macro, drop_macro, macro_list, macro_page
from handlers.answering import answer
from handlers.callbacks import Keep
from handlers.filters import InRoom
from handlers.staff import message_of, room_of
from handlers.texts import Texts, plain

ACTS = ("list", "manage", "show", "new", "change", "drop")


async def keeps(
    query: CallbackQuery, callback_data: Keep, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    room, number, on = room_of(query), TicketId(callback_data.ticket), message_of(query)
    macro = callback_data.macro
    match callback_data.act:
        case "list" | "manage" as act:
            manage = act == "manage"
            toast = await office.run(macro_list, room=room, number=number, on=on, page=macro, manage=manage)
        case "show":
            toast = await office.run(macro_page, room=room, number=number, on=on, macro=macro)
        case "new" | "change":
            toast = await office.run(ask_macro, by=person, room=room, number=number, macro=macro)
        case "drop":
            toast = await office.run(drop_macro, room=room, number=number, on=on, macro=macro)
        case _:
            await office.run(nothing)
            await answer(query)
            return
    await answer(query, "" if toast is Toast.SHOWN else plain(texts.toast(toast)))


def router() -> Router:
    """Asked before the router of staff."""
    macros = Router(name="macros")
    macros.callback_query.register(keeps, InRoom(), Keep.filter())
    return macros
