"""A desk that is killed again and again while a town talks, and what became of everything in the end."""

import asyncio
import os
import random
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from simulator import Simulator
from tests.bot.running import TUESDAY
from tests.faults.arrivals import Judgement, judge, look
from tests.faults.crowd import Crowd
from tests.faults.killer import Killer
from tests.faults.town import Town, a_town
from tests.faults.victim import Victim
from tests.faults.words import REPEAT, tokens

STUCK = 60.0
"""Seconds in which nothing comes to an end though something is unfinished, on a machine with much else to do."""

TALKS = 900.0
"""Seconds within which everything was said, on such a machine."""


@dataclass(frozen=True)
class Plan:
    """How many people talk, how much at least and at `most`, and how often the desk is killed while it is at work.

    Every `cold_every`-th life begins with a new interpreter. `step` is by how many seconds the clock is moved every
    fifth of a second while the desk is there; 0: not at all.
    """

    clients: int
    staff: int
    with_two: int
    messages: int
    kills: int
    pause: float
    limits: bool = False
    step: float = 0
    cold_every: int = 1000
    most: int = 1_000_000


@dataclass
class Outcome:
    """`rows` are the rows of the inbox and the outbox by state; `wrong` is everything that should not be."""

    crowd: Crowd
    killer: Killer
    judgement: Judgement
    rows: Counter[str]
    wrong: list[str]
    questions: int
    seconds: float


async def storm(folder: Path, database: str, seed: int, plan: Plan) -> Outcome:
    """Kill and talk until there was enough of both, let everything settle, and judge."""
    begun = time.monotonic()
    clock = folder / "clock"
    clock.write_text("0")
    chance = random.Random(seed)
    async with Simulator(clock_file=clock, limits=plan.limits) as sim:
        await sim.set_clock(TUESDAY)
        town = await a_town(
            sim, folder, clients=plan.clients, staff=plan.staff, with_two=plan.with_two, database=database
        )
        victim = Victim(folder, _environment(sim, town, folder, database, plan), plan.cold_every)
        killer = Killer(victim, random.Random(chance.random()))
        sim.api.before.insert(0, killer)
        crowd = Crowd(town, random.Random(chance.random()), plan.pause, plan.most)
        async with _running(victim), asyncio.TaskGroup() as group:
            talking = [group.create_task(crowd.talk(person)) for person in (*town.clients, *town.staff)]
            lasting = [group.create_task(crowd.decide())]
            if plan.step:
                lasting.append(group.create_task(_pass_time(sim, victim, plan.step)))
            await killer.kill(plan.kills)
            await sim.until(lambda: len(crowd.said) >= plan.messages, timeout=TALKS)
            for task in talking:
                task.cancel()
            rows = await _settled(sim, database or str(town.settings.database_url))
            for task in lasting:
                task.cancel()
        arrivals = await look(crowd, _marked(sim))
        judgement = judge(arrivals)
        wrong = [*judgement.wrong, *await _around(sim, town, victim, killer)]
        questions = len(await crowd.questions())
    return Outcome(crowd, killer, judgement, rows, wrong, questions, time.monotonic() - begun)


def _environment(sim: Simulator, town: Town, folder: Path, database: str, plan: Plan) -> dict[str, str]:
    return {
        "BOT_TOKEN": sim.bot_token,
        "STAFF_CHAT_ID": str(town.room.id),
        "TELEGRAM_API_URL": sim.api_url,
        "DATABASE_URL": database or town.settings.database_url,
        "CLOCK_OFFSET_FILE": str(folder / "clock"),
        "CLOCK_MOVES_PACING": "yes",
        "FLOOD_MESSAGES": "off",
        "FLOOD_TICKETS": "off",
    } | ({} if plan.limits else {"TELEGRAM_LIMITS": "off"})


@asynccontextmanager
async def _running(victim: Victim) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        living = group.create_task(victim.live())
        try:
            yield
        finally:
            victim.is_gone()
            await living


async def _pass_time(sim: Simulator, victim: Victim, step: float) -> None:
    """Budgets of minutes are not waited for in real time. While nobody polls, time goes its usual way."""
    while True:
        polls = sim.world.pollers
        await asyncio.sleep(0.2)
        if victim.is_alive and sim.world.pollers >= polls:
            await sim.advance(timedelta(seconds=step))


async def _settled(sim: Simulator, database: str) -> Counter[str]:
    """What the queues hold once nothing in them is unfinished; an error if they do not get there."""
    before, changed = Counter[str](), time.monotonic()
    engine = create_async_engine(database)
    try:
        while time.monotonic() - changed < STUCK:
            await asyncio.sleep(0.3)
            rows = await _rows(engine)
            unfinished = [rows[name] for name in UNFINISHED]
            if not sim.updates_pending() and not any(unfinished):
                return rows
            if rows != before:
                before, changed = rows, time.monotonic()
    finally:
        await engine.dispose()
    raise AssertionError(f"nothing more came to an end in {STUCK:g} s: {dict(before)}")


UNFINISHED = ("inbox ready", "outbox waiting", "outbox sending", "outbox uncertain")


async def _rows(engine: AsyncEngine) -> Counter[str]:
    async with engine.connect() as connection:
        found = await connection.execute(
            text(
                "SELECT 'inbox', state, count(*) FROM inbox GROUP BY state "
                "UNION ALL SELECT 'outbox', state, count(*) FROM outbox GROUP BY state"
            )
        )
        return Counter({f"{queue} {state}": number for queue, state, number in found})


def _marked(sim: Simulator) -> Counter[str]:
    said = (call.parameters.get("text", "") for call in sim.ledger.calls if call.outcome == "ok")
    return Counter(token for words in said if REPEAT in words for token in tokens(words))


async def _around(sim: Simulator, town: Town, victim: Victim, killer: Killer) -> list[str]:
    """What is wrong besides messages: topics, the limits, the process itself."""
    topics = Counter(int(topic.name[1:].split()[0]) for topic in await town.room.topics() if not topic.closed)
    wrong = [f"№{case.number} has {topics[case.number]} topics" for case in town.cases if topics[case.number] != 1]
    wrong += [f"violation: {found.method}: {found.what}" for found in sim.ledger.violations]
    wrong += [f"refused: {call.method} {call.outcome}" for call in sim.ledger.refused() if call.outcome not in EXPECTED]
    by_itself = Counter(end for end in victim.ends if end != -signal.SIGKILL)
    if by_itself:
        wrong.append(f"it ended by itself: {dict(by_itself)}")
    if len(victim.ends) != killer.kills + 1:
        wrong.append(f"{len(victim.ends)} ends, {killer.kills} kills and the last one")
    return wrong


EXPECTED = (
    "lost on the way",
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as "
        "a current content and reply markup of the message"
    ),
    "Bad Request: TOPIC_NOT_MODIFIED",
    "Bad Request: query is too old and response timeout expired or query ID is invalid",
)
"""What Telegram refuses a desk that does nothing wrong: what is done twice, as nobody knows whether it was done, and
the answer to a press that the killed one has not come to."""


def seed_given(otherwise: int) -> int:
    """SOAK_SEED, to have one run again."""
    return int(os.environ.get("SOAK_SEED", otherwise))
