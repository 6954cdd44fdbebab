"""What an employee types as a price (regulation 2.4)."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import BadPrice
from desk.rules.money import HUNDREDTHS, MOST, Price, Wrong, parse_price


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1500 перенос", 150_000),
        ("1500,50 перенос", 150_050),
        ("1500.5 перенос", 150_050),
        ("0,01 перенос", 1),
        ("1500₽ перенос", 150_000),
        ("1500 руб. перенос", 150_000),
        ("1500 р перенос", 150_000),
        ("1 500 ₽ перенос", 150_000),
        ("12 000,00 руб перенос", 1_200_000),
        ("1\u00a0500 перенос", 150_000),
        ("1\u00a0500\u00a0₽ перенос", 150_000),
        ("1500 РУБ перенос", 150_000),
        ("1500 – перенос", 150_000),
        ("1500: перенос", 150_000),
        ("10000000 перенос", MOST),
    ],
)
def test_2_4_a_price_is_whole_hundredths_however_it_is_typed(typed: str, amount: int) -> None:
    assert parse_price(typed) == Price(amount, "перенос")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", Wrong.NOTHING),
        ("  \n ", Wrong.NOTHING),
        ("перенос 1500", Wrong.NO_NUMBER),
        ("-1500 перенос", Wrong.NO_NUMBER),
        ("1500", Wrong.NO_NOTE),
        ("1500 ₽", Wrong.NO_NOTE),
        ("1500 |счёт 7", Wrong.NO_NOTE),
        ("0 перенос", Wrong.ZERO),
        ("0,00 перенос", Wrong.ZERO),
        ("1 500 перенос", Wrong.UNCLEAR),
        ("500 300 строк", Wrong.UNCLEAR),
        ("1.500.000 перенос", Wrong.UNCLEAR),
        ("1,234 перенос", Wrong.UNCLEAR),
        ("15x перенос", Wrong.UNCLEAR),
        ("1e9 перенос", Wrong.UNCLEAR),
        ("10000000,01 перенос", Wrong.TOO_MUCH),
        ("9" * 5000 + " перенос", Wrong.TOO_MUCH),
        ("1500 " + "п" * 301, Wrong.TOO_LONG),
        ("1500 перенос\n" + "7" * 201, Wrong.TOO_LONG),
        ("١٥٠٠ перенос", Wrong.UNCLEAR),
    ],
)
def test_2_4_what_is_no_price_or_could_be_two_is_not_guessed(typed: str, why: Wrong) -> None:
    with pytest.raises(BadPrice) as refused:
        parse_price(typed)
    assert refused.value.why == why


@pytest.mark.parametrize(
    ("typed", "invoice"),
    [
        ("1500 перенос сайта\nсчёт № 17 от 3 марта", "счёт № 17 от 3 марта"),
        ("1500 перенос сайта | 17", "17"),
        ("1500 перенос сайта https://pay.example/17", "https://pay.example/17"),
        ("1500 перенос сайта", ""),
    ],
)
def test_2_4_an_invoice_is_a_number_or_a_link(typed: str, invoice: str) -> None:
    assert parse_price(typed) == Price(150_000, "перенос сайта", invoice)


@given(st.integers(1, MOST))
def test_2_4_every_price_is_read_as_it_was_written(amount: int) -> None:
    written = f"{amount // HUNDREDTHS},{amount % HUNDREDTHS:02d}"
    assert parse_price(f"{written} перенос").amount == amount


@given(st.text(max_size=60))
def test_2_4_whatever_is_typed_is_a_price_or_a_polite_no(typed: str) -> None:
    with suppress(BadPrice):
        price = parse_price(typed)
        assert 0 < price.amount <= MOST
        assert price.note
