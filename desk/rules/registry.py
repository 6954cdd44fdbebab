"""Which clients of the panel staff mean: by name, e-mail, phone or number. Source: regulation 2.3."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from desk.rules.people import Client
from desk.rules.similarity import Likeness

ALIKE: Final = 0.75
LEAST_OF_A_PHONE: Final = 4
"""Fewer digits are a number, not a part of a phone."""
LEAST_OF_A_WORD: Final = 3
OF_A_PHONE: Final = 10
"""So many last digits tell one phone from another, with +7 or 8 before them."""

_MARKS: Final = re.compile(r"[^\w@.+-]+")
_NUMBER: Final = re.compile(r"[#№]?\s*(.+)")

Test = Callable[[Client], bool]


def found(clients: Iterable[Client], words: str, likeness: Likeness) -> list[Client]:
    """Those that are exactly so; else those of which it is a part; else those in other forms or with a slip.

    Whoever has that very number, address, phone or name is not hidden among others that are merely alike.
    """
    everybody = sorted(clients, key=lambda client: (client.name, client.id))
    for test in (_is_exactly(words), _has_part(words), _is_alike(words, likeness)):
        if meant := [client for client in everybody if test(client)]:
            return meant
    return []


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub(" ", text.casefold().replace("ё", "е")).split())


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal())


def _phone(text: str) -> str:
    """The digits of what is written like a phone; empty for anything else."""
    return _digits(text) if re.fullmatch(r"[+\d\s().-]+", text.strip()) else ""


def _is_exactly(words: str) -> Test:
    meant, phone = _plain(words), _phone(words)
    number = _NUMBER.fullmatch(words.strip())
    key = number[1].strip().casefold() if number else ""

    def test(client: Client) -> bool:
        same_phone = len(phone) >= OF_A_PHONE and _digits(client.phone)[-OF_A_PHONE:] == phone[-OF_A_PHONE:]
        return (
            str(client.id).casefold() == key
            or (bool(client.email) and client.email.casefold() == words.strip().casefold())
            or (bool(meant) and _plain(client.name) == meant)
            or same_phone
        )

    return test


def _has_part(words: str) -> Test:
    parts, phone = _plain(words).split(), _phone(words)
    number = _digits(words) if re.fullmatch(r"[#№]?\s*[0-9]+", words.strip()) else ""

    def test(client: Client) -> bool:
        if number and _digits(str(client.id)) == number:
            return True
        if phone:
            return len(phone) >= LEAST_OF_A_PHONE and phone in _digits(client.phone)
        name, email = _plain(client.name), client.email.casefold()
        if len(parts) == 1 and len(parts[0]) >= LEAST_OF_A_WORD and parts[0] in email:
            return True
        return bool(parts) and all(_is_in(part, name) for part in parts)

    return test


def _is_in(part: str, name: str) -> bool:
    return part in name.split() or (len(part) >= LEAST_OF_A_WORD and part in name)


def _is_alike(words: str, likeness: Likeness) -> Test:
    parts: Sequence[str] = [part for part in _plain(words).split() if len(part) >= LEAST_OF_A_WORD]

    def test(client: Client) -> bool:
        names = _plain(client.name).split()
        return bool(parts) and all(any(likeness(part, name) >= ALIKE for name in names) for part in parts)

    return test
