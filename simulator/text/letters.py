"""Kinds of characters, as Telegram tells them apart."""

from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits
from unicodedata import category

NAME = frozenset(ascii_letters + digits + "_")
DIGITS = frozenset(digits)
LETTERS = frozenset(ascii_letters)
SPACE = " \t\r\n\0\v"
LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
SINHALA = range(0xD80, 0xE00)
PUNCTUATION = range(0x2000, 0x2070)
DASHES = range(0x2010, 0x2016)


def lower(text: str) -> str:
    """Only Latin letters of ASCII become small."""
    return text.translate(LOWER)


def is_word(character: str) -> bool:
    """A letter, a number or `_`: names do not begin or end beside it. An empty string is none."""
    return character != "" and (character == "_" or category(character)[0] in "LN")


def is_letter(character: str) -> bool:
    """A letter of any script."""
    return category(character)[0] == "L"


def is_tag(character: str) -> bool:
    """What a hashtag may consist of."""
    if character == "":
        return False
    if character in "_\u200c\u00b7" or ord(character) in SINHALA:
        return True
    return category(character) == "Nd" or is_letter(character)


def is_separator(character: str) -> bool:
    """A space of any kind."""
    return category(character)[0] == "Z"


def is_address(character: str) -> bool:
    """What an address may consist of outside ASCII: all but spaces and most of General Punctuation."""
    code = ord(character)
    if code in PUNCTUATION:
        return character in "\u200c\u200d" or code in DASHES
    return not is_separator(character)
