"""What a client is told outside of pages: about one of their tickets, or a polite no."""

from aiogram.methods import DeleteMessage, EditMessageReplyMarkup, SetMessageReaction
from aiogram.types import InlineKeyboardMarkup, ReactionTypeEmoji

from desk.notices.base import ForPerson
from desk.notices.charges import PriceOffered, PriceTold
from desk.notices.client import (
    Merged,
    NeedsLonger,
    NotPassedOn,
    NotUrgent,
    Overtaken,
    Pinged,
    PingSettled,
    PromiseMoved,
    PutOnHold,
    Received,
    Refused,
    Reopened,
    Settled,
    Solved,
    StaffAnswer,
    StaffAnswerEdited,
    Taken,
    TooFast,
    TurnedDown,
    WentInactive,
)
from desk.notices.client_look import LinkedToClient, SomebodyLinked
from desk.notices.on_behalf import FiledForYou
from desk.notices.recalls import CopyRecalled
from desk.usecases.delivery.dispatch import Dispatch
from handlers.callbacks import Mine, Offer
from handlers.texts import Html, Texts, plain
from handlers.views.call import Call, Page, Where, marked, send
from handlers.views.client_look import linked_page
from handlers.views.keyboards import Button, column, keyboard
from handlers.views.on_behalf import filed_for_you
from handlers.views.panel import panel_page
from handlers.views.people import people_page
from handlers.views.relay import Relay, below_the_words, relay, relay_edit
from handlers.views.tickets import scores, ticket_notice

RECEIVED = "👌"


def client_calls(notice: ForPerson, dispatch: Dispatch, texts: Texts, *, repeat: bool) -> list[Call]:
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
        case CopyRecalled(copy=copy):
            return [Call(DeleteMessage(chat_id=notice.chat, message_id=copy), parts=())]
        case Overtaken(screen=screen):
            return [Call(EditMessageReplyMarkup(chat_id=notice.chat, message_id=screen), parts=())]
        case NotPassedOn(kind=kind, reply_to=reply_to, edited=edited):
            page = marked(Page(texts.not_passed_on(kind, edited=edited)), texts.possible_repeat() if repeat else None)
            return [send(Where(notice.chat, reply_to=reply_to), page)]
        case PriceOffered() | PriceTold():
            return [send(where, marked(_price(notice, texts), texts.possible_repeat() if repeat else None))]
        case LinkedToClient() | SomebodyLinked():
            return [send(where, marked(linked_page(notice, texts), texts.possible_repeat() if repeat else None))]
        case FiledForYou():
            again = texts.possible_repeat() if repeat else None
            return [send(where, marked(filed_for_you(notice, texts), again))]
        case _:
            told = (
                ticket_notice(notice, texts)
                or people_page(notice, texts)
                or panel_page(notice, texts)
                or about_ticket(notice, texts)
            )
            return [send(where, marked(told, texts.possible_repeat() if repeat else None))]


def _answer(
    notice: StaffAnswer | StaffAnswerEdited, where: Where, dispatch: Dispatch, texts: Texts, *, repeat: bool
) -> list[Call]:
    if dispatch.message is None:
        return []
    again = texts.possible_repeat() if repeat else ""
    asks = dispatch.message.asks
    head = texts.answer_head(name=Html(dispatch.name), number=notice.ticket)
    below = f"\n{plain(texts.waits_for_answer())}" if asks else ""
    again = "\n".join(line for line in (below, again) if line)
    if isinstance(notice, StaffAnswerEdited):
        edited = (dispatch.message.parts[notice.part],)
        marked = below_the_words(dispatch.message, notice.part, texts, below=below)
        return relay_edit(where, dispatch.edits, Relay(edited, "" if notice.part else head, again, marked))
    return relay(where, Relay(dispatch.message.parts, head, again))


def about_ticket(notice: ForPerson, texts: Texts) -> Page:
    """A text about a ticket, with what can be done about it."""
    match notice:
        case Taken() | PutOnHold() | Merged() | Reopened() | PromiseMoved() | TooFast():
            return Page(_news(notice, texts))
        case Pinged():
            return _ping(notice, texts)
        case PingSettled():
            return _settled(notice, texts)
        case WentInactive(ticket=ticket, subject=subject, reopen_until=until):
            text = texts.went_inactive(number=ticket, subject=subject, reopen_until=until)
            return Page(text, _buttons(texts, ticket, "reopen", "appeal"))
        case Solved():
            return _solved(notice, texts)
        case TurnedDown(ticket=ticket, subject=subject, clause=clause, words=words):
            text = texts.turned_down(number=ticket, subject=subject, clause=clause, words=words)
            return Page(text, _buttons(texts, ticket, "appeal"))
        case NeedsLonger(ticket=ticket, subject=subject, words=words, react_by=due):
            return Page(texts.needs_longer(number=ticket, subject=subject, words=words, react_by=due))
        case NotUrgent(ticket=ticket, subject=subject, reason=reason, words=words, react_by=due):
            return Page(texts.not_urgent(number=ticket, subject=subject, reason=reason, words=words, react_by=due))
        case Refused(what=what, facts=facts):
            return Page(texts.refused(what, facts))
        case _:
            raise TypeError(f"no text for {type(notice).__name__}")


def _news(notice: Taken | PutOnHold | Merged | Reopened | PromiseMoved | TooFast, texts: Texts) -> Html:
    """What is good to know, and asks for nothing."""
    match notice:
        case Taken(ticket=ticket, by=by, react_by=due):
            return texts.taken(number=ticket, by=by, react_by=due)
        case PutOnHold(ticket=ticket, reason=reason):
            return texts.put_on_hold(number=ticket, reason=reason)
        case Merged(ticket=ticket, into=into):
            return texts.merged(number=ticket, into=into)
        case PromiseMoved(ticket=ticket, subject=subject, why=why, react_by=due):
            return texts.promise_moved(number=ticket, subject=subject, why=why, react_by=due)
        case TooFast(ticket=ticket, until=until):
            return texts.too_fast(number=ticket, until=until)
        case Reopened(ticket=ticket, subject=subject):
            return texts.reopened(number=ticket, subject=subject)


def _price(notice: PriceOffered | PriceTold, texts: Texts) -> Page:
    if isinstance(notice, PriceTold):
        said = texts.price_told(notice.state, number=notice.ticket, money=notice.money, invoice=notice.invoice)
        return Page(said)
    offer = texts.price_offered(
        number=notice.ticket, subject=notice.subject, money=notice.money, note=notice.note, invoice=notice.invoice
    )
    choice: list[Button] = [(texts.button(act), Offer(act=act, charge=notice.charge)) for act in ("accept", "decline")]
    return Page(offer, keyboard(choice))


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


def _solved(notice: Solved, texts: Texts) -> Page:
    text = texts.solved(number=notice.ticket, subject=notice.subject, by=notice.by, reopen_until=notice.reopen_until)
    again: Button = (texts.button("reopen"), Mine(act="reopen", ticket=notice.ticket))
    if notice.rating is None:
        return Page(text, keyboard([again]))
    return Page(Html(f"{text}\n\n{texts.rate_it()}"), keyboard(scores(notice.rating), [again]))


def _buttons(texts: Texts, ticket: int, *names: str) -> InlineKeyboardMarkup | None:
    return keyboard(*column([(texts.button(name), Mine(act=name, ticket=ticket)) for name in names]))
