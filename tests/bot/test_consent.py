"""Nothing of a person is kept before they have agreed; what they wrote waits, and goes on by itself."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.vault import new_key
from simulator import Person
from tests.bot.running import RunningDesk, running_desk
from tests.bot.test_several_tickets import words_of
from tests.bot.waiting import with_a_ticket

AGREE = "Согласен / согласна"
TERMS = "https://example.com/privacy"
WORDS = "Хочу перенести сайт к вам, телефон +7 916 123-45-67"


@pytest.fixture
async def careful(tmp_path: Path) -> AsyncIterator[RunningDesk]:
    """A desk whose company has published its terms."""
    async with running_desk(tmp_path, PRIVACY_URL=TERMS, PRIVACY_VERSION="1", VAULT_KEY=new_key()) as running:
        yield running


def kept_of(tmp_path: Path, person: Person) -> list[str]:
    """The lines of the database that have the person's name, username or words in them."""
    signs = (person.name, WORDS, "123-45-67")
    with sqlite3.connect(tmp_path / "desk.db") as database:
        found = [line for line in database.iterdump() if any(sign in line for sign in signs)]
    database.close()
    return found


async def test_sec_41_a_first_message_waits_for_the_consent_and_goes_on_by_itself(
    careful: RunningDesk, tmp_path: Path
) -> None:
    desk = careful
    await desk.stepan.writes(WORDS)
    asked = await desk.stepan.sees("нужно ваше согласие")
    assert words_of(asked) == ["Прочитать условия", AGREE, "Не соглашаться"]
    assert kept_of(tmp_path, desk.stepan) == []
    await desk.stepan.presses(AGREE, on=asked)
    await desk.stepan.sees("Передаю дальше то, что вы написали")
    await desk.stepan.sees("служба поддержки")
    assert words_of(await desk.stepan.looks_at(asked)) == []
    await desk.stepan.writes("/prospect")
    await desk.stepan.sees("Как вас зовут")
    assert kept_of(tmp_path, desk.stepan) != []


async def test_sec_41_all_that_was_written_goes_on_in_its_order_albums_included(careful: RunningDesk) -> None:
    desk = careful
    await desk.viktor.writes("/start")
    await desk.viktor.sees("нужно ваше согласие")
    for number in range(3):
        await desk.viktor.writes(f"Слово номер {number}, и ещё немного слов к нему.")
    await desk.viktor.presses(AGREE)
    await desk.viktor.sees("служба поддержки", anywhere=True)
    await desk.viktor.writes("/prospect")
    for answer in ("Виктор", "+7 916 123-45-67"):
        await desk.viktor.writes(answer)
    await desk.chooses(desk.viktor, "Без файлов")
    page = await desk.viktor.sees("Всё верно?")
    assert page.text.index("номер 0") < page.text.index("номер 1") < page.text.index("номер 2")


@pytest.mark.parametrize("how", ["declines", "is silent", "blocks the bot"])
async def test_sec_41_without_consent_it_is_erased_and_told(careful: RunningDesk, tmp_path: Path, how: str) -> None:
    desk = careful
    await desk.stepan.writes(WORDS)
    await desk.stepan.sees("нужно ваше согласие")
    match how:
        case "declines":
            await desk.stepan.presses("Не соглашаться")
            await desk.stepan.sees("Я стёр то, что вы написали")
        case "is silent":
            await desk.passes(hours=23)
            assert held(tmp_path) == 1
            await desk.passes(hours=1, minutes=1)
            await desk.stepan.sees("За 24 часа вы не ответили")
        case _:
            await desk.stepan.blocks_bot()
            await desk.sim.until(lambda: held(tmp_path) == 0)
    assert held(tmp_path) == 0
    assert kept_of(tmp_path, desk.stepan) == []
    if how != "blocks the bot":
        await desk.stepan.writes("Передумал")
        await desk.sim.until(lambda: held(tmp_path) == 1)
        await desk.stepan.sees("нужно ваше согласие")


def held(tmp_path: Path) -> int:
    with sqlite3.connect(tmp_path / "desk.db") as database:
        (number,) = database.execute("SELECT count(*) FROM inbox WHERE state = 'held' AND raw <> ''").fetchone()
    database.close()
    return int(number)


async def test_sec_41_it_waits_across_a_restart(careful: RunningDesk) -> None:
    desk = careful
    await desk.stepan.writes("/start")
    await desk.stepan.sees("нужно ваше согласие")
    await desk.restart()
    await desk.stepan.presses(AGREE)
    await desk.stepan.sees("служба поддержки")


async def test_sec_41_a_new_version_is_asked_about_and_holds_up_no_open_ticket(
    careful: RunningDesk, tmp_path: Path
) -> None:
    desk = careful
    await desk.anna.writes("/start")
    await desk.anna.presses(AGREE, on=await desk.anna.sees("нужно ваше согласие"))
    await desk.anna.sees("служба поддержки")
    topic = await with_a_ticket(desk)
    await desk.stop()
    desk.settings = replace_settings(desk, privacy_version="2")
    await desk.start()
    await desk.anna.writes("Ещё вот что по сайту")
    await desk.boris.sees("Ещё вот что по сайту", topic=topic)
    asked = await desk.anna.sees("Изменились условия", anywhere=True)
    await desk.anna.writes("И ещё вот что")
    await desk.boris.sees("И ещё вот что", topic=topic)
    assert len([one for one in await desk.anna.chat.messages() if "Изменились условия" in one.text]) == 1
    await desk.anna.presses(AGREE, on=asked)
    await desk.anna.sees("Спасибо, записал")
    with sqlite3.connect(tmp_path / "desk.db") as database:
        versions = database.execute("SELECT version, url FROM consents ORDER BY id").fetchall()
    database.close()
    assert versions == [("1", TERMS), ("2", TERMS)]


def replace_settings(desk: RunningDesk, **changes: object) -> Settings:
    return desk.settings.model_copy(update=changes)


async def test_sec_41_without_an_open_ticket_a_new_version_comes_first(careful: RunningDesk) -> None:
    desk = careful
    await desk.stepan.writes("/start")
    await desk.stepan.presses(AGREE, on=await desk.stepan.sees("нужно ваше согласие"))
    await desk.stepan.sees("служба поддержки")
    await desk.stop()
    desk.settings = replace_settings(desk, privacy_version="2")
    await desk.start()
    await desk.stepan.writes("/help")
    asked = await desk.stepan.sees("спрашиваю ещё раз")
    assert (await desk.stepan.forges_press("ag:yes:1", on=asked)).text.startswith("Эта страница устарела")
    await desk.stepan.sees_nothing_of("Как это работает", anywhere=True)
    await desk.stepan.presses(AGREE, on=asked)
    await desk.stepan.sees("Передаю дальше")


async def test_sec_41_employees_and_managers_are_not_asked(careful: RunningDesk) -> None:
    desk = careful
    await desk.boris.writes("/queue", chat=desk.room)
    await desk.boris.sees("Открытых обращений здесь нет", chat=desk.room)
    for person in (desk.olga, desk.boris):
        await person.writes("/start")
        await person.sees("служба поддержки")


async def test_sec_41_buttons_and_edits_do_nothing_before_the_consent(careful: RunningDesk, tmp_path: Path) -> None:
    desk = careful
    written = await desk.stepan.writes("Здравствуйте")
    asked = await desk.stepan.sees("нужно ваше согласие")
    assert "Сначала, пожалуйста" in (await desk.stepan.forges_press("m:prospect", on=asked)).text
    await desk.stepan.edits(written, WORDS)
    await desk.sim.until(lambda: held(tmp_path) == 2)
    assert kept_of(tmp_path, desk.stepan) == []


async def test_sec_32_before_the_consent_only_so_much_is_kept_and_that_is_told(
    careful: RunningDesk, tmp_path: Path
) -> None:
    desk = careful
    for number in range(52):
        await desk.stepan.writes(f"Сообщение {number}")
    await desk.stepan.sees("не больше 50 сообщений")
    assert held(tmp_path) == 50


async def test_sec_41_in_english_and_without_terms_nobody_is_asked(tmp_path: Path, desk: RunningDesk) -> None:
    await desk.stepan.writes("/start")
    await desk.stepan.sees("служба поддержки")
    await desk.stepan.sees_nothing_of("согласие на обработку", anywhere=True)
