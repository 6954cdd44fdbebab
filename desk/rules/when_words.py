"""The words of days, months and amounts, in both languages, in small letters."""

from enum import StrEnum
from typing import Final


class Unit(StrEnum):
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    WORKING_HOUR = "working_hour"
    WORKING_DAY = "working_day"


def _each(table: dict[str, int]) -> dict[str, int]:
    return {word: value for words, value in table.items() for word in words.split()}


DAYS_FROM_NOW: Final = {
    "today": 0,
    "сегодня": 0,
    "tomorrow": 1,
    "завтра": 1,
    "day after tomorrow": 2,
    "послезавтра": 2,
}

WEEKDAYS: Final = _each(
    {
        "mon monday пн понедельник": 0,
        "tue tues tuesday вт вторник": 1,
        "wed weds wednesday ср среда среду": 2,
        "thu thur thurs thursday чт четверг": 3,
        "fri friday пт пятница пятницу": 4,
        "sat saturday сб суббота субботу": 5,
        "sun sunday вс воскресенье": 6,
    }
)
"""Monday is 0."""

MONTHS: Final = _each(
    {
        "jan january янв января": 1,
        "feb february фев февраля": 2,
        "mar march мар марта": 3,
        "apr april апр апреля": 4,
        "may мая": 5,
        "jun june июн июня": 6,
        "jul july июл июля": 7,
        "aug august авг августа": 8,
        "sep sept september сен сент сентября": 9,
        "oct october окт октября": 10,
        "nov november ноя нояб ноября": 11,
        "dec december дек декабря": 12,
    }
)

_WORDS_OF: Final = {
    Unit.MINUTE: "min mins minute minutes m мин минуту минута минуты минут м",
    Unit.HOUR: "h hr hrs hour hours ч час часа часов",
    Unit.DAY: "d day days д дн день дня дней сутки суток",
    Unit.WEEK: "week weeks нед неделю неделя недели недель",
    Unit.WORKING_HOUR: "wh рч",
    Unit.WORKING_DAY: "wd рд",
}

UNITS: Final = {word: unit for unit, words in _WORDS_OF.items() for word in words.split()} | {
    f"{adjective} {noun}": unit
    for unit, adjectives, nouns in (
        (Unit.WORKING_DAY, "working business", "day days"),
        (Unit.WORKING_HOUR, "working business", "hour hours"),
        (Unit.WORKING_DAY, "рабочий рабочих рабочего", "день дня дней"),
        (Unit.WORKING_HOUR, "рабочий рабочих рабочего", "час часа часов"),
    )
    for adjective in adjectives.split()
    for noun in nouns.split()
}
