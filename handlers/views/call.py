"""One call of Telegram, and what comes of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from aiogram.methods import EditMessageText, SendMessage, TelegramMethod
from aiogram.types import (
    ForceReply,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from desk.ids import ChatId
from handlers.texts import Html, escape, plain
from handlers.views.split import cut, units

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Call:
    """A method to call. `parts` names, for each message that it makes, which part of the relayed one it holds.

    `below`: it says something about what the calls before it made, and answers that.
    """

    method: TelegramMethod[Any]
    parts: tuple[int, ...] = (0,)
    below: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A text with buttons under it, or one that asks for a reply or changes the keyboard (which cannot be edited)."""

    text: Html
    buttons: InlineKeyboardMarkup | ForceReply | ReplyKeyboardMarkup | ReplyKeyboardRemove | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """A place to send to. `reply_to` is answered where it still exists."""

    chat: ChatId
    topic: int | None = None
    reply_to: int | None = None

    @property
    def reply(self) -> ReplyParameters | None:
        if self.reply_to is None:
            return None
        return ReplyParameters(message_id=self.reply_to, allow_sending_without_reply=True)


TAG = re.compile(r"<[^>]*>")
LONGEST = 4096
"""Telegram: a message's text after its marks were read, in UTF-16 units to be sure."""


def fit(text: Html) -> Html:
    """The text as it is; or, if it is too long for a message, as much of its words as fit, without marks."""
    words = plain(TAG.sub("", text))
    if units(words) <= LONGEST:
        return text
    return Html(escape(cut(words, 0, LONGEST - 2).rstrip() + "…"))


def marked(page: Page, line: Html | None) -> Page:
    """The page with a line below, if there is one: that it may be a repeat."""
    return Page(Html(f"{page.text}\n\n{line}"), page.buttons) if line else page


def send(where: Where, page: Page) -> Call:
    return Call(
        SendMessage(
            chat_id=where.chat,
            message_thread_id=where.topic,
            text=fit(page.text),
            parse_mode="HTML",
            link_preview_options=NO_PREVIEW,
            reply_parameters=where.reply,
            reply_markup=page.buttons,
        )
    )


def edit(chat: ChatId, message: int, page: Page) -> Call:
    """The same page in place of an older one."""
    return Call(
        EditMessageText(
            chat_id=chat,
            message_id=message,
            text=fit(page.text),
            parse_mode="HTML",
            link_preview_options=NO_PREVIEW,
            reply_markup=page.buttons if isinstance(page.buttons, InlineKeyboardMarkup) else None,
        ),
        parts=(),
    )


def without_reply(call: Call) -> Call:
    """The same, as an answer to nothing."""
    return replace(call, method=call.method.model_copy(update={"reply_parameters": None}))


def answering(call: Call, message: int) -> Call:
    """The same, as an answer to this message."""
    reply = ReplyParameters(message_id=message, allow_sending_without_reply=True)
    return replace(call, method=call.method.model_copy(update={"reply_parameters": reply}))


def fingerprint(made: Sequence[Call]) -> str:
    """Tells calls that were made from others: what they said, and where; not what they answered."""
    told = [(type(call.method).__name__, call.parts, _said(call.method.model_dump())) for call in made]
    return sha256(repr(told).encode(errors="replace")).hexdigest()[:32]


def _said(value: object) -> object:
    """A file that is made on the spot counts by its name; what a message answers does not count."""
    match value:
        case dict():
            return {name: _said(one) for name, one in value.items() if name != "reply_parameters"}
        case list() | tuple():
            return [_said(one) for one in value]
        case InputFile():
            return value.filename
        case _:
            return value


def chat_of(call: Call) -> ChatId:
    return ChatId(int(getattr(call.method, "chat_id", 0)))


def astray(call: Call, result: object) -> bool:
    """Whether it was meant for a topic and landed outside: Telegram says nothing where Topics were switched off."""
    topic = getattr(call.method, "message_thread_id", None)
    first = result[0] if isinstance(result, list) and result else result
    return topic is not None and isinstance(first, Message) and first.message_thread_id != topic
