"""One-time codes that prove the possession of a mailbox."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from desk.ids import ClientId
from desk.rules.codes import (
    DIGITS,
    LIFETIME,
    MOST_TRIES,
    Code,
    Verdict,
    digest,
    digits_of,
    looks_like_email,
    mask,
    meant_as_code,
    meant_as_email,
    new_code,
    new_digits,
    seal,
    to_compare,
)
from desk.rules.codes import judge as judge_it
from tests.builders import ANNA, MONDAY, ROMASHKA, VIKTOR

RIGHT, WRONG = "12345678", "87654321"
ADDRESS = "anna@romashka.example"
SOON = MONDAY + timedelta(minutes=1)


def a_code(client: ClientId | None = ROMASHKA) -> Code:
    return new_code(ANNA, client, ADDRESS, seal(RIGHT, ANNA, ADDRESS), MONDAY)


def judge(code: Code, digits: str, at: datetime) -> tuple[Verdict, Code]:
    return judge_it(code, at, same=to_compare(code, digits).work_out())


def after(code: Code, *tries: str) -> Code:
    for digits in tries:
        code = judge(code, digits, SOON)[1]
    return code


def test_the_right_digits_are_right_once() -> None:
    verdict, used = judge(a_code(), RIGHT, SOON)
    assert (verdict, used.used_at) == (Verdict.RIGHT, SOON)
    assert judge(used, RIGHT, SOON)[0] is Verdict.EXPIRED


def test_wrong_digits_are_wrong_and_counted() -> None:
    verdict, tried = judge(a_code(), WRONG, SOON)
    assert (verdict, tried.tries, tried.used_at) == (Verdict.WRONG, 1, None)
    assert judge(tried, RIGHT, SOON)[0] is Verdict.RIGHT


def test_t36_the_last_of_the_tries_may_be_right_and_one_more_may_not() -> None:
    assert judge(after(a_code(), *[WRONG] * (MOST_TRIES - 1)), RIGHT, SOON)[0] is Verdict.RIGHT
    spent = after(a_code(), *[WRONG] * MOST_TRIES)
    assert judge(spent, RIGHT, SOON) == (Verdict.TRIED_TOO_OFTEN, spent)


def test_sec_01_the_sixth_try_fails_even_if_it_is_right() -> None:
    assert MOST_TRIES == 5
    assert judge(after(a_code(), *[WRONG] * 5), RIGHT, SOON)[0] is Verdict.TRIED_TOO_OFTEN


def test_sec_02_a_code_lives_ten_minutes_to_the_second() -> None:
    assert timedelta(minutes=10) == LIFETIME
    assert judge(a_code(), RIGHT, MONDAY + LIFETIME)[0] is Verdict.RIGHT
    assert judge(a_code(), RIGHT, MONDAY + LIFETIME + timedelta(seconds=1))[0] is Verdict.EXPIRED


def test_t36_a_wrong_try_does_not_make_a_code_live_longer() -> None:
    tried = judge(a_code(), WRONG, MONDAY + timedelta(minutes=9))[1]
    assert tried.asked_at == MONDAY
    assert judge(tried, RIGHT, MONDAY + timedelta(minutes=10))[0] is Verdict.RIGHT
    assert judge(tried, RIGHT, MONDAY + timedelta(minutes=10, seconds=1))[0] is Verdict.EXPIRED


def test_an_expired_code_counts_no_tries() -> None:
    late = MONDAY + timedelta(hours=1)
    assert judge(a_code(), WRONG, late)[1].tries == 0
    assert judge(a_code(), WRONG, SOON)[1].tries == 1


def test_sec_08_a_code_for_an_address_that_nobody_has_is_never_right() -> None:
    unknown = a_code(client=None)
    assert judge(unknown, RIGHT, SOON)[0] is Verdict.WRONG
    assert judge(a_code(), RIGHT, SOON)[0] is Verdict.RIGHT


def test_sec_08_a_code_for_nobody_answers_as_any_other() -> None:
    for tries in range(MOST_TRIES + 1):
        for digits, at in ((WRONG, SOON), (WRONG, MONDAY + timedelta(hours=1))):
            known, unknown = (after(a_code(client), *[WRONG] * tries) for client in (ROMASHKA, None))
            assert judge(known, digits, at)[0] is judge(unknown, digits, at)[0]


def test_sec_07_a_code_is_bound_to_the_person_and_the_address() -> None:
    code = a_code()
    assert digest(RIGHT, ANNA, ADDRESS, code.salt) == code.digest
    assert digest(RIGHT, VIKTOR, ADDRESS, code.salt) != code.digest
    assert digest(RIGHT, ANNA, "other@romashka.example", code.salt) != code.digest


def test_sec_03_nothing_of_the_digits_is_kept() -> None:
    first, second = a_code(), a_code()
    assert RIGHT.encode() not in first.digest
    assert RIGHT not in repr(first)
    assert (first.salt, first.digest) != (second.salt, second.digest)


def test_new_digits_are_eight_and_different_each_time() -> None:
    made = {new_digits() for _ in range(50)}
    assert len(made) > 45
    assert all(len(digits) == DIGITS and digits.isdecimal() for digits in made)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("12345678", "12345678"),
        (" 1234 5678 ", "12345678"),
        ("1234-5678", "12345678"),
        ("The code is 12345678.", "12345678"),
        ("1234\u00a05678\n", "12345678"),
        ("code?", ""),
        ("", ""),
    ],
)
def test_blanks_and_dashes_in_a_code_are_not_held_against_anyone(typed: str, digits: str) -> None:
    assert digits_of(typed) == digits


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("anna@romashka.example", "a***@romashka.example"),
        ("a@b.example", "a***@b.example"),
        ("anna.smirnova+desk@mail.example", "a***@mail.example"),
    ],
)
def test_a_masked_address_is_recognised_by_its_owner_only(address: str, masked: str) -> None:
    assert mask(address) == masked


@for_any(st.emails())
def test_a_masked_address_shows_no_more_than_the_first_letter_and_the_host(address: str) -> None:
    name, _, host = address.partition("@")
    assert mask(address) == f"{name[0]}***@{host}"


@pytest.mark.parametrize(
    "text", ["anna@romashka.example", "  anna@romashka.example ", "a.b+c@x-y.example", "я@почта.рф"]
)
def test_an_address_looks_like_one(text: str) -> None:
    assert looks_like_email(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "anna",
        "@romashka.example",
        "anna@romashka",
        "anna @romashka.example",
        "my address is anna@romashka.example",
        "anna@romashka.example\nBcc: x@y.example",
        "anna\x00@romashka.example",
    ],
)
def test_what_is_no_address_does_not_look_like_one(text: str) -> None:
    assert not looks_like_email(text)


@pytest.mark.parametrize(
    "text",
    ["anna@romashka.example", " anna@romashka", "anna @romashka.example", "anna.romashka.example", "it's a@b.example"],
)
def test_an_address_with_a_slip_is_still_meant_as_one(text: str) -> None:
    assert meant_as_email(text)


@for_any(st.emails())
def test_every_address_is_meant_as_one(address: str) -> None:
    assert looks_like_email(address) <= meant_as_email(address)


@pytest.mark.parametrize(
    "text",
    ["", "Hello", "It is down.", "Please.", "https://romashka.example/page", "The site is down, write to a@b.example"],
)
def test_other_words_are_not_meant_as_an_address(text: str) -> None:
    assert not meant_as_email(text)


@pytest.mark.parametrize("text", ["12345678", "1234-5678", "123", "123456789", "code 1234567", "The code is 12345678."])
def test_a_code_with_a_slip_is_still_meant_as_one(text: str) -> None:
    assert meant_as_code(text)


@pytest.mark.parametrize(
    "text", ["", "what code?", "It answers with 502", "+7 495 000-00-01", "Order 12345678 of Monday is not paid"]
)
def test_other_words_are_not_meant_as_a_code(text: str) -> None:
    assert not meant_as_code(text)
