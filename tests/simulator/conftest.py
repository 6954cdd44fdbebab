"""A simulator, and aiogram's real bot as its client."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from simulator import Simulator
from tests.simulator.helpers import closed


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator(limits=False) as sim:
        yield sim


@pytest.fixture
async def bot(sim: Simulator) -> AsyncIterator[Bot]:
    bot = Bot(sim.bot_token, session=AiohttpSession(api=TelegramAPIServer.from_base(sim.api_url)))
    yield bot
    await closed(bot)
