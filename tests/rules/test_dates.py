"""A day as people write it."""

from datetime import date

import pytest

from desk.rules.dates import day_in

TODAY = date(2027, 3, 2)
"""A Tuesday."""


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("сегодня", TODAY),
        ("Завтра", date(2027, 3, 3)),
        ("послезавтра.", date(2027, 3, 4)),
        ("до пятницы", date(2027, 3, 5)),
        ("в пятницу", date(2027, 3, 5)),
        ("ко вторнику", TODAY),
        ("Tuesday", TODAY),
        ("on Monday", date(2027, 3, 8)),
        ("15.03", date(2027, 3, 15)),
        ("к 15.3.", date(2027, 3, 15)),
        ("до 15.03.2027", date(2027, 3, 15)),
        ("15/03/27", date(2027, 3, 15)),
        ("2027-03-15", date(2027, 3, 15)),
        ("15 марта", date(2027, 3, 15)),
        ("15-го мая 2027 года", date(2027, 5, 15)),
        ("1 мая", date(2027, 5, 1)),
        ("15 March", date(2027, 3, 15)),
        ("by March 15, 2027", date(2027, 3, 15)),
        ("1.03", date(2027, 3, 1)),
        ("15 января", date(2027, 1, 15)),
        ("1.09", date(2027, 9, 1)),
        ("31 августа", date(2027, 8, 31)),
        ("1 сентября 2026", date(2026, 9, 1)),
        ("29.02", date(2028, 2, 29)),
        ("29.02.2028", date(2028, 2, 29)),
        ("31.02", None),
        ("32.01", None),
        ("00.00", None),
        ("99.99.9999", None),
        ("как можно скорее", None),
        ("", None),
        ("15", None),
        ("15 попугаев", None),
        ("1" * 10_000, None),
        ("🙂", None),
    ],
)
def test_a_day_is_read_as_it_is_written_or_not_at_all(words: str, day: date | None) -> None:
    assert day_in(words, TODAY) == day


def test_a_day_without_its_year_near_the_end_of_one_is_the_next() -> None:
    assert day_in("15.01", date(2027, 12, 20)) == date(2028, 1, 15)
    assert day_in("20.12", date(2027, 12, 25)) == date(2027, 12, 20)
