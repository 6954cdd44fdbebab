"""When the desk is open, by the settings: usual hours, official days, and the company's own days."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from bot.official import russia
from bot.settings import BadSettings, Settings, wrong
from desk.rules.days import BadLines, Day, Plan, read_days
from desk.rules.opening import DayChange, Opening


def opening_of(settings: Settings, changes: Iterable[DayChange] = ()) -> Opening:
    """BadSettings with a line for each line of CALENDAR_FILE that cannot be read. Source: T1-T6."""
    opening = Opening(
        zone=settings.timezone,
        hours=settings.working_hours,
        weekdays=settings.working_days,
        official=official_of(settings),
        file=own_days(settings.calendar_file),
        priority_hours=settings.priority_hours,
    )
    return opening.with_changes(changes)


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
