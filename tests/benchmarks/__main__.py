"""`python -m tests.benchmarks`: prints the table of docs/performance.md. Not a test: nothing here fails by time."""

import asyncio
import os
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from statistics import median

from simulator import Simulator
from tests.benchmarks.desks import Scene, on_postgres, on_sqlite, plain
from tests.benchmarks.load import Result, burst, ready, steady
from tests.benchmarks.process import Running

CLIENTS = 50
Bot = Callable[[Scene], AbstractAsyncContextManager[Running]]


async def measure(bot: Bot, *, clients: int, each: int, rate: float, seconds: float) -> tuple[Result, Result]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        async with Simulator(limits=False) as sim:
            boris = sim.person("Boris")
            group = sim.group("Support", members=[boris])
            people = [sim.person(f"Client {number}") for number in range(clients)]
            scene = Scene(sim, group, people, boris, Path(folder))
            async with bot(scene) as process:
                topics = await ready(scene)
                # A first round warms up what is built at the first use.
                await burst(scene, process, each=1)
                paced = await steady(scene, process, topics, rate=rate, seconds=seconds)
                return await burst(scene, process, each=each), paced
    raise AssertionError("unreachable")


def middle(results: list[Result]) -> Result:
    fields = Result.__slots__
    return Result(**{name: median(getattr(result, name) for result in results) for name in fields})


async def main() -> None:
    asked = ArgumentParser(description="This desk beside a plain relay, in one run.")
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--each", type=int, default=20, help="messages of each client in the burst")
    asked.add_argument("--rate", type=float, default=20, help="messages a second of the steady load")
    asked.add_argument("--seconds", type=float, default=20)
    asked.add_argument("--only", default="", help="plain, sqlite or postgres")
    options = asked.parse_args()
    bots: dict[str, Bot] = {"plain": plain, "sqlite": on_sqlite}
    if server := os.environ.get("TEST_POSTGRES_URL"):
        bots["postgres"] = partial(on_postgres, server=server)
    bots = {name: bot for name, bot in bots.items() if options.only in {"", name}}
    found: dict[str, list[tuple[Result, Result]]] = {name: [] for name in bots}
    load = {"clients": CLIENTS, "each": options.each, "rate": options.rate, "seconds": options.seconds}
    for number in range(options.rounds):
        for name, bot in bots.items():
            print(f"round {number + 1}: {name}", flush=True)
            found[name].append(await measure(bot, **load))
    show(found)


def show(found: dict[str, list[tuple[Result, Result]]]) -> None:
    """Medians over the rounds; in brackets the ratio to the plain relay of the same run."""
    for place, title in enumerate(("burst", "steady")):
        results = {name: middle([both[place] for both in rounds]) for name, rounds in found.items()}
        base = results.get("plain")
        print(
            f"\n| {title} | messages/s | p50 ms | p99 ms | CPU s per 1,000 | resident MB |\n|---|---|---|---|---|---|"
        )
        for name, one in results.items():
            cells = [
                f"{value:.{digits}f}" + (f" ({value / getattr(base, field):.2f} ×)" if base and one is not base else "")
                for field, digits in (("rate", 0), ("p50", 1), ("p99", 1), ("cpu", 2), ("memory", 0))
                for value in [getattr(one, field)]
            ]
            print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    asyncio.run(main())
