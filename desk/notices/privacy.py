"""What people are told about what is kept of them."""

from dataclasses import dataclass
from datetime import datetime

from desk.notices.base import ForPerson
from desk.rules.privacy import Fading, Found


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAsked(ForPerson):
    """Before anything is kept. `language` is what their messenger says: nothing else is known of them yet.

    `waits`: what they wrote is held until they agree; `again`: they have agreed to a former version.
    """

    language: str
    url: str
    version: str
    waits: bool
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven(ForPerson):
    """`released`: what they wrote goes on now."""

    released: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRefused(ForPerson):
    """What waited is erased. `late`: nobody has answered in time; `known`: there are things of theirs from before."""

    language: str
    erased: bool
    late: bool = False
    known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TooMuchHeld(ForPerson):
    """Before they have agreed, no more than so much is held: this message was not kept."""

    language: str
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyShown(ForPerson):
    """What is kept, how long, who sees it. `url` is the company's text, if there is one."""

    url: str
    agreed_at: datetime | None
    keeps: tuple[tuple[Fading, int], ...]
    """What goes by itself, after so many days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportWanted(ForPerson):
    """Everything about them as files; they are made as it stands when they are sent."""

    @property
    def weight(self) -> int:
        return 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasePreview(ForPerson):
    """What goes and what stays, before it does."""

    found: Found


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedAlready(ForPerson):
    """Everything is gathered once an hour at most."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfTheCompany(ForPerson):
    """Employees and managers are not erased by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased(ForPerson):
    """Nothing of them is kept any more. `language` was theirs."""

    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasingOn(ForPerson):
    """Who they are is erased; they wrote so much that the rest takes a while."""

    language: str


PrivacyNotice = (
    ConsentAsked
    | ConsentGiven
    | ConsentRefused
    | TooMuchHeld
    | PrivacyShown
    | ExportWanted
    | ErasePreview
    | ExportedAlready
    | OfTheCompany
    | Erased
    | ErasingOn
)
