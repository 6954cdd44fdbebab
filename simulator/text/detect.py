"""Entities that Telegram finds by itself: mentions, commands, hashtags, cashtags, links, e-mails; and phones.

Phones are found by the server, whose rule is not known: what is found here is a guess. Bank cards and media timestamps
are not claimed: the Bot API documents neither.
"""

import re
from collections.abc import Iterator

from simulator.text.addresses import own_links, web_addresses
from simulator.text.entities import Entity, without_overlaps
from simulator.text.letters import is_letter, is_tag, is_word

MENTION = re.compile(r"@([A-Za-z0-9_]+)")
COMMAND = re.compile(r"/([A-Za-z0-9_]+)(@[A-Za-z0-9_]*)?")
CASHTAG = re.compile(r"\$(1INCH|[A-Z]+)(?:@[A-Za-z0-9_]{3,32}(?![A-Za-z0-9_]))?")
TAG_OWNER = re.compile(r"@[A-Za-z0-9_]{3,32}")
PHONE = re.compile(r"(?<!\w)\+\d[\d ()-]{8,18}\d(?!\w)")
SHORT_NAMES = {"gif", "vid", "pic"}
LONGEST_NAME, SHORTEST_NAME, SHORTEST_BOT = 32, 4, 3
LONGEST_COMMAND = 64
LONGEST_TAG = 256
LONGEST_CASHTAG = 8

Place = tuple[str, int, int]


def detected(text: str) -> list[Entity]:
    """What Telegram adds to the text, without overlaps, in order."""
    places = [*_mentions(text), *_commands(text), *_hashtags(text), *_cashtags(text)]
    places += [("url", *link) for link in own_links(text)]
    places += [*web_addresses(text)]
    found = without_overlaps(_entities(text, places))
    phones = _entities(text, [("phone_number", *match.span()) for match in PHONE.finditer(text)])
    free = [phone for phone in phones if len(without_overlaps([phone, *found])) == len(found) + 1]
    return without_overlaps([*found, *free])


def _entities(text: str, places: list[Place]) -> list[Entity]:
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + 1 + (character > "\uffff"))
    return [
        {"type": kind, "offset": offsets[begin], "length": offsets[end] - offsets[begin]} for kind, begin, end in places
    ]


def _beside(text: str, begin: int, end: int) -> tuple[str, str]:
    """The characters before and behind; empty at the edges."""
    return text[max(begin - 1, 0) : begin], text[end : end + 1]


def _mentions(text: str) -> Iterator[Place]:
    for found in MENTION.finditer(text):
        before, behind = _beside(text, *found.span())
        name = found.group(1)
        known = SHORTEST_NAME <= len(name) <= LONGEST_NAME or name.lower() in SHORT_NAMES
        if known and not is_word(before) and not is_word(behind):
            yield "mention", *found.span()


def _commands(text: str) -> Iterator[Place]:
    for found in COMMAND.finditer(text):
        before, behind = _beside(text, *found.span())
        bot = found.group(2)
        if any(is_word(side) or (side and side in "/<>") for side in (before, behind)):
            continue
        if bot is not None and not SHORTEST_BOT <= len(bot) - 1 <= LONGEST_NAME:
            continue
        if len(found.group(1)) <= LONGEST_COMMAND:
            yield "bot_command", *found.span()


def _hashtags(text: str) -> Iterator[Place]:
    at = text.find("#")
    while at >= 0:
        end = at + 1
        while end < len(text) and is_tag(text[end]):
            end += 1
        last = min(end, at + 1 + LONGEST_TAG)
        letters = text[at + 1 : last]
        owner = TAG_OWNER.match(text, end) if letters and last == end else None
        if owner is not None:
            end = last = owner.end()
        before, behind = _beside(text, at, end)
        if not is_tag(before) and behind != "#" and any(is_letter(character) for character in letters):
            yield "hashtag", at, last
        at = text.find("#", at + 1 if is_tag(before) else end)


def _cashtags(text: str) -> Iterator[Place]:
    for found in CASHTAG.finditer(text):
        before, behind = _beside(text, *found.span())
        if any(is_tag(side) or side == "$" for side in (before, behind)):
            continue
        if len(found.group(1)) <= LONGEST_CASHTAG:
            yield "cashtag", *found.span()
