"""Lists of tickets that an employee asked for."""

from desk.notices.lists import MacrosShown, TicketsFound
from handlers.callbacks import Ready
from handlers.texts import Html, Texts, escape
from handlers.views.call import Page
from handlers.views.keyboards import Button, column, keyboard
from handlers.views.manager import link_to, shorten


def list_page(notice: TicketsFound, texts: Texts) -> Page:
    lines = [
        texts.list_ticket(line, link=link_to(line.chat, line.topic, line.card), subject=shorten(line.subject))
        for line in notice.lines
    ]
    head = texts.list_head(notice.listing, total=notice.total, words=notice.words)
    more = notice.total - len(lines)
    blocks = [head, "\n".join(lines), texts.list_and_more(more) if more else ""]
    return Page(Html("\n\n".join(block for block in blocks if block)))


OF_A_MACRO = 60
"""How much of a ready answer is shown beside its name."""


def macros_page(notice: MacrosShown, texts: Texts) -> Page:
    """In a ticket's place the buttons say them; anywhere the list says what there is, and how to keep one."""
    if notice.ticket and notice.lines:
        choice: list[Button] = [(line.name, Ready(macro=line.macro, ticket=notice.ticket)) for line in notice.lines]
        return Page(texts.macros_choice(), keyboard(*column(choice)))
    lines = [texts.macro_line(name=line.name, text=_short(line.text)) for line in notice.lines]
    return Page(Html("\n".join([texts.macros_head(some=bool(lines)), *lines])))


def _short(text: str) -> Html:
    line = " ".join(text.split())
    return escape(line if len(line) <= OF_A_MACRO else line[: OF_A_MACRO - 1] + "…")
