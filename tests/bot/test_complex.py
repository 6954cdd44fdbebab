"""A complex ticket has longer for its first answer, and the client reads why (regulation 3.2)."""

from datetime import UTC, datetime

from tests.bot.running import RunningDesk
from tests.bot.test_the_room import a_ticket


async def test_3_2_a_complex_ticket_has_longer_and_the_client_reads_why(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    assert "Первый ответ до 3 марта (среда), 12:00 по Москве" in card.text
    await desk.boris.writes("/complex нужно поднять копию сервера", topic=topic)
    told = await desk.anna.sees("Обращение №1 «Сайт не открывается» оказалось сложным")
    assert "Почему: нужно поднять копию сервера" in told.text
    assert "5 марта (пятница), 12:00 по Москве" in told.text
    await desk.boris.sees("Борис: обращение сложное, первый ответ до 5 марта", topic=topic)
    await desk.boris.sees("Первый ответ до 5 марта (пятница), 12:00 по Москве", topic=topic, anywhere=True)
    await desk.boris.writes("/complex ещё раз", topic=topic)
    await desk.boris.sees("уже сделано", topic=topic)
    await desk.sim.set_clock(datetime(2027, 3, 3, 12, 0, tzinfo=UTC))
    await desk.olga.sees_nothing_of("№1", anywhere=True)


async def test_3_2_what_is_answered_needs_no_longer_and_a_reason_is_needed(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("/complex", topic=topic)
    await desk.boris.sees("/complex причина", topic=topic)
    await desk.boris.writes("Смотрим", topic=topic)
    await desk.anna.sees("Смотрим")
    await desk.boris.writes("/complex долго", topic=topic)
    await desk.boris.sees("Первый ответ уже дан или не обещан", topic=topic)
