"""Telegram's messages into the desk's: kind, words, marks, file, source."""

import json
from collections.abc import Sequence

from aiogram.types import Message, MessageEntity

from desk.ids import ChatId
from desk.rules.content import Content, Kind, Parts, Source

FORMATTING = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
    }
)
"""Marks that people set; links, commands and mentions are found anew by Telegram on the other side."""

FILES = (Kind.ANIMATION, Kind.DOCUMENT, Kind.VIDEO, Kind.AUDIO, Kind.VOICE, Kind.VIDEO_NOTE, Kind.STICKER)
"""An animation also carries a document for old clients, so it comes first."""


def parts_of(messages: Sequence[Message]) -> Parts:
    """One message, or the items of an album in their order."""
    return tuple(content_of(message) for message in sorted(messages, key=lambda message: message.message_id))


def content_of(message: Message) -> Content:
    kind, file, file_name = _file(message)
    return Content(
        kind=kind,
        source=Source(ChatId(message.chat.id), message.message_id),
        text=message.text or message.caption or "",
        entities=_marks(message.entities or message.caption_entities or []),
        file=file,
        file_name=file_name,
    )


def _file(message: Message) -> tuple[Kind, str, str]:
    if message.text is not None:
        return Kind.TEXT, "", ""
    if message.photo:
        return Kind.PHOTO, message.photo[-1].file_id, ""
    for kind in FILES:
        file = getattr(message, kind)
        if file is not None:
            return kind, file.file_id, getattr(file, "file_name", None) or ""
    return Kind.OTHER, "", ""


def _marks(entities: Sequence[MessageEntity]) -> str:
    kept = [mark.model_dump(mode="json", exclude_none=True) for mark in entities if mark.type in FORMATTING]
    return json.dumps(kept) if kept else ""
