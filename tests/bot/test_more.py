"""Every action of staff has its button under the card; what needs words is asked for, and answered by a reply."""

import pytest

from simulator import Message, Topic
from tests.bot.running import RunningDesk
from tests.bot.test_a_plain_group import a_card
from tests.bot.test_the_room import a_ticket


async def presses_more(desk: RunningDesk, card: Message, *buttons: str) -> None:
    """Boris presses *More…* and then those, one after the other, each as soon as it is there."""
    await desk.boris.presses("Ещё…", on=card)
    for button in buttons:
        await desk.boris.presses(button, on=card)


async def _is_there(desk: RunningDesk, card: Message, button: str) -> bool:
    return any(button in words for row in (await desk.boris.looks_at(card)).buttons for words in row)


async def asked(desk: RunningDesk, topic: Topic, card: Message, *buttons: str) -> Message:
    await presses_more(desk, card, *buttons)
    return await desk.boris.sees("Ответьте на это сообщение", topic=topic)


async def is_gone(desk: RunningDesk, message: Message) -> None:
    async def gone() -> bool:
        return (await desk.boris.looks_at(message)).deleted

    await desk.sim.until(gone)


async def test_the_card_has_few_buttons_and_the_rest_is_behind_more(desk: RunningDesk) -> None:
    _, card = await a_ticket(desk)
    assert card.buttons == [["Взять"], ["Отложить"], ["Решено", "Отказать"], ["Ещё…"]]
    await presses_more(desk, card, "Обращение…", "Назад")
    await desk.sim.until(lambda: _is_there(desk, card, "Взять"))
    await presses_more(desk, card, "Клиент…")
    await desk.sim.until(lambda: _is_there(desk, card, "Блокировать…"))
    await desk.vera.writes("/take", topic=await desk.room.topic("№1"))
    await desk.sim.until(lambda: _is_there(desk, card, "Освободить"))
    assert (await desk.boris.looks_at(card)).buttons[-1] == ["Ещё…"]


async def test_words_are_asked_for_in_the_topic_and_the_reply_is_taken(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    question = await asked(desk, topic, card, "Отложить, почему…")
    assert question.text.startswith("Борис, что должно случиться сначала? Клиент это прочитает.")
    await desk.boris.writes("ждём регистратора", reply_to=question)
    told = await desk.anna.sees("ждём регистратора")
    assert "отложено" in told.text
    await desk.boris.sees("Борис откладывает обращение: ждём регистратора", topic=topic, anywhere=True)
    await desk.sim.until(lambda: _is_there(desk, card, "Ещё работаем"))
    await is_gone(desk, question)


async def test_the_words_never_go_to_the_client_as_an_answer(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    await desk.boris.writes("Смотрим", topic=topic)
    await desk.anna.sees("Смотрим")
    question = await asked(desk, topic, card, "Заметка…")
    note = await desk.boris.writes("клиент нервный", reply_to=question)
    await desk.boris.sees_reaction("✍", on=note)
    late = await desk.boris.writes("и ещё одно", reply_to=question)
    await desk.boris.sees("Этот вопрос уже закрыт", topic=topic)
    await desk.boris.edits(late, "и ещё второе")
    await desk.boris.edits(note, "клиент спокойный")
    await desk.boris.writes("Готово", topic=topic)
    await desk.anna.sees("Готово")
    for words in ("нервный", "ещё", "спокойный"):
        await desk.anna.sees_nothing_of(words, anywhere=True)
    await desk.boris.writes("/find нервный", chat=desk.room)
    await desk.boris.sees("№1", chat=desk.room)


async def test_a_message_that_is_no_reply_is_an_ordinary_one(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    await desk.boris.writes("Смотрим", topic=topic)
    await desk.anna.sees("Смотрим")
    question = await asked(desk, topic, card, "Заметка…")
    await desk.boris.writes("Уже чиним", topic=topic)
    await desk.anna.sees("Уже чиним")
    note = await desk.boris.writes("сервер третий", reply_to=question)
    await desk.boris.sees_reaction("✍", on=note)


@pytest.mark.parametrize("how", ["reply", "topic"])
async def test_cancel_takes_the_question_back(desk: RunningDesk, how: str) -> None:
    topic, card = await a_ticket(desk)
    question = await asked(desk, topic, card, "Заметка…")
    place = {"reply_to": question} if how == "reply" else {"topic": topic}
    await desk.boris.writes("/cancel", **place)
    await is_gone(desk, question)
    await desk.boris.writes("/cancel", topic=topic)
    await desk.boris.sees("Отменять нечего", topic=topic)


async def test_what_will_not_do_leaves_the_question_open(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    question = await asked(desk, topic, card, "Время…")
    await desk.boris.sends_sticker(reply_to=question)
    await desk.boris.sees("Словами, пожалуйста", topic=topic)
    await desk.boris.sends_photo(caption="40м", reply_to=question)
    await desk.boris.sees("Словами, пожалуйста", topic=topic)
    await desk.boris.writes("долго", reply_to=question)
    await desk.boris.sees("Сначала время", topic=topic)
    await desk.boris.writes("9" * 3001, reply_to=question)
    await desk.boris.sees("не больше 3000 символов", topic=topic)
    await desk.boris.writes("/time", reply_to=question)
    await desk.boris.sees("Время пока не записано", topic=topic)
    await desk.boris.writes("40м перенос почты", reply_to=question)
    await desk.boris.sees("записано 40 мин – перенос почты", topic=topic)
    await is_gone(desk, question)


async def test_a_colleague_may_answer_in_their_own_name(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    question = await asked(desk, topic, card, "Время…")
    await desk.vera.writes("1ч звонок", reply_to=question)
    await desk.vera.sees("Вера: записано 1 ч – звонок", topic=topic)
    await is_gone(desk, question)


async def test_a_second_press_asks_once_and_another_question_takes_its_place(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    question = await asked(desk, topic, card, "Заметка…")
    await desk.sim.until(lambda: _is_there(desk, card, "Взять"))
    await presses_more(desk, card, "Заметка…")
    await desk.boris.sees_nothing_of("Ответьте на это сообщение", topic=topic)
    await desk.sim.until(lambda: _is_there(desk, card, "Взять"))
    other = await asked(desk, topic, card, "Цена…")
    await is_gone(desk, question)
    assert other.message_id != question.message_id


async def test_a_question_survives_a_restart_and_dies_after_a_day(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    question = await asked(desk, topic, card, "Заметка…")
    await desk.restart()
    note = await desk.boris.writes("после перезапуска", reply_to=question)
    await desk.boris.sees_reaction("✍", on=note)
    question = await asked(desk, topic, card, "Заметка…")
    await desk.passes(hours=25)
    await desk.boris.writes("слишком поздно", reply_to=question)
    await desk.boris.sees("Этот вопрос уже закрыт", topic=topic)
    await is_gone(desk, question)


async def test_a_question_dies_with_its_ticket(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    question = await asked(desk, topic, card, "Отложить, почему…")
    await desk.vera.writes("/solve", topic=topic)
    await desk.anna.sees("решено")
    await desk.boris.writes("ждём регистратора", reply_to=question)
    await desk.boris.sees("Этот вопрос уже закрыт", topic=topic)
    await desk.anna.sees_nothing_of("регистратора", anywhere=True)


async def test_in_a_plain_group_the_question_is_a_reply_to_the_card(plain_desk: RunningDesk) -> None:
    card = await a_card(plain_desk)
    await presses_more(plain_desk, card, "Отложить, почему…")
    question = await plain_desk.boris.sees("Ответьте на это сообщение", chat=plain_desk.room)
    assert question.reply_to == card.message_id
    await plain_desk.boris.writes("ждём регистратора", reply_to=question)
    await plain_desk.anna.sees("ждём регистратора")


async def test_price_waiver_complexity_block_and_handover_by_button(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    await desk.boris.writes("2500 переезд", reply_to=await asked(desk, topic, card, "Цена…"))
    await desk.anna.sees("переезд")
    await desk.sim.until(lambda: _is_there(desk, card, "Взять"))
    await desk.boris.writes("наша ошибка", reply_to=await asked(desk, topic, card, "Бесплатно…"))
    await desk.anna.sees("платить ничего не нужно")
    await desk.sim.until(lambda: _is_there(desk, card, "Взять"))
    await desk.boris.writes("нужна копия", reply_to=await asked(desk, topic, card, "Обращение…", "Сложное…"))
    await desk.anna.sees("Почему: нужна копия")
    await desk.sim.until(lambda: _is_there(desk, card, "Взять"))
    question = await asked(desk, topic, card, "Клиент…", "Блокировать…")
    assert "почему Анна Смирнова пока не может писать" in question.text
    await desk.boris.writes("оскорбления", reply_to=question)
    await desk.boris.sees("закрывает отправителю возможность писать", topic=topic)
    await desk.sim.until(lambda: _is_there(desk, card, "Взять"))
    await presses_more(desk, card, "Клиент…", "Разблокировать")
    await desk.boris.sees("возможность писать: Анна Смирнова", topic=topic)
    await desk.vera.writes("/take", topic=topic)
    await desk.sim.until(lambda: _is_there(desk, card, "Освободить"))
    await presses_more(desk, card, "Обращение…", "Принять дела…")
    await desk.boris.sees("Чьи открытые обращения", topic=topic, button="Вера")


async def test_an_old_button_of_an_ended_ticket_says_so(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("решено")
    said = await desk.boris.forges_press("s:hold_why:1", on=card)
    assert "решено" in said.text
    await desk.boris.sees_nothing_of("Ответьте на это сообщение", topic=topic)
    await desk.sim.until(lambda: _is_there(desk, card, "Открыть снова"))
    await presses_more(desk, card, "Время…")
    await desk.boris.sees("сколько времени заняла работа", topic=topic)
