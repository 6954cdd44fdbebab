"""A refusal is read before it is sent: with a clause, in own words, or both (regulation 1.6, 2.6, 4.2)."""

from pathlib import Path

from simulator import Message, Topic
from tests.bot.running import RunningDesk, running_desk
from tests.bot.test_the_room import a_ticket

READ = (
    "Мы не можем взять обращение №1 «Сайт не открывается».\n\n"
    "Услугу менял кто-то другой, и за это мы не отвечаем (п. 4.2 регламента)."
)


async def grounds_of(desk: RunningDesk, topic: Topic, card: Message) -> Message:
    await desk.boris.presses("Отказать", on=card)
    return await desk.boris.sees("По какой причине?", topic=topic)


async def test_4_2_what_the_client_will_read_is_shown_before_it_is_sent(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    grounds = await grounds_of(desk, topic, card)
    await desk.boris.presses("4.2", on=grounds)
    shown = await desk.boris.sees("Вот что прочитает клиент", topic=topic)
    assert shown.message_id == grounds.message_id
    await desk.anna.sees_nothing_of("не можем взять", anywhere=True)
    await desk.boris.presses("Назад", on=grounds)
    await desk.boris.sees("По какой причине?", topic=topic)
    await desk.boris.presses("4.2", on=grounds)
    await desk.boris.presses("Отправить", on=grounds)
    refused = await desk.anna.sees("не можем взять")
    sent = await desk.boris.sees("Отправлено клиенту:", topic=topic)
    assert refused.text in shown.text
    assert sent.text == f"Отправлено клиенту:\n\n{refused.text}"
    assert sent.buttons == []
    await desk.boris.sees("Состояние: отказано", topic=topic, anywhere=True)
    late = await desk.vera.forges_press("pv:send:1", on=grounds)
    assert "уже сделано" in late.text


async def test_1_6_own_words_extend_a_clause(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    grounds = await grounds_of(desk, topic, card)
    await desk.boris.presses("1.6", on=grounds)
    await desk.boris.presses("Добавить своё", on=grounds)
    question = await desk.boris.sees("почему отказываем?", topic=topic)
    await desk.boris.writes("Продлите <домен> до пятницы", reply_to=question)
    shown = await desk.boris.sees("Вот что прочитает клиент", topic=topic, button="Другие слова")
    assert "п. 1.6 регламента" in shown.text
    assert "Почему: Продлите <домен> до пятницы" in shown.text
    await desk.boris.presses("Отправить", on=shown)
    refused = await desk.anna.sees("Продлите <домен> до пятницы")
    assert "1.6" in refused.text
    assert refused.buttons == [["Пожаловаться"]]
    old = await desk.boris.presses("Отправить", on=grounds)
    assert "уже сделано" in old.text


async def test_1_6_own_words_alone_by_command_with_the_same_look_before(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("/refuse Такие работы делает только ваш подрядчик", topic=topic)
    shown = await desk.boris.sees("Вот что прочитает клиент", topic=topic)
    await desk.anna.sees_nothing_of("подрядчик", anywhere=True)
    await desk.vera.presses("Отправить", on=shown)
    refused = await desk.anna.sees("Почему: Такие работы делает только ваш подрядчик")
    assert refused.text in shown.text
    await desk.boris.writes("/reopen", topic=topic)
    await desk.anna.sees("снова открыто")
    again = await desk.boris.forges_press("pv:send:1", on=shown)
    assert "уже сделано" in again.text
    await desk.boris.writes(f"/refuse {'д' * 3001}", topic=topic)
    await desk.boris.sees("не больше 3000 символов", topic=topic)
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("решено")
    await desk.boris.writes("/refuse поздно", topic=topic)
    await desk.boris.sees("Сейчас так не получится", topic=topic)


async def test_2_6_the_preview_is_in_the_language_of_the_client(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        topic, card = await a_ticket(desk)
        await desk.anna.writes("/language")
        await desk.chooses(desk.anna, "English")
        await desk.anna.sees("You are signed in")
        grounds = await grounds_of(desk, topic, card)
        await desk.boris.presses("2.6", on=grounds)
        shown = await desk.boris.sees("Вот что прочитает клиент", topic=topic)
        assert "It repeats another open ticket of yours" in shown.text
        await desk.boris.presses("Отправить", on=grounds)
        refused = await desk.anna.sees("It repeats another open ticket")
        assert refused.text in shown.text
