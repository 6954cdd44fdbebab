"""What people are told about what is kept of them."""

from dataclasses import dataclass

from desk.notices.base import ForPerson


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


PrivacyNotice = ConsentAsked | ConsentGiven | ConsentRefused | TooMuchHeld
