"""A desk whose way to Telegram, or whose Telegram, can be broken."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator import Simulator
from simulator.errors import ApiError
from simulator.methods import METHODS
from simulator.methods.call import Call
from tests.bot.running import TUESDAY, RunningDesk, settings_for
from tests.faults.proxy import BadLine


@asynccontextmanager
async def desk_on_a_bad_line(
    tmp: Path, *, forum: bool = True, limits: bool = False, **changes: str
) -> AsyncIterator[tuple[RunningDesk, BadLine]]:
    """A desk in work at noon on a Tuesday, behind a line that is good until it is told otherwise."""
    clock = tmp / "clock"
    clock.write_text("0")
    async with Simulator(clock_file=clock, limits=limits) as sim, BadLine(sim.api_url) as line:
        await sim.set_clock(TUESDAY)
        desk = await people_of(sim, tmp, forum=forum, TELEGRAM_API_URL=line.url, **changes)
        await desk.start()
        try:
            yield desk, line
        finally:
            await line.down()
            await desk.stop()
        assert sim.ledger.violations == []


async def people_of(sim: Simulator, tmp: Path, *, forum: bool = True, **changes: str) -> RunningDesk:
    """The people of the conversations around a desk that was not started yet."""
    boris, vera, olga = sim.person("Борис"), sim.person("Вера"), sim.person("Ольга")
    members = [boris, vera]
    room = sim.group("Поддержка", members=members) if forum else sim.plain_group("Поддержка", members=members)
    await olga.writes("/start")
    return RunningDesk(
        sim=sim,
        settings=settings_for(sim, room, tmp, olga, **changes),
        room=room,
        anna=sim.person("Анна", "Смирнова", username="anna"),
        viktor=sim.person("Виктор"),
        stepan=sim.person("Степан"),
        boris=boris,
        vera=vera,
        olga=olga,
    )


@dataclass
class Fault:
    """Telegram's own refusal of the next `times` calls that `when` picks; `acting`: it does them all the same."""

    error: ApiError
    when: Callable[[Call], bool]
    times: int = 1
    acting: bool = False
    met: list[Call] = field(default_factory=list)

    async def __call__(self, call: Call) -> None:
        if len(self.met) >= self.times or not self.when(call):
            return
        self.met.append(call)
        if self.acting:
            METHODS[call.method](call)
        raise self.error


def refuses(
    sim: Simulator, error: ApiError, method: str, *, chat: int = 0, says: str = "", times: int = 1, acting: bool = False
) -> Fault:
    """From now on Telegram answers so to calls of `method` (into `chat`, with the words `says`)."""

    def meant(call: Call) -> bool:
        here = not chat or call.chat_id() == chat
        return call.method == method and here and says in " ".join(call.parameters.values())

    fault = Fault(error, meant, times, acting)
    sim.api.before.append(fault)
    return fault


def calls_to(sim: Simulator, chat: int) -> list[Any]:
    """What the bot called in a chat, oldest first, presses answered left out."""
    return [call for call in sim.ledger.calls if call.chat_id == chat]
