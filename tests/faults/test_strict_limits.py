"""A Telegram that enforces its limits: the desk never runs into them, and uses what they allow."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desk.ids import ChatId, ClientId, ServiceId
from desk.ports import Owed, Work
from simulator import Person, Simulator, Topic
from simulator.limits import COUNTED, OVERALL, PER_GROUP, PER_PRIVATE_CHAT, Limit
from tests.bot.running import ANNA, SERVICES, TUESDAY, RunningDesk, settings_for
from tests.bot.running import replace as registered
from tests.faults.desks import people_of

AT_LEAST = 0.95
NEAR = 2.0
"""Real seconds before a budget has room again: until then time is skipped."""

PATIENCE = 200
pytestmark = pytest.mark.timeout(PATIENCE + 100)


async def waiting(work: Work) -> list[Owed]:
    """What is owed and may be sent."""
    return await work.outbox.heads(work.now, 200)


class SlowTime:
    """Real time, slowed down for the desk and for Telegram, so that no load on the machine counts as idleness."""

    def __init__(self, speed: float) -> None:
        self._begun = time.time()
        self.speed = speed

    def now(self, zone: Any = UTC) -> datetime:
        return datetime.fromtimestamp(self._begun + (time.time() - self._begun) * self.speed, zone)


@asynccontextmanager
async def strict_desk(tmp: Path) -> AsyncIterator[RunningDesk]:
    """Without limits at first: `limited` puts them on."""
    (tmp / "clock").write_text("0")
    async with Simulator(clock_file=tmp / "clock", limits=False) as sim:
        await sim.set_clock(TUESDAY)
        desk = await people_of(sim, tmp)
        await desk.start()
        try:
            yield desk
        finally:
            await desk.stop()
        assert (sim.ledger.violations, sim.api.limiter.refused, sim.api.limiter.slept) == ([], [], [])


async def limited(desk: RunningDesk, tmp: Path, monkeypatch: pytest.MonkeyPatch, speed: float) -> SlowTime:
    """From now on limits are kept by the desk and enforced by Telegram, and time goes slowly."""
    await desk.stop()
    slow = SlowTime(speed)
    monkeypatch.setattr("bot.clock.datetime", slow)
    monkeypatch.setattr("simulator.clock.datetime", slow)
    desk.settings = settings_for(desk.sim, desk.room, tmp, desk.olga, TELEGRAM_LIMITS="")
    await desk.start()
    # What the desk has called before is out of every window by now.
    await desk.passes(minutes=5)
    await desk.sim.until_updates_are_taken()
    desk.sim.api.before.append(desk.sim.api.limiter.let_through)
    desk.sim.ledger.calls.clear()
    return slow


def times(desk: RunningDesk, chat: int = 0) -> list[float]:
    """When Telegram counted calls in a chat, or in all; seconds, oldest first."""
    calls = [call for call in desk.sim.ledger.calls if call.method in COUNTED and chat in {0, call.chat_id}]
    return [call.time.timestamp() for call in calls]


async def work_is_done(
    desk: RunningDesk, slow: SlowTime, limit: Limit, done: Callable[[], bool], look: Callable[[], list[float]]
) -> None:
    """Skips the times in which the limit allows nothing, and nothing else: then the desk has all the time it needs."""
    async with asyncio.timeout(PATIENCE):
        while not done():
            found = look()
            # A call whose answer is on its way must not be counted after the jump.
            if len(found) >= limit.actions and desk.app.sender.idle:
                left = found[-limit.actions] + limit.seconds - desk.sim.clock.now().timestamp()
                if left > 2 * NEAR * slow.speed:
                    await desk.passes(seconds=left - NEAR * slow.speed)
            await asyncio.sleep(0.02)


def used(found: list[float], limit: Limit) -> float:
    """The part of the allowed rate that was used: what so many calls take at least, by what they took."""
    windows = (len(found) - 1) // limit.actions
    return windows * limit.seconds / (found[windows * limit.actions] - found[0])


async def clients_with_tickets(desk: RunningDesk, names: list[str]) -> list[Person]:
    """Each has signed in and filed a ticket."""
    clients = [replace(ANNA, id=ClientId(f"x-{name}"), name=name, email=f"{name}@example.com") for name in names]
    services = [replace(SERVICES[0], id=ServiceId(f"x-{name}"), client=ClientId(f"x-{name}")) for name in names]
    await desk.app.office.run(registered, clients=clients, services=services)
    people = [desk.sim.person(name) for name in names]
    for number, (person, client) in enumerate(zip(people, clients, strict=True), start=1):
        await desk.signs_in(person, client.email)
        await desk.files(person)
        topic = await desk.room.topic(f"№{number} ")
        await desk.boris.sees("Сайт не открывается", topic=topic)
    return people


async def test_a_groups_budget_is_used_while_there_is_work_and_never_exceeded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with strict_desk(tmp_path) as desk:
        people = await clients_with_tickets(desk, ["olya", "petya", "sasha"])
        slow = await limited(desk, tmp_path, monkeypatch, speed=0.25)
        for number in range(25):
            for person in people:
                # Texts would wait together and go as one.
                await person.sends_document(f"слово {number}.txt")
        room = desk.room.id
        await work_is_done(desk, slow, PER_GROUP, lambda: len(times(desk, room)) > 60, lambda: times(desk, room))
        assert used(times(desk, room), PER_GROUP) >= AT_LEAST


@pytest.mark.soak
async def test_a_private_chats_budget_is_used_while_there_is_work_and_never_exceeded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with strict_desk(tmp_path) as desk:
        (client,) = await clients_with_tickets(desk, ["olya"])
        topic: Topic = await desk.room.topic("№1 ")
        slow = await limited(desk, tmp_path, monkeypatch, speed=0.1)
        for number in range(40):
            await desk.boris.writes(f"ответ {number}", topic=topic)

        def calls() -> list[float]:
            return times(desk, client.id)

        await work_is_done(desk, slow, PER_PRIVATE_CHAT, lambda: len(calls()) >= 40, calls)
        assert used(calls(), PER_PRIVATE_CHAT) >= AT_LEAST


@pytest.mark.soak
async def test_the_budget_of_all_chats_is_used_while_there_is_work_and_never_exceeded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with strict_desk(tmp_path) as desk:
        slow = await limited(desk, tmp_path, monkeypatch, speed=0.01)
        people = [desk.sim.person(f"P{number}") for number in range(95)]
        for person in people:
            desk.app.sender.hold(ChatId(person.id))
            await person.writes("/start")
        await desk.sim.until_updates_are_taken()

        async def all_owed() -> bool:
            return len(await desk.app.office.look(waiting)) == len(people)

        await desk.sim.until(all_owed, timeout=PATIENCE)
        for person in people:
            desk.app.sender.let_go(ChatId(person.id))
        await work_is_done(desk, slow, OVERALL, lambda: len(times(desk)) > 90, lambda: times(desk))
        assert used(times(desk)[:91], OVERALL) >= AT_LEAST
