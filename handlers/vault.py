"""Access data: staff ask, the client passes it on, the employee looks at it once."""

import structlog
from aiogram import Bot, Router
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from desk.ids import ChatId, DraftId, MessageId, PersonId, SecretId, TicketId
from desk.notices.toasts import Toast
from desk.office import UpdateOffice
from desk.rules.passwords import Choice
from desk.rules.vault import PREFIX
from desk.usecases.access.asking import ask_access
from desk.usecases.access.changing import password_changed
from desk.usecases.access.chat import clean_form, remove_password
from desk.usecases.access.holding import choose, take_back
from desk.usecases.access.leaving import elsewhere
from desk.usecases.access.showing import come_for_secret, hide_now, room_of, show_secret, take_secret
from desk.usecases.access.step import begin_step, finish_step
from desk.usecases.arrivals import nothing
from desk.usecases.home import start
from handlers.answering import answer
from handlers.callbacks import Held, Safe
from handlers.filters import ByName, InPrivate, InRoom, Places, Typed
from handlers.staff import room_of as room_pressed_in
from handlers.staff import spot_of
from handlers.texts import Texts, plain

log = structlog.get_logger()

OUTSIDE = {ChatMemberStatus.LEFT, ChatMemberStatus.KICKED}
LONGEST_NUMBER = 15

COMMANDS = ("access",)


async def asks(
    message: Message, command: CommandObject, office: UpdateOffice, person: PersonId, places: Places
) -> None:
    name = places.me or await own_name(message.bot)
    await office.run(ask_access, by=person, spot=spot_of(message), words=command.args or "", bot=name)


async def own_name(bot: Bot | None) -> str:
    """Only while Telegram has not been asked at the start."""
    return ((await bot.me()).username or "") if bot else ""


async def comes(payload: str, office: UpdateOffice, person: PersonId) -> None:
    """/start with the link of a ticket's topic."""
    number = payload.removeprefix(PREFIX)
    if number.isdecimal() and len(number) <= LONGEST_NUMBER:
        await office.run(come_for_secret, person=person, number=SecretId(int(number)))
    else:
        await office.run(elsewhere(start), person=person)


async def presses(
    query: CallbackQuery, callback_data: Safe, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    """In private: buttons of clients, and of the employee who asked."""
    number = callback_data.number
    secret = SecretId(number)
    toast: Toast | None = None
    match callback_data.act:
        case "give":
            await office.run(begin_step, person=person, number=secret)
        case "done":
            toast = await office.run(finish_step, person=person)
        case "changed":
            toast = await office.run(password_changed, person=person, number=TicketId(number))
        case "show":
            member = await _is_member(query, person, await office.look(room_of, person=person, number=secret))
            toast = await office.run(show_secret, person=person, number=secret, member=member)
        case "remove" | "protect":
            protect = callback_data.act == "protect"
            toast = await office.run(remove_password, person=person, number=MessageId(number), protect=protect)
        case "clean":
            toast = await office.run(clean_form, person=person, number=DraftId(number))
        case "hide":
            toast = await office.run(hide_now, person=person, number=secret)
        case _:
            await office.run(nothing)
            toast = Toast.OUT_OF_DATE
    await answer(query, plain(texts.toast(toast)) if toast else "", alert=toast is Toast.OUT_OF_DATE)


async def chooses(
    query: CallbackQuery, callback_data: Held, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    """What is to become of their message, which waits."""
    page, choice = query.message.message_id if query.message else None, callback_data.choice
    toast = Toast.OUT_OF_DATE
    if callback_data.act in set(Choice):
        toast = await office.run(choose, person=person, choice=choice, way=Choice(callback_data.act), page=page)
        office.agreed = True
    elif callback_data.act == "drop":
        ticket = TicketId(callback_data.ticket)
        toast = await office.run(take_back, person=person, choice=choice, ticket=ticket, page=page)
    else:
        await office.run(nothing)
    await answer(query, plain(texts.toast(toast)))


async def _is_member(query: CallbackQuery, person: PersonId, room: ChatId | None) -> bool | None:
    """Asked at the moment of the press: whoever has left sees nothing, even if the news of that is still on its way.

    None: Telegram does not say. Source: security 14.
    """
    if room is None or query.bot is None:
        return None
    try:
        member = await query.bot.get_chat_member(room, person)
    except TelegramBadRequest as error:
        log.info("not_a_member", reason=error.message)
        return False if "not found" in error.message.lower() else None
    except AiogramError as error:
        log.warning("membership_unknown", reason=str(error))
        return None
    status = getattr(member, "status", None)
    return None if status is None else status not in OUTSIDE and getattr(member, "is_member", True) is not False


async def takes(
    query: CallbackQuery, callback_data: Safe, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    """In the staff's group: what a client has sent in by themselves."""
    if callback_data.act != "take":
        await office.run(nothing)
        await answer(query)
        return
    toast = await office.run(take_secret, by=person, room=room_pressed_in(query), number=SecretId(callback_data.number))
    await answer(query, plain(texts.toast(toast)))


def router() -> Router:
    """Asked before the routers of staff and clients, which take whatever is left."""
    vault = Router(name="vault")
    vault.message.register(asks, InRoom(), ByName(), Typed(), Command(*COMMANDS))
    vault.callback_query.register(takes, InRoom(), Safe.filter())
    vault.callback_query.register(chooses, InPrivate(), Held.filter())
    vault.callback_query.register(presses, InPrivate(), Safe.filter())
    return vault
