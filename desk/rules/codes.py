"""One-time codes that prove the possession of a mailbox."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from desk.ids import ClientId, PersonId

DIGITS = 8
PURPOSE = "sign-in"
LIFETIME = timedelta(minutes=10)
MOST_TRIES = 5
MOST_CODES_A_DAY = 5
"""That one person can ask for."""
MOST_FOR_ONE_ADDRESS = 3
"""That one person can ask for a day for the same address: no stranger uses up much of what a mailbox gets."""
MOST_FOR_A_MAILBOX = 20
"""That others can have sent to a client a day."""
RESEND_AFTER = timedelta(seconds=60)

HOST = re.compile(r"[\w.+-]+")
FEW_WORDS = 4


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was asked for. `client` is None when no client has that address: the person cannot tell.

    Only a salted scrypt digest is kept, bound to the person it was asked by (T36).
    """

    id: int
    person: PersonId
    client: ClientId | None
    email: str
    salt: bytes
    digest: bytes
    asked_at: datetime
    tries: int = 0
    used_at: datetime | None = None


class Verdict(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    EXPIRED = "expired"
    TRIED_TOO_OFTEN = "tried_too_often"
    PAUSED = "paused"
    """No codes are sent to anybody for now."""


def new_digits() -> str:
    """Eight digits from the system's own randomness."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def digest(digits: str, person: PersonId, email: str, salt: bytes) -> bytes:
    """What is stored of a code: scrypt over the digits, bound to the person, the address and the purpose."""
    bound = f"{PURPOSE}:{int(person)}:{email}:{digits}".encode()
    return hashlib.scrypt(bound, salt=salt, n=2**12, r=8, p=1)


@dataclass(frozen=True, slots=True)
class Sealed:
    """Digits, and what is kept of them."""

    digits: str
    salt: bytes
    digest: bytes


def seal(digits: str, person: PersonId, email: str) -> Sealed:
    salt = secrets.token_bytes(16)
    return Sealed(digits, salt, digest(digits, person, email, salt))


@dataclass(frozen=True, slots=True)
class ToSeal:
    """New digits for an address, which are to be sealed: that takes milliseconds on purpose."""

    person: PersonId
    email: str

    def work_out(self) -> Sealed:
        return seal(new_digits(), self.person, self.email)


@dataclass(frozen=True, slots=True)
class ToCompare:
    """Whether these digits are those of the code."""

    person: PersonId
    email: str
    digits: str
    salt: bytes
    digest: bytes

    def work_out(self) -> bool:
        return hmac.compare_digest(digest(self.digits, self.person, self.email, self.salt), self.digest)


def to_compare(code: Code, digits: str) -> ToCompare:
    return ToCompare(code.person, code.email, digits, code.salt, code.digest)


def new_code(person: PersonId, client: ClientId | None, email: str, sealed: Sealed, at: datetime) -> Code:
    return Code(0, person, client, email, sealed.salt, sealed.digest, at)


def cannot_be_tried(code: Code, at: datetime) -> Verdict | None:
    """Why no digits are right any more; None: they are compared."""
    if code.used_at is not None or at > code.asked_at + LIFETIME:
        return Verdict.EXPIRED
    return Verdict.TRIED_TOO_OFTEN if code.tries >= MOST_TRIES else None


def judge(code: Code, at: datetime, *, same: bool) -> tuple[Verdict, Code]:
    """The verdict on one try, and the code as it is after it. A wrong try does not renew the lifetime (T36)."""
    if (over := cannot_be_tried(code, at)) is not None:
        return over, code
    tried = replace(code, tries=code.tries + 1)
    if same and code.client is not None:
        return Verdict.RIGHT, replace(tried, used_at=at)
    return Verdict.WRONG, tried


def digits_of(text: str) -> str:
    """The digits of what a person typed: spaces and dashes are not held against anyone."""
    return "".join(char for char in text if char.isdigit())


def mask(email: str) -> str:
    """An address that its owner recognises and a stranger cannot use: `a***@example.org`."""
    name, _, host = email.partition("@")
    return f"{name[:1]}***@{host}"


def looks_like_email(text: str) -> bool:
    name, _, host = text.strip().partition("@")
    return bool(name) and "." in host and " " not in text.strip() and text.isprintable()


def meant_as_email(text: str) -> bool:
    """An address, or one with a slip: without its host's dot, without the @, with a blank in it."""
    first, *more = text.split() or [""]
    slip = "@" in text and "/" not in text and len(more) <= 1
    without_at = not more and "." in first.strip(".") and HOST.fullmatch(first) is not None
    return looks_like_email(text) or slip or without_at


def meant_as_code(text: str) -> bool:
    """A code, or one with a slip: digits for the most part, or eight of them in a few words. A phone has more."""
    digits, words = len(digits_of(text)), text.split()
    mostly = 2 * digits >= len("".join(words))
    return 0 < digits <= DIGITS + 1 and (mostly or (digits >= DIGITS - 1 and len(words) <= FEW_WORDS))
