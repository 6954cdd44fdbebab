"""Alerts: what happened, by when, and a way that leads to the ticket."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from desk.notices.alerts import AlertNotice
from desk.usecases.delivery.dispatch import Dispatch
from handlers.texts import Texts, plain
from handlers.views.call import Page
from handlers.views.manager import link_to


def alert_page(notice: AlertNotice, dispatch: Dispatch, texts: Texts) -> Page:
    link = link_of(dispatch)
    text = texts.duty_call(
        number=notice.ticket,
        subject=notice.subject,
        client=notice.client,
        service=notice.service,
        react_by=notice.react_by,
    )
    return Page(text, leads(link, texts))


def link_of(dispatch: Dispatch) -> str | None:
    """A basic group's messages have no links, and a card that is not there yet has none."""
    room = dispatch.room
    return link_to(room.chat, room.topic, room.card) if room else None


def leads(link: str | None, texts: Texts) -> InlineKeyboardMarkup | None:
    if link is None:
        return None
    button = InlineKeyboardButton(text=plain(texts.duty_button()), url=link)
    return InlineKeyboardMarkup(inline_keyboard=[[button]])
