"""What must not wait until somebody looks."""

from dataclasses import dataclass
from datetime import datetime

from desk.ids import TicketId
from desk.notices.base import ForChat, IfUnknown, Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyCall(ForChat):
    """To somebody on duty: an urgent ticket with priority support came while the desk is closed. Source: 1.4."""

    ticket: TicketId
    subject: str
    client: str
    service: str
    react_by: datetime | None

    priority = Priority.MESSAGE
    if_unknown = IfUnknown.REPEAT_MARKED


AlertNotice = DutyCall
