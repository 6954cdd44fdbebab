"""Ready answers."""

import pytest

from tests.bot.running import RunningDesk
from tests.bot.test_the_room import a_ticket

TEXT = "Здравствуйте, {клиент}! По обращению {номер} ({услуга}) отвечает {я}."
FILLED = "Здравствуйте, Анна Смирнова! По обращению 1 (Хостинг Старт) отвечает Борис."


async def kept(desk: RunningDesk, name: str = "Привет", text: str = TEXT) -> None:
    await desk.boris.writes(f"/macros {name} = {text}", chat=desk.room)
    await desk.boris.sees(f"Сохранено: «{name}»", chat=desk.room)


async def test_a_ready_answer_is_said_by_its_name_with_its_places_filled_in(desk: RunningDesk) -> None:
    await kept(desk)
    topic, _ = await a_ticket(desk)
    said = await desk.boris.writes("/m  привет", topic=topic)
    answer = await desk.anna.sees(FILLED)
    assert answer.text.startswith("Борис · обращение №1")
    await desk.boris.sees_reaction("👌", on=said)
    await desk.boris.sees("Состояние: ждём клиента", topic=topic, anywhere=True)


async def test_by_its_button_and_the_topic_shows_what_was_sent(desk: RunningDesk) -> None:
    await kept(desk)
    await kept(desk, "Реквизиты", "Реквизиты на сайте.")
    topic, _ = await a_ticket(desk)
    await desk.vera.writes("/macros", topic=topic)
    await desk.vera.sees("Какой ответ?", topic=topic)
    await desk.vera.presses("Реквизиты", topic=topic)
    await desk.anna.sees("Вера · обращение №1\nРеквизиты на сайте.")
    await desk.vera.sees("Вера отправляет клиенту:\nРеквизиты на сайте.", topic=topic)
    shown = await desk.vera.sees("Какой ответ?", topic=topic, anywhere=True)
    again = await desk.vera.presses("Реквизиты", on=shown)
    assert "уже сделано" in again.text
    assert len([message for message in await desk.anna.chat.messages() if "на сайте" in message.text]) == 1
    await desk.anna.writes("Спасибо, нашли реквизиты")
    await desk.vera.sees("Спасибо, нашли реквизиты", topic=topic)


async def test_they_are_listed_changed_and_thrown_away(desk: RunningDesk) -> None:
    await desk.boris.writes("/macros", chat=desk.room)
    await desk.boris.sees("/macros название = текст", chat=desk.room)
    await kept(desk)
    await kept(desk, "ПРИВЕТ", "Добрый день")
    await desk.boris.writes("/macros", chat=desk.room)
    shown = await desk.boris.sees("ПРИВЕТ – Добрый день", chat=desk.room)
    assert "Здравствуйте" not in shown.text
    await desk.boris.writes("/macros привет =", chat=desk.room)
    await desk.boris.sees("Удалено: «привет»", chat=desk.room)
    await desk.boris.writes("/macros привет =", chat=desk.room)
    await desk.boris.sees("Готового ответа «привет» нет", chat=desk.room)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/macros x = {пароль}", "что подставить вместо {пароль}"),
        (f"/macros {'длинное ' * 9} = текст", "от 1 до 40 символов"),
        (f"/macros x = {'много ' * 600}", "не больше 3000 символов"),
        ("/m", "/macros название = текст"),
        ("/m нет такого", "в теме обращения"),
    ],
)
async def test_what_cannot_be_kept_or_said_is_told_with_what_to_do(desk: RunningDesk, typed: str, told: str) -> None:
    await desk.boris.writes(typed, chat=desk.room)
    await desk.boris.sees(told, chat=desk.room)


async def test_an_unknown_name_in_a_ticket_reaches_no_client(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("/m реквизиты", topic=topic)
    await desk.boris.sees("Готового ответа «реквизиты» нет", topic=topic)
    await desk.anna.sees_nothing_of("реквизиты", anywhere=True)


async def test_a_photo_with_a_command_below_it_is_not_lost_without_a_word(desk: RunningDesk) -> None:
    await kept(desk)
    topic, _ = await a_ticket(desk)
    photo = await desk.boris.sends_photo(caption="/m привет", topic=topic)
    told = await desk.boris.sees("/m", topic=topic)
    assert told.reply_to == photo.message_id
    await desk.anna.sees_nothing_of("Здравствуйте, Анна", anywhere=True)


async def test_all_of_it_is_possible_by_buttons(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    await desk.boris.presses("Ещё…", on=card)
    await desk.boris.presses("Готовые ответы", on=card)
    page = await desk.boris.sees("Готовые ответы, общие для всех", topic=topic)
    await desk.boris.presses("Новый ответ…", on=page)
    question = await desk.boris.sees("как называется ответ", topic=topic)
    await desk.boris.writes("без знака", reply_to=question)
    await desk.boris.sees("знак = и текст", topic=topic)
    await desk.boris.writes("Реквизиты = На сайте, {клиент}.", reply_to=question)
    await desk.boris.sees("Сохранено: «Реквизиты»", topic=topic)
    await desk.boris.presses("Посмотреть, изменить", on=page)
    await desk.boris.sees("Готовые ответы, общие", topic=topic)
    await desk.boris.presses("Реквизиты", on=page)
    await desk.boris.sees("Реквизиты – На сайте, {клиент}.", topic=topic)
    await desk.boris.presses("Другой текст", on=page)
    question = await desk.boris.sees("что теперь сказано в ответе «Реквизиты»", topic=topic)
    await desk.boris.writes("Внизу сайта, {клиент}.", reply_to=question)
    await desk.boris.sees("Сохранено: «Реквизиты»", topic=topic)
    await desk.boris.presses("Назад", on=page)
    await desk.boris.sees("Готовые ответы, общие", topic=topic)
    await desk.boris.presses("Назад", on=page)
    await desk.boris.sees("Какой ответ?", topic=topic)
    await desk.boris.presses("Реквизиты", on=page)
    await desk.anna.sees("Внизу сайта, Анна Смирнова.")
    await desk.boris.presses("Посмотреть, изменить", on=page)
    await desk.boris.sees("Готовые ответы, общие", topic=topic)
    await desk.boris.presses("Реквизиты", on=page)
    await desk.boris.presses("Удалить", on=page)
    await desk.boris.sees("Готовые ответы, общие для всех", topic=topic)
    gone = await desk.boris.forges_press("km:drop:1:1", on=page)
    assert "уже сделано" in gone.text
    await desk.boris.writes("/m реквизиты", topic=topic)
    await desk.boris.sees("Готового ответа «реквизиты» нет", topic=topic)


async def test_many_of_them_are_turned_page_by_page(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    for number in range(7):
        await kept(desk, f"Ответ {number}", "Готово.")
    await desk.boris.writes("/macros", topic=topic)
    page = await desk.boris.sees("Какой ответ?", topic=topic)
    assert page.buttons == [[f"Ответ {number}"] for number in range(5)] + [["→"], ["Посмотреть, изменить…"]]
    await desk.boris.presses("→", on=page)
    turned = await desk.boris.sees("Какой ответ?", topic=topic, button="Ответ 6")
    assert turned.buttons == [["Ответ 5"], ["Ответ 6"], ["←"], ["Посмотреть, изменить…"]]
    await desk.boris.presses("Ответ 6", on=page)
    await desk.anna.sees("Готово.")
