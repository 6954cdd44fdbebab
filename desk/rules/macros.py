"""Answers that are ready to be said, with places for what differs. Source: regulation, staff's work."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

LONGEST_NAME: Final = 40
LONGEST_TEXT: Final = 3000
MOST: Final = 60
"""So many macros can be seen at a glance; a further one takes the place of another."""

PLACE: Final = re.compile(r"\{([^{}\s]+)\}")
PLACES: Final = {
    "client": "client",
    "клиент": "client",
    "number": "number",
    "номер": "number",
    "service": "service",
    "услуга": "service",
    "me": "me",
    "я": "me",
}
"""What may stand between braces, in either language."""


@dataclass(frozen=True, slots=True)
class Macro:
    id: int
    name: str
    text: str


def key_of(name: str) -> str:
    """How it is looked for: whatever the letters' case and the spaces."""
    return " ".join(name.split()).casefold()


def unknown_places(text: str) -> list[str]:
    """Words between braces that mean nothing."""
    return [place for place in PLACE.findall(text) if place.casefold() not in PLACES]


def filled(text: str, facts: Mapping[str, str]) -> str:
    """With the places filled in. What somebody's name holds is not looked at again."""

    def fact(found: re.Match[str]) -> str:
        place = PLACES.get(found[1].casefold())
        return facts[place] if place else found[0]

    return PLACE.sub(fact, text)
