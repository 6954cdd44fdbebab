"""Entities of a text: their order, and which of them may stand inside which."""

from typing import Any

from simulator.text.splitting import split

Entity = dict[str, Any]

SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
QUOTES = {"blockquote", "expandable_blockquote"}
BARE = {"pre", "code", "date_time"}
RANKS = {
    "blockquote": 0, "expandable_blockquote": 0, "pre": 11, "code": 20, "date_time": 30, "text_link": 49,
    "text_mention": 49, "bold": 90, "italic": 91, "underline": 92, "strikethrough": 93, "spoiler": 94,
    "custom_emoji": 99,
}  # fmt: skip
FOUND_RANK = 50
PRE_WITH_LANGUAGE = 10


def in_order(entities: list[Entity]) -> list[Entity]:
    """By offset, the longer first, then by kind."""
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"], _rank(entity)))


def end(entity: Entity) -> int:
    """The offset behind it."""
    return int(entity["offset"] + entity["length"])


def fixed(entities: list[Entity]) -> list[Entity]:
    """What may not overlap is dropped, equal styles side by side become one, and the others are split."""
    entities = in_order(entities)
    if _is_valid(entities):
        return entities
    styles, quotes, others = _sorts(entities)
    quotes = without_overlaps(quotes)
    others = _outside_edges(without_overlaps(others), quotes)
    return _joined(styles, in_order([*others, *quotes]))


def with_found(entities: list[Entity], found: list[Entity]) -> list[Entity]:
    """Fixed entities plus those that Telegram found itself; what the sender marked wins."""
    if not found:
        return entities
    styles, quotes, others = _sorts(entities)
    new = [
        entity
        for entity in _outside_edges(found, quotes)
        if not any(entity["offset"] < end(other) and other["offset"] < end(entity) for other in others)
    ]
    return _joined(styles, in_order([*others, *new, *quotes]))


def without_overlaps(entities: list[Entity]) -> list[Entity]:
    """The first of those that overlap, in order."""
    kept: list[Entity] = []
    for entity in in_order(entities):
        if not kept or entity["offset"] >= end(kept[-1]):
            kept.append(entity)
    return kept


def _rank(entity: Entity) -> int:
    if entity["type"] == "pre" and "language" in entity:
        return PRE_WITH_LANGUAGE
    return RANKS.get(entity["type"], FOUND_RANK)


def _sorts(entities: list[Entity]) -> tuple[list[Entity], list[Entity], list[Entity]]:
    styles = [entity for entity in entities if entity["type"] in SPLITTABLE]
    quotes = [entity for entity in entities if entity["type"] in QUOTES]
    return styles, quotes, [entity for entity in entities if entity["type"] not in {*SPLITTABLE, *QUOTES}]


def _outside_edges(entities: list[Entity], quotes: list[Entity]) -> list[Entity]:
    """Those that do not cross the edge of a quotation and do not hold one."""
    return [entity for entity in entities if not any(_crosses(entity, quote) for quote in quotes)]


def _crosses(entity: Entity, quote: Entity) -> bool:
    if end(quote) <= entity["offset"]:
        return False
    return end(quote) < end(entity) or entity["offset"] < quote["offset"] < end(entity)


def _joined(styles: list[Entity], others: list[Entity]) -> list[Entity]:
    if not styles:
        return others
    spans = [(entity["type"], entity["offset"], end(entity)) for entity in styles]
    around = [(entity["offset"], end(entity), entity["type"] in BARE) for entity in others]
    pieces = split(spans, around, SPLITTABLE)
    made: list[Entity] = [{"type": kind, "offset": begin, "length": stop - begin} for kind, begin, stop in pieces]
    return in_order([*others, *made])


def _is_valid(entities: list[Entity]) -> bool:
    """Nothing to drop, join or split."""
    ends = dict.fromkeys(SPLITTABLE, -1)
    around: list[Entity] = []
    for entity in entities:
        while around and entity["offset"] >= end(around[-1]):
            around.pop()
        if around and not _may_nest(entity, around):
            return False
        kind = entity["type"]
        if kind in ends:
            if ends[kind] >= entity["offset"]:
                return False
            ends[kind] = end(entity)
        around.append(entity)
    return True


def _may_nest(entity: Entity, around: list[Entity]) -> bool:
    kinds = {other["type"] for other in around}
    if end(entity) > end(around[-1]) or entity["type"] in kinds or around[-1]["type"] in BARE:
        return False
    if entity["type"] in QUOTES and kinds & QUOTES:
        return False
    if entity["type"] in BARE:
        return not kinds - QUOTES
    continuous = kinds - QUOTES - set(SPLITTABLE)
    if continuous and entity["type"] not in SPLITTABLE:
        return False
    return not kinds & set(SPLITTABLE)
