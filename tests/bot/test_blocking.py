"""Somebody who may not write for now is told so, and can still complain."""

from tests.bot.running import RunningDesk
from tests.bot.test_delegates import with_a_delegate
from tests.bot.test_the_room import a_ticket
from tests.bot.waiting import copies


async def test_2_1_sec_33_who_is_blocked_is_told_why_and_nothing_of_it_reaches_staff(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    await desk.boris.writes("/block оскорбления", topic=topic)
    await desk.boris.sees("Борис закрывает отправителю возможность писать: Анна Смирнова – оскорбления", topic=topic)
    await desk.anna.writes("Ну и ладно")
    await desk.anna.sees("вы не можете писать в поддержку: оскорбления")
    await desk.boris.sees_nothing_of("Ну и ладно", topic=topic, anywhere=True)
    await desk.boris.sees("Не может писать: оскорбления", topic=topic, anywhere=True)
    await desk.boris.writes("/unblock", topic=topic)
    await desk.boris.sees("возвращает отправителю возможность писать", topic=topic)
    await desk.anna.writes("Простите")
    await desk.boris.sees("Простите", topic=topic)
    assert "Не может писать" not in (await desk.boris.looks_at(card)).text


async def test_2_1_sec_33_who_is_blocked_is_told_once_a_day_and_again_for_another_reason(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)

    async def told(reason: str, times: int) -> None:
        await desk.sim.until_updates_are_taken()
        await desk.sim.until(lambda: desk.app.workers.idle and desk.app.sender.idle)
        assert len(await copies(desk.anna.chat, f"не можете писать в поддержку: {reason}")) == times

    await desk.boris.writes("/block спам", topic=topic)
    await desk.boris.sees("спам", topic=topic)
    await desk.anna.writes("Раз")
    await desk.anna.sees("раз в день")
    for words in ("Два", "/new", "Три"):
        await desk.anna.writes(words)
    await told("спам", 1)
    await desk.boris.writes("/block угрозы", topic=topic)
    await desk.boris.sees("угрозы", topic=topic)
    await desk.anna.writes("Четыре")
    await desk.anna.sees("не можете писать в поддержку: угрозы")
    await desk.passes(hours=24)
    await desk.anna.writes("Пять")
    await desk.sim.until(lambda: told_times(desk, "угрозы", 2))
    await desk.anna.writes("Шесть")
    await told("угрозы", 2)
    await desk.boris.sees_nothing_of("Шесть", topic=topic, anywhere=True)


async def told_times(desk: RunningDesk, reason: str, times: int) -> bool:
    return len(await copies(desk.anna.chat, f"не можете писать в поддержку: {reason}")) == times


async def test_2_1_a_form_begun_before_is_not_filed_and_a_complaint_still_is(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Вопрос", "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.boris.writes("/block спам", topic=topic)
    await desk.boris.sees("спам", topic=topic)
    await desk.anna.writes("Тема")
    await desk.anna.sees("вы не можете писать в поддержку: спам")
    await desk.anna.writes("/feedback")
    await desk.anna.presses("Жалоба")
    await desk.anna.writes("Меня заблокировали ни за что")
    await desk.anna.presses("Отправить")
    await desk.olga.sees("Меня заблокировали ни за что")
    assert len(await desk.room.topics()) == 1


async def test_2_1_a_block_needs_a_reason_and_a_ticket(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("/block", topic=topic)
    await desk.boris.sees("/block причина", topic=topic)
    await desk.boris.writes("/block спам", chat=desk.room)
    await desk.boris.sees("в теме обращения", chat=desk.room)
    await desk.boris.writes("/unblock", topic=topic)
    await desk.boris.sees("уже сделано", topic=topic)
    await desk.anna.writes("Всё ещё здесь")
    await desk.boris.sees("Всё ещё здесь", topic=topic)


async def test_2_1_neither_a_reply_from_within_a_complaint_nor_an_edit_gets_past_a_block(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    before = await desk.anna.writes("До блокировки")
    await desk.boris.sees("До блокировки", topic=topic)
    await desk.boris.writes("Отвечаю", topic=topic)
    answer = await desk.anna.sees("Отвечаю")
    await desk.boris.writes("/block спам", topic=topic)
    await desk.boris.sees("спам", topic=topic)
    await desk.anna.writes("/feedback")
    await desk.anna.sees("Шаг 1 из 2")
    await desk.anna.writes("Мимо жалобы", reply_to=answer)
    await desk.anna.sees("вы не можете писать в поддержку: спам")
    await desk.anna.edits(before, "Правка после блокировки")
    await desk.sim.until_updates_are_taken()
    await desk.boris.sees_nothing_of("Мимо жалобы", topic=topic, anywhere=True)
    await desk.boris.sees_nothing_of("Правка после", topic=topic, anywhere=True)


async def test_2_1_what_was_begun_before_a_block_is_not_added_to_a_ticket_by_its_button(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Вопрос", "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Сайт не открывается")
    await desk.anna.sees("подробно")
    await desk.anna.writes("Сайт всё ещё не открывается")
    await desk.chooses(desk.anna, "Без файлов")
    await desk.anna.sees("Всё верно?")
    await desk.boris.writes("/block спам", topic=topic)
    await desk.boris.sees("спам", topic=topic)
    answer = await desk.anna.presses("Дописать в №1")
    assert "не можете писать в поддержку: спам" in answer.text
    await desk.boris.sees_nothing_of("всё ещё", topic=topic, anywhere=True)


async def test_2_1_of_several_people_of_a_client_the_one_who_wrote_is_blocked(desk: RunningDesk) -> None:
    topic, pyotr = await with_a_delegate(desk)
    await pyotr.writes("Гадость")
    bad = await desk.boris.sees("Гадость", topic=topic)
    await desk.anna.writes("Извините за него")
    await desk.boris.sees("Извините за него", topic=topic)
    await desk.boris.writes("/block оскорбления", topic=topic, reply_to=bad)
    await desk.boris.sees("возможность писать: Пётр – оскорбления", topic=topic)
    await pyotr.writes("Ещё гадость")
    await pyotr.sees("вы не можете писать в поддержку: оскорбления")
    await desk.anna.writes("А я могу")
    await desk.boris.sees("А я могу", topic=topic)
    await desk.boris.writes("/unblock", topic=topic, reply_to=bad)
    await desk.boris.sees("возможность писать: Пётр", topic=topic)
