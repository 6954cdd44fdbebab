"""The pages of a private chat: text and buttons, whether they are sent or take another's place."""

from desk.notices.base import Screen
from desk.notices.client import (
    CodeAsked,
    EmailAsked,
    FeedbackTaken,
    FormAsked,
    FormConfirm,
    FormGone,
    HelpShown,
    LanguageAsked,
    Menu,
    ServicesShown,
    SignInFailed,
    TicketsListed,
    Welcome,
    WhereTo,
    ZoneAsked,
    ZoneKept,
)
from desk.notices.tickets import HistoryShown, WriteHere
from handlers.callbacks import Fill, Go, Speak, Zone
from handlers.texts import Html, Texts
from handlers.views.articles import article_page
from handlers.views.call import Page
from handlers.views.form import asked, confirm
from handlers.views.keyboards import Button, column, keyboard
from handlers.views.people import people_page
from handlers.views.tickets import filed_page, list_page, ticket_page
from handlers.views.vault import access_page

LANGUAGE_NAMES = {"ru": "Русский", "en": "English"}


def page(screen: Screen, texts: Texts) -> Page:
    """The page of a screen."""
    match screen:
        case FormAsked():
            return asked(screen, texts)
        case FormConfirm():
            return confirm(screen, texts)
        case EmailAsked() | CodeAsked() | SignInFailed():
            return _sign_in(screen, texts)
        case WhereTo():
            return _choice(screen, texts)
        case TicketsListed() | HistoryShown() | WriteHere():
            return list_page(screen, texts)
        case _:
            return (
                people_page(screen, texts)
                or access_page(screen, texts)
                or article_page(screen, texts)
                or _menu_page(screen, texts)
                or filed_page(screen, texts)
                or ticket_page(screen, texts)
            )


def _menu_page(screen: Screen, texts: Texts) -> Page | None:
    match screen:
        case Welcome(can_sign_in=can_sign_in, kept=kept, colleague=colleague, manager=manager):
            ways = (["sign_in"] if can_sign_in else []) + ["prospect", "language"]
            words = texts.welcome(can_sign_in=can_sign_in, kept=kept, colleague=colleague, manager=manager)
            return Page(words, keyboard(*_ways(texts, ways)))
        case Menu(clients=clients, draft=draft):
            ways = ["continue" if draft else "new", "tickets", "services", "help"]
            return Page(texts.menu(clients=", ".join(clients), draft=draft), keyboard(*_ways(texts, ways)))
        case ServicesShown():
            return _services(screen, texts)
        case LanguageAsked():
            languages: list[Button] = [(name, Speak(language=code)) for code, name in LANGUAGE_NAMES.items()]
            return Page(texts.language_asked(), keyboard(languages))
        case ZoneAsked(offered=offered):
            cities: list[Button] = [(texts.city(zone), Zone(name=zone)) for zone in offered]
            rows = [cities[place : place + 2] for place in range(0, len(cities), 2)]
            return Page(texts.zone_asked(), keyboard(*rows, [(texts.button("desk_zone"), Zone())]))
        case ZoneKept(now=now, own=own):
            return Page(texts.zone_kept(now=now, own=own), keyboard(*_ways(texts, ["menu"])))
        case HelpShown(phone=phone, help_centre=centre, hours=hours):
            return Page(texts.help(hours=hours, phone=phone, centre=centre), keyboard(*_ways(texts, ["menu"])))
        case FormGone(form=form, why=why):
            text = texts.dropped() if why == "dropped" else texts.cancelled(form)
            return Page(text, keyboard(*_ways(texts, ["menu"])))
        case FeedbackTaken(praise=praise, kept=kept):
            return Page(texts.feedback_taken(praise=praise, kept=kept))
        case _:
            return None


def _ways(texts: Texts, names: list[str]) -> list[list[Button]]:
    return column([(texts.button(name), Go(to="new" if name == "continue" else name)) for name in names])


def _services(screen: ServicesShown, texts: Texts) -> Page:
    lines = [
        texts.service_line(name=line.name, state=line.state, paid_until=line.paid_until) for line in screen.services
    ]
    text = texts.services(
        client=screen.client, lines=Html("\n".join(lines)), signed_in=screen.signed_in, unverified=screen.unverified
    )
    return Page(text, keyboard(*_ways(texts, ["new", "tickets", "menu"])))


def _sign_in(screen: EmailAsked | CodeAsked | SignInFailed, texts: Texts) -> Page:
    match screen:
        case EmailAsked(rev=rev, not_an_address=bad, unmailed=unmailed, phone=phone, kept=kept):
            ways: list[Button] = [(texts.button("by_phone"), Fill(rev=rev, button="phone"))] if phone else []
            ways.append((texts.button("by_staff"), Fill(rev=rev, button="staff")))
            ways.append((texts.button("cancel"), Fill(rev=rev, button="cancel")))
            return Page(texts.email_asked(not_an_address=bad, unmailed=unmailed, kept=kept), keyboard(*column(ways)))
        case CodeAsked(rev=rev):
            buttons: list[Button] = [
                (texts.button("resend"), Fill(rev=rev, button="resend")),
                (texts.button("other_email"), Fill(rev=rev, button="back")),
                (texts.button("cancel"), Fill(rev=rev, button="cancel")),
            ]
            text = texts.code_asked(email=screen.email, wrong=screen.wrong, too_soon=screen.too_soon, kept=screen.kept)
            return Page(text, keyboard(*column(buttons)))
        case SignInFailed(why=why):
            return Page(texts.sign_in_failed(why), keyboard([(texts.button("retry"), Go(to="sign_in"))]))


def _choice(screen: WhereTo, texts: Texts) -> Page:
    ended = screen.ended
    known = [*screen.open, *([ended] if ended else [])]
    places: list[Button] = [
        (texts.place_in(number=line.id, subject=line.subject), Fill(rev=screen.rev, button="place", value=str(line.id)))
        for line in known
    ]
    rest: list[Button] = [
        (texts.button("begin_new"), Fill(rev=screen.rev, button="new")),
        (texts.button("cancel"), Fill(rev=screen.rev, button="cancel")),
    ]
    asked = texts.about_ended(number=ended.id, subject=ended.subject) if ended else texts.where_to()
    return Page(asked, keyboard(*column([*places, *rest])))
