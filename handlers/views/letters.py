"""What goes by mail: an address, a subject, a plain text."""

from dataclasses import dataclass

from desk.notices.mail import CodeMail, FeedbackMail
from desk.usecases.delivery.dispatch import Dispatch
from handlers.texts import Texts, plain


@dataclass(frozen=True, slots=True)
class Letter:
    to: str
    subject: str
    text: str


def letter(dispatch: Dispatch, texts: Texts) -> Letter:
    """The letter of a mail notice."""
    match dispatch.notice:
        case CodeMail(address=address, code=code, asked_by=asked_by):
            body = texts.code_body(code=code, asked_by=_one_line(asked_by))
            return Letter(address, plain(texts.code_subject()), plain(body))
        case FeedbackMail(address=address) if dispatch.feedback:
            feedback = dispatch.feedback
            name = _one_line(dispatch.author.name if dispatch.author else "")
            subject = texts.feedback_subject(praise=feedback.praise, name=name)
            body = texts.feedback_body(name=name, text=feedback.text, ticket=feedback.ticket)
            return Letter(address, plain(subject), plain(body))
        case _:
            raise TypeError(f"no letter for {type(dispatch.notice).__name__}")


def _one_line(name: str) -> str:
    """A name must not bring lines of its own into a letter."""
    return " ".join(name.split())[:80]
