"""Ask to clarify: the ticket waits for the client, whatever an answer means otherwise (regulation 2.6, 3.3, T19)."""

from pathlib import Path

from tests.bot.running import RunningDesk, running_desk
from tests.bot.test_more import asked
from tests.bot.test_the_room import a_ticket

WAITS = "❓ Чтобы продолжить, нам нужен ваш ответ: обращение ждёт его. Просто напишите сюда."


async def test_2_6_t19_a_question_waits_even_where_answers_do_not_and_the_timer_runs(tmp_path: Path) -> None:
    async with running_desk(tmp_path, REPLY_MEANS="working") as desk:
        topic, card = await a_ticket(desk)
        await desk.boris.writes("Смотрим", topic=topic)
        await desk.anna.sees("Смотрим")
        await desk.boris.sees("Состояние: в работе", topic=topic, anywhere=True)
        question = await asked(desk, topic, card, "Уточнить…")
        words = await desk.boris.writes("Какой ящик не открывается?", reply_to=question)
        told = await desk.anna.sees("Какой ящик")
        assert told.text == f"Борис · обращение №1\nКакой ящик не открывается?\n\n{WAITS}"
        await desk.boris.sees_reaction("👌", on=words)
        await desk.boris.sees("Состояние: ждём клиента", topic=topic, anywhere=True)
        await desk.boris.edits(words, "Какой именно ящик?")
        changed = await desk.anna.sees("Какой именно ящик?")
        assert changed.text.endswith(WAITS)
        await desk.passes(hours=25)
        await desk.anna.sees("Мы ждём вашего ответа")
        await desk.anna.writes("Ящик info")
        await desk.boris.sees("Ящик info", topic=topic)
        await desk.boris.sees("Состояние: в работе", topic=topic, anywhere=True)


async def test_2_6_t9_by_command_it_is_the_first_reaction(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("/clarify", topic=topic)
    await desk.boris.sees("/clarify причина", topic=topic)
    question = await desk.boris.writes("/clarify какой <домен>?", topic=topic)
    told = await desk.anna.sees("какой <домен>?")
    assert "/clarify" not in told.text
    assert told.text.endswith(WAITS)
    card = await desk.boris.sees("Первый ответ дан", topic=topic, anywhere=True)
    assert "Ответственный: Борис" in card.text
    await desk.boris.edits(question, "/clarify какой поддомен?")
    await desk.anna.sees("какой поддомен?")
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("решено")
    await desk.boris.writes("/clarify ещё вопрос", topic=topic)
    await desk.boris.sees("Сейчас так не получится", topic=topic)
    await desk.anna.sees_nothing_of("ещё вопрос", anywhere=True)
