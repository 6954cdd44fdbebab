"""What the company's panel has told, or has not."""

from desk.notices.base import ForPerson
from desk.notices.panel import AccountTold, StandingTold
from handlers.texts import Texts
from handlers.views.call import Page


def panel_page(notice: ForPerson, texts: Texts) -> Page | None:
    """None: it is about something else."""
    match notice:
        case AccountTold(news=news, client=client):
            return Page(texts.account_news(news, client=client))
        case StandingTold(ticket=ticket, subject=subject, entitlement=standing, react_by=react_by):
            return Page(texts.standing_told(number=ticket, subject=subject, ground=standing.ground, react_by=react_by))
        case _:
            return None
