"""Whatever words stand around a secret, it is taken out, and a text of any length takes no longer than it is long."""

import re
import string
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.redaction import scrub

MEGABYTE = 2**20

LETTERS = string.ascii_letters + string.digits
WORD = st.text("Zz9-Тарантул_!?$#", min_size=4, max_size=12).map("Qx7{}".format)
"""A part of a password: what is in no other word of these texts."""

BEFORE = st.sampled_from(["", "update_failed: ", "Не подходит ", "what came of it (", "OSError: ", "строка 1\n"])
URLSAFE = st.text(LETTERS + "_-", min_size=30, max_size=42).map("Aa{}".format)


@given(
    before=BEFORE,
    label=st.sampled_from(["пароль", "Пароль от почты:", "пароли", "пассворд", "ПАРОЛЬ"]),
    sign=st.sampled_from([" ", ": ", ":", " = ", " — ", "=", ":\n", '": "']),
    words=st.lists(WORD, min_size=1, max_size=4),
)
def test_sec_19_a_password_after_a_russian_word_is_taken_out_with_all_its_words(
    before: str, label: str, sign: str, words: list[str]
) -> None:
    told = scrub(f"{before}{label}{sign}{' '.join(words)}\nthe next line")
    assert "Qx7" not in told
    assert told.endswith("\nthe next line")


@given(
    before=BEFORE,
    label=st.sampled_from(["password", "Password", "smtp_password", "passwd", "passphrase", "pwd", "X-Password"]),
    sign=st.sampled_from([": ", ":", "=", " = "]),
    quote=st.sampled_from(["", "'", '"']),
    words=st.lists(WORD, min_size=1, max_size=4),
)
def test_sec_19_a_password_of_several_words_is_taken_out_and_after_its_quotes_all_stays(
    before: str, label: str, sign: str, quote: str, words: list[str]
) -> None:
    told = scrub(f"{before}{label}{sign}{quote}{' '.join(words)}{quote}, status: 403")
    assert "Qx7" not in told
    if quote:
        assert told.endswith(", status: 403")


@given(
    digits=st.text("123456789", min_size=8, max_size=8),
    gap=st.sampled_from(["", " ", "-"]),
    after=st.sampled_from([".", ". Next", "!", ",", ":", ".)", ".\n", "…"]),
)
def test_sec_19_a_code_is_taken_out_whatever_sign_follows(digits: str, gap: str, after: str) -> None:
    told = scrub(f"the code was {digits[:4]}{gap}{digits[4:]}{after}")
    assert not re.search(r"[1-9]{4}", told)
    assert told.endswith(after)


@given(
    name=st.sampled_from(
        [
            "accesskey",
            "accessKey",
            "access_key",
            "apikey",
            "apiKey",
            "api_key",
            "X-Api-Key",
            "secret_key",
            "secretkey",
            "accesstoken",
            "ключ",
        ]
    ),
    sign=st.sampled_from(["=", ": ", "': '", '": "']),
    key=st.text(LETTERS + "/+_-.", min_size=6, max_size=40).map("Qx7{}".format),
)
def test_sec_19_a_key_is_taken_out_however_it_is_called(name: str, sign: str, key: str) -> None:
    told = scrub(f"https://panel.example.com/api?{name}{sign}{key}&action=GetClients")
    assert "Qx7" not in told
    assert told.endswith("&action=GetClients")


@given(
    path=st.sampled_from(["/secret/", "/x/", "https://desk.example.com/secret/", "https://t.me/"]),
    token=URLSAFE,
    after=st.sampled_from(["", " failed", ". Next", "?x=1", "/more", "'"]),
)
def test_sec_19_a_links_token_alone_in_a_path_is_taken_out(path: str, token: str, after: str) -> None:
    assert scrub(f"GET {path}{token}{after}") == f"GET {path}***{after}"


@given(
    place=st.integers(1, 200),
    value=st.text(min_size=1, max_size=40).map("Qx7{}".format),
    after=st.sampled_from(["", " (expected str, got int)", "\n[SQL: SELECT 1]"]),
)
def test_sec_19_what_a_driver_was_given_is_taken_out(place: int, value: str, after: str) -> None:
    told = scrub(f"invalid input for query argument ${place}: {value}{after}")
    assert "Qx7" not in told
    assert told.startswith(f"invalid input for query argument ${place}: ***")
    assert told.endswith("[SQL: SELECT 1]") is after.startswith("\n")


@given(text=st.text(alphabet=st.sampled_from("пароль password:='\" \n(key=123456780-/secret/Aa")))
def test_what_was_cleaned_is_clean(text: str) -> None:
    assert scrub(scrub(text)) == scrub(text)


@pytest.mark.parametrize(
    "said",
    [
        'password authentication failed for user "desk"',
        "/app/lib/python3.11/site-packages/sqlalchemy/dialects/postgresql/_psycopg_common_types.py",
        "the page /readyz answered 503. 2027-03-02T09:00:00.123456Z",
        "update 123456789. in chat -1001234567890.",
    ],
)
def test_what_an_operator_needs_stays_beside_them(said: str) -> None:
    assert scrub(said) == said


@pytest.mark.parametrize(
    "piece",
    [
        "[parameters: ",
        "[parameters: ] ",
        "input_value=",
        "Key (",
        "Key (a)=(",
        "Failing row contains (",
        "query argument $1: ",
        "/start@",
        "/secret/",
        "/Aa",
        "Aa-",
        "пароль ",
        "пароль:\n",
        "password: '",
        "password:'\\",
        "token=Bearer ",
        "key ",
        "a@b.",
        "1 ",
        " ",
    ],
)
def test_sec_33_a_megabyte_takes_no_longer_than_it_is_long(piece: str) -> None:
    text = piece * (MEGABYTE // len(piece))
    begun = process_time()
    scrub(text)
    assert process_time() - begun < 15
