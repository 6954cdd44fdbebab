"""The company's keys: AES-256-GCM, each value bound to what it belongs to. Source: security 22."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from desk.rules.vault import Unsealable, Vault

KEY: Final = 32
NONCE: Final = 12
FORM: Final = "v1"
"""How a sealed value is built: form, number of the key, nonce and ciphertext; points between them."""

LONGEST_ID: Final = 8


def new_key() -> str:
    """A key for VAULT_KEY."""
    return urlsafe_b64encode(secrets.token_bytes(KEY)).decode()


def keys_of(text: str) -> list[str]:
    """The keys as they are written, the newest first."""
    return [item.strip() for item in text.split(",") if item.strip()]


def read_keys(text: str) -> list[bytes]:
    """The keys of VAULT_KEY. ValueError says what is wrong without the keys."""
    keys = [_read(number, item) for number, item in enumerate(keys_of(text), start=1)]
    if len(set(keys)) != len(keys):
        raise ValueError("a key is there twice")
    return keys


def _read(number: int, item: str) -> bytes:
    which = f"key {number}" if number > 1 else "the key"
    how = "make one with: frontdesk vault key"
    try:
        key = urlsafe_b64decode(item.encode("ascii"))
    except (Error, ValueError):
        raise ValueError(f"{which} is not Base64; {how}") from None
    if len(key) != KEY:
        raise ValueError(f"{which} has {len(key)} bytes instead of {KEY}; {how}")
    if len(set(key)) == 1:
        raise ValueError(f"{which} is the same byte again and again; {how}")
    return key


class KeyRing:
    """Seals with the first key, opens with any of them."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        # Loaded where there are keys: the library takes 7 MB.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._keys = {_id_of(key): AESGCM(key) for key in keys}
        self._newest = _id_of(keys[0])

    def seal(self, words: str, about: str) -> str:
        nonce = secrets.token_bytes(NONCE)
        sealed = self._keys[self._newest].encrypt(nonce, words.encode(), about.encode())
        return f"{FORM}.{self._newest}.{urlsafe_b64encode(nonce + sealed).decode()}"

    def unseal(self, sealed: str, about: str) -> str:
        from cryptography.exceptions import InvalidTag

        form, _, rest = sealed.partition(".")
        which, _, body = rest.partition(".")
        key = self._keys.get(which)
        if form != FORM or key is None:
            raise Unsealable("none of the keys of VAULT_KEY has sealed it")
        try:
            raw = urlsafe_b64decode(body)
            return key.decrypt(raw[:NONCE], raw[NONCE:], about.encode()).decode()
        except (InvalidTag, Error, ValueError):
            raise Unsealable("it is damaged, or was sealed for something else") from None


def _id_of(key: bytes) -> str:
    """Tells keys apart, and nothing of them."""
    return sha256(b"frontdesk vault key" + key).hexdigest()[:LONGEST_ID]


def about_update(number: int) -> str:
    """What the raw JSON of an update is sealed as belonging to."""
    return f"update {number}"


def opened(number: int, raw: str, vault: Vault | None) -> str:
    """An update as Telegram told it. What came before there was a key is in plain. Raises Unsealable."""
    if raw.startswith("{"):
        return raw
    if vault is None:
        raise Unsealable("it was sealed with a key, and VAULT_KEY is not set")
    return vault.unseal(raw, about_update(number))
