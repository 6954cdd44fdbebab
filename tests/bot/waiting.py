"""What is looked for in conversations under a short budget or on a bad line: time passes while it is not there."""

import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from simulator import Message, NotSeenError, Simulator, Topic
from simulator.world.updates import Update
from tests.bot.running import RunningDesk


async def with_a_ticket(desk: RunningDesk) -> Topic:
    """Anna has filed №1; its card is in its topic."""
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Сайт не открывается", topic=topic)
    return topic


async def is_open(desk: RunningDesk) -> bool:
    """Whether the first ticket's topic is."""
    return not (await desk.room.topic("№1")).closed


async def states(tmp_path: Path) -> Counter[str]:
    """How many rows of the outbox are in each state, as another program would read them."""
    with sqlite3.connect(tmp_path / "desk.db") as database:
        found = Counter(dict(database.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall()))
    database.close()
    return found


async def everything_is_sent(desk: RunningDesk, tmp_path: Path) -> None:
    async def all_sent() -> bool:
        return set(await states(tmp_path)) == {"sent"}

    await true_in_time(desk, all_sent, seconds=1)


async def copies(chat: Any, words: str) -> list[Message]:
    """The bot's messages with these words in a chat or a topic."""
    return [message for message in await chat.messages() if message.from_bot and words in message.text]


def held_back(sim: Simulator) -> Update:
    """The newest update is still on its way."""
    return sim.world.updates._queue.pop()


def arrives(sim: Simulator, update: Update) -> None:
    sim.world.updates._queue.append(update)
    sim.world.changes.notify()


async def sooner_or_later(desk: RunningDesk, look: Callable[..., Awaitable[Any]], seconds: float = 5) -> Any:
    """What comes once the budget or a back-off allows it: while nothing is there, time passes."""
    for _ in range(40):
        try:
            return await look(timeout=0.3)
        except NotSeenError:
            await desk.passes(seconds=seconds)
    return await look(timeout=1)


async def true_in_time(desk: RunningDesk, predicate: Callable[[], Any], seconds: float = 5) -> None:
    """The same for what becomes true."""
    await sooner_or_later(desk, lambda timeout: desk.sim.until(predicate, timeout=timeout), seconds)
