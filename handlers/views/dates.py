"""What staff set, change and take back, as calls."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from desk.notices.base import ForRoom
from desk.notices.changes import AssignAsked, Assigned, UrgencyRaised
from desk.notices.dates import BackAgain, PromiseBroken, PromiseMade, PromisePassed, PromiseSoon, PutAside
from desk.notices.recalls import RecallTold
from desk.usecases.delivery.dispatch import Dispatch
from handlers.callbacks import Assign
from handlers.texts import Html, Texts, plain
from handlers.views.call import Page
from handlers.views.keyboards import Button, column, keyboard
from handlers.views.manager import link_to


def set_by_staff(notice: ForRoom, texts: Texts) -> Page | None:
    """What staff have set, changed or taken back, in the ticket's place; None: it is something else."""
    if isinstance(notice, AssignAsked):
        people: list[Button] = [(line.name, Assign(who=line.person, ticket=notice.ticket)) for line in notice.lines]
        return Page(texts.assign_asked(some=bool(people)), keyboard(*column(people)))
    words = _dated(notice, texts) or _changed(notice, texts)
    return Page(words) if words is not None else None


def _dated(notice: ForRoom, texts: Texts) -> Html | None:
    match notice:
        case PromiseMade():
            return texts.promise_made(notice)
        case PromiseSoon():
            return texts.promise_soon(notice)
        case PromisePassed():
            return texts.promise_passed(notice)
        case PutAside():
            return texts.put_aside(notice)
        case BackAgain():
            return texts.back_again(notice)
        case _:
            return None


def _changed(notice: ForRoom, texts: Texts) -> Html | None:
    match notice:
        case RecallTold(how=how, words=words):
            return texts.recall_told(how, words=words)
        case UrgencyRaised():
            return texts.urgency_raised(notice)
        case Assigned():
            return texts.assigned(notice)
        case _:
            return None


def broken_page(notice: PromiseBroken, dispatch: Dispatch, texts: Texts) -> Page:
    """For managers, with a way to the ticket."""
    room = dispatch.room
    link = link_to(room.chat, room.topic, room.card) if room else None
    way = [[InlineKeyboardButton(text=plain(texts.duty_button()), url=link)]] if link else []
    return Page(texts.promise_broken(notice), InlineKeyboardMarkup(inline_keyboard=way) if way else None)
