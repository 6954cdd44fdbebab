"""When the desk is open: usual hours, official days, and the company's own days."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bot.official import russia
from bot.settings import BadSettings, Settings, wrong
from desk.rules.calendar import Calendar
from desk.rules.days import BadLines, Day, Plan, days_of, read_days


def calendar_of(settings: Settings) -> Calendar:
    """BadSettings with a line for each line of CALENDAR_FILE that cannot be read. Source: T1-T6."""
    hours, weekdays = settings.working_hours, settings.working_days
    return Calendar(settings.timezone, hours, weekdays, days_of(plans_of(settings), hours, weekdays))


def priority_calendar_of(settings: Settings) -> Calendar:
    """PRIORITY_HOURS on the same working days, also on those that are shorter or have hours of their own."""
    hours, weekdays = settings.priority_hours, settings.working_days
    days = days_of(plans_of(settings), hours, weekdays, own_hours=False, shorter=False)
    return Calendar(settings.timezone, hours, weekdays, days)


def plans_of(settings: Settings) -> dict[date, Plan]:
    """All days that are not as usual; the company's own word stands above the official one."""
    return {**official_of(settings), **own_days(settings.calendar_file)}


def official_of(settings: Settings) -> Mapping[date, Day]:
    return russia().days if settings.holidays == "ru" else {}


def published_of(settings: Settings) -> frozenset[int] | None:
    """The years with official data; None: none are asked for."""
    return russia().published if settings.holidays == "ru" else None


def own_days(file: Path) -> dict[date, Plan]:
    """What the company has decided; nothing where there is no such file yet."""
    text = text_of(file)
    try:
        return read_days(text)
    except BadLines as error:
        lines = (f"CALENDAR_FILE: {file}, line {number}: {why}" for number, why in error.lines)
        raise BadSettings("\n".join(lines)) from None


def text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise BadSettings(wrong("CALENDAR_FILE", f"{file} cannot be read: {error.strerror}")) from None
    except UnicodeDecodeError:
        raise BadSettings(wrong("CALENDAR_FILE", f"{file} cannot be read: it is not UTF-8 text")) from None
