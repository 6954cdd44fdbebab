"""What a client is told outside of pages: about one of their tickets, or a polite no."""

from aiogram.methods import EditMessageReplyMarkup, SetMessageReaction
from aiogram.types import InlineKeyboardMarkup, ReactionTypeEmoji

from desk.notices.client import (
    ClientNotice,
    NotPassedOn,
    NotUrgent,
    Overtaken,
    Pinged,
    PingSettled,
    Received,
    Refused,
    Reopened,
    Settled,
    Solved,
    StaffAnswer,
    StaffAnswerEdited,
    Taken,
    TurnedDown,
    WentInactive,
)
from desk.usecases.delivery.dispatch import Dispatch
from handlers.callbacks import Mine
from handlers.texts import Html, Texts
from handlers.views.call import Call, Page, Where, marked, send
from handlers.views.keyboards import Button, column, keyboard
from handlers.views.relay import Relay, relay, relay_edit

RECEIVED = "👌"


def client_calls(notice: ClientNotice, dispatch: Dispatch, texts: Texts, *, repeat: bool) -> list[Call]:
    """The calls for a notice that is not a page."""
    where = Where(notice.chat, reply_to=dispatch.reply_to)
    match notice:
        case StaffAnswer() | StaffAnswerEdited():
            return _answer(notice, where, dispatch, texts, repeat=repeat)
        case Received(marked=message):
            mark = SetMessageReaction(
                chat_id=notice.chat, message_id=message, reaction=[ReactionTypeEmoji(emoji=RECEIVED)]
            )
            return [Call(mark, parts=())]
        case Overtaken(screen=screen):
            return [Call(EditMessageReplyMarkup(chat_id=notice.chat, message_id=screen), parts=())]
        case NotPassedOn(kind=kind, reply_to=reply_to, edited=edited):
            page = marked(Page(texts.not_passed_on(kind, edited=edited)), texts.possible_repeat() if repeat else None)
            return [send(Where(notice.chat, reply_to=reply_to), page)]
        case _:
            return [send(where, marked(about_ticket(notice, texts), texts.possible_repeat() if repeat else None))]


def _answer(
    notice: StaffAnswer | StaffAnswerEdited, where: Where, dispatch: Dispatch, texts: Texts, *, repeat: bool
) -> list[Call]:
    if dispatch.message is None:
        return []
    again = texts.possible_repeat() if repeat else ""
    head = texts.answer_head(name=Html(dispatch.name), number=notice.ticket)
    if isinstance(notice, StaffAnswerEdited):
        edited = (dispatch.message.parts[notice.part],)
        return relay_edit(where, dispatch.edits, Relay(edited, "" if notice.part else head, again))
    return relay(where, Relay(dispatch.message.parts, head, again))


def about_ticket(notice: ClientNotice, texts: Texts) -> Page:
    """A text about a ticket, with what can be done about it."""
    match notice:
        case Taken(ticket=ticket, by=by):
            return Page(texts.taken(number=ticket, by=by))
        case Pinged():
            return _ping(notice, texts)
        case PingSettled():
            return _settled(notice, texts)
        case WentInactive(ticket=ticket, subject=subject, reopen_until=until):
            text = texts.went_inactive(number=ticket, subject=subject, reopen_until=until)
            return Page(text, _buttons(texts, ticket, "reopen", "appeal"))
        case Solved(ticket=ticket, subject=subject, by=by, reopen_until=until):
            text = texts.solved(number=ticket, subject=subject, by=by, reopen_until=until)
            return Page(text, _buttons(texts, ticket, "reopen"))
        case Reopened(ticket=ticket, subject=subject):
            return Page(texts.reopened(number=ticket, subject=subject))
        case TurnedDown(ticket=ticket, subject=subject, clause=clause):
            text = texts.turned_down(number=ticket, subject=subject, clause=clause)
            return Page(text, _buttons(texts, ticket, "appeal"))
        case NotUrgent(ticket=ticket, subject=subject, reason=reason, words=words, react_by=due):
            return Page(texts.not_urgent(number=ticket, subject=subject, reason=reason, words=words, react_by=due))
        case Refused(what=what, facts=facts):
            return Page(texts.refused(what, facts))
        case _:
            raise TypeError(f"no text for {type(notice).__name__}")


def _settled(notice: PingSettled, texts: Texts) -> Page:
    if notice.how is Settled.STILL_NEEDED:
        return Page(texts.still_needed(number=notice.ticket))
    return Page(texts.more_time(number=notice.ticket, close_at=notice.close_at))


def _ping(notice: Pinged, texts: Texts) -> Page:
    names = ["still", "solved", *(["more"] if notice.may_extend else [])]
    buttons: list[Button] = [
        (texts.button(name), Mine(act=name, ticket=notice.ticket, period=notice.period)) for name in names
    ]
    text = texts.pinged(number=notice.ticket, subject=notice.subject, close_at=notice.close_at)
    return Page(text, keyboard(*column(buttons)))


def _buttons(texts: Texts, ticket: int, *names: str) -> InlineKeyboardMarkup | None:
    return keyboard(*column([(texts.button(name), Mine(act=name, ticket=ticket)) for name in names]))
