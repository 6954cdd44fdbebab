"""What staff change about a ticket, as both sides read it."""

from dataclasses import dataclass
from datetime import datetime

from desk.notices.base import AboutTicket, ForRoom


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUrgent(AboutTicket):
    """Staff say that it is urgent, and why. `react_by` is when somebody first reacts by now, if nobody has yet."""

    subject: str
    words: str
    react_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyRaised(ForRoom):
    who: str
    words: str
    react_by: datetime | None = None


ChangeNotice = MadeUrgent | UrgencyRaised
