"""The pages of an employee's entry, and what the client reads of it."""

from datetime import datetime

from desk.notices.client import Option
from desk.notices.client_look import ClientShown
from desk.notices.on_behalf import ClientsFound, EntryAsked, EntryConfirm, EntryOver, EntryPage, FiledForYou, Purpose
from desk.rules.came import Way
from desk.rules.entitlement import Standing
from desk.rules.form import QuestionKind, key_of
from desk.rules.paid import Billing
from handlers.callbacks import Entry, Mine, Whose
from handlers.texts import Html, Texts, escape, plain
from handlers.views.call import Call, Page, Where, edit, marked, send
from handlers.views.client_look import look_page
from handlers.views.form import SHORT, SHOWN, option_words
from handlers.views.keyboards import Button, column, keyboard

OWN_WORDS = frozenset({"way", "came", "who"})
"""Questions that no client is asked."""


def on_behalf_calls(notice: ClientsFound | ClientShown | EntryPage, texts: Texts, again: Html | None) -> list[Call]:
    """A page takes the place of the one whose button was pressed."""
    if isinstance(notice, ClientsFound | ClientShown):
        page = _found(notice, texts) if isinstance(notice, ClientsFound) else look_page(notice, texts)
        return [send(Where(notice.to, notice.topic, notice.reply_to), marked(page, again))]
    page = _entry(notice, texts)
    if notice.page is not None:
        return [edit(notice.to, notice.page, page)]
    return [send(Where(notice.to, notice.topic, notice.reply_to), page)]


def _found(notice: ClientsFound, texts: Texts) -> Page:
    choice: list[Button] = [
        (
            texts.whom_line(name=line.name, email=line.email),
            Whose(purpose=notice.purpose, key=line.key, ticket=notice.ticket or 0),
        )
        for line in notice.lines
    ]
    if notice.purpose is Purpose.FILE:
        choice.append((texts.button("for_ourselves"), Whose(purpose=notice.purpose)))
    return Page(texts.whom(words=notice.words, more=notice.more), keyboard(*column(choice)))


def _entry(notice: EntryPage, texts: Texts) -> Page:
    head = texts.entry_head(notice.client)
    match notice:
        case EntryAsked():
            return _asked(notice, head, texts)
        case EntryConfirm():
            return _confirm(notice, head, texts)
        case EntryOver(ticket=ticket, subject=subject, client=client, told=told) if ticket is not None:
            return Page(texts.entry_filed(number=ticket, subject=subject, client=client, told=told))
        case _:
            return Page(Html(f"{head}\n\n{texts.entry_left()}"))


def _asked(notice: EntryAsked, head: Html, texts: Texts) -> Page:
    lines = [Html(f"{head} · {texts.progress(step=notice.step, steps=notice.steps)}")]
    if notice.begun:
        lines.append(texts.entry_begun())
    if notice.wrong:
        lines.append(Html(f"<b>{texts.wrong_time(notice.wrong)}</b>"))
    if notice.problem:
        lines.append(Html(f"<b>{texts.problem(notice.problem, notice.limit)}</b>"))
    if notice.remark:
        lines.append(texts.remark(notice.remark))
    lines.append(texts.entry_question(notice.question))
    if notice.answer:
        lines.append(texts.given_before(_short(_words(notice.question, _chosen(notice), texts))))
    if notice.kind is QuestionKind.TEXT:
        lines.append(texts.entry_reply())
    return Page(Html("\n\n".join(lines)), keyboard(*_options(notice, texts), *_controls(notice, texts)))


def _chosen(notice: EntryAsked) -> Option:
    return next((one for one in notice.options if one.value == notice.answer), Option(notice.answer or ""))


def _options(notice: EntryAsked, texts: Texts) -> list[list[Button]]:
    buttons: list[Button] = [
        (
            _words(notice.question, option, texts),
            Entry(rev=notice.rev, button="choose", value=key_of(option.value)),
        )
        for option in notice.options
    ]
    if buttons and all(len(words) <= SHORT for words, _ in buttons):
        return [buttons[place : place + 2] for place in range(0, len(buttons), 2)]
    return column(buttons)


def _controls(notice: EntryAsked, texts: Texts) -> list[list[Button]]:
    def leads_to(name: str, button: str) -> Button:
        return texts.button(name), Entry(rev=notice.rev, button=button)

    on = [leads_to("came_now", "now")] if notice.question == "came" else []
    on += [leads_to("keep", "skip")] if notice.answer else []
    back = [leads_to("back", "back")] if notice.step > 1 else []
    return [on, [*back, leads_to("cancel", "cancel")]]


def _words(question: str, option: Option, texts: Texts) -> str:
    """Plain text of an answer."""
    match question:
        case "way" if option.value in set(Way):
            return plain(texts.way(Way(option.value)))
        case "came" if option.value:
            return texts.moment(datetime.fromisoformat(option.value))
        case "who" if not option.name:
            return plain(texts.somebody_else())
        case _:
            return option_words(question, option, texts)


def _confirm(notice: EntryConfirm, head: Html, texts: Texts) -> Page:
    lines = [texts.what_to_change()] if notice.changing else [head]
    if notice.begun:
        lines.append(texts.entry_begun())
    if notice.remark:
        lines.append(texts.remark(notice.remark))
    if notice.problem:
        lines.append(texts.problem(notice.problem, 0))
    given = [
        f"<b>{_label(name, texts)}:</b> {_short(_words(name, option, texts))}"
        for name, option in notice.given
        if option.value != Way.OWN
    ]
    lines.append(Html("\n".join(given)))
    lines.append(Html("\n".join(_promised(notice, texts))))
    return Page(Html("\n\n".join(line for line in lines if line)), keyboard(*_buttons(notice, texts)))


def _label(name: str, texts: Texts) -> Html:
    return texts.entry_label(name) if name in OWN_WORDS else texts.label(name)


def _promised(notice: EntryConfirm, texts: Texts) -> list[Html]:
    if notice.entitlement.standing is Standing.INTERNAL:
        return [texts.card_own()]
    lines = [texts.card_standing(notice.entitlement)]
    if notice.billing:
        lines.append(texts.card_billing(notice.billing))
        lines += [texts.entry_paid()] if notice.billing.is_paid else []
    lines.append(texts.card_react_by(notice.react_by) if notice.react_by else texts.card_no_target())
    lines.append(texts.entry_told(notice.told))
    return lines


def _buttons(notice: EntryConfirm, texts: Texts) -> list[list[Button]]:
    def leads_to(words: str, button: str, value: str = "") -> Button:
        return texts.button(words), Entry(rev=notice.rev, button=button, value=value)

    if notice.changing:
        fields: list[Button] = [
            (_label(name, texts), Entry(rev=notice.rev, button="edit", value=name))
            for name, option in notice.given
            if option.value != Way.OWN
        ]
        pairs = [fields[place : place + 2] for place in range(0, len(fields), 2)]
        return [*pairs, [leads_to("back", "show")]]
    return [[leads_to("file", "file")], [leads_to("change", "change"), leads_to("cancel", "cancel")]]


def _short(answer: str) -> Html:
    return escape(answer if len(answer) <= SHOWN else answer[:SHOWN] + "…")


def filed_for_you(notice: FiledForYou, texts: Texts) -> Page:
    """What the client reads at once."""
    lines = [
        texts.filed_for_you(
            number=notice.ticket, subject=notice.subject, by=notice.by, way=notice.way, at=notice.came_at
        ),
        _cost(notice, texts),
        texts.first_reaction_by(notice.react_by) if notice.react_by else Html(""),
        texts.filed_closed(notice.opens_at) if notice.opens_at else Html(""),
        texts.you_take_part(),
    ]
    choice: list[Button] = [
        (texts.button(words), Mine(act=act, ticket=notice.ticket))
        for words, act in (("to_ticket", "show"), ("write", "write"))
    ]
    return Page(Html("\n\n".join(line for line in lines if line)), keyboard(choice))


def _cost(notice: FiledForYou, texts: Texts) -> Html:
    """Free or paid, and why; nothing is done for money before the client has agreed to a price. Source: 2.4."""
    lines = [] if notice.billing is Billing.UNRELATED else [texts.ground_for_client(notice.entitlement.ground)]
    if notice.billing:
        lines.append(texts.billing_for_client(notice.billing))
        lines += [texts.price_first()] if notice.billing.is_paid else []
    return Html("\n".join(lines))
