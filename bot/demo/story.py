"""`frontdesk demo --story`: a ticket's whole life is played and printed."""

import asyncio
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from bot.demo import parts
from bot.demo.parts import FAILED
from simulator.remote import RemoteSimulator
from simulator.story import WORDS, Cast, clients_csv, play, set_the_stage

STORY_SECONDS = 240.0

LANGUAGES = tuple(WORDS)


async def play_story(language: str) -> int:
    """Exit status: 0 if every step of the story happened."""
    with tempfile.TemporaryDirectory(prefix="frontdesk-demo-") as folder:
        async with AsyncExitStack() as stack:
            return await _play(stack, Path(folder), language)


async def _play(stack: AsyncExitStack, folder: Path, language: str) -> int:
    clock, log = folder / "clock", folder / "desk.log"
    clock.write_text("0")
    known = await parts.simulator(stack, clock)
    sim = await stack.enter_async_context(RemoteSimulator(known["api_url"]))
    cast = await set_the_stage(sim, language, print)
    environment = parts.environment_of(known, cast, folder, clock, language)
    (folder / "clients.csv").write_text(clients_csv(await sim.now(), language))
    await parts.once("clients", "import", str(folder / "clients.csv"), environment=environment)
    desk = await parts.desk(environment, log)
    stack.push_async_callback(parts.end, desk)
    if why := await parts.asks_for_updates(sim, desk):
        print(f"\n{why}. Its log:\n{parts.end_of(log)}")
        return FAILED
    return await _told(cast, language, log)


async def _told(cast: Cast, language: str, log: Path) -> int:
    try:
        async with asyncio.timeout(STORY_SECONDS):
            steps = await play(cast, language)
    except (AssertionError, TimeoutError) as error:
        print(f"\nThe story stopped: {str(error) or 'it took too long'}\n\nThe end of the desk's log:")
        print(parts.end_of(log))
        return FAILED
    ledger = await cast.sim.ledger_now()
    calls, violations = ledger["calls"], ledger["violations"]
    figures = {"steps": steps, "calls": len(calls), "violations": len(violations)}
    print("\n" + WORDS[language].seen_all.format(**figures))
    for violation in violations:
        print(f"  {violation}")
    return FAILED if violations else 0
