"""Warnings and missed targets, as staff and managers see them (regulation 3.2, T9-T18, T34)."""

from simulator import Message, Topic
from tests.bot.running import RunningDesk


async def filed(desk: RunningDesk) -> Topic:
    """Anna's ticket №1 of Tuesday noon, whose first answer is due on Wednesday noon."""
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Сайт не открывается", topic=topic)
    return topic


async def answered(desk: RunningDesk) -> Topic:
    """Boris has answered, and Anna has written again at Tuesday noon: due on Wednesday 13:00."""
    topic = await filed(desk)
    answer = await desk.boris.writes("Смотрю", topic=topic)
    await desk.anna.sees("Смотрю")
    await desk.boris.sees_reaction("👌", on=answer)
    await desk.anna.writes("Есть новости?")
    await desk.boris.sees("Есть новости?", topic=topic)
    return topic


def words(message: Message) -> list[str]:
    return [words for row in message.buttons for words in row]


async def nobody_is_told(desk: RunningDesk, topic: Topic) -> None:
    """A note goes the same way as an alert would, and later."""
    await desk.olga.writes("/digest")
    await desk.olga.sees("Сегодня на этот час", anywhere=True)
    await desk.olga.sees_nothing_of("в срок", anywhere=True)
    await desk.boris.sees_nothing_of("⏰", topic=topic, anywhere=True)


async def test_3_2_staff_are_warned_before_the_first_answer_is_due(desk: RunningDesk) -> None:
    topic = await filed(desk)
    await desk.passes(hours=5, minutes=35)
    await desk.boris.sees_nothing_of("⏰", topic=topic)
    await desk.passes(minutes=2)
    warning = await desk.boris.sees("⏰ Первый ответ нужен до 3 марта (среда), 12:00 по Москве.", topic=topic)
    assert "Обращение пока никто не взял." in warning.text
    assert words(warning) == ["Взять", "К обращению"]
    await desk.boris.presses("Взять", on=warning)
    await desk.boris.sees("Обращение ведёт Борис.", topic=topic)


async def test_3_2_a_missed_first_answer_is_told_to_the_managers_once(desk: RunningDesk) -> None:
    await filed(desk)
    await desk.passes(hours=24)
    await desk.olga.sees_nothing_of("Нет первого ответа в срок", anywhere=True)
    await desk.passes(seconds=1)
    told = await desk.olga.sees("Нет первого ответа в срок")
    assert "№1 Сайт не открывается" in told.text
    assert "3 марта (среда), 12:00 по Москве" in told.text
    assert words(told) == ["К обращению"]
    await desk.olga.writes("/digest")
    await desk.olga.sees("Обращений, где ответ не дали в срок: 1")
    await desk.passes(hours=48)
    await desk.olga.sees_nothing_of("Нет первого ответа")


async def test_t10_the_next_answer_is_due_from_the_first_unanswered_message(desk: RunningDesk) -> None:
    topic = await answered(desk)
    await desk.passes(hours=2)
    await desk.anna.writes("И ещё вопрос")
    await desk.boris.sees("И ещё вопрос", topic=topic)
    await desk.passes(hours=21, minutes=30)
    warning = await desk.boris.sees("⏰ Клиент ждёт ответа, он нужен до 3 марта (среда), 13:00 по Москве.", topic=topic)
    assert "Ответственный: Борис." in warning.text
    assert words(warning) == ["К обращению"]
    await desk.passes(hours=2)
    told = await desk.olga.sees("Клиенту не ответили в срок")
    assert "3 марта (среда), 13:00 по Москве" in told.text
    assert "Ответственный: Борис." in told.text


async def test_3_2_whoever_answers_in_time_hears_nothing(desk: RunningDesk) -> None:
    topic = await answered(desk)
    await desk.passes(hours=4)
    await desk.boris.writes("Готово, проверьте", topic=topic)
    await desk.anna.sees("Готово, проверьте")
    await desk.passes(hours=22)
    await nobody_is_told(desk, topic)


async def test_t18_an_ended_ticket_has_no_clock(desk: RunningDesk) -> None:
    topic = await answered(desk)
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("решено. Сотрудник: Борис.")
    await desk.passes(days=3)
    await nobody_is_told(desk, topic)


async def test_t12_an_answer_that_was_written_in_time_while_the_desk_was_away_is_in_time(desk: RunningDesk) -> None:
    topic = await filed(desk)
    await desk.stop()
    await desk.passes(hours=5)
    await desk.boris.writes("Смотрю", topic=topic)
    await desk.passes(hours=21)
    await desk.start()
    await desk.anna.sees("Смотрю")
    await nobody_is_told(desk, topic)


async def test_t12_an_answer_that_was_written_too_late_while_the_desk_was_away_is_late(desk: RunningDesk) -> None:
    topic = await filed(desk)
    await desk.stop()
    await desk.passes(hours=25)
    await desk.boris.writes("Смотрю", topic=topic)
    await desk.start()
    told = await desk.olga.sees("Нет первого ответа в срок")
    assert "Ответ дали позже: 3 марта (среда), 13:0" in told.text


async def test_3_2_in_a_plain_group_the_warning_answers_the_card(plain_desk: RunningDesk) -> None:
    desk = plain_desk
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    card = await desk.boris.sees("№1 · Сайт не открывается", chat=desk.room)
    await desk.passes(hours=6)
    warning = await desk.boris.sees("⏰ Первый ответ нужен до", chat=desk.room)
    assert warning.reply_to == card.message_id
