"""Managers look at the company's days and change them. Source: T6."""

from collections.abc import Awaitable, Callable
from datetime import date

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from desk.ids import ChatId, PersonId
from desk.notices.toasts import Toast
from desk.office import UpdateOffice
from desk.usecases.arrivals import nothing
from desk.usecases.calendar import ask_calendar, change_day
from handlers.answering import answer
from handlers.callbacks import DaySet, from_code
from handlers.filters import WithManagers
from handlers.texts import Texts, plain

Recount = Callable[[], Awaitable[None]]
"""The calendar was changed: the running desk takes it over."""


async def asks(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(ask_calendar, chat=ChatId(message.chat.id), by=person, text=command.args or "")


def _word(given: DaySet) -> tuple[date, str] | None:
    """The day and how it is worked; None: no button of ours."""
    try:
        return date.fromisoformat(str(given.day)), from_code(given.how)
    except ValueError:
        return None


async def changes(
    query: CallbackQuery, callback_data: DaySet, office: UpdateOffice, days_changed: Recount, texts: Texts
) -> None:
    said, message = _word(callback_data), query.message
    if said is None or message is None:
        await office.run(nothing)
        await answer(query)
        return
    by, chat = PersonId(query.from_user.id), ChatId(message.chat.id)
    toast = await office.run(change_day, chat=chat, by=by, day=said[0], how=said[1])
    await answer(query, plain(texts.toast(toast)))
    if toast is Toast.DONE:
        await days_changed()


def router() -> Router:
    calendar = Router(name="calendar")
    calendar.message.register(asks, WithManagers(), Command("calendar"))
    calendar.callback_query.register(changes, WithManagers(), DaySet.filter())
    return calendar
