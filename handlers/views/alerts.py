"""Alerts: what happened, by when, and a way that leads to the ticket."""

from typing import assert_never

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from desk.notices.alerts import AlertNotice, Breached, DueSoon, DutyCall
from desk.usecases.delivery.dispatch import Dispatch
from handlers.callbacks import Card
from handlers.texts import Html, Texts, plain
from handlers.views.call import Call, Page, Where, marked, send
from handlers.views.manager import link_to


def alert_calls(notice: AlertNotice, dispatch: Dispatch, texts: Texts, again: Html | None) -> list[Call]:
    page = Page(_text(notice, texts), _buttons(notice, dispatch, texts))
    return [send(_where(notice, dispatch), marked(page, again))]


def _text(notice: AlertNotice, texts: Texts) -> Html:
    match notice:
        case DutyCall():
            return texts.duty_call(
                number=notice.ticket,
                subject=notice.subject,
                client=notice.client,
                service=notice.service,
                react_by=notice.react_by,
                paid=notice.paid,
            )
        case DueSoon(clock=clock, due=due, who=who):
            return texts.due_soon(clock, due=due, who=who)
        case Breached(clock=clock, due=due, who=who):
            return texts.breached(
                clock,
                number=notice.ticket,
                subject=notice.subject,
                due=due,
                who=who,
                answered_at=notice.answered_at,
            )
        case _:
            assert_never(notice)


def _where(notice: AlertNotice, dispatch: Dispatch) -> Where:
    """A warning stands in the ticket's topic; in a plain group it answers the card."""
    if not isinstance(notice, DueSoon):
        return Where(notice.chat)
    room = dispatch.room
    if room is None:
        raise LookupError("a warning without the room")
    return Where(notice.chat, room.topic) if dispatch.in_topic else Where(notice.chat, None, room.card)


def _buttons(notice: AlertNotice, dispatch: Dispatch, texts: Texts) -> InlineKeyboardMarkup | None:
    """To the card, if it has a link: a basic group's messages have none. Whoever is free can take it at once."""
    row = []
    room = dispatch.room
    link = link_to(room.chat, room.topic, room.card) if room else None
    if isinstance(notice, DueSoon) and not notice.who:
        take = Card(act="take", ticket=notice.ticket).pack()
        row.append(InlineKeyboardButton(text=plain(texts.button("take")), callback_data=take))
    if link is not None:
        row.append(InlineKeyboardButton(text=plain(texts.duty_button()), url=link))
    return InlineKeyboardMarkup(inline_keyboard=[row]) if row else None
