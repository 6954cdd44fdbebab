"""How sure we are that an account is the client's decides what it may do. Source: docs/identity.md."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Final

from desk.rules.people import Assurance, Link, Role

RANK: Final[Mapping[Assurance, int]] = {Assurance.LOW: 0, Assurance.MEDIUM: 1, Assurance.HIGH: 2}


class Deed(StrEnum):
    """What is allowed to some and not to others."""

    TALK = "talk"
    """File tickets, write in one's own, ask how they are. Whoever was let in at all may."""
    SERVICES = "services"
    """See which services there are: without them nobody can say what a ticket is about."""
    ALL_TICKETS = "all_tickets"
    """See what others of the client have written, now and before."""
    SECRETS = "secrets"
    """Give access data for the client's services."""
    PEOPLE = "people"
    """Invite others to act for the client, say what they see, let them go."""


NEEDS: Final[Mapping[Deed, Assurance]] = {
    Deed.TALK: Assurance.LOW,
    Deed.SERVICES: Assurance.LOW,
    Deed.ALL_TICKETS: Assurance.MEDIUM,
    Deed.SECRETS: Assurance.MEDIUM,
    Deed.PEOPLE: Assurance.HIGH,
}

FOR_OWNERS: Final = frozenset({Deed.PEOPLE})
UNLESS_AGED: Final = frozenset({Deed.SECRETS, Deed.PEOPLE})
"""Not after a proof that is too old: a conversation goes on, what is worth stealing waits for a new one."""


class Lacks(StrEnum):
    """Why something is not allowed, and so what would help."""

    OWNERSHIP = "ownership"
    PROOF = "proof"
    """A surer proof."""
    FRESHNESS = "freshness"
    """The same proof once more."""
    NOTICE = "notice"
    """The owner has not been told of the link yet: it is a matter of minutes."""


def is_aged(link: Link, now: datetime, age: timedelta | None) -> bool:
    """Whether the proof is too old. What only staff or a phone number say never was a proof that could age."""
    if age is None or link.proven_at is None or link.assurance is Assurance.LOW:
        return False
    return now >= link.proven_at + age


def lacks(link: Link, deed: Deed, *, best: Assurance = Assurance.HIGH, aged: bool = False) -> Lacks | None:
    """What is missing for it; None: it is allowed.

    `best` is the surest proof that the desk can take at all: where no panel gives links, nobody is asked for one.
    """
    if deed in FOR_OWNERS and link.role is not Role.OWNER:
        return Lacks.OWNERSHIP
    if RANK[link.assurance] < min(RANK[NEEDS[deed]], RANK[best]):
        return Lacks.PROOF
    if aged and deed in UNLESS_AGED:
        return Lacks.FRESHNESS
    if deed is Deed.SECRETS and link.assurance is not Assurance.HIGH and link.told_at is None:
        return Lacks.NOTICE
    return None


def sees_all(link: Link) -> bool:
    """Whether all tickets of the client are theirs to see, and not only their own. Source: regulation 2.2."""
    within = link.role is Role.OWNER or link.sees_all
    return within and lacks(link, Deed.ALL_TICKETS) is None


def gives_more(known: Link, link: Link) -> bool:
    """Whether a new proof opens what the one before did not: it makes an owner, or is more than staff's word.

    A lesser proof never makes an owner of whom a surer one calls a delegate.
    """
    own, new = RANK[known.assurance], RANK[link.assurance]
    makes_owner = known.role is Role.DELEGATE and link.role is Role.OWNER and new >= own
    return makes_owner or (known.assurance is Assurance.LOW and new > own)


class Voice(StrEnum):
    """Who says that they do not know a person."""

    OWNER = "owner"
    MAILBOX = "mailbox"
    """Whoever reads the client's mailbox: a proof as sure as a code that comes there."""


class Than(IntEnum):
    """The proof of whoever speaks, beside that of the link they speak of."""

    SURER = 1
    AS_SURE = 0
    LESS_SURE = -1


class Word(StrEnum):
    """What 'I do not know this person' does."""

    ENDS = "ends"
    """At once."""
    REPORTED = "reported"
    """It is staff's to decide; nothing has changed until then."""


STANDS_FOR: Final = Assurance.MEDIUM
"""How sure the mailbox is."""

WORDS: Final[Mapping[tuple[Voice, Role, Than], Word]] = {
    (Voice.OWNER, Role.DELEGATE, Than.SURER): Word.ENDS,
    (Voice.OWNER, Role.DELEGATE, Than.AS_SURE): Word.ENDS,
    (Voice.OWNER, Role.DELEGATE, Than.LESS_SURE): Word.REPORTED,
    (Voice.OWNER, Role.OWNER, Than.SURER): Word.ENDS,
    (Voice.OWNER, Role.OWNER, Than.AS_SURE): Word.REPORTED,
    (Voice.OWNER, Role.OWNER, Than.LESS_SURE): Word.REPORTED,
    (Voice.MAILBOX, Role.DELEGATE, Than.SURER): Word.ENDS,
    (Voice.MAILBOX, Role.DELEGATE, Than.AS_SURE): Word.ENDS,
    (Voice.MAILBOX, Role.DELEGATE, Than.LESS_SURE): Word.REPORTED,
    (Voice.MAILBOX, Role.OWNER, Than.SURER): Word.ENDS,
    (Voice.MAILBOX, Role.OWNER, Than.AS_SURE): Word.ENDS,
    (Voice.MAILBOX, Role.OWNER, Than.LESS_SURE): Word.REPORTED,
}
"""Of two owners who are as sure neither throws the other out, whoever came first: a stranger may have been the first.
What stands on the mailbox, or on less, ends by the mailbox's word."""


def word_of(mine: Link, theirs: Link) -> Word | None:
    """What the word of one link's person does to another one of the same client; None: they have no say in it.

    Whoever was only let in by staff, or by a phone number, ends nobody: they are as sure as nobody.
    """
    if mine.client != theirs.client or mine.person == theirs.person or mine.role is not Role.OWNER:
        return None
    than = Than.LESS_SURE if mine.assurance is Assurance.LOW else _beside(mine.assurance, theirs.assurance)
    return WORDS[Voice.OWNER, theirs.role, than]


def word_by_mail(theirs: Link) -> Word:
    """What the link of a letter to the client's mailbox does to a link."""
    return WORDS[Voice.MAILBOX, theirs.role, _beside(STANDS_FOR, theirs.assurance)]


def _beside(mine: Assurance, theirs: Assurance) -> Than:
    own, other = RANK[mine], RANK[theirs]
    return Than((own > other) - (own < other))
