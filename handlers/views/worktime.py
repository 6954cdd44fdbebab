"""Recorded working time, as staff see it."""

from desk.notices.worktime import TimeAsked, TimeRecorded, TimeShown, TimeTakenBack
from handlers.callbacks import Card, Minutes, TakeBack
from handlers.texts import Html, Texts
from handlers.views.call import Page
from handlers.views.keyboards import Button, column, keyboard

CHOICES = (15, 30, 60, 120)
"""Minutes that are offered at solving; anything else is typed."""

LONGEST_NAME = 20


def time_page(notice: TimeAsked | TimeRecorded | TimeShown | TimeTakenBack, texts: Texts) -> Page:
    match notice:
        case TimeAsked(ticket=ticket):
            choice: list[Button] = [(texts.minutes(some), Minutes(minutes=some, ticket=ticket)) for some in CHOICES]
            other: Button = (texts.button("time"), Card(act="time", ticket=ticket))
            return Page(texts.time_asked(number=ticket), keyboard(choice, [other]))
        case TimeRecorded(who=who, minutes=minutes, note=note, paid=paid, total=total):
            said = texts.time_recorded(who=who, minutes=minutes, note=note, paid=paid, total=total)
            return Page(said, keyboard([(texts.button("take_back"), TakeBack(spent=notice.spent))]))
        case TimeTakenBack(who=who, minutes=minutes, total=total):
            return Page(texts.time_taken_back(who=who, minutes=minutes, total=total))
        case TimeShown():
            return _shown(notice, texts)


def _shown(notice: TimeShown, texts: Texts) -> Page:
    lines = [
        texts.time_line(who=line.who, minutes=line.minutes, note=line.note, paid=line.paid, at=line.at)
        for line in notice.lines
    ]
    back: list[Button] = [
        (texts.take_back(who=line.who[:LONGEST_NAME], minutes=line.minutes), TakeBack(spent=line.spent))
        for line in notice.lines
    ]
    text = texts.times_shown(Html("\n".join(lines)), more=notice.more, free=notice.free, paid=notice.paid)
    return Page(text, keyboard(*column(back)))
