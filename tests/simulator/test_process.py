"""The simulator as a process of its own."""

import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from simulator import RemoteSimulator
from tests.simulator.helpers import closed


@asynccontextmanager
async def running(tmp_path: Path, *options: str) -> AsyncIterator[tuple[Process, dict[str, Any]]]:
    """The process, and what its ready file says."""
    ready = tmp_path / "ready.json"
    command = [sys.executable, "-m", "simulator", "--ready-file", str(ready), "--token", "42:secret", *options]
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    assert process.stdout is not None
    try:
        async with asyncio.timeout(20):
            printed = json.loads(await process.stdout.readline())
        assert json.loads(ready.read_text()) == printed
        yield process, printed
    finally:
        if process.returncode is None:
            process.kill()
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


async def test_it_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    offset = tmp_path / "offset"
    offset.write_text("3600")
    async with running(tmp_path, "--clock-file", str(offset), "--no-limits") as (process, known):
        assert known["token"] == "42:secret"
        assert known["smtp_url"].startswith("smtp://127.0.0.1:")
        bot = Bot(known["token"], session=AiohttpSession(api=TelegramAPIServer.from_base(known["api_url"])))
        async with RemoteSimulator(known["api_url"]) as sim, asyncio.TaskGroup() as group:
            anna = await sim.person("Anna")
            await anna.writes("/start")
            for _ in range(5):
                await bot.send_message(anna.id, "Welcome")
            assert (await sim.ledger_now())["violations"] == []
            await bot.get_updates(offset=-1)
            poll = group.create_task(bot.get_updates(offset=10**9, timeout=50))
            await sim.until_updates_are_taken()
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(5):
                assert await process.wait() == 0
                await asyncio.wait([poll])
            poll.exception()
        await closed(bot)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_well(tmp_path: Path, number: signal.Signals) -> None:
    async with running(tmp_path) as (process, _):
        process.send_signal(number)
        async with asyncio.timeout(5):
            assert await process.wait() == 0


async def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    async with running(tmp_path, "--exit-with-parent") as (process, _):
        assert process.stdin is not None
        process.stdin.close()
        async with asyncio.timeout(5):
            assert await process.wait() == 0
