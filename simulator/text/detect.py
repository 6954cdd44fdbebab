"""Entities that Telegram finds by itself: commands, mentions, links, addresses, phones, tags."""

import re

from simulator.text import utf16
from simulator.text.html import Entity

ZONES = "com|org|net|info|biz|me|io|ru|su|by|ua|kz|uk|de|fr|eu|us|dev|app|xyz|site|online|рф"
HOST = rf"(?:[\w-]+\.)+(?:{ZONES})"
PATTERNS = (
    (
        "url",
        re.compile(rf"(?:https?://[^\s<>\"]+[^\s<>\".,:;!?)»]|(?<![\w@.-]){HOST}\b(?:/[^\s<>\"]*[^\s<>\".,:;!?)»])?)"),
    ),
    ("email", re.compile(r"(?<![\w.])[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,6}\b", re.ASCII | re.IGNORECASE)),
    ("bot_command", re.compile(r"(?<![\w/<>@])/(?:[A-Za-z0-9_]{1,64})(?:@[A-Za-z0-9_]{3,32})?(?![\w/@])")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z0-9_]{4,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
    ("phone_number", re.compile(r"(?<!\w)\+\d[\d ()-]{8,18}\d(?!\w)")),
)
OPAQUE = {"code", "pre", "text_link", "text_mention", "custom_emoji"}


def with_detected(text: str, entities: list[Entity]) -> list[Entity]:
    """The entities plus what Telegram adds; nothing is found inside code and links."""
    taken = [_range(entity) for entity in entities if entity["type"] in OPAQUE]
    found = []
    for kind in ("email", "url", "bot_command", "mention", "hashtag", "phone_number"):
        for match in dict(PATTERNS)[kind].finditer(text):
            offset = utf16.length(text[: match.start()])
            entity = {"type": kind, "offset": offset, "length": utf16.length(match.group())}
            if not any(_overlap(_range(entity), other) for other in taken):
                taken.append(_range(entity))
                found.append(entity)
    return sorted([*entities, *found], key=lambda entity: (entity["offset"], -entity["length"]))


def _range(entity: Entity) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
