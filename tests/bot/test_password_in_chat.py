"""A password in an ordinary message waits for its author's word, and they can take it out later (regulation 4.4)."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.vault import new_key
from simulator import Message
from tests.bot.running import RunningDesk, running_desk
from tests.bot.test_several_tickets import words_of
from tests.bot.waiting import copies, with_a_ticket

NOTICED = "в обращении его видят все"
WORD = "Zz9-Tarantula-77"
WORDS = f"Почта не ходит.\nпароль: {WORD}\nПосмотрите, пожалуйста."


@pytest.fixture
async def safe(tmp_path: Path) -> AsyncIterator[RunningDesk]:
    """A desk with a key."""
    async with running_desk(tmp_path, VAULT_KEY=new_key()) as running:
        yield running


async def is_gone(desk: RunningDesk, message: Message) -> None:
    async def deleted() -> bool:
        return message.message_id not in [one.message_id for one in await desk.anna.chat.messages()]

    await desk.sim.until(deleted)


async def sent_as_it_is(desk: RunningDesk) -> None:
    """What waits goes on as its author says."""
    await desk.anna.presses("Отправить как есть", on=await desk.anna.sees("пока не передал"))


def in_tables(tmp_path: Path) -> bool:
    with sqlite3.connect(tmp_path / "desk.db") as database:
        found = any(WORD in line or "tarantula" in line for line in database.iterdump())
    database.close()
    return found


async def test_4_4_it_is_relayed_noticed_at_once_and_removed_everywhere(desk: RunningDesk, tmp_path: Path) -> None:
    topic = await with_a_ticket(desk)
    written = await desk.anna.writes(WORDS)
    await sent_as_it_is(desk)
    copy = await desk.boris.sees(WORD, topic=topic)
    noticed = await desk.anna.sees(NOTICED)
    assert noticed.reply_to == written.message_id
    assert words_of(noticed) == ["Убрать"]
    assert (await desk.anna.presses("Убрать", on=noticed)).text == "Готово"
    await is_gone(desk, written)
    await desk.boris.sees("Почта не ходит.\nпароль: •••\nПосмотрите, пожалуйста.", topic=topic)
    assert WORD not in (await desk.boris.looks_at(copy)).text
    await desk.boris.sees("Клиент (Анна Смирнова) убрал пароль", topic=topic)
    assert not in_tables(tmp_path)
    assert (await desk.anna.presses("Убрать", on=noticed)).text == "Это уже сделано"


async def test_4_4_it_is_passed_on_protected_to_whoever_takes_it(safe: RunningDesk, tmp_path: Path) -> None:
    desk = safe
    await desk.vera.writes("/start")
    topic = await with_a_ticket(desk)
    written = await desk.anna.writes(WORDS)
    await sent_as_it_is(desk)
    await desk.boris.sees(WORD, topic=topic)
    noticed = await desk.anna.sees(NOTICED)
    assert words_of(noticed) == ["Передать защищённо", "Убрать"]
    await desk.anna.presses("Передать защищённо", on=noticed)
    await is_gone(desk, written)
    offer = await desk.boris.sees("сам передал доступ защищённо", topic=topic)
    await desk.boris.sees("пароль: •••", topic=topic, anywhere=True)
    assert not in_tables(tmp_path)
    await desk.vera.presses("Беру себе", on=offer)
    assert "только сотруднику" in (await desk.boris.presses("Беру себе", on=offer)).text
    waits = await desk.vera.sees("клиент передал доступ")
    await desk.vera.presses("Показать один раз", on=waits)
    shown = await desk.vera.sees(WORD)
    assert shown.text == f"пароль: {WORD}"


def a_key(letter: str) -> str:
    lines = "\n".join(letter * 64 for _ in range(30))
    return f"-----BEGIN PRIVATE KEY-----\n{lines}\n-----END PRIVATE KEY-----"


@pytest.mark.parametrize("is_asked", [False, True])
async def test_4_4_two_long_keys_at_once_are_passed_on_whole_in_two_pieces(safe: RunningDesk, is_asked: bool) -> None:
    desk, keys = safe, [a_key("k"), a_key("j")]
    words = "\n".join(keys)
    assert 4000 < len(words) <= 4096
    await desk.boris.writes("/start")
    topic = await with_a_ticket(desk)
    if is_asked:
        await desk.boris.writes("/access ключи", topic=topic)
        await desk.anna.sees("нужен доступ")
    written = await desk.anna.writes(words)
    await desk.anna.presses("Передать защищённо", on=await desk.anna.sees("пока не передал"))
    await is_gone(desk, written)
    if not is_asked:
        for offer in await both(desk, topic, "сам передал доступ защищённо"):
            await desk.boris.presses("Беру себе", on=offer)
    for waits in await both(desk, desk.boris.chat, "клиент передал доступ"):
        await desk.boris.presses("Показать один раз", on=waits)
    assert sorted(message.text for message in await both(desk, desk.boris.chat, "-----BEGIN")) == sorted(keys)


async def both(desk: RunningDesk, where: Any, words: str) -> list[Message]:
    async def there() -> bool:
        return len(await copies(where, words)) == 2

    await desk.sim.until(there)
    return await copies(where, words)


async def test_4_4_what_an_employee_has_asked_for_goes_to_that_employee(safe: RunningDesk) -> None:
    desk = safe
    await desk.boris.writes("/start")
    topic = await with_a_ticket(desk)
    await desk.boris.writes("/access почта", topic=topic)
    await desk.anna.sees("нужен доступ")
    await desk.anna.writes(WORDS)
    await sent_as_it_is(desk)
    await desk.anna.presses("Передать защищённо", on=await desk.anna.sees(NOTICED))
    await desk.boris.presses("Показать один раз", on=await desk.boris.sees("клиент передал доступ"))
    await desk.boris.sees(WORD)


async def test_4_4_speaking_about_a_password_is_relayed_without_a_word(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    for words in ("Не помню пароль от почты", "Пароль: не подходит"):
        await desk.anna.writes(words)
        await desk.boris.sees(words, topic=topic)
    await desk.anna.sees_nothing_of("Похоже", anywhere=True)


async def test_4_4_a_caption_and_an_edit_are_noticed_too(desk: RunningDesk, tmp_path: Path) -> None:
    topic = await with_a_ticket(desk)
    photo = await desk.anna.sends_photo(f"пароль: {WORD}")
    await sent_as_it_is(desk)
    await desk.boris.sees(WORD, topic=topic, kind="photo")
    await desk.anna.presses("Убрать", on=await desk.anna.sees(NOTICED))
    await is_gone(desk, photo)
    await desk.boris.sees("пароль: •••", topic=topic, kind="photo", anywhere=True)
    plain = await desk.anna.writes("Вот доступ")
    await desk.boris.sees("Вот доступ", topic=topic)
    await desk.anna.edits(plain, f"Вот доступ, пароль: {WORD}")
    await sent_as_it_is(desk)
    await desk.anna.presses("Убрать", on=await desk.anna.sees(NOTICED))
    await is_gone(desk, plain)
    await desk.boris.sees("Вот доступ, пароль: •••", topic=topic, anywhere=True)
    assert not in_tables(tmp_path)


async def test_4_4_in_a_form_it_can_be_taken_out_before_anybody_reads_it(desk: RunningDesk, tmp_path: Path) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Вопрос", "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Почта")
    await desk.anna.sees("подробно")
    written = await desk.anna.writes(WORDS)
    noticed = await desk.anna.sees("В обращении ему лучше не быть")
    await desk.anna.presses("Убрать", on=noticed)
    await is_gone(desk, written)
    await desk.chooses(desk.anna, "Без файлов")
    page = await desk.anna.sees("Всё верно?")
    assert "пароль: •••" in page.text
    await desk.anna.presses("Отправить")
    await desk.anna.sees("принято")
    topic = await desk.room.topic("№1")
    await desk.boris.sees("пароль: •••", topic=topic)
    assert not in_tables(tmp_path)
    assert "устарела" in (await desk.anna.presses("Убрать", on=noticed)).text


async def test_4_4_after_it_was_filed_the_card_follows_as_well(desk: RunningDesk, tmp_path: Path) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Вопрос", "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Почта")
    await desk.anna.sees("подробно")
    written = await desk.anna.writes(WORDS)
    await desk.chooses(desk.anna, "Без файлов", "Отправить")
    noticed = await desk.anna.sees("в обращении его видят все сотрудники")
    topic = await desk.room.topic("№1")
    await desk.boris.sees(WORD, topic=topic)
    await desk.anna.presses("Убрать", on=noticed)
    await is_gone(desk, written)
    await desk.boris.sees("пароль: •••", topic=topic)
    assert not in_tables(tmp_path)


async def test_4_4_nobody_removes_the_words_of_another(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.anna.writes(WORDS)
    await sent_as_it_is(desk)
    await desk.anna.sees(NOTICED)
    await desk.stepan.writes("/start")
    page = await desk.stepan.sees("служба поддержки")
    for data in ("vk:remove:1", "vk:remove:2", "vk:protect:2", "vk:clean:1", "vk:remove:77"):
        await desk.stepan.forges_press(data, on=page)
    await desk.boris.sees_nothing_of("убрал пароль", topic=topic, anywhere=True)


async def test_4_4_in_english(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        topic = await with_a_ticket(desk)
        await desk.anna.writes("/language")
        await desk.anna.presses("English")
        await desk.anna.writes(f"password: {WORD}")
        await desk.anna.presses("Send as it is", on=await desk.anna.sees("I have not passed it on yet"))
        await desk.boris.sees(WORD, topic=topic)
        await desk.anna.presses("Remove it", on=await desk.anna.sees("There seems to be a password in this message"))
        await desk.boris.sees("password: •••", topic=topic, anywhere=True)
