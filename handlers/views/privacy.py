"""Privacy: questions, and what became of them."""

import json
from dataclasses import asdict
from datetime import datetime

from aiogram.methods import SendDocument
from aiogram.types import BufferedInputFile

from desk.notices.privacy import (
    ConsentAsked,
    ConsentGiven,
    ConsentRefused,
    Erased,
    ErasePreview,
    ErasingOn,
    ExportedAlready,
    ExportWanted,
    OfTheCompany,
    PrivacyNotice,
    PrivacyShown,
    TooMuchHeld,
)
from desk.rules.privacy import Everything
from desk.usecases.delivery.dispatch import Dispatch
from handlers.callbacks import Agree, Wipe
from handlers.texts import Html, Texts
from handlers.views.call import Call, Page, Where, marked, send
from handlers.views.keyboards import Button, keyboard


def privacy_calls(notice: PrivacyNotice, dispatch: Dispatch, texts: Texts, again: Html | None) -> list[Call]:
    if isinstance(notice, ExportWanted):
        return _files(notice, dispatch.everything, texts, again) if dispatch.everything else []
    return [send(Where(notice.chat), marked(_page(notice, texts), again))]


def _files(notice: ExportWanted, everything: Everything, texts: Texts, again: Html | None) -> list[Call]:
    """To read, and for programs."""
    data = json.dumps(asdict(everything), ensure_ascii=False, indent=2, default=_plain)
    readable, plain = (marked(Page(texts.export_caption(readable=to_read)), again).text for to_read in (True, False))
    return [
        _file(notice, "about-you.html", texts.export_page(everything), readable),
        _file(notice, "about-you.json", data, plain),
    ]


def _file(notice: ExportWanted, name: str, content: str, caption: Html) -> Call:
    document = BufferedInputFile(content.encode(), name)
    return Call(SendDocument(chat_id=notice.chat, document=document, caption=caption, parse_mode="HTML"))


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _page(notice: PrivacyNotice, texts: Texts) -> Page:
    match notice:
        case ConsentAsked() | ConsentGiven() | ConsentRefused() | TooMuchHeld():
            return _consent(notice, texts)
        case PrivacyShown(url=url, agreed_at=agreed_at, keeps=keeps):
            read: list[Button] = [(texts.button("read_terms"), url)] if url else []
            return Page(texts.privacy_shown(published=bool(url), agreed_at=agreed_at, keeps=keeps), keyboard(read))
        case ErasePreview(found=found):
            erase: list[Button] = [] if found.open else [(texts.button("erase"), Wipe(act="yes"))]
            return Page(texts.erase_preview(found), keyboard(erase))
        case ExportedAlready(until=until):
            return Page(texts.exported_already(until))
        case OfTheCompany():
            return Page(texts.of_the_company())
        case Erased():
            return Page(texts.erased())
        case ErasingOn():
            return Page(texts.erasing_on())
        case _:
            raise TypeError("an export is files")


def _consent(notice: ConsentAsked | ConsentGiven | ConsentRefused | TooMuchHeld, texts: Texts) -> Page:
    match notice:
        case ConsentAsked(url=url, version=version, waits=waits, again=again):
            read: Button = (texts.button("read_terms"), url)
            answers: list[Button] = [
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
