"""The processes of a demo, and what the desk among them is told by its environment."""

import asyncio
import json
import os
import sys
from contextlib import AsyncExitStack
from pathlib import Path

from bot.background import Background
from bot.vault import new_key
from simulator.remote import RemoteSimulator
from simulator.story import Cast

START_SECONDS = 60.0
STOP_SECONDS = 12.0
TOKEN = "4000001:the-demo-has-a-token-of-its-own"  # noqa: S105
LAST_LINES = 40

FAILED = 1

Known = dict[str, str]
"""What a simulator says of itself: api_url, smtp_url, token."""


async def simulator(stack: AsyncExitStack, clock: Path, *more: str) -> Known:
    """It says where it is on its first line; `more` arguments as of `python -m simulator`. Ends with the stack."""
    command = (sys.executable, "-m", "simulator", "--token", TOKEN, "--exit-with-parent", "--clock-file", str(clock))
    process = await begin(*command, *more, environment=dict(os.environ), output=asyncio.subprocess.PIPE)
    stack.push_async_callback(end, process)
    assert process.stdout is not None
    async with asyncio.timeout(START_SECONDS):
        known: Known = json.loads(await process.stdout.readline())
    return known


async def desk(environment: Known, log: Path) -> asyncio.subprocess.Process:
    """The unchanged desk; what it writes is added to the log."""
    with log.open("ab") as output:
        return await begin(sys.executable, "-m", "bot", "run", environment=environment, output=output.fileno())


async def asks_for_updates(sim: RemoteSimulator, process: asyncio.subprocess.Process) -> str:
    """Waits until the desk has asked for updates: a machine may be slow or busy. Empty, or why it did not."""
    tasks = Background()
    asks = tasks.begin(sim.until_updates_are_taken(START_SECONDS), name="first poll")
    ends = tasks.begin(process.wait(), name="desk")
    await asyncio.wait({asks, ends}, return_when=asyncio.FIRST_COMPLETED)
    started = asks.done() and asks.exception() is None
    why = "" if started else "The desk ended" if ends.done() else f"The desk did not start within {START_SECONDS:.0f} s"
    await tasks.close()
    return why


def end_of(log: Path) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text().splitlines()[-LAST_LINES:]) or "(nothing)"


def environment_of(known: Known, cast: Cast, folder: Path, clock: Path, language: str) -> Known:
    """As an operator would set it; limits as in production, counted on the moved clock."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "VIRTUAL_ENV", "LANG") if name in os.environ}
    return kept | {
        "BOT_TOKEN": known["token"],
        "STAFF_CHAT_ID": str(cast.room.id),
        "MANAGER_IDS": str(cast.olga.id),
        "TELEGRAM_API_URL": known["api_url"],
        "SMTP_URL": known["smtp_url"],
        "MAIL_FROM": "support@example.com",
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/desk.db",
        "LANGUAGE": language,
        "CLOCK_OFFSET_FILE": str(clock),
        "CLOCK_MOVES_PACING": "yes",
        # The story knows ordinary weeks only.
        "HOLIDAYS": "none",
        "CALENDAR_FILE": str(folder / "calendar.txt"),
        "VAULT_KEY": new_key(),
    }


async def once(*arguments: str, environment: Known, quiet: bool = False) -> None:
    """A command of the desk that ends by itself; SystemExit where it fails."""
    output = asyncio.subprocess.DEVNULL if quiet else None
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, env=environment, stdout=output
    )
    try:
        failed = await process.wait()
    finally:
        await end(process)
    if failed:
        raise SystemExit(FAILED)


async def begin(*command: str, environment: Known, output: int) -> asyncio.subprocess.Process:
    """A process that ends with this one: it reads from a pipe that nobody writes to."""
    errors = None if output == asyncio.subprocess.PIPE else output
    return await asyncio.create_subprocess_exec(
        *command, env=environment, stdin=asyncio.subprocess.PIPE, stdout=output, stderr=errors, start_new_session=True
    )


async def end(process: asyncio.subprocess.Process) -> None:
    """By SIGTERM, and by force if that takes too long."""
    if process.returncode is None:
        process.terminate()
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
