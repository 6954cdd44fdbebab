"""What the company's panel has told, or has not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.ids import ClientId
from desk.notices.base import AboutTicket, ForChat, ForPerson, IfUnknown
from desk.rules.entitlement import Entitlement
from desk.rules.losses import Loss
from desk.rules.panel import Fault
from desk.rules.panel_news import PanelState


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelNews(ForChat):
    """To managers: the panel does not answer, or does again.

    `detail` is what it has answered itself, `loss` what is too much to be true.
    """

    state: PanelState
    detail: str = ""
    loss: Loss | None = None

    if_unknown = IfUnknown.REPEAT_MARKED


@dataclass(frozen=True, slots=True)
class MisreadLine:
    """A client of whom the panel tells wrongly; without a name if only the panel knows them."""

    client: ClientId
    name: str
    fault: Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientsMisread(ForChat):
    """To managers: so many clients the panel tells wrongly of, the first by name; all others are taken over."""

    lines: tuple[MisreadLine, ...]
    more: int = 0

    if_unknown = IfUnknown.REPEAT_MARKED


class AccountNews(StrEnum):
    """What has changed in the panel for somebody who acts for a client."""

    CLOSED = "closed"
    PROVE_AGAIN = "prove_again"
    """The address that has proven it is the client's no more."""
    ADDRESS_CHANGED = "address_changed"
    """They have proven it otherwise and stay."""
    NO_ADDRESS = "no_address"
    """The address that has proven it was removed, and there is no other."""
    ADDRESS_REMOVED = "address_removed"
    """They have proven it otherwise and stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTold(ForPerson):
    news: AccountNews
    client: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingTold(AboutTicket):
    """A ticket that was filed while the panel did not answer: what it stands on, now that it has."""

    subject: str
    entitlement: Entitlement
    react_by: datetime | None = None


PanelNotice = PanelNews | ClientsMisread | AccountTold | StandingTold
