"""What goes by mail: an address, a subject, a plain text."""

import re
from dataclasses import dataclass

from desk.notices.mail import AnswerMail, ClosingMail, CodeMail, FeedbackMail, LinkMail, PingMail
from desk.rules.content import Parts, has_file, told_by
from desk.rules.people import is_username, letter_name
from desk.rules.ticket import Status, Ticket
from desk.usecases.delivery.dispatch import Dispatch
from desk.usecases.delivery.letters import LETTERS
from handlers.texts import Html, Texts, escape, plain

TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Letter:
    """`key` tells it from all others: a letter that is sent a second time has the same one."""

    to: str
    subject: str
    text: str
    key: str = ""


def letter(dispatch: Dispatch, texts: Texts, *, bot: str = "", repeat: bool = False) -> Letter:
    """The letter of a mail notice. `bot` is the bot's usual address; `repeat`: it may have been sent before."""
    match dispatch.notice:
        case CodeMail(address=address, code=code, asked_by=asked_by):
            body = texts.code_body(code=code, asked_by=asked_by if is_username(asked_by) else "")
            return Letter(address, plain(texts.code_subject()), plain(body))
        case LinkMail():
            return _of_link(dispatch.notice, texts, bot=bot)
        case FeedbackMail(address=address) if dispatch.feedback:
            feedback = dispatch.feedback
            name = _one_line(dispatch.author.name if dispatch.author else "")
            subject = texts.feedback_subject(praise=feedback.praise, name=name)
            body = texts.feedback_body(name=name, text=feedback.text, ticket=feedback.ticket)
            return Letter(address, plain(subject), plain(body))
        case AnswerMail() | PingMail() | ClosingMail() if dispatch.ticket:
            return _about_ticket(dispatch.notice, dispatch.ticket, dispatch, texts, bot=bot, repeat=repeat)
        case _:
            raise TypeError(f"no letter for {type(dispatch.notice).__name__}")


def _of_link(notice: LinkMail, texts: Texts, *, bot: str) -> Letter:
    """Who writes for the client now, or no more; with the link that ends it."""
    username = notice.username if is_username(notice.username) else ""
    person = texts.named(name=letter_name(notice.name), username=username)
    client = _one_line(notice.client)
    if notice.ended:
        subject, said = texts.link_ended_subject(client=client), texts.link_ended(client=client, person=person)
        return Letter(notice.address, plain(subject), plain(said))
    subject = texts.link_subject(client=client)
    blocks = [
        texts.link_told(client=client, person=person, owner=notice.owner, proof=notice.proof),
        texts.link_undo(link=f"{bot}?start={notice.undo}" if bot else "", ends=notice.ends, owner=notice.owner),
    ]
    return Letter(notice.address, plain(subject), plain("\n\n".join(blocks)))


def _about_ticket(
    notice: AnswerMail | PingMail | ClosingMail,
    ticket: Ticket,
    dispatch: Dispatch,
    texts: Texts,
    *,
    bot: str,
    repeat: bool,
) -> Letter:
    """What happened, why it comes by mail, and how to answer."""
    beside = isinstance(notice, ClosingMail) and notice.beside
    blocks = [
        _what(notice, ticket, dispatch, texts),
        texts.mail_beside() if beside else texts.mail_instead(),
        texts.mail_how_to_answer(link=dispatch.link or bot),
        *([texts.possible_repeat()] if repeat else []),
    ]
    subject = _subject(notice, ticket, texts)
    text = plain(TAG.sub("", "\n\n".join(blocks)))
    key = f"{type(notice).__name__}.{ticket.id}.{notice.since.timestamp():.6f}"
    return Letter(dispatch.address, plain(subject), text, key)


def _subject(notice: AnswerMail | PingMail | ClosingMail, ticket: Ticket, texts: Texts) -> Html:
    subject = _one_line(ticket.subject)
    if isinstance(notice, ClosingMail):
        return texts.mail_subject_of_end(notice.status, number=ticket.id, subject=subject)
    return texts.mail_subject(LETTERS[type(notice)], number=ticket.id, subject=subject)


def _what(notice: AnswerMail | PingMail | ClosingMail, ticket: Ticket, dispatch: Dispatch, texts: Texts) -> Html:
    match notice:
        case AnswerMail():
            parts = dispatch.message.parts if dispatch.message else ()
            head = texts.mail_answer(name=_one_line(dispatch.name), number=ticket.id, subject=ticket.subject)
            return Html("\n\n".join([head, *_said(parts, texts)]))
        case PingMail(close_at=close_at):
            return texts.pinged(number=ticket.id, subject=ticket.subject, close_at=close_at)
        case ClosingMail():
            return _end(notice, ticket, texts)


def _said(parts: Parts, texts: Texts) -> list[Html]:
    """The words of the answer; its files wait in the chat."""
    words = told_by(parts).strip()
    files = sum(has_file((part,)) for part in parts)
    return [*([escape(words)] if words else []), *([texts.mail_files(files)] if files else [])]


def _end(notice: ClosingMail, ticket: Ticket, texts: Texts) -> Html:
    number, subject, until = ticket.id, ticket.subject, notice.until
    if notice.status is Status.INACTIVE and until:
        return texts.went_inactive(number=number, subject=subject, reopen_until=until)
    if notice.status is Status.SOLVED and until:
        return texts.solved(number=number, subject=subject, by=notice.by, reopen_until=until)
    if notice.status is Status.REFUSED:
        return texts.turned_down(number=number, subject=subject, clause=notice.clause, words=notice.words)
    raise TypeError(f"no letter for a ticket that is {notice.status}")


def _one_line(name: str) -> str:
    """A name must not bring lines of its own into a letter."""
    return " ".join(name.split())[:80]
