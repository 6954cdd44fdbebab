"""`frontdesk demo` as a process of its own."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from simulator.remote import RemoteSimulator

PATIENCE = 60.0
"""Real seconds: a machine may have much else to do."""


@dataclass
class Demo:
    """`url` is the address that it has printed."""

    process: asyncio.subprocess.Process
    sim: RemoteSimulator
    url: str
    cast: list[dict[str, Any]]

    async def reports(self, name: str, **wanted: Any) -> None:
        """Waits until a report says so."""
        facts: dict[str, Any] = {}
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    facts = (await self.sim.backend("reports")).get(name, {})
                    if all(facts.get(key) == value for key, value in wanted.items()):
                        return
                    await asyncio.sleep(0.1)
        except TimeoutError:
            raise AssertionError(f"{name} is {facts}, not {wanted}") from None

    async def violations(self) -> list[Any]:
        """What the desk should not have done."""
        found: list[Any] = (await self.sim.ledger_now())["violations"]
        return found


@asynccontextmanager
async def a_demo(*more: str) -> AsyncIterator[Demo]:
    """Ended by Ctrl-C, as its visitors do it, which must go well."""
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
        url = line[at:].strip()
        async with RemoteSimulator(url.split("/?")[0]) as sim:
            yield Demo(process, sim, url, await sim.backend("cast"))
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        await process.wait()
    assert process.returncode == 0
