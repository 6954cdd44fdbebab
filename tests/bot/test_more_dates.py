"""Promises, snoozes, recalls and the rest by button: each is behind More."""

from tests.bot.running import RunningDesk
from tests.bot.test_more import asked, presses_more
from tests.bot.test_the_room import a_ticket


async def test_a_promise_by_button_quick_or_in_words(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    await presses_more(desk, card, "Сроки…", "Ответить сегодня")
    await desk.anna.sees("Борис ответит до 2 марта (вторник), 18:00 по Москве")
    question = await asked(desk, topic, card, "Сроки…", "Ответить до…")
    assert "до какого времени клиент получит ответ" in question.text
    await desk.boris.writes("когда-нибудь", reply_to=question)
    await desk.boris.sees("Не понял, до какого времени", topic=topic)
    await desk.boris.writes("завтра 15:00 копия больше, чем думали", reply_to=question)
    told = await desk.anna.sees("Борис ответит до 3 марта (среда), 15:00")
    assert "Раньше обещали до 2 марта (вторник), 18:00" in told.text
    assert "Почему: копия больше, чем думали" in told.text


async def test_a_snooze_by_button_and_back(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    await presses_more(desk, card, "Сроки…", "💤 До понедельника")
    await desk.boris.sees("откладывает обращение до 8 марта (понедельник), 11:00", topic=topic)
    await presses_more(desk, card, "Сроки…", "Вернуть в очередь")
    await desk.boris.sees("Обращение снова в очереди", topic=topic)


async def test_recall_assign_and_urgency_by_button(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    answer = await desk.boris.writes("Не туда", topic=topic)
    await desk.anna.sees("Не туда")
    await desk.boris.sees_reaction("👌", on=answer)
    await presses_more(desk, card, "Отозвать мой ответ")
    await desk.boris.sees("копия у клиента удалена", topic=topic)
    await desk.anna.sees_nothing_of("Не туда", anywhere=True)
    await desk.vera.writes("/queue", chat=desk.room)
    await desk.vera.sees("1 открытое", chat=desk.room)
    await presses_more(desk, card, "Обращение…", "Передать…")
    page = await desk.boris.sees("Кому передать обращение", topic=topic)
    await desk.boris.presses("Вера", on=page)
    await desk.vera.sees("передаёт вам это обращение", topic=topic)
    question = await asked(desk, topic, card, "Обращение…", "Срочно…")
    await desk.boris.writes("магазин стоит", reply_to=question)
    await desk.anna.sees("как срочное")
