"""What a stranger calls themselves in Telegram is not read as ours in a letter. Source: security 15, ASVS 1.3.11."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.ids import ClientId
from desk.notices.mail import CodeMail, LinkMail
from desk.rules.people import LONGEST_IN_A_LETTER, Proof, letter_name
from desk.usecases.delivery.dispatch import Dispatch
from handlers.texts import LANGUAGES, Texts
from handlers.views.letters import letter
from tests.builders import ANNA, MOSCOW

BAD = (
    "Ваш счёт закрыт, войдите на https://evil.example/login",
    "evil.example",
    '<a href="https://evil.example">Анна</a>',
    "Анна\u202e elpmaxe.live //:sptth",
    "security@evil.example",
    "tg://resolve?domain=evil",
    "Анна\r\nBcc: all@example.com",
    "evil\u2024example",
    "evil\uff0eexample",
    "evil。example",
    "x" * 4000,
)


def a_dispatch_of(notice: CodeMail | LinkMail) -> Dispatch:
    return Dispatch(notice, "ru", None)


A_LINK = re.compile(r"https?:|tg:|www\.|\S[.@。．․:/]\S|<|>|\u202e")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BAD)
def test_sec_15_a_letter_with_a_code_has_nothing_of_a_name_in_it(name: str, language: str) -> None:
    texts = Texts(language, MOSCOW)
    plain = letter(a_dispatch_of(CodeMail(to=ANNA, address="a@x.example", code="12345678", asked_by="")), texts)
    said = letter(a_dispatch_of(CodeMail(to=ANNA, address="a@x.example", code="12345678", asked_by=name)), texts)
    assert said == plain
    named = letter(a_dispatch_of(CodeMail(to=ANNA, address="a@x.example", code="12345678", asked_by="anna_5")), texts)
    assert "@anna_5" in named.text


@pytest.mark.parametrize("name", BAD)
def test_sec_15_a_letter_about_a_new_access_carries_no_link_of_a_name(name: str) -> None:
    texts = Texts("en", MOSCOW)
    told = LinkMail(
        person=ANNA,
        of=ClientId("c-1"),
        address="a@x.example",
        client="Romashka",
        name=name,
        username=name,
        proof=Proof.MAIL,
    )
    text = letter(a_dispatch_of(told), texts).text
    first = text.partition(" can now write")[0]
    assert not A_LINK.search(first)
    assert len(first) <= LONGEST_IN_A_LETTER


@given(st.text(max_size=200))
def test_sec_15_no_name_makes_a_link_an_address_or_a_line_of_its_own(name: str) -> None:
    shown = letter_name(name)
    assert not A_LINK.search(shown)
    assert len(shown.splitlines()) == 1
    assert len(shown) <= LONGEST_IN_A_LETTER


def test_a_usual_name_stays_as_it_is() -> None:
    assert letter_name("Жан-Люк О’Нил 2") == "Жан-Люк О’Нил 2"
