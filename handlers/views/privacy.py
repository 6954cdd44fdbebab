"""Privacy: questions, and what became of them."""

from desk.notices.privacy import ConsentAsked, ConsentGiven, ConsentRefused, PrivacyNotice, TooMuchHeld
from handlers.callbacks import Agree
from handlers.texts import Html, Texts
from handlers.views.call import Call, Page, Where, marked, send
from handlers.views.keyboards import keyboard


def privacy_calls(notice: PrivacyNotice, texts: Texts, again: Html | None) -> list[Call]:
    return [send(Where(notice.chat), marked(_page(notice, texts), again))]


def _page(notice: PrivacyNotice, texts: Texts) -> Page:
    match notice:
        case ConsentAsked(url=url, version=version, waits=waits, again=again):
            read = (texts.button("read_terms"), url)
            answers = [
                (texts.button("agree"), Agree(act="yes", version=version)),
                (texts.button("disagree"), Agree(act="no", version=version)),
            ]
            return Page(texts.consent_asked(waits=waits, again=again), keyboard([read], answers))
        case ConsentGiven(released=released):
            return Page(texts.consent_given(released=released))
        case ConsentRefused(erased=erased, late=late, known=known):
            return Page(texts.consent_refused(erased=erased, late=late, known=known))
        case TooMuchHeld(most=most):
            return Page(texts.too_much_held(most=most))
