"""Somebody who may not write for now is told so, and can still complain."""

from tests.bot.running import RunningDesk
from tests.bot.test_the_room import a_ticket


async def test_2_1_who_is_blocked_is_told_why_and_nothing_of_it_reaches_staff(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    await desk.boris.writes("/block оскорбления", topic=topic)
    await desk.boris.sees("Борис закрывает отправителю возможность писать: оскорбления", topic=topic)
    await desk.anna.writes("Ну и ладно")
    await desk.anna.sees("вы не можете писать в поддержку: оскорбления")
    await desk.anna.writes("/new")
    await desk.anna.sees("вы не можете писать в поддержку: оскорбления")
    await desk.boris.sees_nothing_of("Ну и ладно", topic=topic, anywhere=True)
    await desk.boris.sees("Не может писать: оскорбления", topic=topic, anywhere=True)
    await desk.boris.writes("/unblock", topic=topic)
    await desk.boris.sees("возвращает отправителю возможность писать", topic=topic)
    await desk.anna.writes("Простите")
    await desk.boris.sees("Простите", topic=topic)
    assert "Не может писать" not in (await desk.boris.looks_at(card)).text


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
