"""People who write, and what became of it: seen from Telegram's side, the same for every bot."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import quantiles
from time import monotonic

from simulator import Message, Person, Topic
from simulator.ledger import Call
from tests.benchmarks.desks import Scene
from tests.benchmarks.process import Running

BY_COPY = {"copyMessage", "forwardMessage"}
BY_TEXT = {"sendMessage"}
TOKEN = re.compile(r"\bw\d+\b")
IDLE = 0.4
"""Seconds without a call after which the work counts as done."""

PATIENCE = 240.0

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Result:
    """`rate` in messages per second until all calls were made; `p50`, `p99` in milliseconds; `cpu` in seconds per
    1,000 messages; `memory` in MB."""

    messages: int
    rate: float
    p50: float
    p99: float
    cpu: float
    memory: float


class Watch:
    """What was written when, and which call carried it over."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._ledger = scene.sim.ledger
        self._written: dict[str, tuple[float, Key]] = {}
        self._first = len(self._ledger.calls)
        self._number = 0

    def word(self) -> str:
        self._number += 1
        return f"w{self._number}"

    def note(self, word: str, message: Message) -> None:
        self._written[word] = (self._scene.sim.clock.now().timestamp(), (message.chat_id, message.message_id))

    def calls(self) -> list[Call]:
        return [call for call in self._ledger.calls[self._first :] if call.method != "getUpdates"]

    async def settle(self) -> float:
        """Until everything is over; when the last call was (clock of the local Telegram)."""
        until, seen, quiet = monotonic() + PATIENCE, -1, monotonic()
        while monotonic() < until:
            await asyncio.sleep(0.05)
            if (count := len(self.calls())) != seen:
                seen, quiet = count, monotonic()
            elif monotonic() - quiet > IDLE and len(self.delays()) == len(self._written):
                return self.calls()[-1].time.timestamp()
        raise TimeoutError(f"{len(self.delays())} of {len(self._written)} messages arrived")

    def delays(self) -> list[float]:
        """Seconds from writing to the copy at the other side, for each message that arrived."""
        by_place = {key: word for word, (_, key) in self._written.items()}
        arrived: dict[str, float] = {}
        for call in self.calls():
            for word in _carried(call, by_place):
                if word in self._written:
                    arrived.setdefault(word, call.time.timestamp() - self._written[word][0])
        return list(arrived.values())

    def begun(self) -> float:
        return min(at for at, _ in self._written.values())


def _carried(call: Call, by_place: dict[Key, str]) -> Iterator[str]:
    if call.outcome != "ok":
        return
    if call.method in BY_COPY:
        source = int(call.parameters["from_chat_id"]), int(call.parameters["message_id"])
        if source in by_place:
            yield by_place[source]
    elif call.method in BY_TEXT:
        yield from TOKEN.findall(call.parameters.get("text", ""))


async def burst(scene: Scene, bot: Running, *, each: int) -> Result:
    """Everybody writes at once."""
    watch, cpu = Watch(scene), bot.cpu
    for _ in range(each):
        for client in scene.clients:
            word = watch.word()
            watch.note(word, await client.writes(f"{word} is what I wanted to say"))
        await asyncio.sleep(0)
    return await _result(watch, bot, cpu, each * len(scene.clients))


async def steady(scene: Scene, bot: Running, topics: Sequence[Topic], *, rate: float, seconds: float) -> Result:
    """So many messages a second, evenly; every fourth is an answer of the employee."""
    watch, cpu = Watch(scene), bot.cpu
    count, begun = int(rate * seconds), monotonic()
    for number in range(count):
        await asyncio.sleep(max(0.0, begun + number / rate - monotonic()))
        word = watch.word()
        watch.note(word, await _one(scene, topics, number, f"{word} is what I wanted to say"))
    return await _result(watch, bot, cpu, count)


async def _one(scene: Scene, topics: Sequence[Topic], number: int, words: str) -> Message:
    place = number % len(scene.clients)
    writer: Person = scene.clients[place]
    if number % 4 == 3:
        return await scene.employee.writes(words, topic=topics[place])
    return await writer.writes(words)


async def _result(watch: Watch, bot: Running, cpu: float, count: int) -> Result:
    ended = await watch.settle()
    delays = sorted(watch.delays())
    cut = quantiles(delays, n=100)
    return Result(
        messages=count,
        rate=count / (ended - watch.begun()),
        p50=cut[49] * 1000,
        p99=cut[98] * 1000,
        cpu=(bot.cpu - cpu) * 1000 / count,
        memory=bot.memory,
    )


async def ready(scene: Scene) -> list[Topic]:
    """Every client has a topic, and all that comes with it is done; the topics in the order of the clients."""
    ledger = scene.sim.ledger
    await scene.sim.until(lambda: len(ledger.calls_of("createForumTopic")) == len(scene.clients), timeout=PATIENCE)
    seen = -1
    for _ in range(int(PATIENCE)):
        before, seen = seen, len(ledger.calls)
        if seen == before:
            break
        await asyncio.sleep(1)
    return await scene.group.topics()
