"""How the bot stands in a staff group, found out by looking: nothing is written there for it."""

from dataclasses import dataclass

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    ChatFullInfo,
    ChatMemberAdministrator,
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberOwner,
    ChatMemberRestricted,
    ResultChatMemberUnion,
)

from desk.ids import ChatId
from desk.rules.groups import Wrong


@dataclass(frozen=True, slots=True)
class Standing:
    """`title` and `forum` mean something only where `seen`; `detail` is Telegram's own text."""

    wrong: Wrong
    title: str = ""
    forum: bool = False
    seen: bool = True
    detail: str = ""
    tidies: bool = True
    """Whether the bot may delete messages of others: nothing depends on it."""


OUT_OF_SIGHT = (
    ("chat not found", Wrong.NOT_FOUND),
    ("chat was deleted", Wrong.DELETED),
    ("bot was kicked", Wrong.SHUT_OUT),
    ("bot is not a member", Wrong.SHUT_OUT),
)
"""Parts of Telegram's descriptions, in lower case."""


async def look_at(bot: Bot, room: ChatId) -> Standing:
    """What is the matter with that group; raises what says nothing about it: the network, a move, an order to wait."""
    try:
        chat = await bot.get_chat(room)
        me = await bot.get_chat_member(room, bot.id)
    except (TelegramBadRequest, TelegramForbiddenError) as error:
        return _out_of_sight(error)
    tidies = not isinstance(me, ChatMemberAdministrator) or me.can_delete_messages
    return Standing(_wrong(chat, me), chat.title or "", bool(chat.is_forum), tidies=tidies)


def _out_of_sight(error: TelegramAPIError) -> Standing:
    said = error.message.lower()
    for part, wrong in OUT_OF_SIGHT:
        if part in said:
            return Standing(wrong, seen=False, detail=error.message)
    raise error


def _wrong(chat: ChatFullInfo, me: ResultChatMemberUnion) -> Wrong:
    match me:
        case ChatMemberOwner():
            return Wrong.NOTHING
        case ChatMemberAdministrator(can_manage_topics=may):
            return Wrong.NO_TOPICS_RIGHT if chat.is_forum and not may else Wrong.NOTHING
        case ChatMemberLeft() | ChatMemberBanned():
            return Wrong.SHUT_OUT
        case ChatMemberRestricted(is_member=False):
            return Wrong.SHUT_OUT
        case ChatMemberRestricted(can_send_messages=False):
            return Wrong.MUTED
        case _:
            may_write = chat.permissions is None or chat.permissions.can_send_messages is not False
            return Wrong.NOT_ADMIN if may_write else Wrong.MUTED
