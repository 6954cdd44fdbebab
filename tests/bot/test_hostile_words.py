"""What people type is only ever words, wherever it is shown: to themselves, to staff, to managers."""

from simulator import Person
from tests.bot.running import RunningDesk

SUBJECT = 'Если 5 < 6 & <b>жирно</b>, то "как?"'
DESCRIPTION = "Было <i>так</i>: a < b && c > d, </b> &lt; &amp; tg://user?id=1"


async def files(desk: RunningDesk, person: Person) -> None:
    """The form, with brackets in every answer that is typed."""
    await person.writes("/new")
    for button in ("Хостинг", "Вопрос", "Не срочно"):
        await person.sees(button=button)
        await person.presses(button)
    await person.sees("одной строкой")
    await person.writes(SUBJECT)
    await person.sees("подробно")
    await person.writes(DESCRIPTION)
    await person.sees("Добавьте фото")
    await person.presses("Без файлов")


async def test_sec_15_brackets_pass_through_the_form_to_the_card_and_the_list(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await files(desk, desk.anna)
    page = await desk.anna.sees("Всё верно?")
    assert SUBJECT in page.text
    assert DESCRIPTION in page.text
    await desk.anna.presses("Отправить")
    filed = await desk.anna.sees("принято")
    assert SUBJECT in filed.text
    card = await desk.boris.sees(SUBJECT, topic=await desk.room.topic("№1"))
    assert DESCRIPTION in card.text
    await desk.anna.writes("/tickets")
    await desk.anna.sees(button="Если 5 < 6 & <b>жирно</b>")


async def test_an_answer_is_asked_for_again_with_what_was_typed(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await files(desk, desk.anna)
    await desk.anna.sees("Всё верно?")
    await desk.anna.presses("Изменить")
    await desk.anna.sees(button="Суть")
    await desk.anna.presses("Суть")
    page = await desk.anna.sees("одной строкой")
    assert f"Сейчас: {SUBJECT}" in page.text


async def test_a_message_after_the_end_is_asked_about_by_the_subject_as_it_was_typed(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna, subject=SUBJECT)
    topic = await desk.room.topic("№1")
    await desk.boris.sees(SUBJECT, topic=topic)
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("решено")
    await desk.anna.writes("Нет, не решено")
    page = await desk.anna.sees("Его можно открыть снова")
    assert SUBJECT in page.text


async def test_sec_15_a_name_that_looks_like_markup_is_a_name(desk: RunningDesk) -> None:
    eve = desk.sim.person("<b>Ева", "</i>&amp; <a href='tg://user?id=1'>")
    await eve.writes("/start")
    await eve.presses("Я ещё не клиент")
    for question, words in (("Вы согласны?", ""), ("Как вас зовут", "<code>Ева"), ("Как с вами", "<eva@example.com>")):
        await eve.sees(question)
        await (eve.writes(words) if words else eve.presses("Согласен"))
    await eve.sees("Какой у вас вопрос")
    await eve.writes("Сколько стоит <хостинг> & домен?")
    await eve.sees("Добавьте фото")
    await eve.presses("Без файлов")
    page = await eve.sees("Всё верно?")
    assert "<code>Ева" in page.text
    await eve.presses("Отправить")
    await eve.sees("записали ваш вопрос")
    card = await desk.boris.sees("ещё не клиент", topic=await desk.room.topic("№1"))
    for words in (eve.name, "<code>Ева", "<eva@example.com>", "Сколько стоит <хостинг> & домен?"):
        assert words in card.text
    assert [entity for entity in card.entities if entity["type"] in {"text_link", "text_mention", "code"}] == []


async def test_a_complaint_as_long_as_a_message_can_be_reaches_the_management(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.anna.writes("/feedback")
    await desk.anna.sees(button="Жалоба")
    await desk.anna.presses("Жалоба")
    await desk.anna.sees("что случилось")
    await desk.anna.writes(f"Начало. {'Ждали долго и ничего не дождались. ' * 130}"[:4090])
    await desk.anna.sees("руководству")
    await desk.anna.presses("Отправить")
    await desk.anna.sees("передаём это руководству")
    await desk.olga.sees("Начало.")


async def test_an_endless_command_is_answered_all_the_same(desk: RunningDesk) -> None:
    await desk.stepan.writes("/" + "a" * 4095)
    await desk.stepan.sees("Ваше сообщение сохранено")
