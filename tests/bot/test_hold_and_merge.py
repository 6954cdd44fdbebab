"""Tickets that wait for something else, and tickets that are about one thing."""

from simulator import Topic
from tests.bot.running import RunningDesk
from tests.bot.test_delegates import with_a_delegate
from tests.bot.test_lists import a_second_ticket
from tests.bot.test_the_room import a_ticket


async def two_tickets(desk: RunningDesk) -> tuple[Topic, Topic]:
    first, _ = await a_ticket(desk)
    second = await a_second_ticket(desk)
    await desk.boris.sees("Нужен новый сертификат", topic=second, anywhere=True)
    return first, second


async def test_t26_what_is_on_hold_is_told_with_its_reason_and_never_closes_by_itself(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("Нужна оплата продления", topic=topic)
    await desk.anna.sees("Нужна оплата")
    await desk.boris.writes("/hold ждём ответа регистратора", topic=topic)
    await desk.anna.sees("Обращение №1 отложено: ждём ответа регистратора")
    await desk.boris.sees("Борис откладывает обращение: ждём ответа регистратора", topic=topic)
    await desk.passes(days=7)
    await desk.anna.sees_nothing_of("ещё актуально", anywhere=True)
    await desk.boris.sees("Состояние: отложено", topic=topic, anywhere=True)
    await desk.anna.writes("Регистратор ответил")
    await desk.boris.sees("Регистратор ответил", topic=topic)
    await desk.boris.sees("Состояние: в работе", topic=topic, anywhere=True)


async def test_t26_on_hold_by_button_and_back_by_still_working(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    await desk.boris.presses("Отложить", on=card)
    await desk.anna.sees("Обращение №1 отложено. Продолжим")
    again = await desk.vera.forges_press("s:hold:1", on=card)
    assert "уже сделано" in again.text
    await desk.boris.presses("Ещё работаем", on=card)
    await desk.boris.sees("Состояние: в работе", topic=topic, anywhere=True)


async def test_2_6_t30_two_tickets_about_one_thing_go_on_as_one(desk: RunningDesk) -> None:
    first, second = await two_tickets(desk)
    await desk.boris.writes("По сертификату вижу", topic=second)
    answer = await desk.anna.sees("По сертификату вижу")
    card = await desk.boris.sees("№2 · Нужен новый сертификат", topic=second, anywhere=True)
    for button in ("Ещё…", "Обращение…", "Объединить"):
        await desk.boris.presses(button, on=card)
    await desk.boris.sees("С каким обращением клиента объединить", topic=second)
    await desk.boris.presses("№1 Сайт не открывается", topic=second)
    await desk.anna.sees("дальше это одно обращение: №1")
    await desk.boris.sees("Борис присоединяет к этому обращение №2", topic=first)
    await desk.boris.sees("объединяет это обращение с №1", topic=second, anywhere=True)
    await desk.anna.writes("Спасибо, жду сертификат завтра", reply_to=answer)
    await desk.boris.sees("жду сертификат завтра", topic=first)
    await desk.anna.writes("И ещё вопрос про сайт")
    await desk.boris.sees("И ещё вопрос про сайт", topic=first)
    await desk.boris.writes("Отвечаю на всё", topic=first)
    await desk.anna.sees("Борис · обращение №1\nОтвечаю на всё")


async def test_t30_what_cannot_be_merged_says_why(desk: RunningDesk) -> None:
    first, second = await two_tickets(desk)
    for number, why in [(1, "с ним самим"), (77, "нет обращения №77")]:
        await desk.boris.writes(f"/merge {number}", topic=first)
        await desk.boris.sees(why, topic=first)
    await desk.boris.writes("/solve", topic=second)
    await desk.anna.sees("решено")
    await desk.boris.writes("/merge 2", topic=first)
    await desk.boris.sees("Обращение №2 уже закончено", topic=first)
    await desk.boris.writes("/merge", topic=first)
    await desk.boris.sees("Других открытых обращений у клиента нет", topic=first)


async def test_t30_a_chain_is_followed_to_its_end_and_a_merged_ticket_is_not_opened_again(desk: RunningDesk) -> None:
    first, second = await two_tickets(desk)
    await desk.files(desk.anna, subject="Третье о том же")
    third = await desk.room.topic("№3")
    await desk.boris.writes("Вижу третье", topic=third)
    answer = await desk.anna.sees("Вижу третье")
    await desk.boris.writes("/merge 2", topic=third)
    await desk.anna.sees("дальше это одно обращение: №2")
    await desk.boris.writes("/merge 1", topic=second)
    await desk.anna.sees("дальше это одно обращение: №1")
    await desk.anna.writes("Ответ на третье", reply_to=answer)
    await desk.boris.sees("Ответ на третье", topic=first)
    told = await desk.boris.forges_press("s:reopen:3", on=await desk.boris.sees("№3 · ", topic=third, anywhere=True))
    assert "объединено" in told.text


async def test_t30_sec_17_nobody_is_merged_into_a_ticket_that_they_may_not_see(desk: RunningDesk) -> None:
    first, helper = await with_a_delegate(desk, "Только свои")
    await desk.files(helper, subject="То же самое")
    second = await desk.room.topic("№2")
    await desk.boris.writes("/merge 1", topic=second)
    await desk.boris.sees("Автору этого обращения №1 не видно", topic=second)
    await desk.boris.writes("/merge", topic=second)
    await desk.boris.sees("Других открытых обращений у клиента нет", topic=second)
    await desk.boris.writes("/merge 2", topic=first)
    await desk.boris.sees("присоединяет к этому обращение №1", topic=second)


async def test_t20_t30_what_the_client_asked_in_the_merged_ticket_is_waited_for_in_the_other(desk: RunningDesk) -> None:
    first, second = await two_tickets(desk)
    await desk.boris.writes("Пришлите снимок экрана", topic=first)
    await desk.anna.sees("Пришлите снимок экрана")
    await desk.boris.sees("Состояние: ждём клиента", topic=first, anywhere=True)
    await desk.boris.writes("/merge 1", topic=second)
    await desk.anna.sees("дальше это одно обращение: №1")
    await desk.boris.sees("Состояние: в работе", topic=first, anywhere=True)
    await desk.passes(days=7)
    await desk.anna.sees_nothing_of("Оно ещё нужно", anywhere=True)
