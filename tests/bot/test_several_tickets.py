"""Several tickets at once: each word finds its own, and each ticket has a page (regulation 2.3)."""

from simulator import Message, Topic
from tests.bot.running import RunningDesk
from tests.bot.waiting import with_a_ticket


def words_of(page: Message) -> list[str]:
    return [words for row in page.buttons for words in row]


async def with_two_tickets(desk: RunningDesk) -> tuple[Topic, Topic]:
    """Anna's №1 about her site and №2 about mail."""
    first = await with_a_ticket(desk)
    await desk.files(desk.anna, subject="Почта не приходит")
    second = await desk.room.topic("№2")
    await desk.boris.sees("Почта не приходит", topic=second)
    return first, second


async def test_2_3_a_reply_to_a_relayed_message_finds_its_ticket_among_several(desk: RunningDesk) -> None:
    first, second = await with_two_tickets(desk)
    await desk.boris.writes("Какая ошибка на сайте?", topic=first)
    question = await desk.anna.sees("Какая ошибка на сайте?")
    await desk.boris.writes("А почта чья?", topic=second)
    await desk.anna.sees("А почта чья?")
    await desk.anna.writes("Ошибка 502", reply_to=question)
    await desk.boris.sees("Ошибка 502", topic=first)
    await desk.boris.sees_nothing_of("Ошибка 502", topic=second)


async def test_2_3_with_several_open_tickets_the_client_chooses_by_a_button(desk: RunningDesk) -> None:
    first, second = await with_two_tickets(desk)
    await desk.anna.writes("Вот ещё что важно")
    page = await desk.anna.sees("К какому обращению")
    assert words_of(page) == ["№2 Почта не приходит", "№1 Сайт не открывается", "Новое обращение", "Отмена"]
    await desk.anna.presses("№1")
    await desk.boris.sees("Вот ещё что важно", topic=first)
    await desk.boris.sees_nothing_of("Вот ещё что важно", topic=second)


async def test_2_3_what_went_into_the_only_open_ticket_after_a_pause_can_be_taken_elsewhere(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.passes(hours=2)
    await desk.anna.writes("Пришлите, пожалуйста, счёт за апрель")
    await desk.boris.sees("счёт за апрель", topic=topic)
    told = await desk.anna.sees("Передаю это в обращение №1")
    await desk.anna.presses("Это о другом?", on=told)
    await desk.boris.sees("последнее сообщение – о другом", topic=topic)
    await desk.chooses(desk.anna, "Хостинг", "Счета", "Счёт", "Пропустить", "Пропустить", "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Счёт за апрель")
    await desk.anna.sees("Добавьте фото")
    await desk.anna.presses("Без файлов")
    page = await desk.anna.sees("Всё верно?")
    assert "Пришлите, пожалуйста, счёт за апрель" in page.text
    await desk.anna.presses("Отправить")
    await desk.boris.sees("Пришлите, пожалуйста, счёт за апрель", topic=await desk.room.topic("№2"))
    again = await desk.anna.presses("Это о другом?", on=told)
    assert "уже сделано" in again.text


async def test_2_3_a_lively_talk_is_not_interrupted(desk: RunningDesk) -> None:
    """Only what comes after a pause may be about something else."""
    topic = await with_a_ticket(desk)
    await desk.anna.writes("И ещё: ошибка 502")
    await desk.boris.sees("ошибка 502", topic=topic)
    await desk.passes(seconds=1)
    await desk.boris.writes("Проверьте сейчас", topic=topic)
    await desk.anna.sees("Проверьте сейчас")
    await desk.passes(hours=3)
    await desk.anna.writes("Теперь работает")
    await desk.boris.sees("Теперь работает", topic=topic)
    await desk.anna.sees_nothing_of("Передаю это", anywhere=True)


async def test_2_3_nobody_takes_anothers_message_elsewhere(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.anna.writes("Секрет")
    await desk.boris.sees("Секрет", topic=topic)
    await desk.signs_in(desk.viktor, "viktor@example.com")
    page = await desk.viktor.last()
    for message in (1, 2, 99):
        answer = await desk.viktor.forges_press(f"e:{message}", on=page)
        assert "устарела" in answer.text
    await desk.viktor.sees_nothing_of("Секрет", anywhere=True)


async def test_2_3_the_list_says_whose_turn_it_is_and_until_when(desk: RunningDesk) -> None:
    first, _ = await with_two_tickets(desk)
    await desk.boris.writes("Проверьте, пожалуйста", topic=first)
    await desk.anna.sees("Проверьте, пожалуйста")
    await desk.passes(seconds=1)
    await desk.anna.writes("/tickets")
    page = await desk.anna.sees("сначала открытые")
    assert "№2: первый ответ от нас – до 3 марта (среда), 12:00 по Москве" in page.text
    assert "№1: ждём вашего ответа до 4 марта (четверг), 12:00 по Москве" in page.text
    await desk.anna.writes("/ticket 1")
    one = await desk.anna.sees("Сейчас: ждём вашего ответа до 4 марта (четверг), 12:00 по Москве")
    assert words_of(one)[:3] == ["Дописать", "История", "Решено, закрыть"]


async def test_2_3_a_ticket_is_opened_by_its_number_and_a_wrong_one_says_what_to_do(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    for typed in ("/ticket 1", "/ticket №1", "/ticket #1"):
        await desk.anna.writes(typed)
        await desk.anna.sees("Обращение №1. Сайт не открывается")
    for typed in ("/ticket", "/ticket первое", "/ticket 1 2"):
        await desk.anna.writes(typed)
        await desk.anna.sees("Напишите номер сразу после команды")
    await desk.anna.writes("/ticket 77")
    await desk.anna.sees("Обращения №77 здесь нет")
    await desk.signs_in(desk.viktor, "viktor@example.com")
    await desk.viktor.writes("/ticket 1")
    await desk.viktor.sees("Обращения №1 здесь нет")


async def test_2_3_a_message_is_added_from_the_page_of_a_ticket_though_there_are_several(desk: RunningDesk) -> None:
    first, second = await with_two_tickets(desk)
    await desk.anna.writes("/ticket 1")
    await desk.anna.sees("Обращение №1")
    await desk.anna.presses("Дописать")
    await desk.anna.sees("оно попадёт в обращение №1")
    await desk.anna.writes("Страница пустая")
    await desk.boris.sees("Страница пустая", topic=first)
    await desk.boris.sees_nothing_of("Страница пустая", topic=second)
    await desk.anna.sees("Обращение №1")
    await desk.anna.writes("А это куда?")
    await desk.anna.sees("К какому обращению")


async def test_2_3_words_that_wait_for_their_place_go_into_the_ticket_where_add_was_pressed(desk: RunningDesk) -> None:
    _, second = await with_two_tickets(desk)
    await desk.anna.writes("/ticket 2")
    page = await desk.anna.sees("Обращение №2")
    await desk.anna.writes("Ждёт своего места")
    await desk.anna.sees("К какому обращению")
    await desk.anna.presses("Дописать", on=page)
    await desk.boris.sees("Ждёт своего места", topic=second)


async def test_2_3_the_client_closes_and_reopens_from_the_page(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.anna.writes("/ticket 1")
    page = await desk.anna.sees("Обращение №1")
    await desk.anna.presses("Решено, закрыть", on=page)
    await desk.anna.sees("вопрос решён")
    await desk.boris.sees("сообщает: решено", topic=topic)
    assert "уже сделано" in (await desk.anna.presses("Решено, закрыть", on=page)).text
    await desk.anna.writes("/ticket 1")
    ended = await desk.anna.sees(button="Открыть снова")
    await desk.anna.presses("Открыть снова", on=ended)
    await desk.anna.sees("снова открыто")


async def test_2_3_the_history_has_both_sides_and_no_notes(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.writes("Здравствуйте, смотрим", topic=topic)
    await desk.anna.sees("Здравствуйте, смотрим")
    await desk.boris.writes("/note клиент звонил и ругался", topic=topic)
    await desk.anna.writes("Спасибо, жду новостей")
    await desk.boris.sees("жду новостей", topic=topic)
    await desk.anna.writes("/ticket 1")
    await desk.anna.sees("Обращение №1")
    await desk.anna.presses("История")
    page = await desk.anna.sees("История")
    assert "подано: Анна Смирнова" in page.text
    assert "Борис: Здравствуйте, смотрим" in page.text
    assert "Анна Смирнова: Спасибо, жду новостей" in page.text
    assert "ругался" not in page.text
    assert page.text.index("смотрим") < page.text.index("жду новостей")


async def test_2_3_many_tickets_and_a_long_history_are_paged(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    for number in range(1, 11):
        await desk.anna.writes(f"Подробность {number}.")
        await desk.boris.sees(f"Подробность {number}.", topic=topic)
    await desk.anna.writes("/ticket 1")
    await desk.anna.sees("Обращение №1")
    await desk.anna.presses("История")
    newest = await desk.anna.sees("История, страница 1 из 2")
    assert "Подробность 10." in newest.text
    assert "Подробность 2." not in newest.text
    await desk.anna.presses("Раньше")
    oldest = await desk.anna.sees("История, страница 2 из 2")
    assert "Подробность 2." in oldest.text
    assert "Раньше" not in str(oldest.buttons)
    await desk.anna.presses("Позже")
    await desk.anna.sees("История, страница 1 из 2")
