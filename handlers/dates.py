"""What staff do by commands of their own: promise a date, put aside, take an answer back, urgency."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from desk.ids import ChatId, PersonId, TicketId
from desk.office import UpdateOffice
from desk.rules.ticket import Category
from desk.usecases.arrivals import nothing
from desk.usecases.assigning import ask_assign, assign_called, assign_to
from desk.usecases.elsewhere import ask_group, in_words, to_category, to_group
from desk.usecases.promises import promise_by
from desk.usecases.recalls import recall
from desk.usecases.snoozes import snooze
from desk.usecases.staff_actions import in_place, on_ticket
from desk.usecases.urgency import urgent_because
from handlers.answering import answer
from handlers.callbacks import About, Assign, Shift
from handlers.filters import ByName, InRoom, Typed
from handlers.staff import room_of, spot_of
from handlers.texts import Texts, plain

COMMANDS = ("by", "snooze", "recall", "urgent", "assign", "category", "move")


async def promises(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(in_place, by=person, spot=spot_of(message), action=promise_by(command.args or ""))


async def snoozes(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(in_place, by=person, spot=spot_of(message), action=snooze(command.args or ""))


async def recalls(message: Message, office: UpdateOffice, person: PersonId) -> None:
    spot = spot_of(message)
    await office.run(in_place, by=person, spot=spot, action=recall(spot))


async def hurries(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(in_place, by=person, spot=spot_of(message), action=urgent_because(command.args or ""))


async def assigns(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    """By @name or name, by a mention of somebody without a username; alone: a button for each."""
    words = (command.args or "").strip()
    users = [mark.user for mark in message.entities or [] if mark.user is not None]
    named = assign_called(words) if words else ask_assign
    action = assign_to(PersonId(users[0].id)) if users else named
    await office.run(in_place, by=person, spot=spot_of(message), action=action)


async def recategorizes(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(in_place, by=person, spot=spot_of(message), action=in_words(command.args or ""))


async def moves(message: Message, office: UpdateOffice, person: PersonId) -> None:
    await office.run(in_place, by=person, spot=spot_of(message), action=ask_group)


async def chooses(
    query: CallbackQuery, callback_data: About, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    number, room = TicketId(callback_data.ticket), room_of(query)
    if callback_data.category not in set(Category):
        await office.run(nothing)
        await answer(query)
        return
    action = to_category(Category(callback_data.category))
    toast = await office.run(on_ticket, by=person, room=room, number=number, action=action)
    await answer(query, plain(texts.toast(toast)))


async def shifts(
    query: CallbackQuery, callback_data: Shift, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    action, number = to_group(ChatId(-callback_data.group)), TicketId(callback_data.ticket)
    toast = await office.run(on_ticket, by=person, room=room_of(query), number=number, action=action)
    await answer(query, plain(texts.toast(toast)))


async def gives(
    query: CallbackQuery, callback_data: Assign, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    action = assign_to(PersonId(callback_data.who))
    number = TicketId(callback_data.ticket)
    toast = await office.run(on_ticket, by=person, room=room_of(query), number=number, action=action)
    await answer(query, plain(texts.toast(toast)))


def router() -> Router:
    """Asked before the router of staff, which takes whatever is left."""
    dates = Router(name="dates")
    dates.message.register(promises, InRoom(), ByName(), Typed(), Command("by"))
    dates.message.register(snoozes, InRoom(), ByName(), Typed(), Command("snooze"))
    dates.message.register(recalls, InRoom(), ByName(), Typed(), Command("recall"))
    dates.message.register(hurries, InRoom(), ByName(), Typed(), Command("urgent"))
    dates.message.register(assigns, InRoom(), ByName(), Typed(), Command("assign"))
    dates.callback_query.register(gives, InRoom(), Assign.filter())
    dates.message.register(recategorizes, InRoom(), ByName(), Typed(), Command("category"))
    dates.message.register(moves, InRoom(), ByName(), Typed(), Command("move"))
    dates.callback_query.register(chooses, InRoom(), About.filter())
    dates.callback_query.register(shifts, InRoom(), Shift.filter())
    return dates
