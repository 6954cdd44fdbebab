"""Facts that somebody is to be told. Never words: the edge finds those, in the reader's language."""

from dataclasses import fields, replace
from typing import Any, Final

from desk.notices.alerts import AlertNotice
from desk.notices.approvals import ApprovalNotice
from desk.notices.articles import ArticleNotice
from desk.notices.base import ForChat, ForRoom
from desk.notices.changes import ChangeNotice
from desk.notices.charges import PriceNews, PriceOffered, PriceTold
from desk.notices.client import ClientNotice
from desk.notices.client_look import ClientLookNotice
from desk.notices.dates import DateNotice
from desk.notices.exports import MonthWanted
from desk.notices.groups import GroupNotice
from desk.notices.lists import ListNotice
from desk.notices.mail import MailNotice
from desk.notices.managers import ManagerNotice
from desk.notices.on_behalf import OnBehalfNotice
from desk.notices.panel import PanelNotice
from desk.notices.people import PeopleNotice
from desk.notices.privacy import PrivacyNotice
from desk.notices.prompts import WordsAsked, WordsOver
from desk.notices.recalls import RecallNotice
from desk.notices.staff import StaffNotice
from desk.notices.tickets import TicketNotice
from desk.notices.vault import VaultNotice
from desk.notices.worktime import TimeAsked, TimeRecorded, TimeShown, TimeTakenBack

NUMBERS_THERE: Final = frozenset({"reply_to", "on"})
"""Facts of a notice that are a number of a message in its group."""

AnyNotice = (
    ClientNotice
    | TicketNotice
    | PeopleNotice
    | PanelNotice
    | StaffNotice
    | ManagerNotice
    | MailNotice
    | GroupNotice
    | ListNotice
    | AlertNotice
    | OnBehalfNotice
    | ClientLookNotice
    | ApprovalNotice
    | ArticleNotice
    | DateNotice
    | ChangeNotice
    | RecallNotice
    | MonthWanted
    | PriceNews
    | PriceOffered
    | PriceTold
    | PrivacyNotice
    | TimeAsked
    | TimeRecorded
    | TimeShown
    | TimeTakenBack
    | VaultNotice
    | WordsAsked
    | WordsOver
)
"""Every notice there is: a `match` over it is closed with `assert_never`."""


def is_numbered(kind: type[AnyNotice]) -> bool:
    """Whether such a notice may hold the number of a message in its group."""
    return issubclass(kind, ForRoom | ForChat) and any(one.name in NUMBERS_THERE for one in fields(kind))


def elsewhere(notice: AnyNotice) -> AnyNotice:
    """As it is said in another group: numbers of messages of the first one mean nothing there, or another message."""
    if not is_numbered(type(notice)):
        return notice
    none: dict[str, Any] = {one.name: None for one in fields(notice) if one.name in NUMBERS_THERE}
    return replace(notice, **none)
