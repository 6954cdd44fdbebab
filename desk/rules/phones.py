"""Phone numbers: a client is known by the one of the account, and never by one that somebody typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from desk.rules.form import Draft
from desk.rules.people import Client

ASKED: Final = "phone"
"""The answer of a sign-in that says since when the number is awaited."""

LIFETIME: Final = timedelta(minutes=5)
"""So long the button counts. Source: security 8."""

TAIL: Final = 7
"""So many last digits are compared before a number is read in full: a panel has many clients."""


class Phones(Protocol):
    """How numbers are read. Both give `+79161234567`, or None for what is no number of a telephone for certain."""

    def of_account(self, number: str) -> str | None:
        """As Telegram tells it: with its country, with or without the plus."""
        ...

    def of_panel(self, written: str) -> str | None:
        """As somebody typed it into the panel, perhaps without its country."""
        ...


@dataclass(frozen=True, slots=True)
class Shared:
    """A contact that was sent. `own`: Telegram says that it is the sender's own, and it was not forwarded."""

    number: str
    own: bool


class Number(StrEnum):
    """What came of it."""

    DONE = "done"
    FOREIGN = "foreign"
    """Somebody else's, nobody's in Telegram, or forwarded."""
    LATE = "late"
    UNFIT = "unfit"
    """No number of a telephone: an anonymous one (+888), for example."""
    UNMATCHED = "unmatched"
    """No client has it, or more than one."""
    DROPPED = "dropped"
    """The person took another way."""


def whose(number: str, clients: Iterable[Client], phones: Phones) -> Client | None:
    """The one open client with this number; None: there is none, or more than one."""
    near = [client for client in clients if not client.closed and _digits(client.phone).endswith(number[-TAIL:])]
    found = [client for client in near if phones.of_panel(client.phone) == number]
    return found[0] if len(found) == 1 else None


def is_late(draft: Draft, at: datetime) -> bool:
    return at > datetime.fromisoformat(draft.answers[ASKED]) + LIFETIME


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
