"""Lists of tickets that an employee asked for."""

from collections.abc import Sequence

from desk.notices.articles import ArticlesFound
from desk.notices.lists import HoldersShown, ListNotice, MacroShown, MacrosShown, StaffLine, TicketsFound
from handlers.callbacks import Over
from handlers.texts import Html, Texts
from handlers.views.articles import found_page
from handlers.views.call import Page
from handlers.views.keyboards import Button, column, keyboard
from handlers.views.macros import macro_page, macros_page
from handlers.views.manager import link_to, shorten


def listed(notice: ListNotice | ArticlesFound, texts: Texts) -> Page:
    """Whatever list was asked for."""
    match notice:
        case ArticlesFound():
            return found_page(notice, texts)
        case TicketsFound():
            return list_page(notice, texts)
        case MacrosShown():
            return macros_page(notice, texts)
        case MacroShown():
            return macro_page(notice, texts)
        case HoldersShown():
            return holders_page(notice, texts)


def list_page(notice: TicketsFound, texts: Texts) -> Page:
    lines = _lines(notice.lines, texts)
    head = texts.list_head(notice.listing, total=notice.total, words=notice.words)
    more = notice.total - len(lines)
    blocks = [head, "\n".join(lines), texts.list_and_more(more) if more else "", _asleep(notice, texts)]
    return Page(Html("\n\n".join(block for block in blocks if block)))


def _lines(lines: Sequence[StaffLine], texts: Texts) -> list[Html]:
    return [
        texts.list_ticket(line, link=link_to(line.chat, line.topic, line.card), subject=shorten(line.subject))
        for line in lines
    ]


def _asleep(notice: TicketsFound, texts: Texts) -> str:
    """How many are put aside, and which of them come back first."""
    if not notice.sleeping:
        return ""
    more = notice.sleeping - len(notice.asleep)
    lines = [texts.asleep_head(notice.sleeping), *_lines(notice.asleep, texts)]
    return "\n".join([*lines, texts.list_and_more(more)] if more else lines)


def holders_page(notice: HoldersShown, texts: Texts) -> Page:
    choice: list[Button] = [
        (texts.holder(name=line.name, tickets=line.tickets), Over(whose=line.person)) for line in notice.lines
    ]
    return Page(texts.whose_tickets(), keyboard(*column(choice)))
