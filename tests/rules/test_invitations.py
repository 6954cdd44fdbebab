"""What becomes of somebody who comes by a link (regulation 2.2)."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from desk.rules.invitations import LIFETIME, Came, Settlement, digest_of, invite, judge, new_payload
from tests.builders import ANNA, MONDAY, OLGA, ROMASHKA, VIKTOR

OPEN = invite(ROMASHKA, ANNA, "i_x", MONDAY, sees_all=False)
LAST = MONDAY + LIFETIME - timedelta(microseconds=1)


def test_2_2_a_payload_is_one_that_telegram_takes_and_never_the_same() -> None:
    made = {new_payload() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"i_[A-Za-z0-9_-]{1,62}", payload) for payload in made)


def test_2_2_an_invitation_holds_no_payload() -> None:
    payload = new_payload()
    made = invite(ROMASHKA, ANNA, payload, MONDAY, sees_all=True)
    assert payload not in str(made)
    assert made.digest == digest_of(payload) != digest_of(payload + "x")


@pytest.mark.parametrize(
    ("changes", "person", "now", "came"),
    [
        ({}, VIKTOR, MONDAY, Came.WELCOME),
        ({}, VIKTOR, LAST, Came.WELCOME),
        ({}, VIKTOR, MONDAY + LIFETIME, Came.EXPIRED),
        ({"person": VIKTOR}, VIKTOR, MONDAY, Came.WAITING),
        ({"person": VIKTOR}, VIKTOR, MONDAY + LIFETIME, Came.EXPIRED),
        ({"person": VIKTOR}, OLGA, MONDAY, Came.USED),
        ({"person": VIKTOR, "settled": Settlement.CONFIRMED}, VIKTOR, MONDAY, Came.USED),
        ({"person": VIKTOR, "settled": Settlement.DECLINED}, VIKTOR, MONDAY, Came.USED),
        ({"settled": Settlement.WITHDRAWN}, VIKTOR, MONDAY, Came.WITHDRAWN),
        ({"settled": Settlement.WITHDRAWN}, VIKTOR, MONDAY + LIFETIME, Came.WITHDRAWN),
    ],
)
def test_2_2_a_link_is_for_whoever_comes_first_in_time(changes: dict, person: int, now: object, came: Came) -> None:  # type: ignore[type-arg]
    assert judge(replace(OPEN, **changes), person, now) is came  # type: ignore[arg-type]
