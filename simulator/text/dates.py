"""Dates inside texts: `<tg-time unix="…" format="…">`."""

import re

NUMBER = re.compile(r"-?[0-9]*")
PARTS = ("wW", "dD", "tT")
RELATIVE = {"r", "R"}
HALF, WHOLE = 2**31, 2**32


def unix_time(text: str) -> int:
    """Seconds since 1970; what follows the digits is passed over, and 32 bits are kept."""
    found = NUMBER.match(text)
    digits = found.group() if found else ""
    number = int(digits) if digits.strip("-") else 0
    return (number + HALF) % WHOLE - HALF


def date_format(text: str) -> str | None:
    """The format as Telegram gives it back: day of the week, date, time; None when it is no format."""
    if text in RELATIVE:
        return "r"
    if set(text) - set("".join(PARTS)):
        return None
    week, date, time = (next((letter for letter in part if letter in text), "") for part in PARTS)
    return f"{week.lower()}{date}{time}"
