"""Approval by staff: the command that names the client, and the buttons below a request."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from desk.errors import CannotApprove
from desk.ids import ChatId, PersonId
from desk.office import UpdateOffice
from desk.usecases.approving import confirm_approval, name_client, not_staff, refuse_approval
from desk.usecases.arrivals import nothing
from handlers.answering import answer
from handlers.callbacks import Approve
from handlers.filters import ByName, InRoom, Typed
from handlers.staff import NUMBER, room_of
from handlers.texts import Texts, plain

COMMANDS = ("approve",)


async def names(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    """`/approve 7 anna@example.com`."""
    first, _, words = (command.args or "").strip().partition(" ")
    number = NUMBER.fullmatch(first)
    if number is None:
        raise CannotApprove("words")
    room = ChatId(message.chat.id)
    await office.run(name_client, by=person, room=room, number=int(number[1]), words=words.strip())


async def decides(
    query: CallbackQuery, callback_data: Approve, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    room, number = room_of(query), callback_data.number
    match callback_data.act:
        case "confirm":
            toast = await office.run(confirm_approval, by=person, room=room, number=number, key=callback_data.key)
        case "refuse":
            toast = await office.run(refuse_approval, by=person, room=room, number=number)
        case _:
            await office.run(nothing)
            await answer(query)
            return
    await answer(query, plain(texts.toast(toast)))


async def forges(query: CallbackQuery, office: UpdateOffice) -> None:
    await office.run(not_staff)
    await answer(query)


def router() -> Router:
    """Asked before the router of staff, which takes whatever is left."""
    approvals = Router(name="approvals")
    approvals.message.register(names, InRoom(), ByName(), Typed(), Command(*COMMANDS))
    approvals.callback_query.register(decides, InRoom(), Approve.filter())
    approvals.callback_query.register(forges, Approve.filter())
    return approvals
