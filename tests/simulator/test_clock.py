"""The clock that two processes share."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiogram import Bot

from simulator import Simulator
from simulator.clock import Clock
from tests.simulator.helpers import started


def test_the_offset_lies_in_a_file_that_is_read_anew(tmp_path: Path) -> None:
    file = tmp_path / "offset"
    one, other = Clock(file), Clock(file)
    assert one.offset == 0
    one.advance(timedelta(hours=2))
    assert other.offset == 7200
    assert float(file.read_text()) == 7200
    file.write_text("60")
    assert one.offset == 60
    assert [path.name for path in tmp_path.iterdir()] == ["offset"]


def test_it_can_be_set_to_a_time(tmp_path: Path) -> None:
    clock = Clock(tmp_path / "offset")
    moment = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    clock.set_to(moment)
    assert moment <= clock.now() < moment + timedelta(seconds=5)


async def test_messages_are_dated_by_it(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    moment = datetime(2031, 3, 2, 10, 0, tzinfo=UTC)
    await sim.set_clock(moment)
    sent = await bot.send_message(anna.id, "x")
    assert abs(sent.date - moment) < timedelta(seconds=5)
    assert abs(await sim.now() - moment) < timedelta(seconds=5)
