"""Who writes: Telegram accounts, the company's clients, and what ties one to the other."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from unicodedata import category

from desk.ids import ClientId, PersonId

LONGEST_NAME: Final = 128
LONGEST_IN_A_LETTER: Final = 40
USERNAME: Final = re.compile(r"[A-Za-z0-9_]{1,32}")
JOINS_EMOJI: Final = "\u200d"


def clean_name(name: str) -> str:
    """A name as it can stand beside other words: in one line, with nothing unseen that turns or hides what follows.

    Source: security 15 (direction overrides, zero-width signs).
    """
    seen = "".join(char for char in name if char == JOINS_EMOJI or category(char) not in {"Cf", "Co", "Cn", "Cs"})
    line = " ".join("".join(" " if category(char) in {"Cc", "Zl", "Zp"} else char for char in seen).split())
    return line.strip(JOINS_EMOJI)[:LONGEST_NAME] or "?"


def letter_name(name: str) -> str:
    """A name as it can stand in a letter of ours: no mail program makes a link or an address of it, and it is short.

    Letters, marks, digits, blanks, hyphens and apostrophes stay; what has no letter is not shown at all.
    """
    kept = "".join(char if category(char)[0] in "LMN" or char in "-'’" else " " for char in clean_name(name))
    line = " ".join(kept.split())[:LONGEST_IN_A_LETTER].strip()
    return line if any(char.isalpha() for char in line) else "–"


def is_username(word: str) -> bool:
    """As Telegram gives them: Latin letters, digits and underscores."""
    return USERNAME.fullmatch(word) is not None


class ClientCategory(StrEnum):
    """What a client is to the company. Source: regulation 1.2.1-1.2.4."""

    PARTNER = "partner"
    INDIVIDUAL = "individual"
    SERVICE_USER = "service_user"
    PROSPECT = "prospect"


class Role(StrEnum):
    OWNER = "owner"
    DELEGATE = "delegate"


class Assurance(StrEnum):
    """How sure we are that the account belongs to the client."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Proof(StrEnum):
    """By what an account was tied to a client."""

    PANEL = "panel"
    """A link that the client's panel gave to whoever was signed in there."""
    MAIL = "mail"
    """A code that came to the client's address."""
    PHONE = "phone"
    """The number of the account is the client's."""
    STAFF = "staff"
    """Staff have said so."""
    INVITATION = "invitation"
    """An owner has invited them and knew them again."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Person:
    """A Telegram account as it was last seen.

    `language` is what the account shows; `chosen` is what the person asked for by /language and wins. `zone` is
    what they asked for by /timezone; empty: the desk's alone. `blocked` is the reason why they may not write for now.
    `consent` is the version of the company's privacy text that they have agreed to.
    """

    id: PersonId
    name: str
    username: str = ""
    language: str = ""
    chosen: str = ""
    reachable: bool = True
    blocked: str = ""
    zone: str = ""
    consent: str = ""


@dataclass(frozen=True, slots=True)
class Client:
    """A client as the company's panel knows them; `email` is lower-case.

    `closed`: the panel has them no more, or only for its history. Nobody signs in for them.
    """

    id: ClientId
    name: str
    category: ClientCategory
    email: str = ""
    phone: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """This account acts for this client."""

    person: PersonId
    client: ClientId
    role: Role
    assurance: Assurance
    sees_all: bool = True
    """A delegate sees all tickets of the client, or only their own, as the owner set."""
    proof: Proof = Proof.UNKNOWN
    """By what it stands as sure as it does."""
    since: datetime | None = None
    """When they were tied; kept by the store."""
    proven_at: datetime | None = None
    """When that was proven last; kept by the store."""
    told_at: datetime | None = None
    """When somebody else of the client's side was told of it: by mail, or an owner in Telegram."""
    asked_at: datetime | None = None
    """When the proof was asked for once more."""
