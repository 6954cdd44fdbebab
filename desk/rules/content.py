"""What a message holds, without knowing the messenger."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from unicodedata import category

from desk.ids import ChatId

MOST_PARTS = 10
"""An album has two to ten items (telegram: sendMediaGroup)."""


class Kind(StrEnum):
    """Kinds that a message can be of; the first ones can carry a caption."""

    TEXT = "text"
    PHOTO = "photo"
    DOCUMENT = "document"
    VIDEO = "video"
    AUDIO = "audio"
    VOICE = "voice"
    ANIMATION = "animation"
    VIDEO_NOTE = "video_note"
    STICKER = "sticker"
    OTHER = "other"
    """Contact, place, poll, dice, story …: copied by the messenger as it is, where it allows."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the original lies."""

    chat: ChatId
    message: int


@dataclass(frozen=True, slots=True)
class Content:
    """One message as a person sent it, or one item of an album.

    `text` is the text or the caption; `entities` are the messenger's own marks on it, as JSON, opaque to the
    desk; `file` is the messenger's key of the file. `origin` is the name of whoever said it first, if it was
    forwarded. `written_at` is known of what waits for its ticket. Items of one album share the messenger's key `album`.
    """

    kind: Kind
    source: Source
    text: str = ""
    entities: str = ""
    file: str = ""
    file_name: str = ""
    origin: str = ""
    album: str = ""
    written_at: datetime | None = field(default=None, compare=False)


Parts = tuple[Content, ...]
"""One message (a single part), one album (two to ten), or what was forwarded at once (any number of any kind)."""


def text_of(parts: Parts) -> str:
    """The words of a message: its text (all of them, of several), or the caption of the first item that has one."""
    if not has_file(parts):
        return "\n\n".join(part.text for part in parts)
    return next((part.text for part in parts if part.text), "")


def words_of(parts: Parts) -> str:
    """Everything in a message that can be looked for: texts, captions, names of files."""
    return "\n".join(word for part in parts for word in (part.text, part.file_name) if word)


def told_by(parts: Parts) -> str:
    """The words of a message; those that were forwarded below the name of whoever said them first."""
    if has_file(parts):
        return text_of(parts)
    return "\n\n".join(f"{part.origin}:\n{part.text}" if part.origin else part.text for part in parts)


TOGETHER = {Kind.PHOTO: "pictures", Kind.VIDEO: "pictures", Kind.DOCUMENT: "documents", Kind.AUDIO: "audio"}
"""What may be items of one album (telegram: sendMediaGroup)."""


def runs(parts: Parts) -> list[Parts]:
    """What goes out by itself, in order: texts that follow each other, files of one album, anything else alone."""
    found: list[Parts] = []
    for part in parts:
        last = found[-1] if found else ()
        if last and _joins(last, part):
            found[-1] = (*last, part)
        else:
            found.append((part,))
    return found


def _joins(run: Parts, part: Content) -> bool:
    if part.kind is Kind.TEXT:
        return run[-1].kind is Kind.TEXT
    group = TOGETHER.get(part.kind)
    return group is not None and group == TOGETHER.get(run[-1].kind) and len(run) < MOST_PARTS


def weight_of(parts: Parts) -> int:
    """How many messages the first call for these makes: an album is made by one."""
    first = runs(parts)[0]
    return 1 if first[0].kind is Kind.TEXT else len(first)


def is_answer(parts: Parts) -> bool:
    """Whether a client's message can be an answer at all: a bare sticker is not. Source: semantics, silence."""
    return any(part.kind is not Kind.STICKER for part in parts)


UNSEEN = "".join(map(chr, (0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x2800, 0x3164, 0xFEFF, 0xFFA0)))
"""Characters that show nothing, and are neither spaces nor marks by Unicode."""


def seen(text: str) -> str:
    """Without what surrounds it and shows nothing; empty if nobody would see any of it."""
    words = text.strip()
    shown = (char for char in words if char not in UNSEEN and category(char) not in {"Cf", "Cc", "Zs", "Zl", "Zp"})
    return words if next(shown, "") else ""


THANKS = frozenset({"спасибо", "благодарю", "благодарим", "спс", "thanks", "thank", "thx"})
POLITE = THANKS | frozenset(
    {"большое", "огромное", "вам", "вас", "всем", "за", "помощь", "все", "всё", "ок", "хорошо", "отлично", "супер"}
    | {"you", "very", "much", "so", "a", "lot", "many", "for", "your", "the", "help", "ok", "okay", "great", "good"}
)


def is_thanks(parts: Parts) -> bool:
    """Whether a message says thank you and nothing else: it reopens nothing. Source: T28."""
    words = set(re.findall(r"\w+", text_of(parts).lower()))
    return bool(words & THANKS) and words <= POLITE and not has_file(parts)


def has_file(parts: Parts) -> bool:
    return any(part.kind is not Kind.TEXT for part in parts)
