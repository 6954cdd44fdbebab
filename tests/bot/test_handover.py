"""A colleague is away: somebody takes over what they had."""

from tests.bot.running import RunningDesk
from tests.bot.test_hold_and_merge import two_tickets


async def test_all_open_tickets_of_an_absent_colleague_are_taken_over_at_once(desk: RunningDesk) -> None:
    first, second = await two_tickets(desk)
    for topic in (first, second):
        await desk.boris.writes("/take", topic=topic)
        await desk.boris.sees("Обращение ведёт Борис", topic=topic)
    asked = await desk.vera.writes("/handover", chat=desk.room)
    shown = await desk.vera.sees("Чьи открытые обращения вы принимаете", chat=desk.room)
    assert shown.reply_to == asked.message_id
    await desk.vera.presses("Борис – 2 обращения", chat=desk.room)
    await desk.vera.sees("Вера принимает 2 обращения", chat=desk.room)
    await desk.anna.sees("обращение №1 теперь ведёт Вера", anywhere=True)
    await desk.anna.sees("обращение №2 теперь ведёт Вера", anywhere=True)
    for topic in (first, second):
        await desk.vera.sees("Ответственный: Вера", topic=topic, anywhere=True)
    await desk.vera.writes("Продолжаю", topic=first)
    await desk.anna.sees("Вера · обращение №1\nПродолжаю")
    await desk.boris.writes("А я тут", topic=first)
    await desk.anna.sees_nothing_of("А я тут", anywhere=True)


async def test_a_button_of_before_finds_nothing_left_to_take_over(desk: RunningDesk) -> None:
    first, _ = await two_tickets(desk)
    await desk.boris.writes("/take", topic=first)
    await desk.boris.sees("Обращение ведёт Борис", topic=first)
    await desk.vera.writes("/handover", chat=desk.room)
    shown = await desk.vera.sees("Чьи открытые обращения", chat=desk.room)
    await desk.boris.writes("/solve", topic=first)
    await desk.anna.sees("решено")
    answer = await desk.vera.presses("Борис – 1 обращение", on=shown)
    assert "Ни у кого другого" in answer.text
    await desk.vera.writes("/handover", chat=desk.room)
    await desk.vera.sees("Ни у кого другого здесь нет открытых обращений", chat=desk.room)
