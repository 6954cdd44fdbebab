"""Facts that somebody is to be told. Never words: the edge finds those, in the reader's language."""

from desk.notices.alerts import AlertNotice
from desk.notices.client import ClientNotice
from desk.notices.groups import GroupNotice
from desk.notices.mail import MailNotice
from desk.notices.managers import ManagerNotice
from desk.notices.staff import StaffNotice

AnyNotice = ClientNotice | StaffNotice | ManagerNotice | MailNotice | GroupNotice | AlertNotice
"""Every notice there is: a `match` over it is closed with `assert_never`."""
