"""When a request came, as staff type it (regulation 2.3, T9)."""

from datetime import UTC, datetime

import pytest

from desk.rules.came import WrongTime, parse_came
from tests.builders import MOSCOW, at

NOW = at("2026-03-03 12:00")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10:40", "2026-03-03 10:40"),
        ("в 10:40", "2026-03-03 10:40"),
        ("12:00", "2026-03-03 12:00"),
        ("сегодня 9:05", "2026-03-03 09:05"),
        ("Вчера  17:30", "2026-03-02 17:30"),
        ("вчера в 17:30", "2026-03-02 17:30"),
        ("yesterday at 17:30", "2026-03-02 17:30"),
        ("позавчера 23:59", "2026-03-01 23:59"),
        ("27.02 10:40", "2026-02-27 10:40"),
        ("27.02.2026 10:40", "2026-02-27 10:40"),
        ("27.02.26, 10:40", "2026-02-27 10:40"),
        ("2026-02-27 10:40", "2026-02-27 10:40"),
        ("2026-02-27, 10:40", "2026-02-27 10:40"),
    ],
)
def test_2_3_times_are_read_as_people_write_them(typed: str, meant: str) -> None:
    assert parse_came(typed, NOW, MOSCOW).at == at(meant)


def test_2_3_now_is_now() -> None:
    assert parse_came("сейчас", NOW, MOSCOW).at == NOW


def test_2_3_in_january_december_is_that_of_last_year() -> None:
    assert parse_came("27.12 10:40", at("2026-01-05 12:00"), MOSCOW).at == at("2025-12-27 10:40")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", WrongTime.UNREADABLE),
        ("давно", WrongTime.UNREADABLE),
        ("вчера 27.02 10:40", WrongTime.UNREADABLE),
        ("25:10", WrongTime.UNREADABLE),
        ("10:60", WrongTime.UNREADABLE),
        ("31.02 10:00", WrongTime.UNREADABLE),
        ("0000-01-01 10:00", WrongTime.UNREADABLE),
        ("١٠:٤٠", WrongTime.UNREADABLE),
        ("x" * 10_000, WrongTime.UNREADABLE),
        ("вчера", WrongTime.NO_CLOCK),
        ("27.02", WrongTime.NO_CLOCK),
        ("10.40", WrongTime.NO_CLOCK),
        ("12:01", WrongTime.FUTURE),
        ("04.03 10:00", WrongTime.FUTURE),
        ("2030-01-01 10:00", WrongTime.FUTURE),
        ("01.02.2026 11:59", WrongTime.TOO_OLD),
        ("2020-01-01 10:00", WrongTime.TOO_OLD),
    ],
)
def test_2_3_what_is_no_such_time_says_why(typed: str, why: WrongTime) -> None:
    assert parse_came(typed, NOW, MOSCOW).wrong is why


def test_2_3_a_time_is_utc_like_every_other() -> None:
    came = parse_came("10:40", NOW, MOSCOW).at
    assert came is not None
    assert came.tzinfo is UTC
    assert came == datetime(2026, 3, 3, 7, 40, tzinfo=UTC)
