"""Limits that are enforced as Telegram does."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BufferedInputFile, InputMediaPhoto

from simulator import Simulator
from simulator.limiter import Window
from simulator.limits import Limit
from simulator.world.files import TINY_JPEG
from tests.simulator.helpers import closed, refusal, started


@pytest.fixture
async def strict() -> AsyncIterator[tuple[Simulator, Bot]]:
    async with Simulator(enforced=True) as sim:
        bot = Bot(sim.bot_token, session=AiohttpSession(api=TelegramAPIServer.from_base(sim.api_url)))
        yield sim, bot
        await closed(bot)


async def test_a_short_wait_is_a_slow_answer(strict: tuple[Simulator, Bot]) -> None:
    sim, bot = strict
    anna = await started(sim, bot)
    for _ in range(3):
        await bot.send_message(anna.id, "x")
    assert sim.api.limiter.slept == []
    async with asyncio.TaskGroup() as group:
        before = sim.clock.now()
        late = group.create_task(bot.send_message(anna.id, "late"))
        await sim.until(lambda: sim.api.limiter.slept)
        await sim.advance(timedelta(seconds=1))
        await asyncio.sleep(0.2)
        assert not late.done()
        await sim.advance(timedelta(seconds=2))
        await late
    (slept,) = sim.api.limiter.slept
    assert 0 < slept <= 3
    assert sim.clock.now() - before >= timedelta(seconds=slept)
    assert sim.ledger.violations == []


async def test_a_long_wait_is_an_order(strict: tuple[Simulator, Bot], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.waits.ON_THE_WAY", 0)
    sim, bot = strict
    staff = sim.group("Staff")
    photo = InputMediaPhoto(media=BufferedInputFile(TINY_JPEG, "photo.jpg"))
    await bot.send_media_group(staff.id, [photo] * 10)
    for _ in range(10):
        await bot.send_message(staff.id, "x")
    await sim.advance(timedelta(seconds=20))
    told = await refusal(bot.send_message(staff.id, "y"))
    assert any(f"retry after {seconds}" in told for seconds in range(35, 41))
    assert (len(sim.api.limiter.refused), sim.ledger.violations) == (1, [])
    await sim.advance(timedelta(seconds=5))
    await refusal(bot.send_message(staff.id, "too early"))
    assert len(sim.ledger.violations) == 1
    await sim.advance(timedelta(seconds=41))
    await bot.send_message(staff.id, "z")
    assert [message.text for message in await staff.messages()][-1] == "z"


async def test_what_is_not_counted_is_not_limited(strict: tuple[Simulator, Bot]) -> None:
    sim, bot = strict
    staff = sim.group("Staff")
    for _ in range(25):
        await bot.get_chat(staff.id)
    for _ in range(20):
        await bot.send_message(staff.id, "x")
    assert (sim.api.limiter.slept, sim.api.limiter.refused) == ([], [])


def test_all_chats_together_have_a_budget() -> None:
    window = Window(Limit(30, 1))
    for number in range(30):
        assert window.free_at(number / 100, 1) == number / 100
        window.take(number / 100, 1)
    assert [window.free_at(0.5, 1), window.free_at(0.5, 2), window.free_at(1.005, 1)] == [1.0, 1.01, 1.005]


def test_sleeping_calls_queue_up() -> None:
    window = Window(Limit(3, 3))
    taken = []
    for _ in range(7):
        taken.append(window.free_at(0, 1))
        window.take(taken[-1], 1)
    assert taken == [0, 0, 0, 3, 3, 3, 6]


def test_more_than_a_window_holds_needs_an_empty_one_and_fills_the_next_ones() -> None:
    window = Window(Limit(3, 3))
    window.take(0, 1)
    assert window.free_at(1, 10) == 3
    window.take(3, 10)
    assert window.free_at(4, 1) == 12
    assert window.free_at(4, 3) == 15
