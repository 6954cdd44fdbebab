"""Time zones that a client can choose for themselves."""

from functools import cache
from typing import Final
from zoneinfo import available_timezones

OFFERED: Final = (
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
)
"""One for each hour of Russia, from west to east."""

AREAS: Final = frozenset(
    {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)


@cache
def _known() -> dict[str, str]:
    """Every place by its whole name and by that of its city, in small letters."""
    places = sorted(name for name in available_timezones() if name.partition("/")[0] in AREAS)
    return {key: name for name in places for key in (name.lower(), name.rpartition("/")[2].lower())}


def zone_named(words: str) -> str | None:
    """The zone that somebody means: `Asia/Omsk`, or just its city."""
    return _known().get("_".join(words.split()).lower())
