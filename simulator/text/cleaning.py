"""What Telegram takes out of every text: control characters, marks that break lines, white space at both ends."""

import re

from simulator.errors import bad_request
from simulator.text import utf16
from simulator.text.entities import Entity, end, fixed, in_order
from simulator.text.links import full_link, link_problem, mentioned_user

CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
REMOVED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
MARKS = re.compile("[\u200e\u200f]{2,}")
BLANK = " \n"


def cleaned(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Not yet trimmed; the entities are fixed and moved along."""
    kept = fixed([_read_again(entity) for entity in entities if entity["length"] > 0])
    gone = [utf16.length(text[: found.start()]) for found in REMOVED.finditer(text)]
    moved = [_moved(entity, gone) for entity in kept]
    text = _clean(text)
    if not text.strip(BLANK):
        return "", []
    return text, fixed([entity for entity in moved if entity["length"] > 0])


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without white space at the end, and at the beginning up to the first entity."""
    text = text.rstrip(BLANK)
    last = utf16.length(text)
    kept = in_order(
        [
            entity | {"length": min(entity["length"], last - entity["offset"])}
            for entity in entities
            if entity["offset"] < last
        ]
    )
    begin = len(text) - len(text.lstrip(BLANK))
    if kept:
        begin = min(begin, kept[0]["offset"])
    return text[begin:], [entity | {"offset": entity["offset"] - begin} for entity in kept]


def _clean(text: str) -> str:
    text = CONTROL.sub(" ", REMOVED.sub("", text))
    return MARKS.sub(lambda found: "\u200c" * (len(found.group()) - 1) + found.group()[-1], text)


def _read_again(entity: Entity) -> Entity:
    """Cleaning can make a good link of a bad one, and a bad one of a good one."""
    match entity:
        case {"type": "text_link", "url": str(url)}:
            url = _clean(url)
            if user := mentioned_user(url):
                place = {"offset": entity["offset"], "length": entity["length"]}
                return {"type": "text_mention", **place, "user": {"id": user}}
            if problem := link_problem(url):
                raise bad_request(f"entity URL '{url}' is invalid: {problem}")
            return entity | {"url": full_link(url)}
        case {"type": "pre", "language": str(language)}:
            return entity | {"language": _clean(language)}
    return entity


def _moved(entity: Entity, gone: list[int]) -> Entity:
    before = sum(offset < entity["offset"] for offset in gone)
    inside = sum(entity["offset"] <= offset < end(entity) for offset in gone)
    return entity | {"offset": entity["offset"] - before, "length": entity["length"] - inside}
