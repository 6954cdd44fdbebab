"""A form's pages: one question, or everything that was answered."""

from desk.notices.client import FormAsked, FormConfirm, Option
from desk.rules.entitlement import ServiceState
from desk.rules.form import QuestionKind, Remark, key_of
from desk.rules.paid import Billing
from desk.rules.targets import Because
from desk.rules.ticket import Support
from handlers.callbacks import Fill
from handlers.texts import Html, Texts, escape, plain
from handlers.views.call import Page
from handlers.views.keyboards import Button, column, keyboard

SHOWN = 500
"""How much of an answer is shown again; all of it is kept."""

SHORT = 16
"""Answers whose words are this short stand side by side."""


def asked(screen: FormAsked, texts: Texts) -> Page:
    """The progress, what went wrong or well, the question, and what was answered before."""
    lines: list[Html] = [texts.progress(step=screen.step, steps=screen.steps)] if screen.steps > 1 else []
    if screen.problem:
        lines.append(Html(f"<b>{texts.problem(screen.problem, screen.limit)}</b>"))
    if screen.remark and not (screen.kind is QuestionKind.FILES and screen.remark is Remark.FILE_ADDED):
        lines.append(texts.remark(screen.remark))
    lines.append(texts.question(screen.question, screen.category, screen.form, praise=screen.praise))
    if screen.kind is QuestionKind.FILES and screen.files:
        lines.append(texts.files_so_far(screen.files))
    elif screen.answer and screen.kind is not QuestionKind.FILES:
        lines.append(texts.given_before(_short(_before(screen, texts))))
    return Page(Html("\n\n".join(lines)), keyboard(*_options(screen, texts), *_controls(screen, texts)))


def _before(screen: FormAsked, texts: Texts) -> str:
    chosen = next((option for option in screen.options if option.value == screen.answer), None)
    if chosen is None and screen.kind is QuestionKind.DATE and screen.answer:
        return plain(texts.answer(screen.question, screen.answer))
    return option_words(screen.question, chosen, texts) if chosen else (screen.answer or "")


def _options(screen: FormAsked, texts: Texts) -> list[list[Button]]:
    buttons: list[Button] = [
        (
            option_words(screen.question, option, texts),
            Fill(rev=screen.rev, button="choose", value=key_of(option.value)),
        )
        for option in screen.options
    ]
    if buttons and all(len(words) <= SHORT for words, _ in buttons):
        return [buttons[place : place + 2] for place in range(0, len(buttons), 2)]
    return column(buttons)


def option_words(question: str, option: Option, texts: Texts) -> str:
    """Plain text. A service shows its state, an expired one is marked as such. Source: regulation 1.5.2."""
    if not option.name:
        return plain(texts.answer(question, option.value))
    if option.state is None:
        return option.name
    if option.state is ServiceState.ACTIVE:
        return f"🟢 {option.name}"
    return f"⚪️ {option.name} ({texts.service_state(option.state)})"


def _controls(screen: FormAsked, texts: Texts) -> list[list[Button]]:
    on: list[Button] = []
    if screen.kind is QuestionKind.FILES:
        on.append((texts.button("files_done" if screen.files else "no_files"), Fill(rev=screen.rev, button="skip")))
    elif screen.answer:
        on.append((texts.button("keep"), Fill(rev=screen.rev, button="skip")))
    elif screen.optional:
        on.append((texts.button("skip"), Fill(rev=screen.rev, button="skip")))
    away: list[Button] = [(texts.button("cancel"), Fill(rev=screen.rev, button="cancel"))]
    if screen.step > 1:
        away.insert(0, (texts.button("back"), Fill(rev=screen.rev, button="back")))
    return [on, away]


def confirm(screen: FormConfirm, texts: Texts) -> Page:
    """Everything before it is sent: answers, files, standing, the target of the first reaction."""
    lines: list[Html] = [texts.what_to_change() if screen.changing else texts.confirm_head(screen.form)]
    if screen.remark:
        lines.append(texts.remark(screen.remark))
    if screen.problem:
        lines.append(texts.problem(screen.problem, 0))
    if screen.follows:
        lines.append(texts.goes_on_from(number=screen.follows))
    lines.append(Html("\n".join(_given(screen, texts))))
    lines.append(Html("\n".join(_promised(screen, texts))))
    if screen.similar and not screen.changing:
        lines.append(texts.similar(len(screen.similar)))
    return Page(Html("\n\n".join(line for line in lines if line)), keyboard(*_confirm_buttons(screen, texts)))


def _given(screen: FormConfirm, texts: Texts) -> list[str]:
    lines = [
        f"<b>{texts.label(name)}:</b> {_short(option_words(name, option, texts))}"
        for name, option in screen.given
        if option.value and name != "consent"
    ]
    if screen.files:
        lines.append(f"<b>{texts.label('files')}:</b> {texts.files(screen.files)}")
    return lines


def _promised(screen: FormConfirm, texts: Texts) -> list[Html]:
    if screen.entitlement is None:
        return []
    unrelated = Billing.UNRELATED in screen.offers
    lines = [] if unrelated else [texts.ground_for_client(screen.entitlement.ground)]
    lines += _cost(screen, texts)
    if screen.support is not Support.STANDARD:
        lines.append(texts.priority_for_client(round_the_clock=screen.support is Support.ROUND_THE_CLOCK))
    if screen.react_by:
        lines.append(texts.first_reaction_by(screen.react_by))
        if screen.because is Because.PRODUCT:
            lines.append(texts.because_of_plan())
        elif screen.because is Because.CLIENT and screen.client_category:
            lines.append(texts.because_of_category(screen.client_category))
    elif unrelated:
        lines.append(texts.no_first_reaction())
    if screen.opens_at:
        lines.append(texts.opens_at(screen.opens_at))
    return lines


def _cost(screen: FormConfirm, texts: Texts) -> list[Html]:
    """Free or paid, and why, before it is sent. Source: regulation 2.4."""
    if len(screen.offers) > 1:
        return [texts.wait_or_now()]
    lines = [texts.billing_for_client(offer) for offer in screen.offers]
    if Billing.UNRELATED in screen.offers:
        lines.append(texts.perhaps_a_service())
    return [*lines, texts.price_first()] if any(offer.is_paid for offer in screen.offers) else lines


def _confirm_buttons(screen: FormConfirm, texts: Texts) -> list[list[Button]]:
    def leads_to(words: str, button: str) -> Button:
        return texts.button(words), Fill(rev=screen.rev, button=button)

    if screen.changing:
        return [*_what_to_change(screen, texts), [leads_to("back", "show")]]
    join: list[Button] = [
        (texts.join_ticket(number=one.id, subject=one.subject), Fill(rev=screen.rev, button="join", value=str(one.id)))
        for one in screen.similar
    ]
    return [*_send(screen, texts), *column(join), [leads_to("change", "change"), leads_to("cancel", "cancel")]]


def _send(screen: FormConfirm, texts: Texts) -> list[list[Button]]:
    """Each button says what it agrees to, and carries it."""
    if not screen.offers:
        return [[(texts.button("send"), Fill(rev=screen.rev, button="send"))]]
    choice = len(screen.offers) > 1
    words = {True: "send_now" if choice else "send_paid", False: "send_and_wait" if choice else "send"}
    return column(
        [
            (texts.button(words[offer.is_paid]), Fill(rev=screen.rev, button="send", value=offer))
            for offer in screen.offers
        ]
    )


def _what_to_change(screen: FormConfirm, texts: Texts) -> list[list[Button]]:
    names = [name for name, _ in screen.given if name != "consent"]
    if screen.entitlement:
        names.append("files")
    fields: list[Button] = [(texts.label(name), Fill(rev=screen.rev, button="edit", value=name)) for name in names]
    return [fields[place : place + 2] for place in range(0, len(fields), 2)]


def _short(answer: str) -> Html:
    return escape(answer if len(answer) <= SHOWN else answer[:SHOWN] + "…")
