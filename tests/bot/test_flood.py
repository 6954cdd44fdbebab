"""Too much at once, as the client and staff see it (regulation 2.1)."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.running import RunningDesk, running_desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[RunningDesk]:
    async with running_desk(tmp_path, FLOOD_MESSAGES="5/60s", FLOOD_TICKETS="2/1h", FLOOD_PROSPECTS="1/1h") as running:
        await running.signs_in(running.anna, "anna@example.com")
        await running.files(running.anna)
        yield running


async def test_2_1_who_writes_too_fast_is_told_once_and_nothing_is_lost(desk: RunningDesk) -> None:
    topic = await desk.room.topic("№1")
    for number in range(1, 13):
        await desk.anna.writes(f"Строка {number}.")
    told = await desk.anna.sees("Вы пишете быстрее, чем мы успеваем читать. Ничего не потеряется")
    assert "обращение №1" in told.text
    await desk.boris.sees("Строка 5.", topic=topic)
    await desk.boris.sees_nothing_of("Строка 7.", topic=topic)
    await desk.passes(seconds=61)
    late = await desk.boris.sees("Строка 12.", topic=topic)
    held = [line for line in late.text.splitlines() if line.startswith("Строка")]
    assert held == [f"Строка {number}." for number in range(int(held[0].split()[1].strip(".")), 13)]
    assert len(held) > 5
    await desk.passes(minutes=3)
    await desk.anna.writes("Одна строка.")
    await desk.boris.sees("Одна строка.", topic=topic)


async def test_2_1_a_ticket_too_many_is_told_and_its_form_is_kept(desk: RunningDesk) -> None:
    await desk.files(desk.anna, subject="Второе")
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Вопрос", "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Третье")
    await desk.anna.sees("подробно")
    await desk.anna.writes("Подробное описание того, что случилось.")
    await desk.chooses(desk.anna, "Без файлов")
    page = await desk.anna.sees("Всё верно?")
    answer = str(await desk.anna.presses("Отправить"))
    assert "Написанное сохранено, отправить можно позже. Когда: 2 марта (вторник), 13:0" in answer
    await desk.passes(minutes=61)
    await desk.anna.presses("Отправить", on=page)
    await desk.anna.sees("принято")
    await desk.boris.sees("Третье", topic=await desk.room.topic("№3"))
