"""Walking through the form: back, edit, cancel, bad input, old buttons, a restart in the middle."""

from simulator import Message
from tests.bot.running import RunningDesk


async def at_subject(desk: RunningDesk) -> None:
    """Anna is signed in and asked for the subject."""
    anna = desk.anna
    await desk.signs_in(anna, "anna@example.com")
    await anna.writes("/new")
    await desk.chooses(anna, "Хостинг", "Вопрос", "Не срочно")
    await anna.sees("одной строкой")


def buttons(page: Message) -> list[str]:
    return [words for row in page.buttons for words in row]


async def test_every_step_shows_progress_and_a_way_back_and_out(desk: RunningDesk) -> None:
    await at_subject(desk)
    page = await desk.anna.last()
    assert page.text.startswith("Шаг 4 из 6")
    assert buttons(page) == ["← Назад", "Отмена"]


async def test_back_asks_the_question_before_with_its_answer_kept(desk: RunningDesk) -> None:
    await at_subject(desk)
    await desk.anna.presses("Назад")
    page = await desk.anna.sees("Насколько это срочно")
    assert "Сейчас: Не срочно" in page.text
    await desk.anna.presses("Оставить как есть")
    await desk.anna.sees("одной строкой")


async def test_a_page_takes_the_place_of_the_one_before(desk: RunningDesk) -> None:
    await at_subject(desk)
    pages = [message for message in await desk.anna.chat.messages() if "Шаг" in message.text]
    assert len(pages) == 1


async def test_too_short_and_too_long_answers_say_what_to_do_and_lose_nothing(desk: RunningDesk) -> None:
    await at_subject(desk)
    await desk.anna.writes("?")
    await desk.anna.sees("нужно хотя бы 3 знака")
    story = "Не отправляется форма. " * 20
    await desk.anna.writes(story)
    await desk.anna.sees("не больше 120 знаков")
    await desk.anna.writes("Форма не отправляется")
    await desk.anna.sees("Добавьте фото")
    await desk.anna.presses("Без файлов")
    page = await desk.anna.sees("Всё верно?")
    assert story.strip() in page.text


async def test_a_text_where_a_button_is_asked_for_gets_a_polite_word(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.anna.writes("/new")
    await desk.anna.sees("О какой услуге")
    await desk.anna.writes("Хостинг")
    await desk.anna.sees("одну из кнопок ниже")


async def test_an_answer_can_be_changed_from_the_confirmation(desk: RunningDesk) -> None:
    await at_subject(desk)
    await desk.anna.writes("Не то, что надо")
    await desk.anna.sees("подробно")
    await desk.anna.writes("Описание на несколько слов")
    await desk.anna.sees("Добавьте фото")
    await desk.anna.presses("Без файлов")
    await desk.anna.sees("Всё верно?")
    await desk.anna.presses("Изменить")
    await desk.anna.sees("Что изменить?")
    await desk.anna.presses("Суть")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Именно то")
    page = await desk.anna.sees("Всё верно?")
    assert "Именно то" in page.text


async def test_cancel_leaves_the_form_and_there_is_nothing_to_cancel_twice(desk: RunningDesk) -> None:
    await at_subject(desk)
    await desk.anna.writes("/cancel")
    await desk.anna.sees("ничего не отправлено")
    await desk.anna.writes("/cancel")
    await desk.anna.sees("Отменять нечего")


async def test_a_button_of_an_older_page_changes_nothing(desk: RunningDesk) -> None:
    await at_subject(desk)
    page = await desk.anna.last()
    answer = await desk.anna.forges_press("f:2:choose:urgent", on=page)
    assert "устарела" in answer.text
    await desk.anna.sees("одной строкой", anywhere=True)


async def test_a_restart_in_the_middle_of_the_form_changes_nothing(desk: RunningDesk) -> None:
    await at_subject(desk)
    await desk.restart()
    await desk.anna.writes("Форма не отправляется")
    await desk.anna.sees("подробно")


async def test_a_double_press_files_one_ticket(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    page = await desk.anna.last()
    answer = await desk.anna.forges_press("f:8:send:", on=page)
    assert answer.text
    await desk.anna.writes("/tickets")
    listed = await desk.anna.sees("Ваши обращения")
    assert len([words for words in buttons(listed) if words.startswith("№")]) == 1


async def test_a_message_outside_of_any_ticket_begins_one_with_its_words_in_it(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.anna.writes("У нас со вчерашнего вечера не приходит почта на все ящики")
    await desk.anna.sees("Сохранено как описание")


async def test_what_a_stranger_wrote_is_in_their_form_after_they_signed_in(desk: RunningDesk) -> None:
    await desk.anna.writes("У нас со вчерашнего вечера не приходит почта на все ящики")
    await desk.anna.sees("Ваше сообщение сохранено")
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Вопрос", "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Почта")
    await desk.anna.sees("Добавьте фото")


async def test_an_edit_of_what_was_typed_is_followed_in_the_form(desk: RunningDesk) -> None:
    await at_subject(desk)
    typed = await desk.anna.writes("Форма не отправляеца")
    await desk.anna.sees("подробно")
    await desk.anna.edits(typed, "Форма не отправляется")
    await desk.anna.writes("Описание на несколько слов")
    await desk.anna.sees("Добавьте фото")
    await desk.anna.presses("Без файлов")
    page = await desk.anna.sees("Всё верно?")
    assert "Форма не отправляется" in page.text


async def test_a_short_first_message_is_a_part_of_the_description(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.anna.writes("Горим")
    await desk.chooses(desk.anna, "Хостинг", "Вопрос", "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Суть")
    await desk.anna.sees("подробно")
    await desk.anna.writes("Сервер упал в три часа")
    await desk.anna.sees("Добавьте фото")
    await desk.anna.presses("Без файлов")
    confirmed = await desk.anna.sees("Всё верно?")
    assert "Горим" in confirmed.text
    assert "Сервер упал в три часа" in confirmed.text


async def test_a_photo_with_a_command_under_it_and_a_path_are_no_commands(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await desk.room.topic("№1")
    await desk.anna.sends_photo("/help смотрите фото")
    await desk.boris.sees(kind="photo", topic=topic)
    await desk.anna.writes("/var/log/nginx/error.log: permission denied")
    await desk.boris.sees("permission denied", topic=topic)


async def a_solved_ticket(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Сайт не открывается", topic=topic)
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("решено")


async def test_an_edit_of_a_message_that_waits_for_its_place_is_followed(desk: RunningDesk) -> None:
    await a_solved_ticket(desk)
    kept = await desk.anna.writes("Всё сломано, пароль 123")
    await desk.anna.sees("открыть снова")
    await desk.anna.edits(kept, "Исправленные слова")
    await desk.anna.sees("открыть снова")
    await desk.anna.presses("№1")
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Исправленные слова", topic=topic)
    await desk.boris.sees_nothing_of("пароль 123", topic=topic, anywhere=True)


async def test_an_edit_of_a_caption_in_the_form_is_followed(desk: RunningDesk) -> None:
    await at_subject(desk)
    await desk.anna.writes("Суть дела")
    await desk.anna.sees("подробно")
    await desk.anna.writes("Описание на несколько слов")
    await desk.anna.sees("Добавьте фото")
    photo = await desk.anna.sends_photo("Старая подпись")
    await desk.anna.sees(button="Это всё")
    await desk.anna.edits(photo, "Новая подпись")
    await desk.anna.sees(button="Это всё")
    await desk.anna.presses("Это всё")
    await desk.anna.sees("Всё верно?")
    await desk.anna.presses("Отправить")
    await desk.boris.sees("Новая подпись", topic=await desk.room.topic("№1"))


async def test_an_edit_of_a_caption_that_was_the_description_stands_under_the_photo_too(desk: RunningDesk) -> None:
    await at_subject(desk)
    await desk.anna.writes("Суть дела")
    await desk.anna.sees("подробно")
    photo = await desk.anna.sends_photo("С утра везде ошыбка 502")
    await desk.anna.sees(button="Это всё")
    await desk.anna.presses("Это всё")
    await desk.anna.sees("Всё верно?")
    await desk.anna.presses("Отправить")
    topic = await desk.room.topic("№1")
    copy = await desk.boris.sees("ошыбка 502", kind="photo", topic=topic)
    await desk.anna.edits(photo, "С утра везде ошибка 502")
    await desk.boris.sees("ошибка 502", kind="photo", topic=topic)
    await desk.boris.sees("ошибка 502", kind="text", topic=topic)
    assert "ошибка 502" in (await desk.boris.looks_at(copy)).text


async def test_a_message_that_waits_for_its_place_is_in_the_form_that_is_begun(desk: RunningDesk) -> None:
    await a_solved_ticket(desk)
    await desk.anna.writes("Всё сломалось снова и ещё почта")
    await desk.anna.sees("открыть снова")
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Вопрос", "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Второе")
    await desk.anna.sees("Добавьте фото")
    await desk.anna.presses("Без файлов")
    assert "Всё сломалось снова" in (await desk.anna.sees("Всё верно?")).text


async def test_a_number_that_no_database_takes_is_no_place(desk: RunningDesk) -> None:
    await a_solved_ticket(desk)
    await desk.anna.writes("Всё сломано опять")
    page = await desk.anna.sees("открыть снова")
    shown = desk.sim.world.messages[desk.anna.id][page.message_id]
    rev = shown.inline_keyboard[0][0]["callback_data"].split(":")[1]
    answer = await desk.anna.forges_press(f"f:{rev}:place:{'9' * 30}", on=page)
    assert "здесь нет" in answer.text
