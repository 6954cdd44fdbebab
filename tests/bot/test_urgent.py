"""Staff say that a ticket is urgent, with a reason that the client reads (regulation 1.4)."""

from pathlib import Path

from tests.bot.running import RunningDesk, running_desk
from tests.bot.test_the_room import a_ticket


async def test_1_4_urgent_by_staff_and_back_again(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    assert "· Не срочно" in card.text
    await desk.boris.writes("/urgent", topic=topic)
    await desk.boris.sees("/urgent причина", topic=topic)
    await desk.boris.writes("/urgent магазин не принимает заказы", topic=topic)
    told = await desk.anna.sees("Сотрудники отметили обращение №1 «Сайт не открывается» как срочное")
    assert "Почему: магазин не принимает заказы" in told.text
    await desk.boris.sees("Борис: обращение срочное. Причина: магазин не принимает заказы", topic=topic)
    await desk.boris.sees("· Срочно", topic=topic, anywhere=True)
    await desk.boris.writes("/urgent ещё раз", topic=topic)
    await desk.boris.sees("уже сделано", topic=topic)
    await desk.boris.writes("/noturgent заказы идут по телефону", topic=topic)
    await desk.anna.sees("Почему: заказы идут по телефону")
    await desk.boris.sees("· Не срочно", topic=topic, anywhere=True)


async def test_1_4_with_priority_support_the_first_answer_is_sooner(tmp_path: Path) -> None:
    async with running_desk(tmp_path, PRIORITY_PRODUCTS="Hosting", WORKING_HOURS="11:00-13:00") as desk:
        topic, card = await a_ticket(desk)
        assert "Первый ответ до 2 марта (вторник), 16:00" in card.text
        await desk.passes(hours=1)
        await desk.boris.writes("/urgent всё стоит", topic=topic)
        told = await desk.anna.sees("как срочное")
        assert "Первый ответ до 2 марта (вторник), 16:00" in told.text
        await desk.boris.sees("срочно: круглосуточно (п. 1.4)", topic=topic, anywhere=True)
