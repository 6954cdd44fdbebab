"""A form asks what staff will need, by category, and staff find it on the card (regulation 2.1, final provisions)."""

import pytest

from simulator import Message
from tests.bot.running import RunningDesk


async def asked_for(desk: RunningDesk, *buttons: str) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", *buttons)


async def ends(desk: RunningDesk, asks: str) -> Message:
    """From the urgency on; the confirmation."""
    await desk.chooses(desk.anna, "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Моя суть")
    await desk.anna.sees(asks)
    await desk.anna.writes("Моё описание в нескольких словах")
    await desk.anna.sees("Добавьте фото")
    await desk.anna.presses("Без файлов")
    return await desk.anna.sees("Всё верно?")


async def test_2_1_a_change_of_content_asks_where_and_by_when_and_the_day_can_be_changed(desk: RunningDesk) -> None:
    await asked_for(desk, "Поправить")
    await desk.anna.sees("Где нужна правка?")
    await desk.anna.writes("Раздел «О компании»")
    await desk.anna.sees("обещать день мы не можем")
    typed = await desk.anna.writes("15 марта")
    await desk.anna.sees("Насколько это срочно")
    await desk.anna.edits(typed, "16.03")
    page = await ends(desk, "Опишите задачу")
    assert "Где: Раздел «О компании»" in page.text
    assert "Желаемый срок: 16 марта 2027" in page.text
    await desk.anna.presses("Изменить")
    await desk.chooses(desk.anna, "Желаемый срок")
    await desk.anna.sees("Сейчас: 16 марта 2027")
    await desk.anna.writes("завтра")
    await desk.anna.sees("Желаемый срок: 3 марта 2027")
    await desk.anna.presses("Отправить")
    card = await desk.boris.sees("Моя суть", topic=await desk.room.topic("№1"))
    assert "Где: Раздел «О компании»" in card.text
    assert "Желаемый срок: 3 марта 2027" in card.text
    await desk.boris.writes("/find компании", chat=desk.room)
    await desk.boris.sees("Моя суть", chat=desk.room)


async def test_2_1_a_day_that_passed_while_the_form_waited_is_asked_for_again(desk: RunningDesk) -> None:
    await asked_for(desk, "Изменить или улучшить")
    await desk.anna.sees("К какому дню")
    await desk.anna.writes("завтра")
    page = await ends(desk, "Опишите задачу")
    await desk.passes(days=3)
    said = await desk.anna.presses("Отправить", on=page)
    assert "устарела" in said.text
    page = await desk.anna.sees("Этот день уже прошёл", button="Пропустить")
    assert "К какому дню" in page.text
    await desk.anna.writes("в пятницу")
    await desk.anna.sees("Желаемый срок: 5 марта 2027")


@pytest.mark.parametrize(
    ("buttons", "answers", "asks", "on_card"),
    [
        (("Счета", "Акт сверки"), ("март", "ООО «Лютик», ИНН 770"), "Опишите, что", "На кого: ООО «Лютик»"),
        (("Подключить",), ("Почта", "romashka.ru"), "подробно", "Домен: romashka.ru"),
        (("Доступы",), ("Панель",), "Опишите, какой доступ", "Доступ к: Панель"),
    ],
)
async def test_2_1_each_category_asks_what_staff_will_need(
    desk: RunningDesk, buttons: tuple[str, ...], answers: tuple[str, ...], asks: str, on_card: str
) -> None:
    await asked_for(desk, *buttons)
    for answer in answers:
        await desk.anna.sees(button="Отмена")
        await desk.anna.writes(answer)
    page = await ends(desk, asks)
    assert on_card in page.text
    await desk.anna.presses("Отправить")
    await desk.boris.sees(on_card, topic=await desk.room.topic("№1"))


async def test_2_1_what_is_asked_can_be_skipped_where_it_need_not_be_known(desk: RunningDesk) -> None:
    await asked_for(desk, "Счета", "Счёт", "Пропустить", "Пропустить")
    page = await ends(desk, "Опишите, что")
    assert "Документ: Счёт" in page.text
    assert "Период" not in page.text


async def test_2_1_in_english_too(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.anna.writes("/language")
    await desk.chooses(desk.anna, "English")
    await desk.anna.sees(button="New ticket")
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Edit content")
    await desk.anna.sees("Where is it to be changed?")
    await desk.anna.writes("The page About us")
    await desk.anna.sees("By which day")
    await desk.anna.writes("yesterday or so")
    await desk.anna.sees("I cannot read a day in this")
    await desk.anna.writes("March 1")
    await desk.anna.sees("This day is over")
    await desk.anna.writes("by March 15")
    await desk.chooses(desk.anna, "Not urgent")
    await desk.anna.sees("in one line")
    await desk.anna.writes("New photo")
    await desk.anna.sees("Describe the task")
    await desk.anna.writes("Please put the new photo there.")
    await desk.chooses(desk.anna, "No files")
    page = await desk.anna.sees("Is everything right?")
    assert "Wished by: 15 March 2027" in page.text


async def test_2_1_any_file_is_taken_until_there_are_enough_and_the_next_is_told(desk: RunningDesk) -> None:
    await asked_for(desk, "Вопрос", "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Файлы")
    await desk.anna.sees("подробно")
    await desk.anna.writes("Описание в нескольких словах")
    await desk.anna.sees("Добавьте фото")
    kinds = ("photo", "document", "video", "audio", "voice", "video_note", "animation", "contact", "location")
    for number in range(20):
        await desk.anna.sends(kinds[number % len(kinds)], name="a.bin")
        await desk.anna.sees(f"{number + 1} файл", button="Это всё")
    await desk.anna.sends_photo()
    await desk.anna.sees("Файлов уже достаточно")
    await desk.anna.presses("Это всё")
    page = await desk.anna.sees("Всё верно?")
    assert "20 файлов" in page.text
