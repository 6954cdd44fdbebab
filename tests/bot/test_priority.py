"""Priority support and duty calls, as the people of it see them (regulation 1.4)."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desk.ids import PersonId
from simulator import Message, Person, Topic
from tests.bot.running import RunningDesk, running_desk

SATURDAY = datetime(2027, 3, 6, 11, 0, tzinfo=UTC)
"""14:00 in Moscow."""

EVENING = datetime(2027, 3, 2, 17, 0, tzinfo=UTC)
"""20:00 on a Tuesday."""


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[RunningDesk]:
    """Hosting is priority support, and Vera is on duty."""
    async with running_desk(tmp_path, PRIORITY_PRODUCTS="Hosting") as running:
        await running.vera.writes("/start")
        await running.stop()
        running.settings = running.settings.model_copy(update={"on_duty": (PersonId(running.vera.id),)})
        await running.start()
        await running.signs_in(running.anna, "anna@example.com")
        yield running


async def confirms(desk: RunningDesk, *, urgent: bool) -> Message:
    """Anna's form, up to the page before it is sent."""
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Вопрос")
    await desk.anna.sees("Насколько")
    await desk.anna.presses("Срочно" if urgent else "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Сайт не открывается")
    await desk.anna.sees("подробно")
    await desk.anna.writes("Подробное описание того, что случилось.")
    await desk.chooses(desk.anna, "Без файлов")
    return await desk.anna.sees("Всё верно?")


async def sends(desk: RunningDesk) -> Message:
    await desk.anna.presses("Отправить")
    return await desk.anna.sees("принято")


async def called(desk: RunningDesk) -> tuple[Topic, Message]:
    await desk.sim.set_clock(SATURDAY)
    await confirms(desk, urgent=True)
    await sends(desk)
    return await desk.room.topic("№1"), await desk.vera.sees("Вызов дежурного")


def links(message: Message) -> list[str]:
    return [words for row in message.buttons for words in row]


async def test_1_4_priority_support_is_answered_in_extended_hours_and_both_sides_see_it(desk: RunningDesk) -> None:
    await desk.sim.set_clock(EVENING)
    confirm = await confirms(desk, urgent=False)
    assert "У вас приоритетная поддержка: отвечаем и в расширенные часы." in confirm.text
    assert "3 марта (среда), 09:00 по Москве" in confirm.text
    assert "закрыт" not in confirm.text
    filed = await sends(desk)
    assert "приоритетная поддержка" in filed.text
    card = await desk.boris.sees("Приоритетная поддержка: расширенные часы (п. 1.4)", topic=await desk.room.topic("№1"))
    assert "3 марта (среда), 09:00 по Москве" in card.text
    await desk.vera.sees_nothing_of("Вызов дежурного", anywhere=True)


async def test_1_4_what_is_urgent_runs_round_the_clock_and_calls_whoever_is_on_duty(desk: RunningDesk) -> None:
    topic, call = await called(desk)
    assert "№1 Сайт не открывается" in call.text
    assert "Клиент: ООО Ромашка" in call.text
    assert "6 марта (суббота), 18:00 по Москве" in call.text
    assert links(call) == ["К обращению"]
    card = await desk.boris.sees("Приоритетная поддержка, срочно: круглосуточно", topic=topic)
    assert "6 марта (суббота), 18:00 по Москве" in card.text


async def test_1_4_while_the_desk_is_open_nobody_is_called(desk: RunningDesk) -> None:
    confirm = await confirms(desk, urgent=True)
    assert "отвечаем круглосуточно" in confirm.text
    await sends(desk)
    await desk.boris.sees("Приоритетная поддержка, срочно", topic=await desk.room.topic("№1"))
    await desk.vera.sees_nothing_of("Вызов дежурного", anywhere=True)


async def test_1_4_a_client_without_a_priority_service_has_the_usual_hours(tmp_path: Path) -> None:
    async with running_desk(tmp_path, PRIORITY_PRODUCTS="site") as desk:
        await desk.signs_in(desk.anna, "anna@example.com")
        await desk.sim.set_clock(SATURDAY)
        confirm = await confirms(desk, urgent=True)
        assert "приоритетная" not in confirm.text
        assert "8 марта (понедельник), 15:00 по Москве" in confirm.text


async def test_1_4_staff_say_that_it_is_not_urgent_and_the_client_reads_why(desk: RunningDesk) -> None:
    topic, _ = await called(desk)
    card = await desk.boris.sees("Приоритетная поддержка, срочно", topic=topic)
    for button in ("Ещё…", "Обращение…", "Не срочно"):
        await desk.boris.presses(button, on=card)
    asked = await desk.boris.sees("Почему это не срочно?", topic=topic)
    await desk.boris.presses("Работу можно запланировать", on=asked)
    told = await desk.anna.sees("оно не срочное")
    assert "Почему: эту работу можно запланировать на обычные часы." in told.text
    assert "8 марта (понедельник), 12:00 по Москве" in told.text
    await desk.boris.sees("Борис: это не срочно", topic=topic)
    changed = await desk.boris.sees("Приоритетная поддержка: расширенные часы", topic=topic)
    assert "Не срочно" not in [words for row in changed.buttons for words in row]


async def says(desk: RunningDesk, person: Person, words: str, topic: Topic) -> None:
    await person.writes(words, topic=topic)


async def test_1_4_staff_say_it_by_command_in_words_of_their_own(desk: RunningDesk) -> None:
    await confirms(desk, urgent=True)
    await sends(desk)
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Сайт не открывается", topic=topic)
    await says(desk, desk.boris, "/noturgent", topic)
    await desk.boris.sees("Почему это не срочно?", topic=topic)
    await says(desk, desk.boris, "/noturgent сайт открывается, речь о <новой> странице", topic)
    told = await desk.anna.sees("оно не срочное")
    assert "Почему: сайт открывается, речь о <новой> странице" in told.text
    await says(desk, desk.boris, "/noturgent", topic)
    await desk.boris.sees("и так не срочное", topic=topic)


async def test_1_4_whoever_cannot_be_called_is_named_in_the_staffs_group(desk: RunningDesk) -> None:
    await desk.vera.blocks_bot()
    await desk.sim.set_clock(SATURDAY)
    await confirms(desk, urgent=True)
    await sends(desk)
    told = await desk.boris.sees("из ON_DUTY не получилось", chat=desk.room)
    assert str(desk.vera.id) in told.text


async def test_2_4_who_pays_for_help_now_has_it_called_for_now(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        await desk.vera.writes("/start")
        await desk.stop()
        desk.settings = desk.settings.model_copy(update={"on_duty": (PersonId(desk.vera.id),)})
        await desk.start()
        await desk.signs_in(desk.anna, "anna@example.com")
        await desk.sim.set_clock(SATURDAY)
        await confirms(desk, urgent=False)
        await desk.anna.presses("Сейчас, это платно")
        await desk.anna.sees("принято")
        call = await desk.vera.sees("Вызов дежурного")
        assert "просит помочь сейчас, платно" in call.text
        assert "№1 Сайт не открывается" in call.text


async def test_2_4_who_waits_for_the_opening_calls_nobody(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        await desk.vera.writes("/start")
        await desk.stop()
        desk.settings = desk.settings.model_copy(update={"on_duty": (PersonId(desk.vera.id),)})
        await desk.start()
        await desk.signs_in(desk.anna, "anna@example.com")
        await desk.sim.set_clock(SATURDAY)
        await confirms(desk, urgent=False)
        await desk.anna.presses("Подожду, это бесплатно")
        await desk.anna.sees("принято")
        await desk.boris.sees("Сайт не открывается", topic=await desk.room.topic("№1"))
        await desk.vera.sees_nothing_of("Вызов дежурного", anywhere=True)
