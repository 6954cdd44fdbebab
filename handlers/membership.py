"""What Telegram tells about chats: blocked and unblocked, topics made, a group upgraded, buttons nobody knows."""

import re

from aiogram import Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import CallbackQuery, ChatMemberRestricted, ChatMemberUpdated, Message, ResultChatMemberUnion

from desk.ids import ChatId, PersonId, TicketId
from desk.notices.toasts import Toast
from desk.office import UpdateOffice
from desk.rules.people import Person, clean_name
from desk.usecases.arrivals import nothing
from desk.usecases.assigning import staff_came
from desk.usecases.delivery.failures import topic_seen
from desk.usecases.groups import group_moved
from desk.usecases.membership import added_elsewhere, person_blocked_us
from desk.usecases.staff_actions import staff_left
from desk.usecases.topics import topic_set_by_hand
from handlers.answering import answer
from handlers.filters import Has, InPlainGroup, InPrivate, InRoom, Places
from handlers.texts import Texts, plain

NUMBER = re.compile(r"[№#](\d+)")


async def blocked_or_not(event: ChatMemberUpdated, office: UpdateOffice) -> None:
    blocked = event.new_chat_member.status == ChatMemberStatus.KICKED
    await office.run(person_blocked_us, person=PersonId(event.chat.id), blocked=blocked)


async def our_standing_changed(event: ChatMemberUpdated, office: UpdateOffice, places: Places) -> None:
    """The bot came, went, or got other rights. What is true by now is looked at: this may be old news."""
    await office.run(nothing)
    places.doubted(ChatId(event.chat.id))


async def our_standing_elsewhere(event: ChatMemberUpdated, office: UpdateOffice) -> None:
    """Not in a staff group. Other rights, where the bot was before, are no news."""
    if _is_there(event.new_chat_member) and not _is_there(event.old_chat_member):
        channel = event.chat.type == ChatType.CHANNEL
        await office.run(added_elsewhere, chat=ChatId(event.chat.id), channel=channel)
    else:
        await office.run(nothing)


def _is_there(member: ResultChatMemberUnion) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in {ChatMemberStatus.LEFT, ChatMemberStatus.KICKED}


async def came_or_left(event: ChatMemberUpdated, office: UpdateOffice) -> None:
    """Who came, left or was removed; Telegram tells it to administrators who ask for it."""
    user, room = event.new_chat_member.user, ChatId(event.chat.id)
    if event.new_chat_member.status in {ChatMemberStatus.LEFT, ChatMemberStatus.KICKED}:
        await office.run(staff_left, room=room, person=PersonId(user.id))
    elif not user.is_bot and event.new_chat_member.status != ChatMemberStatus.RESTRICTED:
        person = Person(PersonId(user.id), clean_name(user.full_name), user.username or "", user.language_code or "")
        await office.run(staff_came, room=room, person=person)


async def topic_made(message: Message, office: UpdateOffice) -> None:
    """The bot's own topic, told back by Telegram: its name begins with the ticket's number."""
    made = message.forum_topic_created
    number = NUMBER.match(made.name) if made else None
    if number is None or not _is_ours(message) or message.message_thread_id is None:
        await office.run(nothing)
        return
    await office.run(
        topic_seen,
        chat=ChatId(message.chat.id),
        topic=message.message_thread_id,
        ticket=TicketId(int(number.group(1))),
    )


def _is_ours(message: Message) -> bool:
    """Telegram tells the bot, too, what it has done itself."""
    return message.from_user is not None and message.bot is not None and message.from_user.id == message.bot.id


async def topic_set(message: Message, office: UpdateOffice) -> None:
    """Closed or opened: by the desk, which knows, or by somebody's hand."""
    topic = message.message_thread_id
    if _is_ours(message) or topic is None:
        await office.run(nothing)
        return
    closed = message.forum_topic_closed is not None
    await office.run(topic_set_by_hand, chat=ChatId(message.chat.id), topic=topic, closed=closed)


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
    chats.my_chat_member.register(our_standing_changed, InRoom())
    chats.my_chat_member.register(our_standing_elsewhere)
    chats.chat_member.register(came_or_left, InRoom())
    chats.message.register(moved, InPlainGroup(), Has("migrate_to_chat_id"))
    chats.message.register(topic_made, InRoom(), Has("forum_topic_created"))
    chats.message.register(topic_set, InRoom(), Has("forum_topic_closed", "forum_topic_reopened"))
    return chats


def after() -> Router:
    """What nobody wanted."""
    rest = Router(name="rest")
    rest.callback_query.register(unknown_button)
    return rest
