"""`frontdesk demo` as whoever tries it meets it: real processes, one address, and a desk that can be killed."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from simulator.remote import RemoteSimulator

PATIENCE = 60.0


@dataclass
class Demo:
    process: asyncio.subprocess.Process
    sim: RemoteSimulator
    cast: list[dict[str, Any]]

    async def reports(self, name: str, **wanted: Any) -> None:
        """Waits until a report says so."""
        async with asyncio.timeout(PATIENCE):
            while True:
                facts = (await self.sim.backend("reports")).get(name, {})
                if all(facts.get(key) == value for key, value in wanted.items()):
                    return
                await asyncio.sleep(0.1)


@asynccontextmanager
async def a_demo(*more: str) -> AsyncIterator[Demo]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0", *more),
        stdout=asyncio.subprocess.PIPE,
        env=dict(os.environ),
    )
    assert process.stdout
    try:
        async with asyncio.timeout(PATIENCE):
            while (at := (line := (await process.stdout.readline()).decode()).find("http://")) < 0:
                assert line, "it ended"
        async with RemoteSimulator(line[at:].split("/?")[0]) as sim:
            yield Demo(process, sim, await sim.backend("cast"))
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        await process.wait()


@pytest.mark.timeout(180)
async def test_the_desk_of_a_demo_is_killed_and_started_and_nothing_is_lost() -> None:
    async with a_demo() as demo:
        assert [one["role"] for one in demo.cast] == ["client"] * 4 + ["staff"] * 2 + ["manager"]
        await demo.reports("process", state="running")
        anna = demo.cast[0]["id"]
        await demo.sim.backend("pull", lever="kill")
        await demo.reports("process", state="dead")
        await demo.sim.backend("write", person=anna, text="/start")
        await demo.sim.backend("pull", lever="start")
        await demo.reports("facts", restarts=1)
        seen = await demo.sim.backend("see", person=anna, button="войти", timeout_seconds=PATIENCE)
        assert seen["from_bot"]
        await demo.reports("queues", inbox_ready=0, outbox_sending=0)
    assert demo.process.returncode == 0


@pytest.mark.timeout(180)
async def test_a_demo_in_english_may_have_a_group_without_topics() -> None:
    async with a_demo("--language", "en", "--plain-group") as demo:
        await demo.reports("process", state="running")
        group = await demo.sim.backend("groups")
        assert [(one["title"], one["type"], one["is_forum"]) for one in group] == [("Support", "group", False)]
