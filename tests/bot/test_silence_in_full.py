"""The rest of the two-day rule (regulation 3.3, T20-T28): several reminders, what never closes, both languages."""

from pathlib import Path

from tests.bot.running import RunningDesk, running_desk
from tests.bot.test_silence import an_unanswered_answer, pinged
from tests.bot.waiting import with_a_ticket

THURSDAY = "4 марта (четверг), 12:00 по Москве"


async def test_t22_several_reminders_each_once_and_the_close_is_counted_from_the_first(tmp_path: Path) -> None:
    async with running_desk(tmp_path, SILENCE_PING_AFTER="24h,40h") as desk:
        topic = await an_unanswered_answer(desk)
        first = await pinged(desk)
        assert THURSDAY in first.text
        await desk.boris.sees("Клиента спросили", topic=topic)
        await desk.passes(hours=23)
        second = await desk.anna.sees("Мы ждём вашего ответа", since=first)
        assert THURSDAY in second.text
        await desk.passes(hours=1)
        await desk.anna.sees("оно НЕАКТИВНО")
        asked = [one for one in await desk.anna.chat.messages() if "Мы ждём вашего ответа" in one.text]
        assert len(asked) == 2


async def test_t22_in_english_from_the_reminder_to_the_end_and_back(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.anna.writes("/language")
    await desk.chooses(desk.anna, "English")
    answer = await desk.boris.writes("Please look again", topic=topic)
    await desk.boris.sees_reaction("👌", on=answer)
    await desk.passes(hours=24)
    ping = await desk.anna.sees("We are waiting for your answer")
    assert [words for row in ping.buttons for words in row] == ["Still needed", "Solved", "Need more time"]
    await desk.boris.sees("Клиента спросили", topic=topic)
    await desk.passes(hours=24)
    closed = await desk.anna.sees("is now INACTIVE")
    await desk.anna.presses("Open again", on=closed)
    await desk.anna.sees("is open again")


async def test_t20_t26_on_hold_never_closes_by_silence(desk: RunningDesk) -> None:
    topic = await an_unanswered_answer(desk)
    await desk.boris.writes("/hold ждём регистратора", topic=topic)
    await desk.anna.sees("регистратора")
    await desk.passes(days=10)
    await desk.anna.sees_nothing_of("Мы ждём вашего ответа", anywhere=True)
    await desk.anna.sees_nothing_of("НЕАКТИВНО", anywhere=True)


async def test_t21_a_restart_between_reminder_and_close_asks_nothing_twice(desk: RunningDesk) -> None:
    topic = await an_unanswered_answer(desk)
    await pinged(desk)
    await desk.boris.sees("Клиента спросили", topic=topic)
    await desk.restart()
    await desk.passes(hours=2)
    await desk.restart()
    await desk.passes(hours=22)
    await desk.anna.sees("оно НЕАКТИВНО")
    asked = [one for one in await desk.anna.chat.messages() if "Мы ждём вашего ответа" in one.text]
    assert len(asked) == 1


async def test_t25_inactive_is_not_rated_and_an_old_button_of_the_reminder_is_answered(desk: RunningDesk) -> None:
    topic = await an_unanswered_answer(desk)
    ping = await pinged(desk)
    await desk.boris.sees("Клиента спросили", topic=topic)
    await desk.passes(hours=24)
    closed = await desk.anna.sees("оно НЕАКТИВНО")
    assert [words for row in closed.buttons for words in row] == ["Открыть снова", "Пожаловаться"]
    for button in ("Ещё нужно", "Решено", "Нужно время"):
        assert "уже не нужно" in (await desk.anna.presses(button, on=ping)).text


async def test_t28_thanks_and_stickers_after_the_end_open_nothing(desk: RunningDesk) -> None:
    topic = await an_unanswered_answer(desk)
    await desk.boris.writes("/solve", topic=topic)
    told = await desk.anna.sees("решено. Сотрудник: Борис")
    await desk.anna.writes("Спасибо!", reply_to=told)
    await desk.boris.sees("Спасибо!", topic=topic)
    await desk.anna.sends_sticker()
    await desk.boris.sees(kind="sticker", topic=topic)
    await desk.anna.sees_nothing_of("снова открыто", anywhere=True)
    await desk.boris.sees_nothing_of("Похоже на благодарность", topic=topic, anywhere=True)
