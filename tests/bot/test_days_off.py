"""Days off as people live through them (regulation 1.4, T6)."""

from datetime import UTC, datetime
from pathlib import Path

from tests.bot.running import running_desk
from tests.bot.test_silence import an_unanswered_answer


async def test_1_4_on_a_holiday_the_client_is_told_when_the_desk_opens(tmp_path: Path) -> None:
    async with running_desk(tmp_path, HOLIDAYS="ru") as desk:
        await desk.signs_in(desk.anna, "anna@example.com")
        await desk.sim.set_clock(datetime(2027, 3, 8, 9, 0, tzinfo=UTC))
        filed = await desk.files(desk.anna)
        assert "9 марта (вторник), 11:00 по Москве" in filed.text
        assert "9 марта (вторник), 15:00 по Москве" in filed.text


async def test_1_4_a_day_that_the_company_has_closed_is_no_working_day(tmp_path: Path) -> None:
    (tmp_path / "calendar.txt").write_text("2027-03-04 closed # we move\n2027-03-05 12:00-13:00,15:00-16:00\n")
    async with running_desk(tmp_path) as desk:
        await an_unanswered_answer(desk)
        await desk.passes(hours=24)
        ping = await desk.anna.sees("Мы ждём вашего ответа")
        assert "5 марта (пятница), 15:00 по Москве" in ping.text


async def test_t6_a_year_without_official_days_is_told_in_the_digest(tmp_path: Path) -> None:
    async with running_desk(tmp_path, HOLIDAYS="ru") as desk:
        await desk.olga.writes("/digest")
        known = await desk.olga.sees("Спокойный день")
        assert "Производственный календарь" not in known.text
        await desk.sim.set_clock(datetime(2040, 3, 6, 9, 0, tzinfo=UTC))
        await desk.olga.writes("/digest")
        told = await desk.olga.sees("Производственный календарь на 2040 год")
        assert "frontdesk calendar set" in told.text
