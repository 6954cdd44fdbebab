"""What staff set, change and take back, as calls."""

from aiogram.methods import CloseForumTopic
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from desk.notices.base import ForRoom
from desk.notices.changes import (
    AlsoTold,
    AssignAsked,
    Assigned,
    CategoryAsked,
    CategoryChanged,
    GroupAsked,
    LeftBehind,
    MovedHere,
    UrgencyRaised,
)
from desk.notices.dates import BackAgain, PromiseBroken, PromiseMade, PromisePassed, PromiseSoon, PutAside
from desk.notices.recalls import RecallTold
from desk.rules.ticket import Category
from desk.usecases.delivery.dispatch import Dispatch
from handlers.callbacks import About, Assign, Shift
from handlers.texts import Html, Texts, plain
from handlers.views.call import Call, Page, Where, send
from handlers.views.keyboards import Button, column, keyboard
from handlers.views.manager import link_to


def set_by_staff(notice: ForRoom, texts: Texts) -> Page | None:
    """What staff have set, changed or taken back, in the ticket's place; None: it is something else."""
    if isinstance(notice, AssignAsked | CategoryAsked | GroupAsked):
        return _asked(notice, texts)
    words = _dated(notice, texts) or _changed(notice, texts)
    return Page(words) if words is not None else None


def _asked(notice: AssignAsked | CategoryAsked | GroupAsked, texts: Texts) -> Page:
    """The second step of an action: to whom, about what, whereto."""
    number, choice = notice.ticket, list[Button]()
    match notice:
        case AssignAsked(lines=lines):
            choice = [(line.name, Assign(who=line.person, ticket=number)) for line in lines]
            return Page(texts.assign_asked(some=bool(choice)), keyboard(*column(choice)))
        case CategoryAsked(now=now):
            choice = [(texts.category(one), About(category=one, ticket=number)) for one in Category if one is not now]
            return Page(texts.category_asked(now), keyboard(*column(choice)))
        case GroupAsked(lines=groups):
            choice = [(line.title, Shift(group=-line.chat, ticket=number)) for line in groups]
            return Page(texts.group_asked(), keyboard(*column(choice)))


def left_behind(notice: LeftBehind, dispatch: Dispatch, texts: Texts) -> list[Call]:
    """A way to where it is, and then nobody writes here any more."""
    room = dispatch.room
    link = link_to(room.chat, room.topic, room.card) if room else None
    said = Page(texts.left_behind(number=notice.ticket, title=notice.title, link=link or ""))
    where = Where(notice.to, notice.topic, None if notice.topic else notice.card)
    if notice.topic is None:
        return [send(where, said)]
    closing = CloseForumTopic(chat_id=notice.to, message_thread_id=notice.topic)
    return [send(where, said), Call(closing, parts=())]


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
        case CategoryChanged():
            return texts.category_changed(notice)
        case MovedHere():
            return texts.moved_here(notice)
        case AlsoTold(given=given):
            lines = [
                texts.card_answer(label=texts.label(name), answer=texts.answer(name, value)) for name, value in given
            ]
            return Html("\n".join([texts.also_told_head(), *lines]))
        case _:
            return None


def broken_page(notice: PromiseBroken, dispatch: Dispatch, texts: Texts) -> Page:
    """For managers, with a way to the ticket."""
    room = dispatch.room
    link = link_to(room.chat, room.topic, room.card) if room else None
    way = [[InlineKeyboardButton(text=plain(texts.duty_button()), url=link)]] if link else []
    return Page(texts.promise_broken(notice), InlineKeyboardMarkup(inline_keyboard=way) if way else None)
