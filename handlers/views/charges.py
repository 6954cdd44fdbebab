"""Price and working time in the ticket's place in the staff's group."""

from desk.notices.charges import PriceNews
from desk.notices.worktime import TimeAsked, TimeRecorded, TimeShown, TimeTakenBack
from handlers.texts import Texts
from handlers.views.call import Page
from handlers.views.worktime import time_page

Costs = PriceNews | TimeAsked | TimeRecorded | TimeShown | TimeTakenBack


def costs_page(notice: Costs, texts: Texts) -> Page:
    match notice:
        case PriceNews(state=state, who=who, money=money, note=note):
            return Page(texts.price_news(state, who=who, money=money, note=note))
        case _:
            return time_page(notice, texts)
