"""The company's days by chat, as managers, staff and clients see it (T6, T17)."""

from pathlib import Path

from simulator import Topic
from tests.bot.commandline import REQUIRED
from tests.bot.running import RunningDesk, running_desk
from tests.bot.test_cli import in_this_process


async def filed(desk: RunningDesk) -> Topic:
    """Anna's ticket of Tuesday noon, whose first answer is due on Wednesday noon."""
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await desk.room.topic("№1")
    await desk.boris.sees("3 марта (среда), 12:0", topic=topic)
    return topic


async def test_t6_a_manager_closes_a_day_and_everybody_reads_what_it_does(desk: RunningDesk) -> None:
    topic = await filed(desk)
    await desk.olga.writes("/calendar 3.03 выходной")
    page = await desk.olga.sees("среда, 3 марта 2027")
    assert "Сейчас: 11:00–18:00" in page.text
    assert "Станет: закрыто" in page.text
    assert "Срок изменится у 1 открытого обращения. Позже: 1, раньше: 0." in page.text
    await desk.olga.presses("Изменить этот день", on=page)
    changed = await desk.olga.sees("Календарь изменён, автор: Ольга.")
    assert "Было: 11:00–18:00\nСтало: закрыто" in changed.text
    await desk.olga.sees("Календарь изменился: у 1 открытого обращения другой срок.")
    await desk.boris.sees("Календарь изменён, автор: Ольга. среда, 3 марта 2027: закрыто", chat=desk.room)
    await desk.boris.sees("4 марта (четверг), 11:00", topic=topic)
    told = await desk.anna.sees("мы ответим позже, чем говорили")
    assert "Почему: изменились наши рабочие дни." in told.text
    assert "4 марта (четверг), 11:00" in told.text
    again = await desk.olga.presses("Изменить этот день", on=page)
    assert "уже" in str(again).lower()


async def test_t6_what_was_said_survives_a_restart_and_can_be_taken_back(desk: RunningDesk) -> None:
    await desk.olga.writes("/calendar 2027-03-03 11-16")
    await desk.olga.sees("Станет: 11:00–16:00")
    await desk.olga.presses("Изменить этот день")
    await desk.olga.sees("Стало: 11:00–16:00")
    await desk.restart()
    await desk.olga.writes("/calendar")
    page = await desk.olga.sees("март 2027")
    assert "<b>" not in page.text
    assert "март 2027: 23 рабочих дня\nсреда, 3 марта: 11:00–16:00 (решение компании)" in page.text
    assert "апрель 2027: 22 рабочих дня\nНеобычных дней нет." in page.text
    await desk.olga.writes("/calendar 3.3 обычный")
    await desk.olga.sees("Станет: 11:00–18:00")
    await desk.olga.presses("Изменить этот день")
    await desk.olga.sees("Стало: 11:00–18:00")


async def test_t6_nonsense_and_the_past_get_a_polite_answer(desk: RunningDesk) -> None:
    for typed, answer in (
        ("/calendar 1.03.2027 выходной", "Этот день уже прошёл"),
        ("/calendar 31.02 выходной", "Не понимаю дату"),
        ("/calendar когда-нибудь", "Не понимаю дату"),
        ("/calendar 31.12", "Напишите, как работаем в этот день"),
        ("/calendar 31.12 18:00-11:00", "Не понимаю, как работаем"),
        ("/calendar 31.12 " + "я" * 4000, "Не понимаю, как работаем"),
        ("/calendar 31.12.2047 выходной", "больше двух лет"),
        ("/calendar 31.12 обычный", "Часы этого дня останутся прежними."),
    ):
        await desk.olga.writes(typed)
        await desk.olga.sees(answer)
    await desk.stepan.writes("/calendar 31.12 выходной")
    await desk.stepan.sees("Сводка, события, выгрузки и календарь – для руководителей")


async def test_t6_in_english_too(tmp_path: Path) -> None:
    async with running_desk(tmp_path, LANGUAGE="en", HOLIDAYS="ru") as desk:
        await desk.olga.writes("/calendar 31.12 closed")
        page = await desk.olga.sees("Friday, 31 December 2027")
        assert "Then: closed" in page.text
        await desk.olga.writes("/calendar 30.12 closed")
        await desk.olga.sees("No open ticket's due time moves.")
        await desk.olga.presses("Change this day")
        await desk.olga.sees("Ольга has changed the calendar: Thursday, 30 December 2027")
        await desk.olga.writes("/calendar 30.12 closed")
        await desk.olga.sees("The hours of this day stay as they are.")


async def test_t6_the_command_line_shows_what_was_said_in_the_chat(
    desk: RunningDesk,
) -> None:
    await desk.olga.writes("/calendar 31.12.2027 выходной")
    await desk.olga.sees("Станет: закрыто")
    await desk.olga.presses("Изменить этот день")
    await desk.olga.sees("Стало: закрыто")
    given = REQUIRED | {"DATABASE_URL": desk.settings.database_url, "HOLIDAYS": "none"}
    given["CALENDAR_FILE"] = str(desk.settings.calendar_file)
    shown = await in_this_process("calendar", "show", "--year", "2027", given=given)
    assert "2027-12-31 Fri closed       chat" in shown.out
    exported = await in_this_process("calendar", "export", given=given)
    assert exported.out == "2027-12-31 closed\n"
    await in_this_process("calendar", "set", "2027-12-31", "11:00-13:00", given=given)
    shown = await in_this_process("calendar", "show", "--year", "2027", given=given)
    assert "2027-12-31 Fri 11:00-13:00  CALENDAR_FILE" in shown.out
