"""A ticket that ended long ago goes on in a new one, linked both ways (T27, T29)."""

from simulator import Message, Person, Topic
from tests.bot.running import RunningDesk
from tests.bot.waiting import with_a_ticket


async def long_ended(desk: RunningDesk) -> tuple[Topic, Message]:
    """Boris has solved №1, and that was fifteen days ago; what Anna was told then."""
    topic = await with_a_ticket(desk)
    await desk.boris.writes("/solve", topic=topic)
    told = await desk.anna.sees("решено")
    await desk.passes(days=15)
    return topic, told


async def finishes(person: Person) -> None:
    await person.presses("Не срочно")
    await person.sees("подробно")
    await person.writes("Снова та же беда, что и тогда.")
    await person.sees("Добавьте фото")
    await person.presses("Без файлов")
    page = await person.sees("Всё верно?")
    assert "В продолжение обращения №1" in page.text
    assert "Сайт не открывается" in page.text
    assert "Хостинг Старт" in page.text
    await person.presses("Отправить" if any("Отправить" in row for row in page.buttons) else "Подожду")
    await person.sees("№2 «Сайт не открывается» принято")


async def test_t27_reopen_pressed_too_late_begins_a_new_ticket_that_is_linked_both_ways(desk: RunningDesk) -> None:
    topic, told = await long_ended(desk)
    await desk.anna.presses("Открыть снова", on=told)
    page = await desk.anna.sees("Насколько")
    assert "закрыто слишком давно" in page.text
    await finishes(desk.anna)
    card = await desk.boris.sees("В продолжение обращения №1", topic=await desk.room.topic("№2"))
    assert "Хостинг Старт" in card.text
    await desk.boris.sees("Продолжено в обращении №2", topic=topic)
    await desk.anna.writes("/ticket 1")
    old = await desk.anna.sees("Продолжено в обращении №2")
    await desk.anna.presses("История", on=old)
    await desk.anna.sees("Продолжено в обращении №2")
    await desk.anna.writes("/ticket 2")
    await desk.anna.presses("История", on=await desk.anna.sees("В продолжение обращения №1"))
    await desk.anna.sees("В продолжение обращения №1")


async def test_t27_a_reply_to_an_old_ticket_begins_a_new_one_with_its_words(desk: RunningDesk) -> None:
    _, told = await long_ended(desk)
    await desk.anna.writes("Опять то же самое, помогите", reply_to=told)
    await desk.anna.sees("закрыто слишком давно", button="Не срочно")
    await desk.anna.presses("Не срочно")
    await desk.anna.sees("Добавьте фото")
    await desk.anna.presses("Без файлов")
    page = await desk.anna.sees("Всё верно?")
    assert "Опять то же самое, помогите" in page.text
    assert "В продолжение обращения №1" in page.text


async def test_t28_thanks_to_an_old_ticket_begin_nothing(desk: RunningDesk) -> None:
    _, told = await long_ended(desk)
    await desk.anna.writes("Спасибо", reply_to=told)
    await desk.anna.sees_nothing_of("закрыто слишком давно", anywhere=True)


async def test_t27_what_was_typed_before_stays(desk: RunningDesk) -> None:
    """A form that is in work goes on, with what it says already; pressed twice it is linked once."""
    _, told = await long_ended(desk)
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Вопрос", "Срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Моя новая тема")
    await desk.anna.sees("подробно")
    for _ in range(2):
        await desk.anna.presses("Открыть снова", on=told)
        await desk.anna.sees("закрыто слишком давно")
    await desk.anna.writes("Подробности к новой теме")
    await desk.anna.sees("Добавьте фото")
    await desk.anna.presses("Без файлов")
    page = await desk.anna.sees("Всё верно?")
    assert "Моя новая тема" in page.text
    assert page.text.count("В продолжение обращения №1") == 1


async def test_t27_from_the_page_of_an_old_ticket(desk: RunningDesk) -> None:
    await long_ended(desk)
    await desk.anna.writes("/ticket 1")
    await desk.anna.presses("Написать в продолжение", on=await desk.anna.sees("Закрыто"))
    await desk.anna.sees("закрыто слишком давно")


async def test_t29_the_first_solution_stays_known_when_a_ticket_is_opened_again(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.writes("/solve", topic=topic)
    told = await desk.anna.sees("решено")
    await desk.passes(hours=1)
    await desk.anna.presses("Открыть снова", on=told)
    await desk.anna.sees("снова открыто")
    card = await desk.boris.sees("Открывалось снова: 1 раз", topic=topic)
    assert "Впервые решено: 2 марта (вторник), 12:00 по Москве" in card.text
    await desk.passes(hours=1)
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("решено")
    card = await desk.boris.sees("Состояние: решено", topic=topic)
    assert "Впервые решено: 2 марта (вторник), 12:00 по Москве" in card.text
