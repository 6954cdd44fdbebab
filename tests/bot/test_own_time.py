"""A client's own time beside the desk's (T7)."""

import pytest

from desk.rules.zones import OFFERED, zone_named
from handlers.texts import LANGUAGES, Texts
from handlers.texts.base import zone_meant
from tests.bot.running import RunningDesk
from tests.bot.test_several_tickets import words_of
from tests.bot.waiting import with_a_ticket
from tests.builders import MOSCOW, at


async def test_t7_both_times_are_told_once_a_client_has_chosen_theirs(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    await desk.anna.writes("/timezone")
    page = await desk.anna.sees("По времени какого города")
    assert len(words_of(page)) == len(OFFERED) + 1
    await desk.anna.presses("Омск", on=page)
    await desk.anna.sees("2 марта (вторник), 12:00 по Москве (15:00 по времени города Омск)")
    await desk.anna.writes("/ticket 1")
    await desk.anna.sees("до 3 марта (среда), 12:00 по Москве (15:00 по времени города Омск)")
    await desk.anna.writes("/timezone")
    await desk.anna.sees("По времени какого города")
    await desk.anna.presses("Только ваше время")
    assert "Омск" not in (await desk.anna.sees("только наше время")).text


async def test_t7_staff_read_the_desks_time_whatever_a_client_chose(desk: RunningDesk) -> None:
    await desk.anna.writes("/timezone vladivostok")
    await desk.anna.sees("19:00 по времени города Владивосток")
    topic = await with_a_ticket(desk)
    card = await desk.boris.sees("Сайт не открывается", topic=topic, anywhere=True)
    assert "Владивосток" not in card.text


async def test_t7_an_unknown_zone_says_what_to_write(desk: RunningDesk) -> None:
    for name in ("Урюпинск", "Moscow/Asia", "../etc/passwd", "UTC"):
        await desk.stepan.writes(f"/timezone {name}")
        await desk.stepan.sees(f"Города «{name}» я не знаю")
    page = await desk.stepan.last()
    assert "я не знаю" in (await desk.stepan.forges_press("z:Mars/Base", on=page)).text


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Asia/Omsk", "Asia/Omsk"),
        (" omsk ", "Asia/Omsk"),
        ("new york", "America/New_York"),
        ("Etc/GMT+3", None),
        ("", None),
        ("nowhere", None),
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city(words: str, zone: str | None) -> None:
    assert zone_named(words) == zone


@pytest.mark.parametrize(
    ("words", "zone"),
    [("Омск", "Asia/Omsk"), (" нью-йорк", "America/New_York"), ("Mars", "Mars")],
)
def test_a_city_may_be_named_in_any_of_our_languages(words: str, zone: str) -> None:
    assert zone_meant(words) == zone


async def test_t7_a_city_is_chosen_by_its_russian_name(desk: RunningDesk) -> None:
    await desk.stepan.writes("/timezone Екатеринбург")
    await desk.stepan.sees("Готово, теперь буду называть оба времени")


@pytest.mark.parametrize("language", LANGUAGES)
def test_t7_every_offered_zone_has_a_name_of_its_own_and_its_date_where_that_is_another(language: str) -> None:
    names = [Texts(language, MOSCOW).city(zone) for zone in OFFERED]
    assert len(set(names)) == len(OFFERED)
    late = Texts(language, MOSCOW, "Asia/Vladivostok").moment(at("2026-03-02 23:00"))
    assert "06:00" in late
    assert ("3 марта" if language == "ru" else "3 March") in late


def test_t7_a_zone_that_is_the_desks_own_or_unknown_adds_nothing() -> None:
    noon = at("2026-03-02 12:00")
    plain = Texts("ru", MOSCOW).moment(noon)
    assert Texts("ru", MOSCOW, "Europe/Moscow").moment(noon) == plain
    assert Texts("ru", MOSCOW, "Mars/Base").moment(noon) == plain
