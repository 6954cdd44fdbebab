"""What is kept of a person: shown, handed out and erased; for themselves and nobody else. Source: security 41."""

import json
import sqlite3
from pathlib import Path

from simulator import Message
from tests.bot.running import RunningDesk, running_desk
from tests.bot.test_several_tickets import words_of
from tests.bot.waiting import with_a_ticket

WORD = "Кузнечик-и-сорок-ромашек"


def lines_with(tmp_path: Path, *signs: str) -> list[str]:
    with sqlite3.connect(tmp_path / "desk.db") as database:
        found = [line for line in database.iterdump() if any(sign in line for sign in signs)]
    database.close()
    return found


async def test_sec_41_everybody_is_shown_what_is_kept_and_for_how_long(tmp_path: Path) -> None:
    async with running_desk(tmp_path, RETENTION_TICKETS="1095d") as desk:
        await desk.anna.writes("/privacy")
        page = await desk.anna.sees("Что мы о вас храним")
        assert "через 1095 дней после его завершения" in page.text
        assert "/export" in page.text


async def test_sec_41_an_export_has_everything_of_the_one_who_asks_and_of_nobody_else(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.anna.writes(f"Вот что ещё: {WORD} <b>")
    await desk.boris.sees(WORD, topic=topic)
    await desk.boris.writes("/note это между нами", topic=topic)
    await desk.boris.writes("Посмотрим сегодня", topic=topic)
    await desk.anna.sees("Посмотрим сегодня")
    await desk.stepan.writes("/start")
    await desk.stepan.sees("служба поддержки")
    await desk.anna.writes("/export")
    readable = await desk.anna.sees("чтобы прочитать", kind="document")
    data = await desk.anna.sees("для программ", kind="document", anywhere=True)
    page = content_of(desk, readable).decode()
    known = json.loads(content_of(desk, data))
    assert "&lt;b&gt;" in page
    assert known["name"] == "Анна Смирнова"
    assert [one["text"] for one in known["messages"] if WORD in one["text"]] == [f"Вот что ещё: {WORD} <b>"]
    assert "Посмотрим сегодня" in json.dumps(known, ensure_ascii=False)
    for told in (page, json.dumps(known, ensure_ascii=False)):
        assert "между нами" not in told
        assert "Степан" not in told
    await desk.anna.writes("/export")
    await desk.anna.sees("меньше часа назад")


def content_of(desk: RunningDesk, message: Message) -> bytes:
    assert message.file
    stored = desk.sim.world.files.by_id(message.file.file_id)
    assert stored
    return stored.content


async def test_sec_41_erasing_needs_closed_tickets_and_takes_all_that_says_who_it_was(
    desk: RunningDesk, tmp_path: Path
) -> None:
    topic = await with_a_ticket(desk)
    await desk.anna.writes(f"Вот что ещё: {WORD}")
    await desk.boris.sees(WORD, topic=topic)
    await desk.anna.writes("/erase")
    refused = await desk.anna.sees("незавершённые обращения: №1")
    assert words_of(refused) == []
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("решено", anywhere=True)
    await desk.anna.writes("/erase")
    preview = await desk.anna.sees("Будет стёрто")
    assert "Останется" in preview.text
    assert (await desk.anna.presses("Стереть всё", on=preview)).text == "Готово"
    await desk.anna.sees("всё названное стёрто")
    await desk.boris.sees("Клиент стёр всё о себе", topic=topic, anywhere=True)
    await desk.sim.until(
        lambda: not lines_with(tmp_path, "Смирнова", WORD, "Сайт не открывается", "Подробное описание")
    )
    with sqlite3.connect(tmp_path / "desk.db") as database:
        assert database.execute("SELECT id, author, status FROM tickets").fetchall() == [(1, 0, "solved")]
        assert database.execute("SELECT count(*) FROM links").fetchone() == (0,)
    database.close()
    await desk.anna.writes("/tickets")
    await desk.anna.sees("пока нет обращений")


async def test_sec_41_nobody_erases_another_and_employees_erase_nothing(desk: RunningDesk, tmp_path: Path) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.writes("/take", topic=topic)
    await desk.anna.sees("Борис", anywhere=True)
    await desk.boris.writes("/erase")
    page = await desk.boris.sees("Вы работаете в компании")
    assert "устарела" in (await desk.boris.forges_press("er:yes", on=page)).text
    await desk.stepan.writes("/start")
    other = await desk.stepan.sees("служба поддержки")
    await desk.stepan.forges_press("er:yes", on=other)
    assert lines_with(tmp_path, "Смирнова") != []


async def test_sec_41_what_the_company_keeps_no_longer_goes_by_itself_and_is_told_before(tmp_path: Path) -> None:
    async with running_desk(tmp_path, RETENTION_TICKETS="30d") as desk:
        topic = await with_a_ticket(desk)
        await desk.anna.writes(f"Вот что ещё: {WORD}")
        await desk.boris.sees(WORD, topic=topic)
        await desk.boris.writes("/solve", topic=topic)
        await desk.anna.sees("решено", anywhere=True)
        await desk.passes(days=29)
        await desk.app.ticks._upkeep()
        assert lines_with(tmp_path, WORD) != []
        await desk.passes(days=2)
        await desk.app.ticks._upkeep()
        assert lines_with(tmp_path, WORD, "Подробное описание") == []
