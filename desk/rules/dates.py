"""A day as people write it: `15.03`, `15 марта`, `tomorrow`, `в пятницу`."""

import re
from datetime import date, timedelta
from typing import Final

_SOON: Final = {"сегодня": 0, "today": 0, "завтра": 1, "tomorrow": 1, "послезавтра": 2}

_WEEKDAYS: Final = {
    word: number
    for number, words in enumerate(
        (
            "понедельник понедельника понедельнику пн monday mon",
            "вторник вторника вторнику вт tuesday tue",
            "среда среду среды среде ср wednesday wed",
            "четверг четверга четвергу чт thursday thu",
            "пятница пятницу пятницы пятнице пт friday fri",
            "суббота субботу субботы субботе сб saturday sat",
            "воскресенье воскресенья воскресенью вс sunday sun",
        )
    )
    for word in words.split()
}
_MONTHS: Final = ["янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"]
_IN_ENGLISH: Final = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

_SMALL_WORDS: Final = re.compile(r"\b(?:в|во|до|к|ко|на|не позже|не позднее|by|on|until|the|года|год|г)\b\.?|,")
_NUMBERS: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?\.?")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_MONTH: Final = re.compile(r"(\d{1,2})(?:-?(?:го|е|st|nd|rd|th))?\s+([a-zа-я]{3,})\.?(?:\s+(\d{4}))?")
_MONTH_DAY: Final = re.compile(r"([a-z]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s+(\d{4}))?")

CENTURY: Final = 2000
LATELY: Final = timedelta(days=183)
"""A day without its year that is longer ago than this is one of the next year."""


def day_in(words: str, today: date) -> date | None:
    """The day; one without its year is the next such day or, if it has just been, that one. None: no day is read."""
    plain = " ".join(_SMALL_WORDS.sub(" ", words.lower().replace("ё", "е")).split()).strip(" .!")
    if plain in _SOON:
        return today + timedelta(days=_SOON[plain])
    if plain in _WEEKDAYS:
        return today + timedelta(days=(_WEEKDAYS[plain] - today.weekday()) % 7)
    if found := _ISO.fullmatch(plain):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(plain):
        return _near(int(found[1]), int(found[2]), found[3], today)
    if found := _DAY_MONTH.fullmatch(plain):
        return _near(int(found[1]), _month(found[2]), found[3], today)
    if found := _MONTH_DAY.fullmatch(plain):
        return _near(int(found[2]), _month(found[1]), found[3], today)
    return None


def _month(word: str) -> int:
    for months in (_MONTHS, _IN_ENGLISH):
        if word[:3] in months:
            return months.index(word[:3]) + 1
    return {"май": 5}.get(word, 0)


def _near(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _day(int(year) if len(year) == len("2000") else CENTURY + int(year), month, day)
    this = _day(today.year, month, day)
    return _day(today.year + 1, month, day) if this is None or this < today - LATELY else this


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
