"""Dates that staff set, as calls."""

from typing import assert_never

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from desk.notices.dates import BackAgain, PromiseBroken, PromiseMade, PromisePassed, PromiseSoon, PutAside
from desk.usecases.delivery.dispatch import Dispatch
from handlers.texts import Html, Texts, plain
from handlers.views.call import Page
from handlers.views.manager import link_to

DateOfRoom = PromiseMade | PromiseSoon | PromisePassed | PutAside | BackAgain


def date_line(notice: DateOfRoom, texts: Texts) -> Page:
    """In the ticket's place."""
    return Page(_words(notice, texts))


def _words(notice: DateOfRoom, texts: Texts) -> Html:
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
            assert_never(notice)


def broken_page(notice: PromiseBroken, dispatch: Dispatch, texts: Texts) -> Page:
    """For managers, with a way to the ticket."""
    room = dispatch.room
    link = link_to(room.chat, room.topic, room.card) if room else None
    way = [[InlineKeyboardButton(text=plain(texts.duty_button()), url=link)]] if link else []
    return Page(texts.promise_broken(notice), InlineKeyboardMarkup(inline_keyboard=way) if way else None)
