"""What Telegram tells about chats: blocked and unblocked, topics made, a group upgraded, buttons nobody knows."""

import re

from aiogram import Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from desk.ids import ChatId, PersonId, TicketId
from desk.notices.toasts import Toast
from desk.office import UpdateOffice
from desk.usecases.arrivals import nothing
from desk.usecases.delivery.failures import topic_seen
from desk.usecases.membership import group_moved, person_blocked_us
from desk.usecases.staff_actions import staff_left
from handlers.answering import answer
from handlers.filters import Has, InPrivate, InRoom, Places
from handlers.texts import Texts, plain

NUMBER = re.compile(r"[№#](\d+)")


async def blocked_or_not(event: ChatMemberUpdated, office: UpdateOffice) -> None:
    blocked = event.new_chat_member.status == ChatMemberStatus.KICKED
    await office.run(person_blocked_us, person=PersonId(event.chat.id), blocked=blocked)


async def left_the_room(event: ChatMemberUpdated, office: UpdateOffice) -> None:
    """Who left or was removed; Telegram tells it to administrators who ask for it."""
    if event.new_chat_member.status in {ChatMemberStatus.LEFT, ChatMemberStatus.KICKED}:
        person = PersonId(event.new_chat_member.user.id)
        await office.run(staff_left, room=ChatId(event.chat.id), person=person)


async def topic_made(message: Message, office: UpdateOffice) -> None:
    """The bot's own topic, told back by Telegram: its name begins with the ticket's number."""
    made, by = message.forum_topic_created, message.from_user
    number = NUMBER.match(made.name) if made else None
    if number is None or by is None or not by.is_bot or message.message_thread_id is None:
        await office.run(nothing)
        return
    await office.run(
        topic_seen,
        chat=ChatId(message.chat.id),
        topic=message.message_thread_id,
        ticket=TicketId(int(number.group(1))),
    )


async def moved(message: Message, office: UpdateOffice, places: Places) -> None:
    if message.migrate_to_chat_id is None:
        return
    old, new = ChatId(message.chat.id), ChatId(message.migrate_to_chat_id)
    places.move(old, new)
    await office.run(group_moved, old=old, new=new)


async def unknown_button(query: CallbackQuery, office: UpdateOffice, texts: Texts) -> None:
    """A button of another time, or in a place where it does not belong."""
    await office.run(nothing)
    await answer(query, plain(texts.toast(Toast.OUT_OF_DATE)), alert=True)


def before() -> Router:
    """What is not a message of anybody's, taken out before the others look."""
    chats = Router(name="chats")
    chats.my_chat_member.register(blocked_or_not, InPrivate())
    chats.chat_member.register(left_the_room, InRoom())
    chats.message.register(moved, Has("migrate_to_chat_id"))
    chats.message.register(topic_made, InRoom(), Has("forum_topic_created"))
    return chats


def after() -> Router:
    """What nobody wanted."""
    rest = Router(name="rest")
    rest.callback_query.register(unknown_button)
    return rest
