"""The price of a ticket: commands and buttons of staff, and the client's answer."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from desk.ids import ChargeId, PersonId
from desk.office import UpdateOffice
from desk.rules.charges import ChargeState
from desk.usecases.arrivals import nothing
from desk.usecases.charges import answer_offer, name_price, settle_price, waive
from handlers.answering import answer
from handlers.callbacks import Offer, Price
from handlers.filters import ByName, InPrivate, InRoom
from handlers.staff import room_of, spot_of
from handlers.texts import Texts, plain

COMMANDS = ("paid", "waive")

ANSWERS = {"accept": True, "decline": False}

STATES = {"awaiting": ChargeState.AWAITING, "paid": ChargeState.PAID}


async def prices(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(name_price, by=person, spot=spot_of(message), text=command.args or "")


async def waives(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(waive, by=person, spot=spot_of(message), reason=command.args or "")


async def settles(
    query: CallbackQuery, callback_data: Price, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    want = STATES.get(callback_data.act)
    if want is None:
        await office.run(nothing)
        await answer(query)
        return
    charge = ChargeId(callback_data.charge)
    toast = await office.run(settle_price, by=person, room=room_of(query), charge=charge, want=want)
    await answer(query, plain(texts.toast(toast)))


async def answers(
    query: CallbackQuery, callback_data: Offer, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    accept = ANSWERS.get(callback_data.act)
    if accept is None:
        await office.run(nothing)
        await answer(query)
        return
    toast = await office.run(answer_offer, person=person, charge=ChargeId(callback_data.charge), accept=accept)
    await answer(query, plain(texts.toast(toast)))


def router() -> Router:
    """Asked before the routers of staff and clients, which take whatever is left."""
    charges = Router(name="charges")
    charges.message.register(prices, InRoom(), ByName(), Command("paid"))
    charges.message.register(waives, InRoom(), ByName(), Command("waive"))
    charges.callback_query.register(settles, InRoom(), Price.filter())
    charges.callback_query.register(answers, InPrivate(), Offer.filter())
    return charges
