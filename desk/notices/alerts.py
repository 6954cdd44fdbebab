"""What must not wait until somebody looks."""

from dataclasses import dataclass
from datetime import datetime

from desk.ids import TicketId
from desk.notices.base import ForChat, ForRoom, IfUnknown, Priority
from desk.rules.clocks import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyCall(ForChat):
    """To somebody on duty, while the desk is closed: an urgent ticket with priority support came (1.4), or one of
    a client who pays for help now (`paid`, 2.4)."""

    ticket: TicketId
    subject: str
    client: str
    service: str
    react_by: datetime | None
    paid: bool = False

    priority = Priority.MESSAGE
    if_unknown = IfUnknown.REPEAT_MARKED


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSoon(ForRoom):
    """To staff, in the ticket's place: an answer is due soon. Not sent once it is given. Source: regulation 3.2."""

    clock: Clock
    due: datetime
    who: str = ""
    """In charge; empty: nobody."""

    priority = Priority.MESSAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Breached(ForChat):
    """To managers: a target was missed; `answered_at` if the answer came by now. Source: regulation 3.2, T12, T34."""

    ticket: TicketId
    subject: str
    clock: Clock
    due: datetime
    who: str = ""
    answered_at: datetime | None = None


AlertNotice = DutyCall | DueSoon | Breached
