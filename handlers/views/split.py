"""Long texts are cut at sensible places, never inside a mark. Lengths are UTF-16 units, as Telegram counts offsets."""

from collections.abc import Sequence
from unicodedata import category

from aiogram.types import MessageEntity

TEXT = 4096
CAPTION = 1024

ZERO_WIDTH_JOINER = "\u200d"
JOINS = frozenset((ZERO_WIDTH_JOINER, *map(chr, range(0x1F3FB, 0x1F400)), *map(chr, range(0xE0020, 0xE0080))))
FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))

LOW_SURROGATES = range(0xDC00, 0xE000)

Piece = tuple[str, list[MessageEntity]]


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, start: int, end: int) -> str:
    """The units from `start` to `end`; a character torn by the end is left out."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", errors="ignore")


def split(text: str, entities: Sequence[MessageEntity], first: int, limit: int = TEXT) -> list[Piece]:
    """Pieces of at most `limit` units, the first of at most `first`. All of the text is in them, in order."""
    pieces: list[Piece] = []
    start, length, room = 0, units(text), first
    while length - start > room:
        end = _place(text, entities, start, start + room)
        pieces.append(_piece(text, entities, start, end))
        start, room = end, limit
    return [*pieces, _piece(text, entities, start, length)]


def _place(text: str, entities: Sequence[MessageEntity], start: int, latest: int) -> int:
    """Where to cut: after a paragraph, a line, a sentence, a word; before a mark that would be torn."""
    for mark in ("\n\n", "\n", ". ", " "):
        window = cut(text, start, latest) if not _half(text, latest) else cut(text, start, latest - 1)
        found = window.rfind(mark)
        if found > 0:
            place = start + units(window[: found + len(mark)])
            safe = _outside(entities, start, place)
            if safe - start >= (latest - start) // 2:
                return safe
    hard = _between_characters(text, start, latest)
    safe = _outside(entities, start, hard)
    return safe if safe > start else hard


def _between_characters(text: str, start: int, latest: int) -> int:
    """The last place where people see one character end and the next begin; without one, the last possible."""
    whole = cut(text, start, latest)
    before, after = whole, cut(text, start + units(whole), start + units(whole) + 2)[:1]
    while before and after and _is_one(before, after):
        before, after = before[:-1], before[-1]
    return start + units(before or whole)


def _is_one(before: str, after: str) -> bool:
    """Whether what follows belongs to the same character: an accent, a skin tone, a family, half of a flag."""
    if (
        after in JOINS
        or category(after).startswith("M")
        or before[-1] == ZERO_WIDTH_JOINER
        or before[-1] + after == "\r\n"
    ):
        return True
    flags = len(before) - len(before.rstrip(FLAG_LETTERS))
    return after in FLAG_LETTERS and flags % 2 == 1


def _outside(entities: Sequence[MessageEntity], start: int, place: int) -> int:
    """The place itself, or the beginning of the outermost mark that it would tear."""
    torn = [mark.offset for mark in entities if mark.offset < place < mark.offset + mark.length]
    return max(start, min(torn)) if torn else place


def _half(text: str, place: int) -> bool:
    """Whether a cut here would tear a character in two."""
    raw = text.encode("utf-16-le")
    unit = int.from_bytes(raw[2 * place : 2 * place + 2], "little")
    return unit in LOW_SURROGATES


def _piece(text: str, entities: Sequence[MessageEntity], start: int, end: int) -> Piece:
    inside = [
        mark.model_copy(
            update={
                "offset": max(mark.offset, start) - start,
                "length": min(mark.offset + mark.length, end) - max(mark.offset, start),
            }
        )
        for mark in entities
        if mark.offset < end and mark.offset + mark.length > start
    ]
    return cut(text, start, end), inside


def visible(pieces: Sequence[Piece]) -> list[Piece]:
    """Those that people would see: Telegram takes no message of nothing but spaces."""
    return [piece for piece in pieces if piece[0].strip()]


def joined(texts: Sequence[Piece]) -> Piece:
    """Texts one below the other with an empty line between; their marks move along."""
    whole, moved = "", list[MessageEntity]()
    for text, marks in texts:
        before = f"{whole}\n\n" if whole else ""
        shift = units(before)
        moved += [mark.model_copy(update={"offset": mark.offset + shift}) for mark in marks]
        whole = before + text
    return whole, moved


def under(head: str, text: str, entities: Sequence[MessageEntity]) -> Piece:
    """A text below a bold line; its marks move along."""
    if not head:
        return text, list(entities)
    shift = units(head) + 1
    bold = MessageEntity(type="bold", offset=0, length=units(head))
    moved = [mark.model_copy(update={"offset": mark.offset + shift}) for mark in entities]
    return (f"{head}\n{text}", [bold, *moved]) if text else (head, [bold])
