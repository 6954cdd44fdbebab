"""Topics that people close, open and delete, that are closed to the bot, or that exist twice."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from simulator.errors import bad_request
from tests.bot.running import RunningDesk
from tests.bot.waiting import copies, everything_is_sent, sooner_or_later, with_a_ticket
from tests.faults.desks import refuses
from tests.faults.proxy import BadLine, Break


async def test_closing_the_topic_of_an_open_ticket_brings_a_question_and_the_client_hears_nothing(
    desk: RunningDesk, tmp_path: Path
) -> None:
    topic = await with_a_ticket(desk)
    await desk.room.add(desk.boris, admin=True)
    await desk.boris.closes_topic(topic)
    asked = await desk.boris.sees("Тема закрыта, но обращение №1 ещё открыто", topic=topic)
    assert [words for row in asked.buttons for words in row] == ["Решено", "Отказать"]
    await everything_is_sent(desk, tmp_path)
    await desk.anna.sees_nothing_of("закрыт", anywhere=True)
    await desk.anna.writes("Есть новости?")
    await desk.boris.sees("Есть новости?", topic=topic)
    await desk.sim.until(lambda: closed(desk, False))
    await desk.vera.writes("Смотрим", topic=topic)
    await desk.anna.sees("Смотрим")


async def closed(desk: RunningDesk, want: bool) -> bool:
    return (await desk.room.topic("№1")).closed is want


async def test_the_question_under_a_closed_topic_can_be_answered_by_its_button(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.room.add(desk.boris, admin=True)
    await desk.boris.closes_topic(topic)
    asked = await desk.boris.sees("Тема закрыта", topic=topic)
    await desk.boris.presses("Решено", on=asked)
    await desk.anna.sees("решено. Сотрудник: Борис")
    assert await closed(desk, True)


async def test_opening_the_topic_of_an_ended_ticket_brings_a_question_too(desk: RunningDesk, tmp_path: Path) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("решено")
    await desk.sim.until(lambda: closed(desk, True))
    await everything_is_sent(desk, tmp_path)
    await desk.room.add(desk.boris, admin=True)
    await desk.boris.reopens_topic(topic)
    asked = await desk.boris.sees("Тема открыта, но обращение №1 закрыто", topic=topic)
    await desk.boris.presses("Открыть снова", on=asked)
    await desk.anna.sees("снова открыто")


async def test_a_topic_in_the_place_of_a_deleted_one_says_so_in_its_first_line(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.deletes_topic(topic)
    for words in ("Первое", "Второе", "Третье"):
        await desk.anna.writes(words)
    new = await desk.room.topic("№1")
    await desk.boris.sees("Третье", topic=new)
    said = [message.text for message in await new.messages()]
    assert said[0].startswith("Прежней темы обращения №1 больше нет")
    assert said[1].startswith("№1 · Сайт не открывается")
    assert [text.splitlines()[-1] for text in said[2:5]] == ["Первое", "Второе", "Третье"]
    assert len(await copies(new, "Прежней темы")) == 1


async def test_what_a_closed_topic_refuses_is_sent_after_it_was_opened(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.room.add(desk.boris, admin=True)
    await desk.boris.closes_topic(topic)
    await desk.boris.sees("Тема закрыта", topic=topic)
    refuses(desk.sim, bad_request("TOPIC_CLOSED"), "sendMessage", says="Есть новости")
    await desk.anna.writes("Есть новости?")
    await sooner_or_later(
        desk, lambda timeout: desk.boris.sees("Есть новости?", topic=topic, timeout=timeout), seconds=1
    )
    assert await closed(desk, False)
    assert len(await copies(topic, "Есть новости?")) == 1


# --- one topic a ticket ----------------------------------------------------------------------------


async def test_a_form_sent_twice_at_once_with_messages_right_behind_makes_one_topic(
    desk: RunningDesk, tmp_path: Path
) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Вопрос", "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Сайт не открывается")
    await desk.anna.sees("подробно")
    await desk.anna.writes("Подробности")
    await desk.anna.sees("Добавьте фото")
    await desk.anna.presses("Без файлов")
    page = await desk.anna.sees("Всё верно?")
    await asyncio.gather(*(desk.anna.presses("Отправить", on=page) for _ in range(2)), return_exceptions=True)
    await asyncio.gather(desk.anna.writes("И ещё"), desk.anna.writes("И вот"))
    topic = await desk.room.topic("№1")
    await desk.boris.sees("И вот", topic=topic)
    await desk.boris.sees("И ещё", topic=topic)
    await everything_is_sent(desk, tmp_path)
    assert [one.name for one in await desk.room.topics()] == [topic.name]


@pytest.mark.parametrize("restart", [False, True])
async def test_the_late_echo_of_a_first_creation_closes_that_topic_with_a_pointer(
    bad_line: tuple[RunningDesk, BadLine], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, restart: bool
) -> None:
    """Telegram told of it only after two polls, and after a second one was made."""
    desk, line = bad_line
    updates, held = desk.sim.world.updates, list[tuple[str, dict[str, Any]]]()
    add = updates.add

    def withhold(kind: str, body: dict[str, Any]) -> None:
        if "forum_topic_created" in body and not held:
            held.append((kind, body))
        else:
            add(kind, body)

    monkeypatch.setattr(updates, "add", withhold)
    line.breaks("createForumTopic", Break.LOST_ANSWER)
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    await desk.sim.until(lambda: held)
    if restart:
        await desk.restart()
    await desk.passes(seconds=5)
    for _ in range(5):
        await desk.viktor.writes("/start")
        await desk.viktor.sees("Здравствуйте")
        await desk.sim.until_updates_are_taken()
    # It waits for two polls, and each may take five seconds.
    await desk.sim.until(lambda: made(desk, 2), timeout=30)
    first, second = await desk.room.topics()
    await desk.boris.sees("Сайт не открывается", topic=second)
    if restart:
        await desk.restart()
    add(*held[0])
    desk.sim.world.changes.notify()
    said = await desk.boris.sees("создалась дважды", topic=first)
    assert "Обращение здесь" in said.text
    await everything_is_sent(desk, tmp_path)
    first, second = await desk.room.topics()
    assert (first.closed, second.closed) == (True, False)
    await desk.anna.writes("Слышно?")
    await desk.boris.sees("Слышно?", topic=second)


async def made(desk: RunningDesk, number: int) -> bool:
    return len(await desk.room.topics()) == number
