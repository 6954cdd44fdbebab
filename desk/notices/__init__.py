"""Facts that somebody is to be told. Never words: the edge finds those, in the reader's language."""

from desk.notices.alerts import AlertNotice
from desk.notices.articles import ArticleNotice
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
