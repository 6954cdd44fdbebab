"""What is about to be filed twice is offered a place in the ticket that is there (regulation 2.6, T31)."""

from simulator import Message
from tests.bot.running import RunningDesk
from tests.bot.test_several_tickets import words_of
from tests.bot.waiting import copies, with_a_ticket


async def tells_it_again(desk: RunningDesk) -> Message:
    """Anna fills the form in once more, in other words, with a photo; the confirmation."""
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Вопрос", "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Не открывается наш сайт")
    await desk.anna.sees("подробно")
    await desk.anna.writes("Подробное описание: со вчерашнего вечера ошибка 502.")
    await desk.anna.sees("Добавьте фото")
    await desk.anna.sends_photo("Снимок экрана")
    await desk.anna.sees("1 файл")
    await desk.anna.presses("Это всё")
    return await desk.anna.sees("Всё верно?")


async def test_2_6_a_similar_open_ticket_is_offered_and_gets_all_that_was_typed(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    page = await tells_it_again(desk)
    assert "У вас уже открыто похожее обращение" in page.text
    assert words_of(page) == ["Отправить", "Дописать в №1: Сайт не открывается", "Изменить", "Отмена"]
    await desk.anna.presses("Дописать в №1", on=page)
    await desk.boris.sees("Не открывается наш сайт", topic=topic)
    await desk.boris.sees("со вчерашнего вечера ошибка 502", topic=topic)
    await desk.boris.sees("Снимок экрана", kind="photo", topic=topic)
    await desk.anna.sees("Обращение №1. Сайт не открывается")
    assert len(await copies(topic, "со вчерашнего вечера")) == 1
    assert len(await desk.room.topics()) == 1
    again = await desk.anna.forges_press(page.inline_keyboard[1][0]["callback_data"], on=page)
    assert "устарела" in again.text
    assert len(await copies(topic, "со вчерашнего вечера")) == 1


async def test_2_6_the_client_may_file_it_all_the_same(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    page = await tells_it_again(desk)
    await desk.anna.presses("Отправить", on=page)
    await desk.anna.sees("Обращение №2 «Не открывается наш сайт» принято")
    topic = await desk.room.topic("№2")
    await desk.boris.sees("со вчерашнего вечера ошибка 502", topic=topic)
    await desk.boris.sees("Снимок экрана", kind="photo", topic=topic)


async def test_t31_what_is_about_something_else_or_has_ended_is_not_offered(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("решено")
    page = await tells_it_again(desk)
    assert "похожее" not in page.text
    await desk.anna.presses("Отправить", on=page)
    await desk.anna.sees("принято")
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Счета", "Акт сверки", "Пропустить", "Пропустить", "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Акт сверки за первый квартал")
    await desk.anna.sees("Опишите")
    await desk.anna.writes("Пришлите, пожалуйста, акт сверки на нашу организацию.")
    await desk.anna.sees("Добавьте фото")
    await desk.anna.presses("Без файлов")
    assert "похож" not in (await desk.anna.sees("Всё верно?")).text


async def test_t31_nobody_is_offered_anothers_ticket_nor_adds_to_it(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.signs_in(desk.viktor, "viktor@example.com")
    await desk.viktor.writes("/new")
    await desk.chooses(desk.viktor, "Домен", "Вопрос", "Не срочно")
    await desk.viktor.sees("одной строкой")
    await desk.viktor.writes("Сайт не открывается")
    await desk.viktor.sees("подробно")
    await desk.viktor.writes("Подробное описание того, что случилось.")
    await desk.viktor.sees("Добавьте фото")
    await desk.viktor.presses("Без файлов")
    page = await desk.viktor.sees("Всё верно?")
    assert "похож" not in page.text
    send = page.inline_keyboard[0][0]["callback_data"]
    answer = await desk.viktor.forges_press(send.partition(":send:")[0] + ":join:1", on=page)
    assert "Обращения №1 здесь нет" in answer.text
    await desk.viktor.presses("Отправить", on=page)
    await desk.viktor.sees("Обращение №2")
    assert len(await copies(topic, "Подробное описание")) == 1


async def test_t31_an_edit_of_what_was_added_is_followed(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Вопрос", "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Сайт не открывается")
    await desk.anna.sees("подробно")
    told = await desk.anna.writes("Ошибка появилась в десять часов.")
    await desk.anna.sees("Добавьте фото")
    await desk.anna.presses("Без файлов")
    await desk.anna.sees("Всё верно?")
    await desk.anna.presses("Дописать в №1")
    await desk.boris.sees("в десять часов", topic=topic)
    await desk.anna.edits(told, "Ошибка появилась в одиннадцать часов.")
    await desk.boris.sees("в одиннадцать часов", topic=topic, anywhere=True)


async def test_2_6_what_was_chosen_in_the_form_reaches_staff_too(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "сломалось", "мне сообщили", "Не знаю", "Пропустить", "Срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Сайт не открывается")
    await desk.anna.sees("Опишите проблему")
    await desk.anna.writes("Ошибка 502 с самого утра.")
    await desk.anna.sees("Добавьте фото")
    await desk.anna.presses("Без файлов")
    await desk.anna.sees("Всё верно?")
    await desk.anna.presses("Дописать в №1")
    told = await desk.boris.sees("клиент ещё указал", topic=topic)
    assert "Срочно" in told.text
    assert "мне сообщили" in told.text
