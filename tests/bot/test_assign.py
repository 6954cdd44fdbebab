"""A ticket is given to a colleague, who is called (regulation 2.3)."""

from tests.bot.running import RunningDesk
from tests.bot.test_the_room import a_ticket


async def test_a_colleague_is_given_the_ticket_and_called(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    await desk.boris.writes("/assign Вера", topic=topic)
    await desk.boris.sees("Не знаю в этой группе никого с именем Вера", topic=topic)
    await desk.vera.writes("/my", chat=desk.room)
    await desk.vera.sees("Ваших открытых обращений", chat=desk.room)
    await desk.boris.writes("/assign вера", topic=topic)
    await desk.vera.sees("👉 Вера, Борис передаёт вам это обращение", topic=topic)
    await desk.anna.sees("обращение №1 теперь ведёт Вера", anywhere=True)
    await desk.boris.sees("Ответственный: Вера", topic=topic, anywhere=True)
    shown = await desk.boris.looks_at(card)
    assert "Состояние: в работе" in shown.text
    await desk.boris.writes("/assign Вера", topic=topic)
    await desk.boris.sees("уже сделано", topic=topic)
    await desk.vera.writes("Смотрю", topic=topic)
    await desk.anna.sees("Вера · обращение №1\nСмотрю")


async def test_by_button_and_never_to_somebody_who_has_left(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.vera.writes("/queue", chat=desk.room)
    await desk.vera.sees("1 открытое", chat=desk.room)
    await desk.boris.writes("/assign", topic=topic)
    page = await desk.boris.sees("Кому передать обращение", topic=topic)
    await desk.boris.presses("Вера", on=page)
    await desk.vera.sees("Борис передаёт вам это обращение", topic=topic)
    await desk.vera.leaves(desk.room)
    await desk.boris.sees("Ответственный: пока никто", topic=topic, anywhere=True)
    answer = await desk.boris.presses("Вера", on=page)
    assert "не в этой группе" in answer.text
    await desk.vera.joins(desk.room)
    await desk.boris.writes("/assign Вера", topic=topic)
    await desk.vera.sees("Борис передаёт вам это обращение", topic=topic)
