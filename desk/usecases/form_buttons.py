"""The buttons of a form. One of an older page changes nothing: the page as it is now is shown again."""

from enum import StrEnum

from desk.ids import PersonId, TicketId
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.billing import accepted
from desk.rules.form import Context, Draft, FormName, Step, back, choose, edit, next_question, skip
from desk.usecases.access.leaving import in_front
from desk.usecases.access.step import show_step
from desk.usecases.approval_asked import ask_approval
from desk.usecases.articles import gone_on, helped, open_in_form
from desk.usecases.filing import file
from desk.usecases.forms import cancel, context_of, keep, offers_of, show
from desk.usecases.home import start
from desk.usecases.identity import ask_again, ask_number, change_email, send_code
from desk.usecases.joining import add_to_ticket
from desk.usecases.placing import INTO, ask_where, number_of, place_in, place_in_new
from desk.usecases.ticket_page import show_write_here
from desk.usecases.tickets import ticket_for


class Button(StrEnum):
    """What a button of a form does.

    `value` goes with CHOOSE, EDIT, PLACE, JOIN, ARTICLE and HELPED, and says what SEND agrees to.
    """

    CHOOSE = "choose"
    SKIP = "skip"
    BACK = "back"
    EDIT = "edit"
    CHANGE = "change"
    SHOW = "show"
    SEND = "send"
    CANCEL = "cancel"
    RESEND = "resend"
    PLACE = "place"
    NEW = "new"
    JOIN = "join"
    ARTICLE = "article"
    HELPED = "helped"
    GO_ON = "go_on"
    PHONE = "phone"
    STAFF = "staff"


async def press(work: Work, *, person: PersonId, rev: int, button: Button, value: str) -> Toast | None:
    """Do what the button says, if it belongs to the page that is valid now."""
    draft = await in_front(work, person)
    if draft is None:
        return Toast.OUT_OF_DATE
    if draft.rev != rev:
        await _show_again(work, draft)
        return Toast.OUT_OF_DATE
    if button is Button.CANCEL:
        await cancel(work, person=person)
        return None
    if draft.form is FormName.TICKET and not await work.people.links_of(person):
        await start(work, person=person)
        return Toast.OUT_OF_DATE
    if draft.form is FormName.SECRET:
        await show_step(work, draft)
        return Toast.OUT_OF_DATE
    if draft.form is FormName.SIGN_IN:
        return await _press_sign_in(work, draft, button)
    if draft.form is FormName.UNPLACED:
        return await _press_place(work, draft, button, value)
    return await _press_form(work, draft, button, value)


async def _press_form(work: Work, draft: Draft, button: Button, value: str) -> Toast | None:
    context = await context_of(work, draft)
    if button is Button.SEND:
        return await _send(work, draft, context, value)
    if button is Button.JOIN and draft.form is FormName.TICKET:
        await add_to_ticket(work, draft=draft, number=number_of(value))
        return None
    if button in {Button.CHANGE, Button.SHOW}:
        await show(work, Step(draft), changing=button is Button.CHANGE)
        return None
    if button in {Button.ARTICLE, Button.HELPED}:
        return await (open_in_form if button is Button.ARTICLE else helped)(work, draft, value)
    steps = {
        Button.GO_ON: lambda: gone_on(draft),
        Button.CHOOSE: lambda: choose(draft, value, context),
        Button.SKIP: lambda: skip(draft, context),
        Button.BACK: lambda: back(draft, context),
        Button.EDIT: lambda: edit(draft, value, context),
    }
    step = steps.get(button, lambda: Step(draft))()
    await keep(work, draft, step)
    return None


async def _send(work: Work, draft: Draft, context: Context, agreed: str) -> Toast | None:
    """What it costs is looked at once more: the time may have passed while the page was open. Source: 2.4."""
    if next_question(draft, context) is not None:
        await show(work, Step(draft))
        return Toast.OUT_OF_DATE
    offered = await offers_of(work, draft)
    billing = accepted(agreed, offered) if offered else None
    if offered and billing is None:
        await show(work, Step(draft))
        return Toast.CHANGED
    await file(work, draft=draft, billing=billing)
    return None


async def _press_sign_in(work: Work, draft: Draft, button: Button) -> Toast | None:
    if button is Button.RESEND and "email" in draft.answers:
        await send_code(work, person=draft.person, draft=draft)
    elif button is Button.PHONE:
        await ask_number(work, draft=draft)
    elif button is Button.STAFF:
        await ask_approval(work, draft=draft)
    else:
        await change_email(work, person=draft.person, draft=draft)
    return None


async def _press_place(work: Work, draft: Draft, button: Button, value: str) -> Toast | None:
    if button is Button.PLACE:
        await place_in(work, draft=draft, number=value)
    else:
        await place_in_new(work, draft=draft)
    return None


async def _show_again(work: Work, draft: Draft) -> None:
    match draft.form:
        case FormName.SECRET:
            await show_step(work, draft)
        case FormName.SIGN_IN:
            ask_again(work, draft)
        case FormName.UNPLACED if INTO in draft.answers:
            number = TicketId(int(draft.answers[INTO]))
            show_write_here(work, draft, await ticket_for(work, draft.person, number))
        case FormName.UNPLACED:
            await ask_where(work, draft=draft)
        case _:
            await show(work, Step(draft))
