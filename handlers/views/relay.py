"""A person's message on the other side: the same kind, the same marks, and a line that says from whom."""

import json
from dataclasses import dataclass, replace
from typing import Any

from aiogram.methods import (
    CopyMessage,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageText,
    SendAnimation,
    SendAudio,
    SendDocument,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    SendSticker,
    SendVideo,
    SendVideoNote,
    SendVoice,
    TelegramMethod,
)
from aiogram.types import (
    InputMediaAnimation,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    MediaUnion,
    MessageEntity,
)

from desk.rules.content import Content, Kind, Parts, runs
from desk.rules.messages import Message
from handlers.texts import Texts
from handlers.views.call import Call, Where
from handlers.views.split import CAPTION, TEXT, Piece, joined, split, under, units, visible

Facts = dict[str, Any]

SENDERS: dict[Kind, tuple[type[TelegramMethod[Any]], str]] = {
    Kind.PHOTO: (SendPhoto, "photo"),
    Kind.DOCUMENT: (SendDocument, "document"),
    Kind.VIDEO: (SendVideo, "video"),
    Kind.AUDIO: (SendAudio, "audio"),
    Kind.VOICE: (SendVoice, "voice"),
    Kind.ANIMATION: (SendAnimation, "animation"),
    Kind.VIDEO_NOTE: (SendVideoNote, "video_note"),
    Kind.STICKER: (SendSticker, "sticker"),
}
"""How each kind of file is sent; what is not here is copied."""

CAPTIONED = frozenset({Kind.PHOTO, Kind.DOCUMENT, Kind.VIDEO, Kind.AUDIO, Kind.VOICE, Kind.ANIMATION})


@dataclass(frozen=True, slots=True)
class Relay:
    """What is to be shown: the parts, below the line `head`; `repeat` is a line below them that it may be one.

    `marked` is that line where it stands below the words of an edited message already.
    """

    parts: Parts
    head: str
    repeat: str = ""
    marked: str = ""


def relay(where: Where, message: Relay) -> list[Call]:
    """The calls that bring a message to the other side, in order."""
    first = message.parts[0]
    if all(part.kind is Kind.TEXT for part in message.parts):
        return _text(where, message)
    if _bears_a_line(message.parts, 0):
        return _album(where, message) if len(message.parts) > 1 else _single(where, message, first)
    together = runs(message.parts)
    calls = _bundle(where, message, together) if len(together) > 1 else _single(where, message, first)
    return calls + _below(where, message.repeat)


def _bears_a_line(parts: Parts, number: int) -> bool:
    """Whether a line about the whole stands in the words of this part: in texts, or the caption of what comes first.

    Telegram takes both or neither then. Below anything else the line is a message of its own, which no edit touches.
    """
    if all(part.kind is Kind.TEXT for part in parts):
        return True
    return number == 0 and parts[0].kind in CAPTIONED and len(runs(parts)) == 1


def _bundle(where: Where, message: Relay, together: list[Parts]) -> list[Call]:
    """What was forwarded at once, below one head."""
    first = together[0][0]
    bears_it = first.kind is Kind.TEXT or first.kind in CAPTIONED
    calls = [] if bears_it else [_line(where, message.head)]
    begin = 0
    for parts in together:
        head = message.head if bears_it and not begin else ""
        made = relay(where, Relay(parts, head))
        calls += [replace(call, parts=tuple(begin + part for part in call.parts)) for call in made]
        begin += len(parts)
    return calls


def signed(parts: Parts) -> Parts:
    """What was said first by several people stands below the name of each."""
    several = len({part.origin for part in parts}) > 1
    return tuple(_signed(part) if several and part.origin else part for part in parts)


def _signed(part: Content) -> Content:
    if part.kind is not Kind.TEXT and part.kind not in CAPTIONED:
        return part
    text, (_, *moved) = under(f"{part.origin}:", part.text, marks(part))
    kept = json.dumps([mark.model_dump(mode="json", exclude_none=True) for mark in moved])
    return replace(part, text=text, entities=kept if moved else "")


def marks(part: Content) -> list[MessageEntity]:
    return [MessageEntity.model_validate(item) for item in json.loads(part.entities)] if part.entities else []


def _text(where: Where, message: Relay) -> list[Call]:
    return [Call(_send_text(where, piece)) for piece in _words(message, message.repeat)]


def _words(message: Relay, line: str) -> list[Piece]:
    """The texts of a message, with a line below them."""
    words, entities = joined([(part.text, marks(part)) for part in message.parts])
    return _pieces(message.head, f"{words}\n{line}" if line else words, entities)


def _pieces(head: str, text: str, entities: list[MessageEntity]) -> list[Piece]:
    """The first piece stands below the head."""
    room = TEXT - (units(head) + 1 if head else 0)
    (first, first_marks), *rest = split(text, entities, room)
    return [under(head, first, first_marks), *visible(rest)]


def _send_text(where: Where, piece: Piece) -> SendMessage:
    text, entities = piece
    return SendMessage(
        chat_id=where.chat,
        message_thread_id=where.topic,
        text=text,
        entities=entities,
        parse_mode=None,
        reply_parameters=where.reply,
    )


def _line(where: Where, text: str) -> Call:
    return Call(_send_text(where, (text, [])), parts=())


def _below(where: Where, text: str) -> list[Call]:
    return [replace(_line(where, text), below=True)] if text else []


@dataclass(frozen=True, slots=True)
class _Said:
    """How the head and a caption are told: a line before the file, below it, and in messages after it."""

    before: str
    caption: Piece
    after: list[Piece]


def _said_with(head: str, part: Content, line: str = "") -> _Said:
    """Bots write captions of 1024; a longer one (of a paying user) follows its file as a text."""
    words = "\n".join(said for said in (part.text, line) if said)
    whole = under(head, words, marks(part))
    if units(whole[0]) <= CAPTION:
        return _Said("", whole, [])
    if units(words) <= CAPTION:
        return _Said(head, (words, marks(part)), [])
    return _Said("", under(head, "", []), visible(split(words, marks(part), TEXT)))


def _single(where: Where, message: Relay, part: Content) -> list[Call]:
    said = _said_with(message.head, part, message.repeat) if part.kind in CAPTIONED else _said_with("", part)
    before = [_line(where, said.before)] if said.before else []
    after = [Call(_send_text(where, piece)) for piece in said.after]
    return [*before, Call(_send_file(where, part, said.caption)), *after]


def _send_file(where: Where, part: Content, piece: Piece) -> TelegramMethod[Any]:
    place: Facts = {"chat_id": where.chat, "message_thread_id": where.topic, "reply_parameters": where.reply}
    if part.kind in SENDERS:
        sender, field = SENDERS[part.kind]
        caption = _said(piece) if part.kind in CAPTIONED else {}
        return sender(**{field: part.file}, **place, **caption)
    return CopyMessage(from_chat_id=part.source.chat, message_id=part.source.message, **place)


def _said(piece: Piece) -> Facts:
    caption, entities = piece
    return {"caption": caption or None, "caption_entities": entities or None, "parse_mode": None}


def _album(where: Where, message: Relay) -> list[Call]:
    """One album, the head and the line in the caption of its first item."""
    first, *others = message.parts
    said = [_said_with(message.head, first, message.repeat), *(_said_with("", part) for part in others)]
    album = SendMediaGroup(
        chat_id=where.chat,
        message_thread_id=where.topic,
        media=[_media(part, words.caption) for part, words in zip(message.parts, said, strict=True)],
        reply_parameters=where.reply,
    )
    before = [_line(where, words.before) for words in said if words.before]
    after = [
        Call(_send_text(where, piece), parts=(number,)) for number, words in enumerate(said) for piece in words.after
    ]
    return [*before, Call(album, parts=tuple(range(len(message.parts)))), *after]


def _media(part: Content, piece: Piece) -> MediaUnion:
    said: Facts = {"media": part.file, **_said(piece)}
    match part.kind:
        case Kind.VIDEO:
            return InputMediaVideo(**said)
        case Kind.AUDIO:
            return InputMediaAudio(**said)
        case Kind.DOCUMENT:
            return InputMediaDocument(**said)
        case _:
            return InputMediaPhoto(**said)


def below_the_words(message: Message, number: int, texts: Texts, *, below: str = "") -> str:
    """What stands below the words in the copy of this part: that line, and the line that it may be a repeat."""
    if not _bears_a_line(message.parts, number):
        return ""
    repeat = texts.possible_repeat() if message.repeated else ""
    return "\n".join(line for line in (below, repeat) if line)


def relay_edit(where: Where, copies: tuple[int, ...], message: Relay) -> list[Call]:
    """The copies of an edited message, brought to what it is now. Several parts: texts that stand in one message.

    What is repeated says so only below a message that it adds: a change that is made twice is as if made once.
    """
    calls = _relay_edit(where, copies, message)
    adds = any(call.parts for call in calls)
    return calls + (_below(where, message.repeat) if adds else [])


def _relay_edit(where: Where, copies: tuple[int, ...], message: Relay) -> list[Call]:
    part, head = message.parts[-1], message.head
    if part.kind is Kind.TEXT:
        return _edit_pieces(where, copies, _words(message, message.marked))
    if part.kind not in CAPTIONED:
        return []
    said = _said_with(head, part, message.marked)
    target: Facts = {"chat_id": where.chat, "message_id": copies[0]}
    match part.kind:
        case Kind.VOICE:
            file = Call(EditMessageCaption(**target, **_said(said.caption)), parts=())
        case Kind.ANIMATION:
            animation = InputMediaAnimation(media=part.file, **_said(said.caption))
            file = Call(EditMessageMedia(**target, media=animation), parts=())
        case _:
            file = Call(EditMessageMedia(**target, media=_media(part, said.caption)), parts=())
    return [file, *_edit_pieces(where, copies[1:], said.after)]


def _edit_pieces(where: Where, copies: tuple[int, ...], pieces: list[Piece]) -> list[Call]:
    """Pieces beyond the copies there are come as new messages; copies beyond the pieces say that they are empty."""
    edits = [
        Call(
            EditMessageText(chat_id=where.chat, message_id=copy, text=text, entities=entities, parse_mode=None),
            parts=(),
        )
        for copy, (text, entities) in zip(copies, [*pieces, *[("…", [])] * len(copies)], strict=False)
    ]
    place = replace(where, reply_to=copies[0]) if copies else where
    beyond = [Call(_send_text(place, piece)) for piece in pieces[len(copies) :]]
    return edits + beyond
