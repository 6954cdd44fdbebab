"""Working time in the staff's room: the command, and the buttons of the question at solving."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from desk.ids import PersonId, SpentId, TicketId
from desk.office import UpdateOffice
from desk.usecases.arrivals import nothing
from desk.usecases.worktime import answer_time, take_back, time_command
from handlers.answering import answer
from handlers.callbacks import Minutes, TakeBack
from handlers.filters import ByName, InRoom
from handlers.staff import room_of, spot_of
from handlers.texts import Texts, plain
from handlers.views.worktime import CHOICES

COMMANDS = ("time",)


async def times(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(time_command, by=person, spot=spot_of(message), text=command.args or "")


async def answers(
    query: CallbackQuery, callback_data: Minutes, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    if callback_data.minutes not in CHOICES:
        await office.run(nothing)
        await answer(query)
        return
    toast = await office.run(
        answer_time,
        by=person,
        room=room_of(query),
        number=TicketId(callback_data.ticket),
        minutes=callback_data.minutes,
    )
    await answer(query, plain(texts.toast(toast)))


async def takes_back(
    query: CallbackQuery, callback_data: TakeBack, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    toast = await office.run(take_back, by=person, room=room_of(query), spent=SpentId(callback_data.spent))
    await answer(query, plain(texts.toast(toast)))


def router() -> Router:
    """Asked before the router of staff, which takes whatever is left."""
    worktime = Router(name="worktime")
    worktime.message.register(times, InRoom(), ByName(), Command("time"))
    worktime.callback_query.register(answers, InRoom(), Minutes.filter())
    worktime.callback_query.register(takes_back, InRoom(), TakeBack.filter())
    return worktime
