"""An unsolicited password is passed on by its author's word only, and never erased by a guess. Source: security 24."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.vault import new_key
from simulator import Message
from tests.bot.running import RunningDesk, running_desk
from tests.bot.test_password_in_chat import WORD, WORDS, in_tables, is_gone
from tests.bot.test_several_tickets import words_of
from tests.bot.waiting import with_a_ticket

HELD = "пока не передал"


@pytest.fixture
async def safe(tmp_path: Path) -> AsyncIterator[RunningDesk]:
    """A desk with a key."""
    async with running_desk(tmp_path, VAULT_KEY=new_key()) as running:
        yield running


async def asked(desk: RunningDesk, written: Message) -> Message:
    question = await desk.anna.sees(HELD)
    assert question.reply_to == written.message_id
    return question


def choice_in(tmp_path: Path) -> int:
    """The number of the one message that waits for its author's word."""
    with sqlite3.connect(tmp_path / "desk.db") as database:
        ((choice,),) = database.execute("SELECT choice FROM inbox WHERE state = 'asked'").fetchall()
    database.close()
    return int(choice)


async def test_sec_24_it_waits_staff_know_and_it_goes_on_as_it_is_by_the_clients_word(safe: RunningDesk) -> None:
    desk = safe
    topic = await with_a_ticket(desk)
    question = await asked(desk, await desk.anna.writes(WORDS))
    assert words_of(question) == ["Передать защищённо", "Отправить как есть", "Не отправлять"]
    await desk.boris.sees("Сообщение клиента (Анна Смирнова) ждёт его решения", topic=topic)
    await desk.anna.writes("А вот и следующее")
    await desk.boris.sees("А вот и следующее", topic=topic)
    await desk.boris.sees_nothing_of(WORD, topic=topic, anywhere=True)
    assert (await desk.anna.presses("Отправить как есть", on=question)).text == "Готово"
    await desk.boris.sees(WORD, topic=topic)
    assert words_of(await desk.anna.looks_at(question)) == []


async def test_sec_24_protected_the_password_goes_to_one_employee_and_the_rest_to_all(
    safe: RunningDesk, tmp_path: Path
) -> None:
    desk = safe
    await desk.vera.writes("/start")
    topic = await with_a_ticket(desk)
    written = await desk.anna.writes(WORDS)
    question = await asked(desk, written)
    assert not in_tables(tmp_path)
    await desk.anna.presses("Передать защищённо", on=question)
    await is_gone(desk, written)
    await desk.boris.sees("Почта не ходит.\nпароль: •••\nПосмотрите, пожалуйста.", topic=topic, anywhere=True)
    offer = await desk.boris.sees("сам передал доступ защищённо", topic=topic, anywhere=True)
    assert not in_tables(tmp_path)
    await desk.vera.presses("Беру себе", on=offer)
    await desk.vera.presses("Показать один раз", on=await desk.vera.sees("клиент передал доступ"))
    assert (await desk.vera.sees(WORD)).text == f"пароль: {WORD}"
    await desk.boris.sees_nothing_of(WORD, topic=topic, anywhere=True)


async def test_sec_24_the_client_can_take_it_back(safe: RunningDesk, tmp_path: Path) -> None:
    desk = safe
    topic = await with_a_ticket(desk)
    question = await asked(desk, await desk.anna.writes(WORDS))
    choice = choice_in(tmp_path)
    await desk.anna.presses("Не отправлять", on=question)
    await desk.boris.sees("решил не отправлять", topic=topic)
    assert (await desk.anna.forges_press(f"hp:send:{choice}:1", on=question)).text == "Это уже сделано"
    assert not in_tables(tmp_path)
    with sqlite3.connect(tmp_path / "desk.db") as database:
        assert database.execute("SELECT count(*) FROM inbox WHERE raw <> ''").fetchone() == (0,)
    database.close()


async def test_sec_24_without_a_choice_it_waits_across_restarts_and_its_author_is_reminded_once(
    safe: RunningDesk,
) -> None:
    desk = safe
    topic = await with_a_ticket(desk)
    await asked(desk, await desk.anna.writes(WORDS))
    await desk.restart()
    await desk.passes(minutes=11)
    again = await desk.anna.sees("всё ещё ждёт")
    await desk.passes(hours=3)
    assert len([one for one in await desk.anna.chat.messages() if "всё ещё ждёт" in one.text]) == 1
    await desk.restart()
    await desk.anna.presses("Отправить как есть", on=again)
    await desk.boris.sees(WORD, topic=topic)


async def test_sec_24_without_a_key_it_is_sent_or_not(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    question = await asked(desk, await desk.anna.sends_photo(f"пароль: {WORD}"))
    assert words_of(question) == ["Отправить как есть", "Не отправлять"]
    await desk.boris.sees_nothing_of(WORD, topic=topic, anywhere=True)
    await desk.anna.presses("Отправить как есть", on=question)
    await desk.boris.sees(WORD, topic=topic, kind="photo")


async def test_sec_24_an_edit_that_brings_a_password_waits_too(safe: RunningDesk, tmp_path: Path) -> None:
    desk = safe
    topic = await with_a_ticket(desk)
    plain = await desk.anna.writes("Вот доступ")
    await desk.boris.sees("Вот доступ", topic=topic)
    await desk.anna.edits(plain, f"Вот доступ, пароль: {WORD}")
    question = await asked(desk, plain)
    await desk.boris.sees_nothing_of(WORD, topic=topic, anywhere=True)
    await desk.anna.presses("Передать защищённо", on=question)
    await desk.boris.sees("Вот доступ, пароль: •••", topic=topic, anywhere=True)
    await is_gone(desk, plain)
    assert not in_tables(tmp_path)


async def test_sec_24_nobody_decides_about_the_message_of_another(safe: RunningDesk, tmp_path: Path) -> None:
    desk = safe
    topic = await with_a_ticket(desk)
    await asked(desk, await desk.anna.writes(WORDS))
    choice = choice_in(tmp_path)
    await desk.stepan.writes("/start")
    page = await desk.stepan.sees("служба поддержки")
    for act in ("send", "protect", "drop"):
        assert (await desk.stepan.forges_press(f"hp:{act}:{choice}:1", on=page)).text == "Это уже сделано"
    await desk.boris.sees_nothing_of(WORD, topic=topic, anywhere=True)


async def test_sec_24_with_several_tickets_it_is_asked_before_the_place_is(safe: RunningDesk) -> None:
    desk = safe
    await with_a_ticket(desk)
    await desk.files(desk.anna, subject="Другое обращение")
    question = await asked(desk, await desk.anna.writes(WORDS))
    await desk.anna.presses("Отправить как есть", on=question)
    await desk.anna.sees("К какому обращению", anywhere=True)
