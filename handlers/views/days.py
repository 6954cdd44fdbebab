"""The company's days in a manager's chat. Source: T6."""

from typing import assert_never

from desk.notices.managers import CalendarShown, DayChanged, DayNotice, DayProposed
from handlers.callbacks import DaySet, to_code
from handlers.texts import Html, Texts
from handlers.views.call import Page
from handlers.views.keyboards import Button, keyboard


def day_page(notice: DayNotice, texts: Texts) -> Page:
    match notice:
        case CalendarShown():
            return Page(_shown(notice, texts))
        case DayProposed():
            return _proposed(notice, texts)
        case DayChanged(day=day, before=before, after=after, who=who):
            return Page(texts.day_changed(day, before=", ".join(before), after=", ".join(after), who=who))
        case _:
            assert_never(notice)


def _shown(notice: CalendarShown, texts: Texts) -> Html:
    blocks = []
    for month, worked, days in notice.months:
        lines = [texts.calendar_day(line.day, ", ".join(line.hours), own=line.own) for line in days]
        lines = lines or [texts.calendar_usual()]
        blocks.append("\n".join([texts.calendar_month(month, worked=worked), *lines]))
    return Html("\n\n".join([*blocks, texts.calendar_how()]))


def _proposed(notice: DayProposed, texts: Texts) -> Page:
    head = texts.day_proposed(notice.day, before=", ".join(notice.before), after=", ".join(notice.after))
    if notice.before == notice.after:
        return Page(Html(f"{head}\n\n{texts.day_stays()}"))
    moves = (
        texts.day_moves(later=notice.later, sooner=notice.sooner)
        if notice.later or notice.sooner
        else texts.day_moves_nothing()
    )
    change: Button = (texts.day_button(), DaySet(day=int(f"{notice.day:%Y%m%d}"), how=to_code(notice.how)))
    return Page(Html(f"{head}\n\n{moves}"), keyboard([change]))
