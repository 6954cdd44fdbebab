"""Where an update comes from decides who may do what."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from aiogram.enums import ChatType, ContentType
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message, TelegramObject

from desk.ids import ChatId
from handlers.contents import Way, way_of


@dataclass(slots=True)
class Places:
    """The chats that mean something; a group that Telegram moves is followed here too, and `moved` hears of it.

    `me` is the bot's own username, once Telegram has told it.

    Whoever looks after the staff's groups hears, too, that one may have changed (`doubted`), that Telegram refuses
    everything there (`refused`) or one kind of thing (`lacking`), and what Telegram has `answered`. `renamed` is told
    when a group has another number than at the start.
    """

    rooms: set[ChatId] = field(default_factory=set)
    managers: set[ChatId] = field(default_factory=set)
    me: str = ""
    former: set[ChatId] = field(default_factory=set)
    """What rooms have been before they were upgraded: something written there may still be on its way here."""
    moved: Callable[[ChatId], None] = lambda _: None
    doubted: Callable[[ChatId], None] = lambda _: None
    refused: Callable[[ChatId, str], None] = lambda _, __: None
    lacking: Callable[[ChatId, str], None] = lambda _, __: None
    renamed: Callable[[], None] = lambda: None
    answered: Callable[[object], None] = lambda _: None

    def move(self, old: ChatId, new: ChatId) -> None:
        if old in self.rooms and old != new:
            self.former.add(old)
        followed = [chats for chats in (self.rooms, self.managers) if old in chats]
        for chats in followed:
            chats.remove(old)
            chats.add(new)
        if followed:
            self.moved(new)
            if old != new:
                self.renamed()


def chat_of(event: TelegramObject) -> tuple[int, str] | None:
    """(chat id, chat type) of a message or of the message under a button."""
    message = event.message if isinstance(event, CallbackQuery) else event
    chat = getattr(message, "chat", None)
    return (chat.id, chat.type) if chat else None


class Has(BaseFilter):
    """With one of these fields. A magic filter would take a trip to a thread for it, at each handler that is asked."""

    def __init__(self, *fields: str) -> None:
        self._fields = fields

    async def __call__(self, event: TelegramObject) -> bool:
        return any(getattr(event, field) for field in self._fields)


class Typed(BaseFilter):
    """Text of the person's own."""

    async def __call__(self, message: Message) -> bool:
        return bool(message.text) and message.forward_origin is None


class IsCommand(BaseFilter):
    """Words that begin like a command, under a photo too. The library passes over blanks before it."""

    async def __call__(self, message: Message) -> bool:
        return (message.text or message.caption or "").lstrip().startswith("/")


class Begins(BaseFilter):
    """Text that begins so."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    async def __call__(self, message: Message) -> bool:
        return bool(message.text and self._pattern.match(message.text))


class InRoom(BaseFilter):
    """In a staff group. Being there is what makes somebody staff."""

    async def __call__(self, event: TelegramObject, places: Places) -> bool:
        chat = chat_of(event)
        if chat is None:
            return False
        # A page of before an upgrade is out of date: numbers of messages there are none here.
        return chat[0] in places.rooms or (isinstance(event, Message) and chat[0] in places.former)


class WithManagers(BaseFilter):
    async def __call__(self, event: TelegramObject, places: Places) -> bool:
        chat = chat_of(event)
        return chat is not None and chat[0] in places.managers


class InPlainGroup(BaseFilter):
    """Only such a one can become another chat."""

    async def __call__(self, event: TelegramObject) -> bool:
        chat = chat_of(event)
        return chat is not None and chat[1] == ChatType.GROUP


class InPrivate(BaseFilter):
    async def __call__(self, event: TelegramObject) -> bool:
        chat = chat_of(event)
        return chat is not None and chat[1] == ChatType.PRIVATE


class Said(BaseFilter):
    """A person's message. In private also what our library cannot name: rather relayed once too often than lost."""

    async def __call__(self, message: Message) -> bool:
        unknown = message.content_type == ContentType.UNKNOWN and message.chat.type == ChatType.PRIVATE
        return unknown or way_of(message.content_type) is not Way.SERVICE


class ByName(BaseFilter):
    """Written by a person under their own name: not a bot, not an anonymous administrator, not a channel."""

    async def __call__(self, message: Message) -> bool:
        return message.sender_chat is None and message.from_user is not None and not message.from_user.is_bot
