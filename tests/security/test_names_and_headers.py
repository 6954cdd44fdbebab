"""Names, headers of letters, and sealed values, as somebody who means ill would have them."""

from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mailer import Mailer
from bot.vault import KeyRing, new_key, read_keys
from desk.rules.people import LONGEST_NAME, clean_name
from desk.rules.vault import Unsealable
from handlers.texts.base import escape
from handlers.views.letters import Letter
from tests.bot.test_settings import settings


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Анна \u202eтжрепдоп\u202c", "Анна тжрепдоп"),
        ("\u200bАн\u200cна\ufeff", "Анна"),
        ("Анна\nБорис: решено", "Анна Борис: решено"),
        ("\u2066\u2069", "?"),
        ("👩\u200d💻 Вера", "👩\u200d💻 Вера"),
        ("а" * 500, "а" * LONGEST_NAME),
    ],
)
def test_sec_15_a_name_turns_hides_and_breaks_nothing(name: str, shown: str) -> None:
    assert clean_name(name) == shown


@given(st.text(max_size=300))
def test_sec_15_whatever_a_name_is_it_is_one_short_line_without_markup(name: str) -> None:
    shown = clean_name(name)
    assert 0 < len(shown) <= LONGEST_NAME
    assert len(shown.splitlines()) == 1
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f")
    assert "<" not in escape(shown)


def test_sec_22_a_sealed_value_opens_with_its_key_for_what_it_was_sealed_for_only() -> None:
    old, new = new_key(), new_key()
    ring = KeyRing(read_keys(old))
    sealed = ring.seal("Zz9-Tarantula", "access 1 2 3")
    assert "Tarantula" not in sealed
    assert sealed != ring.seal("Zz9-Tarantula", "access 1 2 3")
    assert KeyRing(read_keys(f"{new},{old}")).unseal(sealed, "access 1 2 3") == "Zz9-Tarantula"
    for keys, about in ((old, "access 1 2 4"), (old, "access 2 2 3"), (new, "access 1 2 3")):
        with pytest.raises(Unsealable):
            KeyRing(read_keys(keys)).unseal(sealed, about)
    with pytest.raises(Unsealable):
        ring.unseal(sealed[:-4] + "AAA=", "access 1 2 3")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85", "\x0b"])
def test_sec_34_no_word_of_a_client_breaks_the_headers_of_a_letter(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mailer = Mailer(settings(monkeypatch, SMTP_URL="smtp://mail.example.com", MAIL_FROM="desk@example.com"))
    subject = f"Ответ на «Сайт{end}Bcc: eva@example.com{end}{end}Новый пароль»"
    letter = mailer._message(Letter(to="anna@example.com", subject=subject, text="Слова"))
    read = message_from_bytes(letter.as_bytes(), policy=default)
    assert read["Subject"] == "Ответ на «Сайт Bcc: eva@example.com Новый пароль»"
    assert read["Bcc"] is None
    assert read.get_content().strip() == "Слова"


def test_sec_34_an_address_that_would_break_the_headers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    mailer = Mailer(settings(monkeypatch, SMTP_URL="smtp://mail.example.com", MAIL_FROM="desk@example.com"))
    with pytest.raises(ValueError, match="linefeed or carriage return"):
        mailer._message(Letter(to="anna@example.com\r\nBcc: eva@example.com", subject="Код", text="1"))
