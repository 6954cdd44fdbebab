"""Money and working time as people read them (regulation 2.3, 2.4)."""

import pytest

from desk.rules.money import Money
from handlers.texts import Texts
from tests.builders import MOSCOW

MONEY = [
    (150_000, "RUB", "1\u00a0500\u00a0₽", "1,500\u00a0RUB"),
    (150_050, "RUB", "1\u00a0500,50\u00a0₽", "1,500.50\u00a0RUB"),
    (1, "RUB", "0,01\u00a0₽", "0.01\u00a0RUB"),
    (10**9, "RUB", "10\u00a0000\u00a0000\u00a0₽", "10,000,000\u00a0RUB"),
    (99_900, "EUR", "999\u00a0€", "999\u00a0€"),
]


@pytest.mark.parametrize(("amount", "currency", "russian", "english"), MONEY)
def test_2_4_money_is_set_with_spaces_that_do_not_break(amount: int, currency: str, russian: str, english: str) -> None:
    money = Money(amount, currency)
    assert Texts("ru", MOSCOW).money(money) == russian
    assert Texts("en", MOSCOW).money(money) == english


@pytest.mark.parametrize(
    ("minutes", "russian", "english"),
    [
        (0, "0 мин", "0 min"),
        (59, "59 мин", "59 min"),
        (60, "1 ч", "1 h"),
        (90, "1 ч 30 мин", "1 h 30 min"),
        (1440, "24 ч", "24 h"),
    ],
)
def test_2_3_time_is_hours_and_minutes(minutes: int, russian: str, english: str) -> None:
    assert Texts("ru", MOSCOW).minutes(minutes) == russian
    assert Texts("en", MOSCOW).minutes(minutes) == english
