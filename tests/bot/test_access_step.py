"""The protected step beside everything else that a client may do meanwhile (regulation 4.4)."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.vault import new_key
from simulator import Message, Topic
from tests.bot.running import RunningDesk, running_desk
from tests.bot.test_access import PASSWORD, WORD, asked, is_gone
from tests.bot.waiting import with_a_ticket


@pytest.fixture
async def safe(tmp_path: Path) -> AsyncIterator[RunningDesk]:
    """A desk with a key."""
    async with running_desk(tmp_path, VAULT_KEY=new_key()) as running:
        yield running


async def in_the_step(desk: RunningDesk) -> tuple[Topic, Message]:
    topic, request = await asked(desk)
    await desk.anna.presses("Передать защищённо", on=request)
    await desk.anna.sees("Защищённый шаг")
    return topic, request


async def test_sec_21_an_answer_to_a_void_request_is_removed_and_not_relayed(safe: RunningDesk) -> None:
    desk = safe
    topic, request = await asked(desk)
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("решено")
    secret = await desk.anna.writes(PASSWORD, reply_to=request)
    await desk.anna.sees("Доступ больше не нужен")
    await is_gone(desk, secret)
    await desk.boris.sees_nothing_of(WORD, topic=topic, anywhere=True)


async def test_4_4_the_step_stays_open_when_another_form_is_touched(safe: RunningDesk) -> None:
    desk = safe
    topic, request = await asked(desk)
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Вопрос", "Не срочно")
    await desk.anna.sees("одной строкой")
    subject = await desk.anna.writes("Почта")
    await desk.anna.sees("подробно")
    await desk.anna.presses("Передать защищённо", on=request)
    await desk.anna.sees("Защищённый шаг")
    await desk.anna.edits(subject, "Почта не ходит")
    secret = await desk.anna.writes(PASSWORD)
    await desk.anna.sees("Получено и зашифровано")
    await is_gone(desk, secret)
    await desk.boris.sees("передал доступ", topic=topic)
    await desk.anna.presses("Готово")
    await desk.anna.sees("Защищённый шаг закончен")


@pytest.mark.parametrize("typed", ["/start", "/tickets", "/ticket 1", "/help", "/articles", "/new"])
async def test_4_4_another_page_leaves_the_step_and_says_so(safe: RunningDesk, typed: str) -> None:
    desk = safe
    topic, _ = await in_the_step(desk)
    await desk.anna.writes(typed)
    await desk.anna.sees("Вы вышли из защищённого шага, ничего не передано", anywhere=True)
    if typed != "/new":
        await desk.anna.writes("Ещё не работает форма заказа")
        await desk.boris.sees("Ещё не работает форма заказа", topic=topic)


async def test_4_4_an_answer_in_another_ticket_passes_by_the_step(safe: RunningDesk) -> None:
    desk = safe
    await with_a_ticket(desk)
    await desk.files(desk.anna, subject="Почта не приходит")
    second = await desk.room.topic("№2")
    await desk.boris.writes("Какой это ящик?", topic=second)
    question = await desk.anna.sees("Какой это ящик?")
    first = await desk.room.topic("№1")
    await desk.boris.writes("/access FTP", topic=first)
    await desk.anna.presses("Передать защищённо", on=await desk.anna.sees("нужен доступ"))
    await desk.anna.sees("Защищённый шаг")
    await desk.anna.writes("info@romashka.ru", reply_to=question)
    await desk.boris.sees("info@romashka.ru", topic=second)
    secret = await desk.anna.writes(PASSWORD)
    await desk.anna.sees("Получено и зашифровано")
    await is_gone(desk, secret)
    await desk.boris.sees("передал доступ", topic=first)


async def test_4_4_what_was_answered_long_ago_and_is_passed_on_today_is_no_breach(safe: RunningDesk) -> None:
    desk = safe
    topic = await with_a_ticket(desk)
    await desk.anna.writes(f"Почта не ходит, пароль: {WORD}")
    await desk.anna.presses("Отправить как есть", on=await desk.anna.sees("пока не передал"))
    await desk.boris.sees(WORD, topic=topic)
    noticed = await desk.anna.sees("в обращении его видят все")
    await desk.boris.writes("Проверьте, пожалуйста", topic=topic)
    await desk.anna.sees("Проверьте, пожалуйста")
    await desk.passes(hours=26)
    await desk.anna.presses("Передать защищённо", on=noticed)
    await desk.boris.sees("сам передал доступ защищённо", topic=topic)
    await desk.boris.writes("/queue", chat=desk.room)
    line = await desk.boris.sees("клиент ждёт", chat=desk.room)
    assert "клиент ждёт с 3 марта" in line.text
