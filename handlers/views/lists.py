"""Lists of tickets that an employee asked for."""

from desk.notices.lists import TicketsFound
from handlers.texts import Html, Texts
from handlers.views.call import Page
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
