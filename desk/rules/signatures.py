"""Who calls the desk from the company's panel proves it: the call is signed, fresh, and counts once.

`X-Timestamp` is the time of signing in seconds since 1970, `X-Signature` the HMAC-SHA256, in hexadecimal digits, of the
timestamp, a dot and the body as it is sent. The body has a `nonce` that was never used before. Source: ASVS 4.1.5.
"""

import hmac
import re
from datetime import datetime
from hashlib import sha256

FRESH_SECONDS = 300
"""So far from the desk's own time, either way, a call still counts."""

SHORTEST_SECRET = 32
"""Characters: as many bits as the digest has, even if they are hexadecimal digits of which each has four."""

NONCE = re.compile(r"[A-Za-z0-9_-]{16,128}")

_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_DIGEST = re.compile(r"[0-9A-Fa-f]{64}")


def sign(secret: str, at: int, body: bytes) -> str:
    """The signature of a body that is sent at that second."""
    return hmac.new(secret.encode(), f"{at}.".encode() + body, sha256).hexdigest()


def could_be(*, at: str, signature: str) -> bool:
    """Whether it has the form of a signature, before the body is here. Nothing is proven by that."""
    return bool(_TIMESTAMP.fullmatch(at) and _DIGEST.fullmatch(signature))


def genuine(secret: str, *, at: str, body: bytes, signature: str, now: datetime) -> bool:
    """Whether whoever has the secret signed this body lately. A wrong signature takes as long as a right one."""
    if not secret or not _TIMESTAMP.fullmatch(at):
        return False
    right = hmac.compare_digest(sign(secret, int(at), body), signature.lower().encode("ascii", "replace").decode())
    return right and abs(now.timestamp() - int(at)) <= FRESH_SECONDS
