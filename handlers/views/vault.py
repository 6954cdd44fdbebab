"""Access data: pages, messages, and the data themselves for a minute."""

from aiogram.methods import DeleteMessage, SendMessage
from aiogram.types import MessageEntity

from desk.ids import DraftId, MessageId
from desk.notices.base import Notice
from desk.notices.vault import (
    Access,
    AccessAsked,
    AccessNews,
    AccessTold,
    ChangePassword,
    PasswordHeld,
    PasswordInForm,
    PasswordNoticed,
    Removal,
    RemoveYourself,
    SecretShown,
    SecretStep,
    SecretUnsure,
    SecretWaits,
    StepOver,
)
from desk.rules.form import FormName
from desk.rules.vault import PREFIX, SecretState
from desk.usecases.delivery.dispatch import Dispatch
from handlers.callbacks import Fill, Go, Held, Safe
from handlers.texts import Html, Texts
from handlers.views.call import NO_PREVIEW, Call, Page, Where, marked, send
from handlers.views.keyboards import Button, keyboard
from handlers.views.split import units

LEADS_THERE = {Access.GIVEN, Access.TAKEN, Access.NOT_STARTED}


InPrivate = (
    AccessAsked
    | AccessTold
    | ChangePassword
    | SecretWaits
    | SecretShown
    | SecretUnsure
    | Removal
    | RemoveYourself
    | PasswordNoticed
    | PasswordInForm
    | PasswordHeld
)


def access_calls(notice: InPrivate, dispatch: Dispatch, texts: Texts, again: Html | None) -> list[Call]:
    """About access data, in a private chat."""
    match notice:
        case SecretShown():
            return [_shown(notice, dispatch, texts)]
        case Removal(message=message):
            return [Call(DeleteMessage(chat_id=notice.chat, message_id=message), parts=())]
        case RemoveYourself(message=message, shown=shown):
            page = Page(texts.remove_yourself(shown=shown))
            return [send(Where(notice.chat, reply_to=message), marked(page, again))]
        case PasswordHeld(reply_to=reply_to):
            return [send(Where(notice.chat, reply_to=reply_to or None), marked(_held(notice, texts), again))]
        case PasswordNoticed(reply_to=reply_to) | PasswordInForm(reply_to=reply_to):
            return [send(Where(notice.chat, reply_to=reply_to), marked(_noticed(notice, texts), again))]
        case AccessAsked():
            return [send(Where(notice.chat), marked(_asked(notice, dispatch.opened, texts), again))]
        case AccessTold() | ChangePassword() | SecretWaits() | SecretUnsure():
            return [send(Where(notice.chat), marked(_told(notice, texts), again))]


def _shown(notice: SecretShown, dispatch: Dispatch, texts: Texts) -> Call:
    """As it was typed, to be copied by a tap; it cannot be forwarded or saved."""
    words = dispatch.opened
    return Call(
        SendMessage(
            chat_id=notice.chat,
            text=words,
            entities=[MessageEntity(type="code", offset=0, length=units(words))],
            protect_content=True,
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard([(texts.button("hide"), Safe(act="hide", number=notice.secret))]),
        )
    )


def _asked(notice: AccessAsked, page: str, texts: Texts) -> Page:
    """The page first, where there is one: what is typed there does not go by way of Telegram. Source: security 21."""
    give: Button = (texts.button("give"), Safe(act="give", number=notice.secret))
    text = texts.access_asked(
        number=notice.ticket, subject=notice.subject, what=notice.what, by=notice.by, page=bool(page)
    )
    if not page:
        return Page(text, keyboard([give]))
    return Page(text, keyboard([(texts.button("give_by_page"), page)], [give]))


def _told(notice: AccessTold | ChangePassword | SecretWaits | SecretUnsure, texts: Texts) -> Page:
    match notice:
        case AccessTold(what=became, ticket=ticket, by=by, at=at):
            return Page(texts.access_told(became, number=ticket, by=by, at=at))
        case ChangePassword(ticket=ticket, subject=subject, by=by, again=again):
            done: Button = (texts.button("changed"), Safe(act="changed", number=ticket))
            text = texts.change_password(number=ticket, subject=subject, by=by, again=again)
            return Page(text, keyboard([done]))
        case SecretWaits(secret=secret, ticket=ticket, subject=subject, what=what, until=until):
            once: Button = (texts.button("show_once"), Safe(act="show", number=secret))
            return Page(texts.secret_waits(number=ticket, subject=subject, what=what, until=until), keyboard([once]))
        case SecretUnsure(ticket=ticket):
            return Page(texts.secret_unsure(number=ticket))


def _held(notice: PasswordHeld, texts: Texts) -> Page:
    def button(name: str, act: str) -> list[Button]:
        return [(texts.button(name), Held(act=act, choice=notice.choice, ticket=notice.ticket))]

    protect = [button("give", "protect")] if notice.vault else []
    rows = [*protect, button("send_anyway", "send"), button("do_not_send", "drop")]
    return Page(texts.password_held(vault=notice.vault, again=notice.again), keyboard(*rows))


def _noticed(notice: PasswordNoticed | PasswordInForm, texts: Texts) -> Page:
    remove = texts.button("remove")
    if isinstance(notice, PasswordInForm):
        return Page(texts.password_in_form(), keyboard([(remove, _safe("clean", notice.draft))]))
    protect: Button = (texts.button("give"), _safe("protect", notice.message))
    rows: list[list[Button]] = [[protect]] if notice.vault else []
    return Page(
        texts.password_noticed(vault=notice.vault), keyboard(*rows, [(remove, _safe("remove", notice.message))])
    )


def _safe(act: str, number: MessageId | DraftId) -> Safe:
    return Safe(act=act, number=int(number))


def access_page(notice: Notice, texts: Texts) -> Page | None:
    """The page of the protected step, or of its end."""
    match notice:
        case SecretStep():
            return _step(notice, texts)
        case StepOver(how=how, ticket=ticket, given=given, form=form):
            going_on = form in {FormName.TICKET, FormName.PROSPECT}
            to = "prospect" if form is FormName.PROSPECT else "new"
            on: list[Button] = [(texts.button("continue"), Go(to=to))] if going_on else []
            return Page(texts.step_over(how, number=ticket, given=given), keyboard(on))
        case _:
            return None


def _step(screen: SecretStep, texts: Texts) -> Page:
    text = texts.secret_step(
        number=screen.ticket, what=screen.what, by=screen.by, taken=screen.taken, problem=screen.problem
    )
    way_out: Button = (
        (texts.button("done"), Safe(act="done", number=screen.secret))
        if screen.taken
        else (texts.button("cancel"), Fill(rev=screen.rev, button="cancel"))
    )
    return Page(text, keyboard([way_out]))


def access_news(notice: AccessNews, texts: Texts) -> Page:
    """In the ticket's place in the staff's group."""
    text = texts.access_news(notice.what, who=notice.who, asker=notice.asker, detail=notice.detail)
    if notice.what is Access.SENT_IN:
        return Page(text, keyboard([(texts.button("take_secret"), Safe(act="take", number=notice.secret))]))
    if notice.what in LEADS_THERE and notice.bot:
        link = f"https://t.me/{notice.bot}?start={PREFIX}{notice.secret}"
        return Page(text, keyboard([(texts.button("to_bot"), link)]))
    return Page(text)


def card_lines(dispatch: Dispatch, texts: Texts) -> list[Html]:
    """Where the access stands: the newest of each kind once."""
    gone = {SecretState.EXPIRED, SecretState.WITHDRAWN}
    lines = [texts.card_access(one.state, one.change) for one in dispatch.access if one.state not in gone]
    return list(dict.fromkeys(lines))
