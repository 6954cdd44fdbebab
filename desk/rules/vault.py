"""Access data that a client passes on: kept sealed, shown once, forgotten. Source: regulation 4.4."""

import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final, Protocol

from desk.errors import SecretIs
from desk.ids import PersonId, SecretId, TicketId

UNSEEN_FOR: Final = timedelta(hours=24)
"""So long it waits to be looked at. Source: security 23."""

SHOWN_FOR: Final = timedelta(seconds=60)
"""So long the employee has it before their eyes. Source: security 23."""

STEP_LASTS: Final = timedelta(minutes=15)
"""So long the protected step waits for the first words."""

MORE_FOR: Final = timedelta(minutes=5)
"""So long it stays open after them: a login and a password often come in two messages."""

PAGE_LASTS: Final = timedelta(hours=1)
"""So long the page of a request can be used, once. Source: security 21."""

PREFIX: Final = "secret-"
"""How the payload of a link to what waits begins."""

LONGEST_WHAT: Final = 500
LONGEST: Final = 4000
"""UTF-16 units: it is shown in one message of its own."""


_BETWEEN: Final = (re.compile(r"\n(?=-----BEGIN )"), re.compile(r"\n\n"), re.compile(r"\n"))
"""Where what is too long for one message is taken apart, best first: keys stay whole, paragraphs, lines."""


class Unsealable(Exception):
    """None of the keys opens it, or it was meant for something else."""


class Vault(Protocol):
    """Seals words with the company's key. `about` is what they belong to: they open with the same only."""

    def seal(self, words: str, about: str) -> str: ...
    def unseal(self, sealed: str, about: str) -> str:
        """Raises Unsealable."""
        ...


class SecretState(StrEnum):
    ASKED = "asked"
    GIVEN = "given"
    """It is here, and nobody has seen it."""
    SHOWING = "showing"
    """It is on its way to the employee."""
    SHOWN = "shown"
    UNSURE = "unsure"
    """Nobody knows whether the employee has got it; it is erased, and counts as seen."""
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    """It is not needed any more: the ticket ended, who asked for it left, it was asked for anew."""


HELD: Final = frozenset({SecretState.GIVEN, SecretState.SHOWING})
"""The sealed words are there."""

OVER: Final = frozenset({SecretState.EXPIRED, SecretState.WITHDRAWN})


class Change(StrEnum):
    """Whether the client has changed the password afterwards. Source: regulation 4.4."""

    NOT_YET = "not_yet"
    """They were not told so far."""
    TOLD = "told"
    REMINDED = "reminded"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Secret:
    """What one employee asked for. `asker` is None for what a client sent by themselves and nobody has taken yet.

    `request` is the message in the private chat of `reader` that asks: an answer to it is meant for it. `sealed_in` is
    the ticket that it is sealed for; `ticket` follows when that is merged. `post` is where it is shown.
    `look_at` is when the desk has to do something: it expires, or the client is reminded. `bot` is the bot's name.
    `page` is the digest of the token of its page, None where it has none; `page_until` None: the page was used.
    """

    id: SecretId
    ticket: TicketId
    sealed_in: TicketId
    asker: PersonId | None
    reader: PersonId
    what: str
    asked_at: datetime
    bot: str = ""
    state: SecretState = SecretState.ASKED
    request: int | None = None
    giver: PersonId | None = None
    given_at: datetime | None = None
    sealed: str = ""
    seen_at: datetime | None = None
    post: int | None = None
    change: Change = Change.NOT_YET
    look_at: datetime | None = None
    page: str | None = None
    page_until: datetime | None = None
    version: int = 0

    @property
    def about(self) -> str:
        """What it is sealed for: words that are moved into another row do not open. Source: security 22."""
        return f"access {self.sealed_in} {self.id} {self.giver}"

    @property
    def about_page(self) -> str:
        """What the token of its page is sealed for, on its way to the client's chat."""
        return f"page {self.sealed_in} {self.id}"

    @property
    def was_seen(self) -> bool:
        return self.state in {SecretState.SHOWN, SecretState.UNSURE}


def units(words: str) -> int:
    """As Telegram counts them."""
    return len(words.encode("utf-16-le", errors="surrogatepass")) // 2


def in_pieces(words: Iterable[str]) -> list[str]:
    """What is passed on at once, in as many pieces as are needed for each to be shown in one message: nothing is cut.

    The words of one message, keys in them and each line stay whole where they can.
    """
    pieces: list[str] = []
    for part in (part for whole in words for part in _short_enough(whole)):
        if pieces and units(both := f"{pieces[-1]}\n{part}") <= LONGEST:
            pieces[-1] = both
        else:
            pieces.append(part)
    return pieces


def _short_enough(words: str) -> Iterator[str]:
    if units(words) <= LONGEST:
        yield words
        return
    between = next((sign for sign in _BETWEEN if sign.search(words)), None)
    if between:
        for part in between.split(words):
            yield from _short_enough(part)
    else:
        # Whatever stands outside of the first plane counts twice.
        half = len(words) // 2
        yield from _short_enough(words[:half])
        yield from _short_enough(words[half:])


def new_token() -> str:
    """Whoever has it can pass something on by the page of one request."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """As it is kept. What it is for goes into it: no other link of the desk is one of these."""
    return sha256(f"secret-page:{token}".encode(errors="replace")).hexdigest()


def give(secret: Secret, giver: PersonId, sealed: str, at: datetime) -> Secret:
    """The client has passed it on."""
    since = secret.given_at or at
    return replace(
        secret, state=SecretState.GIVEN, giver=giver, sealed=sealed, given_at=since, look_at=since + UNSEEN_FOR
    )


def begin_showing(secret: Secret, employee: PersonId) -> Secret:
    """Claimed by the one press that counts. Raises SecretIs for whatever cannot be shown (any more)."""
    if secret.state is not SecretState.GIVEN or secret.asker != employee:
        raise SecretIs(secret.state)
    return replace(secret, state=SecretState.SHOWING)


def shown(secret: Secret, post: int | None, at: datetime) -> Secret:
    """The employee has it: here it is erased."""
    return replace(secret, state=SecretState.SHOWN, sealed="", seen_at=at, post=post, look_at=None)


def unsure(secret: Secret, at: datetime) -> Secret:
    return replace(secret, state=SecretState.UNSURE, sealed="", seen_at=at, look_at=None)


def end(secret: Secret, how: SecretState) -> Secret:
    """Erased without having been seen."""
    return replace(secret, state=how, sealed="", look_at=None)


def told_to_change(secret: Secret, remind_at: datetime) -> Secret:
    return replace(secret, change=Change.TOLD, look_at=remind_at)


def unchanged(given: list[Secret]) -> list[Secret]:
    """Those of which the client has not said yet that the password is another one."""
    return [secret for secret in given if secret.was_seen and secret.change is not Change.DONE]
