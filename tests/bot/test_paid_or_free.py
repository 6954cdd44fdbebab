"""Free or paid, told before sending and accepted in so many words (regulation 2.4)."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from desk.ids import ServiceId
from desk.rules.entitlement import Service, ServiceStatus
from simulator import Message
from tests.bot.running import ANNA, SERVICES, RunningDesk, replace, running_desk


def buttons(page: Message) -> list[str]:
    return [words for row in page.buttons for words in row]


async def confirming(
    desk: RunningDesk, *, service: str = "Хостинг", about: str = "Вопрос", urgency: str = "Не срочно"
) -> Message:
    """Anna, signed in, has answered everything."""
    anna = desk.anna
    await anna.writes("/new")
    await desk.chooses(anna, service, about)
    if about == "Поправить материалы":
        await anna.sees("Где нужна правка")
        await anna.writes("Главная страница")
        await desk.chooses(anna, "Пропустить")
    await desk.chooses(anna, urgency)
    await anna.sees("одной строкой")
    await anna.writes("Почта")
    await anna.sees("подробно" if about == "Вопрос" else "Опишите")
    await anna.writes("Подробное описание того, что случилось.")
    await anna.sees("Добавьте фото")
    await anna.presses("Без файлов")
    return await anna.sees("Всё верно?")


async def in_the_evening(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.passes(hours=8)


async def test_2_4_the_confirmation_says_what_it_costs_and_when_somebody_answers(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    page = await confirming(desk)
    assert "Бесплатно: это входит в ваш договор." in page.text
    assert "Первый ответ до" in page.text
    assert buttons(page)[0] == "Отправить"
    await desk.anna.presses("Отправить")
    await desk.anna.sees("принято")
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Бесплатно: входит в договор (п. 2.4)", topic=topic)


async def test_2_4_in_the_evening_the_client_waits_for_free(desk: RunningDesk) -> None:
    await in_the_evening(desk)
    page = await confirming(desk)
    assert "Можно подождать, пока мы откроемся: это бесплатно" in page.text
    assert buttons(page)[:2] == ["Подожду, это бесплатно", "Сейчас, это платно"]
    await desk.anna.presses("Подожду")
    filed = await desk.anna.sees("принято")
    assert "Платно" not in filed.text
    topic = await desk.room.topic("№1")
    await desk.boris.sees("ждёт открытия (п. 2.4)", topic=topic)


async def test_2_4_in_the_evening_now_is_paid_and_everybody_sees_it(desk: RunningDesk) -> None:
    await in_the_evening(desk)
    await confirming(desk)
    await desk.anna.presses("Сейчас, это платно")
    filed = await desk.anna.sees("принято")
    assert "Платно: помощь нужна в нерабочее время. Цену назовём до начала работы" in filed.text
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Платно: в нерабочее время", topic=topic)
    await desk.anna.writes("/tickets")
    await desk.anna.sees("Ваши обращения")
    await desk.anna.presses("№1")
    await desk.anna.sees("Платно: помощь нужна в нерабочее время")


async def test_2_4_a_page_that_stayed_open_until_the_desk_closed_is_shown_anew(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await confirming(desk)
    await desk.passes(hours=8)
    said = await desk.anna.presses("Отправить")
    assert "ничего не пропало" in said.text
    page = await desk.anna.sees("Можно подождать")
    assert "Подробное описание" in page.text
    await desk.anna.presses("Подожду")
    await desk.anna.sees("принято")


async def test_2_4_a_paid_page_that_stayed_open_until_the_desk_opened_is_shown_anew(desk: RunningDesk) -> None:
    await in_the_evening(desk)
    await confirming(desk)
    await desk.passes(hours=16)
    said = await desk.anna.presses("Сейчас, это платно")
    assert "условия изменились" in said.text
    page = await desk.anna.sees("Бесплатно: это входит в ваш договор")
    assert buttons(page)[0] == "Отправить"


async def test_2_4_urgent_work_after_the_term_is_paid_and_without_a_promise(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    page = await confirming(desk, service="Сайт-витрина", urgency="Срочно")
    assert "Платно: срок этой услуги истёк, а работа срочная." in page.text
    assert "срок обещать не можем" in page.text
    assert "Первый ответ" not in page.text
    assert buttons(page)[0] == "Отправить платно"
    await desk.anna.presses("Отправить платно")
    await desk.anna.sees("принято")
    await desk.boris.sees("срочно, а срок услуги истёк (п. 2.4)", topic=await desk.room.topic("№1"))


async def test_1_7_what_is_not_urgent_after_the_term_is_free_so_far(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    page = await confirming(desk, service="Сайт-витрина")
    assert "Пока бесплатно" in page.text
    assert buttons(page)[0] == "Отправить"


async def test_2_4_work_about_no_service_is_paid_and_the_way_out_is_shown(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    page = await confirming(desk, service="Вопрос не об услуге", about="Поправить материалы")
    assert "Платно: эта работа не связана с вашими услугами." in page.text
    assert "выберите её кнопкой «Изменить»" in page.text
    assert "входит в ваши услуги" not in page.text
    assert buttons(page)[0] == "Отправить платно"
    assert "Первый ответ до" in page.text
    await desk.anna.presses("Изменить")
    await desk.chooses(desk.anna, "Услуга", "Хостинг")
    await desk.anna.sees("Бесплатно: это входит в ваш договор")


async def test_2_4_a_forged_press_cannot_make_it_free(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    page = await confirming(desk, service="Сайт-витрина", urgency="Срочно")
    paid = str(page.inline_keyboard[0][0]["callback_data"])
    said = await desk.anna.forges_press(paid.replace("term_over", "within_plan"), on=page)
    assert "условия изменились" in said.text
    await desk.anna.writes("/tickets")
    await desk.anna.sees("У вас пока нет обращений")


@pytest.fixture
async def free_at_night(tmp_path: Path) -> AsyncIterator[RunningDesk]:
    async with running_desk(tmp_path, AFTER_HOURS="free") as running:
        yield running


async def test_2_4_a_company_may_ask_nothing_for_the_hour(free_at_night: RunningDesk) -> None:
    await in_the_evening(free_at_night)
    page = await confirming(free_at_night)
    assert "Бесплатно: это входит в ваш договор." in page.text
    assert buttons(page)[0] == "Отправить"


@pytest.fixture
async def with_priority(tmp_path: Path) -> AsyncIterator[RunningDesk]:
    async with running_desk(tmp_path, AFTER_HOURS="paid", PRIORITY_PRODUCTS="Priority") as running:
        extra = Service(ServiceId("s-9"), ANNA.id, "Приоритет", "priority", ServiceStatus.ACTIVE, date(2027, 12, 31))
        await running.app.office.run(replace, clients=[ANNA], services=[*SERVICES[:2], extra])
        yield running


async def test_1_4_priority_support_does_not_pay_for_the_hour(with_priority: RunningDesk) -> None:
    await in_the_evening(with_priority)
    page = await confirming(with_priority)
    assert "Бесплатно: с приоритетной поддержкой" in page.text
    assert buttons(page)[0] == "Отправить"


async def test_2_4_the_card_of_unrelated_work_does_not_say_that_it_is_within_the_plan(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await confirming(desk, service="Вопрос не об услуге", about="Поправить материалы")
    await desk.anna.presses("Отправить платно")
    await desk.anna.sees("принято")
    card = await desk.boris.sees("не связано с услугами клиента (п. 2.4)", topic=await desk.room.topic("№1"))
    assert "Входит в услугу" not in card.text


async def test_1_2_4_a_prospect_is_told_that_a_question_is_free_and_no_time_is_promised(desk: RunningDesk) -> None:
    stepan = desk.stepan
    await stepan.writes("/start")
    await desk.chooses(stepan, "Я ещё не клиент", "Согласен")
    await stepan.sees("Как вас зовут")
    await stepan.writes("Степан")
    await stepan.sees("Как с вами связаться")
    await stepan.writes("stepan@example.com")
    await stepan.sees("вопрос")
    await stepan.writes("Сколько стоит перенос сайта?")
    await desk.chooses(stepan, "Без файлов")
    page = await stepan.sees("Всё верно?")
    assert "Бесплатно: за вопрос денег не берём." in page.text
    assert "срок обещать не можем" in page.text
