"""Who calls the desk from the panel proves it (ASVS 4.1.5)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.signatures import FRESH_SECONDS, NONCE, genuine, sign
from tests.builders import MONDAY

SECRET = "s" * 32
NOW = int(MONDAY.timestamp())
BODY = b'{"nonce": "0123456789abcdef", "clients": ["42"]}'


def is_genuine(at: int | str = NOW, body: bytes = BODY, signature: str = "", secret: str = SECRET) -> bool:
    made = signature or sign(SECRET, NOW, BODY)
    return genuine(secret, at=str(at), body=body, signature=made, now=MONDAY)


def test_what_was_signed_now_is_genuine() -> None:
    assert is_genuine()
    assert is_genuine(signature=sign(SECRET, NOW, BODY).upper())


def test_the_documented_way_to_sign_gives_this_signature() -> None:
    """Made with: printf '1772442000.{}' | openssl dgst -sha256 -hmac ssssssssssssssssssssssssssssssss"""
    assert sign(SECRET, 1772442000, b"{}") == "7863af50845fd11e37f9813acf8ce8a79c7e9f45fcafb98a7dcd47bba5bbb8ef"


@pytest.mark.parametrize("seconds", [-FRESH_SECONDS, FRESH_SECONDS])
def test_five_minutes_either_way_are_fresh(seconds: int) -> None:
    assert is_genuine(NOW + seconds, signature=sign(SECRET, NOW + seconds, BODY))
    further = NOW + seconds + (1 if seconds > 0 else -1)
    assert not is_genuine(further, signature=sign(SECRET, further, BODY))


def test_another_body_time_or_secret_is_not_genuine() -> None:
    assert not is_genuine(body=BODY.replace(b"42", b"43"))
    assert not is_genuine(at=NOW + 1)
    assert not is_genuine(secret="t" * 32)
    assert not is_genuine(secret="")


def test_a_timestamp_is_part_of_what_is_signed_and_not_of_the_body() -> None:
    """Digits cannot be moved over the dot."""
    made = sign(SECRET, 12, b"3.x")
    assert not genuine(SECRET, at="12.3", body=b"x", signature=made, now=MONDAY)
    assert not genuine(SECRET, at="123", body=b"x", signature=made, now=MONDAY)


@given(at=st.text(max_size=20), signature=st.text(max_size=80), body=st.binary(max_size=50))
def test_any_bytes_are_refused_in_peace(at: str, signature: str, body: bytes) -> None:
    assert not genuine(SECRET, at=at, body=body, signature=signature, now=MONDAY + timedelta(days=1))


@pytest.mark.parametrize("nonce", ["", "short", "with space 0123456789", "ж" * 20, "a" * 129])
def test_a_nonce_is_long_enough_to_be_new_and_short_enough_to_be_kept(nonce: str) -> None:
    assert not NONCE.fullmatch(nonce)
    assert NONCE.fullmatch("0123456789abcdef")
