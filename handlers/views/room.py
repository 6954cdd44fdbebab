"""What staff are told in the ticket's place: topic, card, relays, one-liners."""

from aiogram.methods import CloseForumTopic, CreateForumTopic, DeleteMessage, ReopenForumTopic, SetMessageReaction
from aiogram.types import ForceReply, InlineKeyboardMarkup, ReactionTypeEmoji

from desk.notices.base import ForRoom
from desk.notices.changes import LeftBehind, Retold
from desk.notices.charges import PriceNews
from desk.notices.client_look import ClientNoteKept, LinkAsked
from desk.notices.prompts import WordsAsked, WordsOver
from desk.notices.staff import (
    CalmAsked,
    CardChanged,
    CardNeeded,
    ClauseAsked,
    ClientMessage,
    ClientMessageEdited,
    Happened,
    MailWaits,
    Mark,
    Marked,
    MergeAsked,
    NotDelivered,
    NotSeen,
    RefusalShown,
    StaffHint,
    TopicByHand,
    TopicLost,
    TopicNeeded,
    TopicOpenNeeded,
    TopicState,
    TopicTwice,
    Unconfirmed,
    WentByMail,
    What,
)
from desk.notices.vault import AccessNews
from desk.notices.worktime import TimeAsked, TimeRecorded, TimeShown, TimeTakenBack
from desk.rules.messages import Message, Side
from desk.rules.support import Calm
from desk.usecases.delivery.dispatch import Dispatch
from handlers.callbacks import Calm as CalmButton
from handlers.callbacks import Card, Join, Settle
from handlers.texts import Html, Texts, plain
from handlers.views.call import Call, Page, Where, edit, marked, send
from handlers.views.card import card
from handlers.views.charges import costs_page
from handlers.views.client_look import link_page, note_page
from handlers.views.dates import left_behind, set_by_staff
from handlers.views.keyboards import Button, column, keyboard
from handlers.views.manager import link_to
from handlers.views.refusals import refusal_page
from handlers.views.relay import Relay, below_the_words, relay, relay_edit, signed
from handlers.views.vault import access_news

MARKS = {Mark.DELIVERED: "👌", Mark.INSIDE: "✍"}


def room_calls(
    notice: ForRoom | StaffHint | TopicTwice | LeftBehind, dispatch: Dispatch, texts: Texts, *, repeat: bool
) -> list[Call]:
    """The calls for a notice to staff."""
    again = texts.possible_repeat() if repeat else None
    match notice:
        case TopicNeeded() | TopicState() | TopicOpenNeeded():
            return _topic(notice, dispatch, texts)
        case TopicTwice() | LeftBehind():
            return _elsewhere(notice, dispatch, texts)
        case CardNeeded() | CardChanged():
            page = card(dispatch, texts)
            if dispatch.edits:
                return [edit(notice.chat, dispatch.edits[0], page)]
            return [send(_place(dispatch), marked(page, again))]
        case ClientMessage() | ClientMessageEdited() | Retold():
            return _relay(notice, dispatch, texts, repeat=repeat)
        case Marked(message=message, mark=mark):
            reaction = SetMessageReaction(
                chat_id=notice.chat, message_id=message, reaction=[ReactionTypeEmoji(emoji=MARKS[mark])]
            )
            return [Call(reaction, parts=())]
        case (ClauseAsked(on=int(on)) | RefusalShown(on=int(on))) as shown:
            return [edit(notice.chat, on, marked(refusal_page(shown, texts), again))]
        case WordsOver(message=message):
            return [Call(DeleteMessage(chat_id=notice.chat, message_id=message), parts=())]
        case StaffHint(topic=topic, reply_to=reply_to):
            said = Page(texts.hint(notice.what, notice.facts))
            return [send(Where(notice.chat, topic, reply_to), marked(said, again))]
        case _:
            said = access_news(notice, texts) if isinstance(notice, AccessNews) else _line(notice, texts)
            return [send(_place(dispatch, getattr(notice, "reply_to", None)), marked(said, again))]


def _place(dispatch: Dispatch, reply_to: int | None = None) -> Where:
    """The ticket's topic; in a plain group an answer to its card, so that what belongs together is seen."""
    room = dispatch.room
    if room is None or dispatch.chat is None:
        raise LookupError("a notice for a room without the room")
    if dispatch.in_topic:
        return Where(dispatch.chat, room.topic, reply_to)
    return Where(dispatch.chat, None, reply_to or room.card)


def _topic(notice: TopicNeeded | TopicState | TopicOpenNeeded, dispatch: Dispatch, texts: Texts) -> list[Call]:
    ticket, room = dispatch.ticket, dispatch.room
    if ticket is None or room is None:
        return []
    if isinstance(notice, TopicNeeded):
        name = dispatch.client.name if dispatch.client else (dispatch.author.name if dispatch.author else "")
        title = texts.topic_name(number=ticket.id, name=name, subject=ticket.subject)
        return [Call(CreateForumTopic(chat_id=notice.chat, name=title), parts=())]
    if room.topic is None:
        return []
    opens = ticket.is_open or isinstance(notice, TopicOpenNeeded)
    method = ReopenForumTopic if opens else CloseForumTopic
    return [Call(method(chat_id=notice.chat, message_thread_id=room.topic), parts=())]


def _elsewhere(notice: TopicTwice | LeftBehind, dispatch: Dispatch, texts: Texts) -> list[Call]:
    if isinstance(notice, LeftBehind):
        return left_behind(notice, dispatch, texts)
    return _twice(notice, dispatch, texts)


def _twice(notice: TopicTwice, dispatch: Dispatch, texts: Texts) -> list[Call]:
    """Where the ticket's own topic is, and then nobody writes into this one any more."""
    room = dispatch.room
    link = link_to(room.chat, room.topic, room.card) if room else None
    said = Page(texts.topic_twice(number=notice.ticket, link=link or ""))
    closing = CloseForumTopic(chat_id=notice.to, message_thread_id=notice.topic)
    return [send(Where(notice.to, notice.topic), said), Call(closing, parts=())]


def _relay(
    notice: ClientMessage | ClientMessageEdited | Retold, dispatch: Dispatch, texts: Texts, *, repeat: bool
) -> list[Call]:
    if dispatch.message is None:
        return []
    if isinstance(notice, Retold):
        return _retell(dispatch.message, dispatch, texts, repeat=repeat)
    name = dispatch.author.name if dispatch.author else ""
    head = texts.client_head(name if dispatch.in_topic else f"{name} · №{notice.ticket}")
    origins = dict.fromkeys(part.origin for part in dispatch.message.parts if part.origin)
    if origins:
        head = f"{head}\n{texts.forwarded(len(dispatch.message.parts), ', '.join(origins))}"
    where = _place(dispatch, dispatch.reply_to)
    again = texts.possible_repeat() if repeat else ""
    above = tuple(part for message in dispatch.before for part in message.parts)
    if isinstance(notice, ClientMessageEdited):
        edited = (*above, dispatch.message.parts[notice.part])
        marked = below_the_words(dispatch.message, notice.part, texts)
        return relay_edit(where, dispatch.edits, Relay(edited, "" if notice.part else head, again, marked))
    return relay(where, Relay((*above, *signed(dispatch.message.parts)), head, again))


def _retell(message: Message, dispatch: Dispatch, texts: Texts, *, repeat: bool) -> list[Call]:
    name = dispatch.author.name if dispatch.author else ""
    head = texts.client_head(name) if message.side is Side.CLIENT else texts.retold_head(name)
    again = texts.possible_repeat() if repeat else ""
    return relay(_place(dispatch, dispatch.reply_to), Relay(signed(message.parts), head, again))


def _line(notice: ForRoom, texts: Texts) -> Page:
    if (words := set_by_staff(notice, texts)) is not None:
        return words
    match notice:
        case Happened(what=what, who=who, at=at, detail=detail):
            return Page(texts.happened(what, who=who, at=at, detail=detail), _next_step(notice, texts))
        case PriceNews() | TimeAsked() | TimeRecorded() | TimeShown() | TimeTakenBack():
            return costs_page(notice, texts)
        case TopicLost(ticket=ticket):
            return Page(texts.topic_lost(number=ticket))
        case TopicByHand(ticket=ticket, closed=closed):
            return _by_hand(ticket, texts, closed=closed)
        case (
            ClauseAsked() | RefusalShown() | MergeAsked() | CalmAsked() | WordsAsked() | LinkAsked() | ClientNoteKept()
        ):
            return _asked(notice, texts)
        case NotDelivered() | WentByMail() | MailWaits() | NotSeen():
            return Page(_unreached(notice, texts))
        case Unconfirmed(owed=owed):
            fates: list[Button] = [
                (texts.button("send_again"), Settle(act="send_again", owed=owed)),
                (texts.button("it_arrived"), Settle(act="it_arrived", owed=owed)),
            ]
            return Page(texts.unconfirmed(), keyboard(fates))
        case _:
            raise TypeError(f"no text for {type(notice).__name__}")


def _next_step(notice: Happened, texts: Texts) -> InlineKeyboardMarkup | None:
    """What an employee may want to do about it."""
    acts = {What.PINGED: "working", What.PINGED_BY_MAIL: "working", What.THANKS: "solve"}
    act = acts.get(notice.what)
    return keyboard([(texts.button(act), Card(act=act, ticket=notice.ticket))]) if act else None


def _unreached(notice: NotDelivered | WentByMail | MailWaits | NotSeen, texts: Texts) -> Html:
    match notice:
        case NotDelivered(why=why, detail=detail, mail=mail):
            return texts.not_delivered(why, detail, mail)
        case WentByMail(what=what, why=why, address=address):
            return texts.went_by_mail(what, why, address=address)
        case MailWaits(what=what, why=why, detail=detail):
            return texts.mail_waits(what, why, detail=detail)
        case NotSeen(edited=edited):
            return texts.not_seen(edited=edited)


def _words_asked(notice: WordsAsked, texts: Texts) -> Page:
    """Who is named in it is the one whose Telegram opens the reply."""
    question = texts.words_asked(notice.what, person=notice.person, who=notice.who, name=notice.name)
    hint = plain(texts.words_hint(notice.what))
    return Page(question, ForceReply(force_reply=True, selective=True, input_field_placeholder=hint))


Second = ClauseAsked | RefusalShown | MergeAsked | CalmAsked | WordsAsked | LinkAsked | ClientNoteKept


def _asked(notice: Second, texts: Texts) -> Page:
    """The second step of an action: on what ground, into which, why, whose; or to take it back."""
    number = notice.ticket
    choice: list[Button]
    match notice:
        case ClientNoteKept():
            return note_page(notice, texts)
        case LinkAsked():
            return link_page(notice, texts)
        case WordsAsked():
            return _words_asked(notice, texts)
        case ClauseAsked() | RefusalShown():
            return refusal_page(notice, texts)
        case MergeAsked(candidates=candidates):
            choice = [
                (texts.place_in(number=one.ticket, subject=one.subject), Join(into=one.ticket, ticket=number))
                for one in candidates
            ]
            return Page(texts.merge_asked(some=bool(candidates)), keyboard(*column(choice)))
        case CalmAsked():
            choice = [(texts.calm(item), CalmButton(reason=item, ticket=number)) for item in Calm]
            own: Button = (texts.button("own_words"), Card(act="noturgent_why", ticket=number))
            return Page(texts.calm_asked(), keyboard(*column([*choice, own])))


def _by_hand(ticket: int, texts: Texts, *, closed: bool) -> Page:
    """What may have been meant by it, as buttons."""
    acts = ("solve", "refuse") if closed else ("reopen",)
    names = {"reopen": "staff_reopen"}
    choice: list[Button] = [(texts.button(names.get(act, act)), Card(act=act, ticket=ticket)) for act in acts]
    text = texts.topic_closed_by_hand(number=ticket) if closed else texts.topic_opened_by_hand(number=ticket)
    return Page(text, keyboard(choice))
