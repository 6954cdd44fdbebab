"""`frontdesk demo`: a local Telegram, the unchanged desk, and a story, each a process of its own."""

import asyncio
import json
import os
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from bot.background import Background
from simulator.remote import RemoteSimulator
from simulator.story import WORDS, Cast, clients_csv, play, set_the_stage

START_SECONDS = 60.0
STOP_SECONDS = 12.0
STORY_SECONDS = 240.0
TOKEN = "4000001:the-demo-has-a-token-of-its-own"  # noqa: S105
LAST_LINES = 40

FAILED = 1

LANGUAGES = tuple(WORDS)


async def play_story(language: str) -> int:
    """Exit status: 0 if every step of the story happened."""
    with tempfile.TemporaryDirectory(prefix="frontdesk-demo-") as folder:
        async with AsyncExitStack() as stack:
            return await _play(stack, Path(folder), language)


async def _play(stack: AsyncExitStack, folder: Path, language: str) -> int:
    clock, log = folder / "clock", folder / "desk.log"
    clock.write_text("0")
    known = await _simulator(stack, clock)
    sim = await stack.enter_async_context(RemoteSimulator(known["api_url"]))
    cast = await set_the_stage(sim, language, print)
    environment = _environment(known, cast, folder, clock, language)
    (folder / "clients.csv").write_text(clients_csv(await sim.now(), language))
    await _once("clients", "import", str(folder / "clients.csv"), environment=environment)
    with log.open("wb") as output:
        desk = await _process(
            stack, sys.executable, "-m", "bot", "run", environment=environment, output=output.fileno()
        )
        return await _told(cast, language, log) if await _started(cast, desk, log) else FAILED


async def _started(cast: Cast, desk: asyncio.subprocess.Process, log: Path) -> bool:
    """The story begins once the desk has asked for updates: a machine may be slow or busy."""
    tasks = Background()
    asks = tasks.begin(cast.sim.until_updates_are_taken(START_SECONDS), name="first poll")
    ends = tasks.begin(desk.wait(), name="desk")
    await asyncio.wait({asks, ends}, return_when=asyncio.FIRST_COMPLETED)
    started = asks.done() and asks.exception() is None
    if not started:
        print(f"\nThe desk did not start{'' if ends.done() else f' within {START_SECONDS:.0f} s'}. Its log:")
        print(_end_of(log))
    await tasks.close()
    return started


def _end_of(log: Path) -> str:
    return "\n".join(log.read_text().splitlines()[-LAST_LINES:]) or "(nothing)"


async def _told(cast: Cast, language: str, log: Path) -> int:
    try:
        async with asyncio.timeout(STORY_SECONDS):
            steps = await play(cast, language)
    except (AssertionError, TimeoutError) as error:
        print(f"\nThe story stopped: {str(error) or 'it took too long'}\n\nThe end of the desk's log:")
        print(_end_of(log))
        return FAILED
    ledger = await cast.sim.ledger_now()
    calls, violations = ledger["calls"], ledger["violations"]
    figures = {"steps": steps, "calls": len(calls), "violations": len(violations)}
    print("\n" + WORDS[language].seen_all.format(**figures))
    for violation in violations:
        print(f"  {violation}")
    return FAILED if violations else 0


async def _simulator(stack: AsyncExitStack, clock: Path) -> dict[str, str]:
    """It says where it is on its first line."""
    process = await _process(
        stack,
        *(sys.executable, "-m", "simulator", "--token", TOKEN, "--exit-with-parent", "--clock-file", str(clock)),
        environment=dict(os.environ),
        output=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    async with asyncio.timeout(START_SECONDS):
        known: dict[str, str] = json.loads(await process.stdout.readline())
    return known


def _environment(known: dict[str, str], cast: Cast, folder: Path, clock: Path, language: str) -> dict[str, str]:
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
    }


async def _once(*arguments: str, environment: dict[str, str]) -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", *arguments, env=environment)
    if await process.wait():
        raise SystemExit(FAILED)


async def _process(
    stack: AsyncExitStack, *command: str, environment: dict[str, str], output: int
) -> asyncio.subprocess.Process:
    errors = None if output == asyncio.subprocess.PIPE else output
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, stdin=asyncio.subprocess.PIPE, stdout=output, stderr=errors
    )
    stack.push_async_callback(_stop, process)
    return process


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
