"""What people type as a moment, in both languages, and what is made of it."""

import pytest

from desk.errors import BadWhen
from desk.rules.when import Edge, Wrong, parse_when
from tests.rules.moments import at, office

NOW = at("2026-11-26 14:20:30")
"""A Thursday."""

DESK = office(days={"2026-12-31": None, "2026-12-30": "11:00-17:00"})

MOMENTS = [
    ("tomorrow 15:00", "2026-11-27 15:00"),
    ("завтра 15:00", "2026-11-27 15:00"),
    ("Завтра в 15:00", "2026-11-27 15:00"),
    ("до завтра 15:00", "2026-11-27 15:00"),
    ("tomorrow at 15:00", "2026-11-27 15:00"),
    ("tomorrow, 15:00", "2026-11-27 15:00"),
    ("by tomorrow 3pm", "2026-11-27 15:00"),
    ("tomorrow at 3:30 pm", "2026-11-27 15:30"),
    ("15:00 tomorrow", "2026-11-27 15:00"),
    ("в 15:00 завтра", "2026-11-27 15:00"),
    ("15:00", "2026-11-26 15:00"),
    ("в 15:00", "2026-11-26 15:00"),
    ("к 15", "2026-11-26 15:00"),
    ("до 17", "2026-11-26 17:00"),
    ("at 5 pm", "2026-11-26 17:00"),
    ("today 16:45", "2026-11-26 16:45"),
    ("сегодня", "2026-11-26 18:00"),
    ("today", "2026-11-26 18:00"),
    ("tomorrow", "2026-11-27 18:00"),
    ("завтра", "2026-11-27 18:00"),
    ("завтра к 12", "2026-11-27 12:00"),
    ("завтра в 12 часов", "2026-11-27 12:00"),
    ("завтра 18:00", "2026-11-27 18:00"),
    ("завтра 11:00", "2026-11-27 11:00"),
    ("пн 12:00", "2026-11-30 12:00"),
    ("понедельник", "2026-11-30 18:00"),
    ("в понедельник", "2026-11-30 18:00"),
    ("в следующий понедельник в 12:00", "2026-11-30 12:00"),
    ("к понедельнику", None),
    ("mon 12:00", "2026-11-30 12:00"),
    ("Monday", "2026-11-30 18:00"),
    ("next monday 12:00", "2026-11-30 12:00"),
    ("on Wednesday at 12:30", "2026-12-02 12:30"),
    ("во вторник", "2026-12-01 18:00"),
    ("в среду 13:00", "2026-12-02 13:00"),
    ("пятница", "2026-11-27 18:00"),
    ("в пятницу", "2026-11-27 18:00"),
    ("thu 12:00", "2026-12-03 12:00"),
    ("чт", "2026-12-03 18:00"),
    ("30.11", "2026-11-30 18:00"),
    ("30.11 12:00", "2026-11-30 12:00"),
    ("30.11.2026 12:00", "2026-11-30 12:00"),
    ("30.11.26", "2026-11-30 18:00"),
    ("2026-11-30", "2026-11-30 18:00"),
    ("2026-11-30 18:00", "2026-11-30 18:00"),
    ("2026-11-30T12:00", "2026-11-30 12:00"),
    ("30 ноября", "2026-11-30 18:00"),
    ("30 ноября 2026 в 12:00", "2026-11-30 12:00"),
    ("30 ноября в 12:00", "2026-11-30 12:00"),
    ("Nov 30 12:00", "2026-11-30 12:00"),
    ("30 November", "2026-11-30 18:00"),
    ("1 дек", "2026-12-01 18:00"),
    ("12.01", "2027-01-12 18:00"),
    ("30.12", "2026-12-30 17:00"),
    ("послезавтра", None),
    ("day after tomorrow 12:00", None),
    ("in 2h", "2026-11-26 16:21"),
    ("in 2 hours", "2026-11-26 16:21"),
    ("2h", "2026-11-26 16:21"),
    ("через 2 часа", "2026-11-26 16:21"),
    ("через час", "2026-11-26 15:21"),
    ("in an hour", "2026-11-26 15:21"),
    ("через полчаса", "2026-11-26 14:51"),
    ("in half an hour", "2026-11-26 14:51"),
    ("через 1 час 30 минут", "2026-11-26 15:51"),
    ("1h 30m", "2026-11-26 15:51"),
    ("30min", "2026-11-26 14:51"),
    ("через 30 минут", "2026-11-26 14:51"),
    ("2ч", "2026-11-26 16:21"),
    ("24h", "2026-11-27 14:21"),
    ("1d", "2026-11-27 14:21"),
    ("через день", "2026-11-27 14:21"),
    ("через день в 12:00", "2026-11-27 12:00"),
    ("in 1 day at 12:00", "2026-11-27 12:00"),
    ("через неделю", "2026-12-03 14:21"),
    ("in 2 weeks at 12:00", "2026-12-10 12:00"),
    ("2wh", "2026-11-26 16:21"),
    ("4wh", "2026-11-27 11:21"),
    ("через 4 рабочих часа", "2026-11-27 11:21"),
    ("2wd", "2026-11-30 14:21"),
    ("in 2 working days", "2026-11-30 14:21"),
    ("через 2 рабочих дня", "2026-11-30 14:21"),
    ("через 2 рабочих дня в 12:00", "2026-11-30 12:00"),
]


@pytest.mark.parametrize(("text", "moment"), MOMENTS)
def test_a_moment_is_understood(text: str, moment: str | None) -> None:
    """None: it is understood and refused, or not understood."""
    if moment is None:
        with pytest.raises(BadWhen):
            parse_when(text, NOW, DESK)
        return
    found = parse_when(f"{text} ждём ответа регистратора", NOW, DESK)
    assert (found.at, found.reason) == (at(moment), "ждём ответа регистратора")
    assert parse_when(text, NOW, DESK).reason == ""


REFUSED = [
    ("", Wrong.NOT_UNDERSTOOD),
    ("скоро", Wrong.NOT_UNDERSTOOD),
    ("soon, I hope", Wrong.NOT_UNDERSTOOD),
    ("причина без времени", Wrong.NOT_UNDERSTOOD),
    ("завтракать 15:00", Wrong.NOT_UNDERSTOOD),
    ("monda 12:00", Wrong.NOT_UNDERSTOOD),
    ("15", Wrong.NOT_UNDERSTOOD),
    ("12/31", Wrong.NOT_UNDERSTOOD),
    ("завтра 15.30", Wrong.NOT_UNDERSTOOD),
    ("tomorrow 15-30", Wrong.NOT_UNDERSTOOD),
    ("завтра 15:00 16:00", Wrong.NOT_UNDERSTOOD),
    ("in a moment", Wrong.NOT_UNDERSTOOD),
    ("через 0 часов", Wrong.NOT_UNDERSTOOD),
    ("-2h", Wrong.NOT_UNDERSTOOD),
    ("😀", Wrong.NOT_UNDERSTOOD),
    ("а" * 10_000, Wrong.NOT_UNDERSTOOD),
    ("25:00", Wrong.IMPOSSIBLE),
    ("завтра 15:75", Wrong.IMPOSSIBLE),
    ("tomorrow 13pm", Wrong.IMPOSSIBLE),
    ("31.02 12:00", Wrong.IMPOSSIBLE),
    ("2026-13-01", Wrong.IMPOSSIBLE),
    ("32 ноября", Wrong.IMPOSSIBLE),
    ("15.30", Wrong.IMPOSSIBLE),
    ("14:00", Wrong.PAST),
    ("today 14:20", Wrong.PAST),
    ("25.11", Wrong.PAST),
    ("01.06", Wrong.PAST),
    ("2025-11-30 12:00", Wrong.PAST),
    ("завтра 10:59", Wrong.CLOSED),
    ("tomorrow 18:01", Wrong.CLOSED),
    ("суббота", Wrong.CLOSED),
    ("послезавтра 12:00", Wrong.CLOSED),
    ("31.12", Wrong.CLOSED),
    ("30.12 17:30", Wrong.CLOSED),
    ("in 4h", Wrong.CLOSED),
    ("2d", Wrong.CLOSED),
    ("2027-11-30", Wrong.FAR),
    ("01.03.2027", Wrong.FAR),
    ("200wd", Wrong.FAR),
    ("9999h", Wrong.FAR),
    ("завтра 15:00 " + "а" * 1001, Wrong.LONG),
]


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_what_is_no_moment_is_refused_with_its_reason(text: str, why: Wrong) -> None:
    with pytest.raises(BadWhen) as refused:
        parse_when(text, NOW, DESK)
    assert refused.value.why == why


def test_a_moment_outside_of_working_time_says_which_one_would_do() -> None:
    with pytest.raises(BadWhen) as refused:
        parse_when("суббота 12:00", NOW, DESK)
    assert refused.value.at == at("2026-11-28 12:00").isoformat()
    assert refused.value.instead == at("2026-11-30 11:00").isoformat()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("понедельник", "2026-11-30 11:00"),
        ("завтра", "2026-11-27 11:00"),
        ("суббота", "2026-11-30 11:00"),
        ("in 4h", "2026-11-27 11:00"),
        ("1h", "2026-11-26 15:21"),
        ("завтра 18:00", "2026-11-30 11:00"),
    ],
)
def test_where_a_day_begins_what_falls_outside_moves_to_the_next_opening(text: str, moment: str) -> None:
    assert parse_when(text, NOW, DESK, Edge.OPENING).at == at(moment)


@pytest.mark.parametrize("text", ["завтра 15:00 — ждём", "завтра 15:00: ждём", "завтра 15:00\nждём", "завтра, ждём"])
def test_what_stands_between_the_moment_and_the_reason_belongs_to_neither(text: str) -> None:
    assert parse_when(text, NOW, DESK).reason == "ждём"


def test_a_reason_that_begins_with_a_number_is_no_time() -> None:
    assert parse_when("завтра 15:00 2 сервера в работе", NOW, DESK).reason == "2 сервера в работе"
    assert parse_when("завтра 3 сервера в работе", NOW, DESK).reason == "3 сервера в работе"
