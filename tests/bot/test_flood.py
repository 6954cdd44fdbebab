"""Too much at once, as the client and staff see it (regulation 2.1)."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulator import Message
from tests.bot.running import RunningDesk, running_desk
from tests.bot.waiting import copies, states


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[RunningDesk]:
    async with running_desk(tmp_path, FLOOD_MESSAGES="5/60s", FLOOD_TICKETS="2/1h", FLOOD_PROSPECTS="1/1h") as running:
        await running.signs_in(running.anna, "anna@example.com")
        await running.files(running.anna)
        yield running


async def test_2_1_sec_33_who_writes_too_fast_is_told_once_and_nothing_is_lost(
    desk: RunningDesk, tmp_path: Path
) -> None:
    topic = await desk.room.topic("№1")
    for number in range(1, 13):
        await desk.anna.writes(f"Строка {number}.")
    told = await desk.anna.sees("Вы пишете быстрее, чем мы успеваем читать. Ничего не потеряется")
    assert "обращение №1" in told.text

    async def seven_wait() -> bool:
        found = await states(tmp_path)
        return (found["waiting"], found["sending"]) == (7, 0)

    await desk.sim.until(seven_wait, timeout=10)
    assert len(await copies(topic, "Строка")) == 5
    await desk.passes(seconds=61)
    await desk.boris.sees("Строка 12.", topic=topic)
    relayed = [lines(message) for message in await copies(topic, "Строка")]
    assert relayed == [[f"Строка {number}."] for number in range(1, 6)] + [
        [f"Строка {number}." for number in range(6, 13)]
    ]
    assert len(await copies(desk.anna.chat, "Вы пишете быстрее")) == 1
    await desk.passes(minutes=3)
    await desk.anna.writes("Одна строка.")
    await desk.boris.sees("Одна строка.", topic=topic)


async def test_2_1_sec_33_what_one_person_writes_counts_over_all_their_tickets_and_they_hear_of_each(
    desk: RunningDesk, tmp_path: Path
) -> None:
    await desk.files(desk.anna, subject="Второе")
    first, second = await desk.room.topic("№1"), await desk.room.topic("№2")
    await desk.boris.writes("Смотрим первое", topic=first)
    one = await desk.anna.sees("Смотрим первое")
    await desk.boris.writes("Смотрим второе", topic=second)
    two = await desk.anna.sees("Смотрим второе")
    await desk.passes(minutes=5)
    for number in range(1, 5):
        await desk.anna.writes(f"Строка {number}.", reply_to=one if number % 2 else two)
    await desk.boris.sees("Строка 4.", topic=second)
    for number in range(5, 9):
        await desk.anna.writes(f"Строка {number}.", reply_to=one if number % 2 else two)
    await desk.sim.until_updates_are_taken()

    async def told() -> list[bool]:
        texts = [message.text for message in await copies(desk.anna.chat, "Вы пишете быстрее")]
        return [sum(f"обращение №{number}" in text for text in texts) == 1 for number in (1, 2)]

    async def both_are_told() -> bool:
        return await told() == [True, True]

    await desk.sim.until(both_are_told)
    assert [len(await copies(topic, "Строка")) for topic in (first, second)] == [3, 2]
    await desk.passes(seconds=61)
    await desk.boris.sees("Строка 7.", topic=first)
    await desk.boris.sees("Строка 8.", topic=second)
    assert await both_are_told()
    relayed = [
        [line for message in await copies(topic, "Строка") for line in lines(message)] for topic in (first, second)
    ]
    assert relayed == [[f"Строка {number}." for number in range(begin, 9, 2)] for begin in (1, 2)]


def lines(message: Message) -> list[str]:
    return [line for line in message.text.splitlines() if line.startswith("Строка")]


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
