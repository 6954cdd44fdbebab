"""What clients are told about the people who act for them. Source: regulation 2.2, 4.5."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.ids import PersonId, TicketId
from desk.notices.base import ForPerson, Screen
from desk.notices.panel_links import PanelLinkAsked
from desk.rules.people import Proof
from desk.rules.phones import Number


@dataclass(frozen=True, slots=True)
class DelegateLine:
    person: PersonId
    name: str
    username: str
    sees_all: bool
    proof: Proof = Proof.UNKNOWN
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """`waiting` is the name of whoever has come by it and waits for the owner's word."""

    id: int
    expires_at: datetime
    waiting: str = ""


@dataclass(frozen=True, slots=True)
class ClientPeople:
    """One client of an owner; `key` stands for it on buttons."""

    key: str
    name: str
    delegates: tuple[DelegateLine, ...]
    invitations: tuple[InvitationLine, ...]
    owners: tuple[DelegateLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleShown(Screen):
    """`owned` are the clients that the person owns; `acts_for` those for whom they only act."""

    owned: tuple[ClientPeople, ...] = ()
    acts_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateShown(Screen):
    key: str
    client: str
    delegate: DelegateLine


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitingAsked(Screen):
    """What shall the invited person see? Clause 4.5 is said here."""

    key: str
    client: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationMade(Screen):
    """To be passed on to whom it is meant for."""

    client: str
    link: str
    sees_all: bool
    expires_at: datetime

    stays = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SomebodyCame(ForPerson):
    """To the owner: somebody has come by the link; nothing happens before they confirm."""

    invitation: int
    client: str
    name: str
    username: str
    sees_all: bool


class Standing(StrEnum):
    """Where somebody who came by a link is now."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    REVOKED = "revoked"
    ENDED = "ended"
    """By staff."""
    ORPHANED = "orphaned"
    """Whoever invited them does not own the client any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateTold(ForPerson):
    """`own_again`: tickets of theirs that are no more the client's; `stays`: those that are, as ever."""

    standing: Standing
    client: str
    sees_all: bool = True
    own_again: tuple[TicketId, ...] = ()
    stays: tuple[TicketId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegatesChanged(ForPerson):
    """To the others who own the client: who may act for it has changed, and by whom; nobody: they left themselves.

    `outdated`: the address by which they were known is the client's no more.
    """

    client: str
    name: str
    by: str
    added: bool
    outdated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Disowned(ForPerson):
    """To whoever did not know a person: their access has ended."""

    client: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported(ForPerson):
    """To whoever did not know a person whose proof is no lesser one: nothing has ended, staff decide."""

    client: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubted(ForPerson):
    """To somebody whom an owner (`name`; without one: a reader of the client's mailbox) does not know.

    `person` is set where they have a say about that owner in turn, by the same button; `ends`: it ends the access.
    """

    key: str
    client: str
    person: PersonId | None
    name: str
    ends: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoAsked(Screen):
    """Somebody came by the link of a letter: whom does it end? A press decides; `ends`: at once, else staff do."""

    undo: int
    client: str
    name: str
    username: str
    since: datetime | None
    ends: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichToLeave(Screen):
    """Key and name of each client that the person acts for."""

    clients: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingAsked(Screen):
    """What it means to leave a client: `others` act for it, too; `open` are the person's own open tickets."""

    key: str
    client: str
    others: bool
    open: tuple[TicketId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Left(Screen):
    """They have left; `still` are those whom they act for as before."""

    client: str
    still: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProveAgain(ForPerson):
    """To an owner: the proof is old. `mail`: a code can be sent."""

    client: str
    mail: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StillOurs(ForPerson):
    """To an owner: does this person act for them still?"""

    key: str
    client: str
    person: PersonId
    name: str
    username: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberAsked(ForPerson):
    """With Telegram's own button. `wrong`: something else came. Source: security 8."""

    wrong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberTaken(ForPerson):
    """What came of it; the button goes. Source: security 8."""

    result: Number


PeopleNotice = (
    NumberAsked
    | NumberTaken
    | ProveAgain
    | StillOurs
    | WhichToLeave
    | LeavingAsked
    | Left
    | PanelLinkAsked
    | Disowned
    | Reported
    | Doubted
    | UndoAsked
    | PeopleShown
    | DelegateShown
    | InvitingAsked
    | InvitationMade
    | SomebodyCame
    | DelegateTold
    | DelegatesChanged
)
