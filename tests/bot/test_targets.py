"""Targets by client category and by product, as client and staff see them (regulation 1.3, 3.2)."""

from pathlib import Path

from simulator import Message
from tests.bot.running import RunningDesk, running_desk


async def confirms(desk: RunningDesk, service: str = "Хостинг") -> Message:
    """Anna's form, up to the page before it is sent."""
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, service, "Вопрос", "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Сайт не открывается")
    await desk.anna.sees("подробно")
    await desk.anna.writes("Подробное описание того, что случилось.")
    await desk.chooses(desk.anna, "Без файлов")
    return await desk.anna.sees("Всё верно?")


async def test_1_3_a_partner_has_another_target_and_both_sides_read_why(tmp_path: Path) -> None:
    async with running_desk(tmp_path, FIRST_REACTION_CLIENTS="partner:2h,individual:48h") as desk:
        await desk.signs_in(desk.anna, "anna@example.com")
        page = await confirms(desk)
        assert "2 марта (вторник), 14:0" in page.text
        assert "Это срок для клиентов вашей категории: партнёр." in page.text
        await desk.anna.presses("Отправить")
        assert "2 марта (вторник), 14:0" in (await desk.anna.sees("принято")).text
        card = await desk.boris.sees("Сайт не открывается", topic=await desk.room.topic("№1"))
        assert "Срок: по категории клиента, партнёр (п. 1.3)" in card.text


async def test_3_2_a_plan_that_promises_more_wins_over_the_category(tmp_path: Path) -> None:
    async with running_desk(
        tmp_path, FIRST_REACTION_CLIENTS="partner:8wh", FIRST_REACTION_PRODUCTS="Hosting:1h"
    ) as desk:
        await desk.signs_in(desk.anna, "anna@example.com")
        page = await confirms(desk)
        assert "2 марта (вторник), 13:0" in page.text
        assert "Такой срок обещает ваш тариф." in page.text
        await desk.anna.presses("Отправить")
        await desk.anna.sees("принято")
        topic = await desk.room.topic("№1")
        card = await desk.boris.sees("Сайт не открывается", topic=topic)
        assert "Срок: по тарифу Hosting (п. 3.2)" in card.text
        await desk.boris.writes("/complex нужна копия сервера", topic=topic)
        await desk.anna.sees("оказалось сложным")
        await desk.boris.sees("Срок: сложная проблема (п. 3.2)", topic=topic)


async def test_3_2_prospects_and_discretionary_tickets_are_promised_nothing(tmp_path: Path) -> None:
    async with running_desk(tmp_path, FIRST_REACTION_CLIENTS="partner:2h", FIRST_REACTION_PRODUCTS="site:1h") as desk:
        await desk.signs_in(desk.anna, "anna@example.com")
        page = await confirms(desk, service="Сайт-витрина")
        assert "Первый ответ" not in page.text
        assert "тариф" not in page.text
        await desk.anna.presses("Отправить")
        await desk.anna.sees("принято")
        card = await desk.boris.sees("Сайт не открывается", topic=await desk.room.topic("№1"))
        assert "Срок" not in card.text
