"""Which messages hold a password (regulation 4.4)."""

from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.passwords import HIDDEN, holds_password, password_lines, without_passwords

TELLING = {
    "пароль: qwerty": "qwerty",
    "Пароль: Qwerty12": "Qwerty12",
    "пароль - Kolibri-5": "Kolibri-5",
    "пароль — Kolibri5!": "Kolibri5!",
    "Пароль=hunter2": "hunter2",
    "пароль qwerty123": "qwerty123",
    "мой пароль Zz9-Tarantula": "Zz9-Tarantula",
    "пароль такой: Котик2024": "Котик2024",
    "пароль это Kotik2024": "Kotik2024",
    "пароль от почты: Lada2110": "Lada2110",
    "пароль от почты info@romashka.ru: Lada2110": "Lada2110",
    "Логин: admin\nПароль: s3cr3t": "s3cr3t",
    "логин admin, пароль\u00a0: s3cr3t": "s3cr3t",
    "логин/пароль: admin/s3cr3t": "s3cr3t",
    "Логин и пароль: admin s3cr3t": "s3cr3t",
    "Логин: admin / Qwerty12": "Qwerty12",
    "доступы: root / Gfhjkm77": "Gfhjkm77",
    "Пароль:\nGfhjkm77": "Gfhjkm77",
    "пароль: 12345678": "12345678",
    "пароль «Gfhjkm77»": "Gfhjkm77",
    "зайдите с паролем Gfhjkm77": "Gfhjkm77",
    "пин-код: 4821": "4821",
    "токен: a8f5f167f44f4964e6c998dee827110c": "a8f5f167f44f4964e6c998dee827110c",
    "password: hunter2": "hunter2",
    "Password is Qwerty12!": "Qwerty12!",
    "my password is correcthorse7": "correcthorse7",
    "pass: abcd": "abcd",
    "pass Zz9!xx": "Zz9!xx",
    "user root pwd Gfhjkm77": "Gfhjkm77",
    "DB_PASSWORD=p@ss": "p@ss",
    "export PGPASSWORD='Gfhjkm77'": "Gfhjkm77",
    '{"password": "Gfhjkm77"}': "Gfhjkm77",
    "api_key = 0f1e2d3c4b5a": "0f1e2d3c4b5a",
    "ftp://anna:hunter2@romashka.ru/www": "hunter2",
    "anna:hunter2@ftp.romashka.ru": "hunter2",
    "postgresql+asyncpg://desk:s3cret@db.local/desk": "s3cret",
    "mysql -u root -pGfhjkm77 shop": "Gfhjkm77",
    "123456789:AAE0123456789012345678901234567890ab": "AAE0123456789012345678901234567890ab",
    "ghp_0123456789012345678901234567890123456789": "ghp_0123456789012345678901234567890123456789",
    "AKIAIOSFODNN7EXAMPLE": "AKIAIOSFODNN7EXAMPLE",
    "Authorization: Bearer abcdefghijklmnopqrstuvwxyz": "abcdefghijklmnopqrstuvwxyz",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.c2lnbmF0dXJlLXNpZw": "eyJhbGciOiJIUzI1NiJ9",
    "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----": "b3Blbn",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA": "MIIEow",
}
"""A message, and what must not be left of it."""

SPEAKING = [
    "не помню пароль",
    "Забыл пароль",
    "забыл пароль Windows10",
    "Пароль не подходит",
    "пароль: не подходит",
    "Пароль: неверный",
    "пароль: забыл",
    "Как сменить пароль?",
    "смена пароля",
    "нужен новый пароль от почты",
    "пароль от почты потерялся",
    "Пришлите пароль на support@romashka.ru",
    "пароль 8 символов, не меньше",
    "сменил пароль 12.03.2026, теперь не пускает",
    "забыл пароль: romashka.ru",
    "Пароль: ********",
    "пароль: <ваш пароль>",
    "пароль wi-fi не работает",
    "пароль прислал вам в защищённом шаге",
    "логин и пароль скинул коллеге",
    "Логин: admin, пароль забыл",
    "Доступ: закрыт",
    "доступ есть с 10:00 до 18:00",
    "токен не приходит",
    "I forgot my password",
    "password reset does not work",
    "The password is wrong",
    "Password: required",
    "password: incorrect",
    "password - expired",
    "your password must have 8 characters",
    "pass the message on, please",
    "a compass: north",
    "bypass: enabled",
    "token expired",
    "API key: where do I find it?",
    "Время: 10:30@офис",
    "romashka.ru:443",
    "https://romashka.ru:8443/login?next=/password",
    "anna@romashka.ru",
    "встреча в 10:00@romashka",
    "Сайт не открывается с утра, ошибка 502",
    "",
    "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkq\n-----END PUBLIC KEY-----",
]


@pytest.mark.parametrize("text", TELLING)
def test_4_4_a_password_is_noticed_and_can_be_taken_out(text: str) -> None:
    assert holds_password(text)
    hidden = without_passwords(text)
    assert TELLING[text] not in hidden
    assert HIDDEN in hidden
    assert not holds_password(hidden)
    assert TELLING[text] in password_lines(text)


@pytest.mark.parametrize("text", SPEAKING)
def test_4_4_speaking_about_passwords_is_none(text: str) -> None:
    assert not holds_password(text)
    assert without_passwords(text) == text


def test_4_4_what_stands_beside_a_password_is_kept() -> None:
    text = "Сайт лежит с утра.\nЛогин: admin\nПароль: Gfhjkm77\nПомогите, пожалуйста."
    assert without_passwords(text) == f"Сайт лежит с утра.\nЛогин: admin\nПароль: {HIDDEN}\nПомогите, пожалуйста."
    assert password_lines(text) == "Логин: admin\nПароль: Gfhjkm77"


@given(st.text(max_size=300))
def test_4_4_whatever_is_hidden_holds_nothing_any_more(text: str) -> None:
    assert not holds_password(without_passwords(text))


@pytest.mark.parametrize(
    "piece",
    [
        "mysql ",
        "mysqlmysql",
        "sshpass -",
        "password ",
        "password a b c d ",
        "login: a",
        "token=",
        "eyJ",
        "a:b@",
        "пароль",
        "Bearer ",
        "12345678:",
        "ghp_",
    ],
)
def test_4_4_no_words_take_long_to_look_through(piece: str) -> None:
    """A text four times as long takes about four times as long, whatever it is made of; more would be a weapon."""

    def seconds(size: int) -> float:
        text = (piece * size)[:size]
        took = []
        for _ in range(5):
            begin = thread_time()  # of this thread alone: the machine may be busy with other tests
            holds_password(text)
            took.append(thread_time() - begin)
        return min(took)

    assert seconds(32_768) < max(12 * seconds(8_192), 0.02)
