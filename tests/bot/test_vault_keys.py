"""The keys of the vault: what is sealed opens for the same only, and with a key that is there (security 22)."""

from dataclasses import replace

import pytest

from bot.vault import KeyRing, new_key, read_keys
from desk.ids import PersonId, SecretId, TicketId
from desk.rules.vault import Unsealable
from tests.builders import a_secret

WORDS = "root / Zz9-Tarantula-77"


def ring(*keys: str) -> KeyRing:
    return KeyRing(read_keys(",".join(keys)))


def test_sec_22_what_is_sealed_opens_for_its_ticket_number_and_giver_only() -> None:
    keys, secret = ring(new_key()), replace(a_secret(), id=SecretId(5), giver=PersonId(7))
    sealed = keys.seal(WORDS, secret.about)
    assert keys.unseal(sealed, secret.about) == WORDS
    others = (
        replace(secret, id=SecretId(6)),
        replace(secret, sealed_in=TicketId(int(secret.sealed_in) + 1)),
        replace(secret, giver=PersonId(8)),
    )
    for about in (*(other.about for other in others), secret.about_page, ""):
        with pytest.raises(Unsealable):
            keys.unseal(sealed, about)


def test_sec_22_what_was_touched_does_not_open() -> None:
    keys = ring(new_key())
    sealed = keys.seal(WORDS, "x")
    form, which, body = sealed.split(".")
    for at in (0, 12, 20, len(body) // 2):
        other = body[:at] + ("A" if body[at] != "A" else "B") + body[at + 1 :]
        with pytest.raises(Unsealable):
            keys.unseal(f"{form}.{which}.{other}", "x")
    for broken in ("", "v1", f"{form}.{which}.", f"v2.{which}.{body}", body):
        with pytest.raises(Unsealable):
            keys.unseal(broken, "x")


def test_sec_22_the_same_words_are_never_sealed_alike_and_do_not_show() -> None:
    keys = ring(new_key())
    sealed = {keys.seal(WORDS, "x") for _ in range(50)}
    assert len(sealed) == 50
    assert not any("Tarantula" in one for one in sealed)


def test_sec_22_a_key_is_changed_without_losing_what_waits_and_one_taken_away_opens_nothing() -> None:
    former, new = new_key(), new_key()
    sealed = ring(former).seal(WORDS, "x")
    both = ring(new, former)
    assert both.unseal(sealed, "x") == WORDS
    fresh = both.seal(WORDS, "x")
    assert ring(new).unseal(fresh, "x") == WORDS
    for keys, words in ((ring(new), sealed), (ring(former), fresh)):
        with pytest.raises(Unsealable):
            keys.unseal(words, "x")
