"""A ticket as its client sees it."""

from desk.notices.base import Screen
from desk.notices.client import Filed, TicketShown
from desk.rules.ticket import ENDS, Support
from handlers.callbacks import Go, Mine
from handlers.texts import Html, Texts, escape
from handlers.views.call import Page
from handlers.views.keyboards import Button, keyboard

SHOWN = 600


def filed_page(screen: Screen, texts: Texts) -> Page | None:
    """The number, when somebody first answers, and what happens if the desk is closed."""
    if not isinstance(screen, Filed):
        return None
    lines = [
        texts.filed(number=screen.ticket, subject=screen.subject, standing=screen.entitlement.standing),
        _priority(screen, texts),
        texts.first_reaction_by(screen.react_by)
        if screen.react_by
        else texts.ground_for_client(screen.entitlement.ground),
        texts.filed_closed(screen.opens_at) if screen.opens_at else Html(""),
        texts.filed_next(),
    ]
    mine: Button = (texts.button("tickets"), Go(to="tickets"))
    return Page(Html("\n\n".join(line for line in lines if line)), keyboard([mine]))


def _priority(screen: Filed | TicketShown, texts: Texts) -> Html:
    if screen.support is Support.STANDARD:
        return Html("")
    return texts.priority_for_client(round_the_clock=screen.support is Support.ROUND_THE_CLOCK)


def ticket_page(screen: Screen, texts: Texts) -> Page:
    if not isinstance(screen, TicketShown):
        raise TypeError(f"no page for {type(screen).__name__}")
    lines = [texts.ticket_head(number=screen.ticket, subject=screen.subject), Html("\n".join(_facts(screen, texts)))]
    lines.append(escape(screen.description[:SHOWN] + ("…" if len(screen.description) > SHOWN else "")))
    reopen: list[Button] = (
        [(texts.button("reopen"), Mine(act="reopen", ticket=screen.ticket))] if screen.may_reopen else []
    )
    back: list[Button] = [(texts.button("tickets"), Go(to="tickets")), (texts.button("menu"), Go(to="menu"))]
    return Page(Html("\n\n".join(lines)), keyboard(reopen, back))


def _facts(screen: TicketShown, texts: Texts) -> list[Html]:
    lines = [
        texts.ticket_state(screen.status, assignee=screen.assignee),
        texts.ticket_filed_at(screen.filed_at),
    ]
    if screen.service:
        lines.append(texts.ticket_service(screen.service))
    if screen.support is not Support.STANDARD:
        lines.append(_priority(screen, texts))
    if screen.react_by and screen.status not in ENDS:
        lines.append(texts.first_answer_by(screen.react_by))
    if screen.close_at:
        lines.append(texts.closes_at(screen.close_at))
    if screen.ended_at:
        lines.append(texts.ended_at(screen.ended_at))
    return [*lines, texts.messages(screen.messages)]
