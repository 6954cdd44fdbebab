"""The desk as a process that is killed in the middle of things, again and again, and started again each time."""

import asyncio
import os
import random
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.background import Background
from bot.tasks import import_file
from simulator import Message, NotSeenError, Person, Simulator, Topic
from simulator.methods.call import Call
from tests.bot.running import TUESDAY, RunningDesk
from tests.faults.desks import people_of

PATIENCE = 40.0
REPEAT = "возможно, это повтор"
WORDS = 5

CLIENTS = """client_id,name,category,email,phone,service_id,service,product,status,paid_until
c-1,ООО Ромашка,partner,anna@example.com,,s-1,Хостинг Старт,hosting,active,2027-12-31
"""


@dataclass
class Desk:
    """`python -m bot run`, kept alive as a service manager would: whatever ends is started again."""

    sim: Simulator
    people: RunningDesk
    folder: Path
    keep: bool = True
    process: Process | None = None
    ends: list[int] = field(default_factory=list)

    async def start(self) -> Process:
        settings = self.people.settings
        environment = {
            "BOT_TOKEN": self.sim.bot_token,
            "STAFF_CHAT_ID": str(self.people.room.id),
            "TELEGRAM_API_URL": self.sim.api_url,
            "DATABASE_URL": settings.database_url,
            "SMTP_URL": self.sim.smtp_url,
            "MAIL_FROM": "desk@example.com",
            "CLOCK_OFFSET_FILE": str(self.folder / "clock"),
            "CLOCK_MOVES_PACING": "yes",
            "TELEGRAM_LIMITS": "off",
            "FLOOD_MESSAGES": "off",
        }
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        polls = self.sim.world.pollers
        with (self.folder / "desk.log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"),
                cwd=self.folder,
                env=kept | environment,
                stdin=DEVNULL,
                stdout=DEVNULL,
                stderr=log.fileno(),
            )
        await self.sim.until(lambda: self.sim.world.pollers > polls, timeout=PATIENCE)
        return self.process

    async def watch(self) -> None:
        """Starts it again whenever it has ended."""
        while self.process is not None:
            self.ends.append(await self.process.wait())
            if not self.keep:
                return
            await self.start()

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)

    def log(self) -> str:
        return (self.folder / "desk.log").read_text()


@dataclass
class Killer:
    """Kills the desk at a call: the moment it is on the wire, so that Telegram does it and nobody hears of it."""

    desk: Desk
    kills: int = 0
    _meant: Callable[[Call], bool] | None = None
    _left: int = 0

    def arm(self, nth: int, meant: Callable[[Call], bool]) -> None:
        self._meant, self._left = meant, nth

    def __call__(self, call: Call) -> None:
        if self._meant is None or not self._meant(call):
            return
        self._left -= 1
        if not self._left:
            self._meant = None
            self.kills += 1
            self.desk.kill()

    async def has_killed(self, times: int) -> None:
        await self.desk.sim.until(lambda: len(self.desk.ends) == times, timeout=PATIENCE)


@asynccontextmanager
async def a_desk(folder: Path) -> AsyncIterator[Desk]:
    clock = folder / "clock"
    clock.write_text("0")
    async with Simulator(clock_file=clock, limits=False) as sim:
        await sim.set_clock(TUESDAY)
        people = await people_of(sim, folder)
        await import_file(people.settings, CLIENTS.encode(), dry_run=False)
        desk, tasks = Desk(sim, people, folder), Background()
        await desk.start()
        tasks.begin(desk.watch(), name="service manager")
        try:
            yield desk
        finally:
            desk.keep = False
            if desk.process is not None and desk.process.returncode is None:
                desk.kill()
                await desk.process.wait()
            await tasks.close()
        assert sim.ledger.violations == []


async def taps(person: Person, button: str) -> None:
    """Presses a button; a desk that dies before it has answered the press has had its effect all the same."""
    await person.sees(button=button, timeout=PATIENCE)
    with suppress(NotSeenError):
        await person.presses(button, timeout=3)


async def fills_the_form(anna: Person) -> None:
    await anna.writes("/new")
    for button in ("Хостинг", "Вопрос", "Не срочно"):
        await taps(anna, button)
    for question, words in (("одной строкой", "Сайт не открывается"), ("подробно", "Подробное описание случая.")):
        await anna.sees(question, timeout=PATIENCE)
        await anna.writes(words)
    await taps(anna, "Без файлов")


async def said(place: Topic, words: str) -> list[Message]:
    return [message for message in await place.messages() if message.from_bot and words in message.text]


def once_or_marked(found: list[Message]) -> bool:
    """There, and never twice without a word that it may be a repeat."""
    return bool(found) and sum(REPEAT not in message.text for message in found) <= 1


@pytest.mark.timeout(240)
@pytest.mark.parametrize("seed", [20270302])
async def test_a_desk_that_is_killed_again_and_again_loses_nothing_and_does_nothing_twice(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    async with a_desk(tmp_path) as desk:
        people, killer = desk.people, Killer(desk)
        anna, boris, room = people.anna, people.boris, people.room
        desk.sim.api.before.append(killer)
        await people.signs_in(anna, "anna@example.com")

        killer.arm(chance.randint(2, 12), lambda call: call.method != "getMe")
        await fills_the_form(anna)
        await killer.has_killed(1)

        killer.arm(
            chance.randint(1, 2), lambda call: call.chat_id() == room.id and call.method.startswith(("create", "send"))
        )
        await taps(anna, "Отправить")
        await anna.sees("принято", timeout=PATIENCE)
        await killer.has_killed(2)
        for _ in range(3):
            await people.viktor.writes("/start")
            await people.viktor.sees("Здравствуйте", timeout=PATIENCE)
        topic = await room.topic("№1", timeout=PATIENCE)
        await boris.sees("Сайт не открывается", topic=topic, timeout=PATIENCE)

        killer.arm(chance.randint(1, WORDS), lambda call: "слово" in call.text("text"))
        for number in range(WORDS):
            await anna.writes(f"слово {number}")
        await killer.has_killed(3)
        await boris.sees(f"слово {WORDS - 1}", topic=topic, timeout=PATIENCE)

        killer.arm(1, lambda call: call.chat_id() == anna.id and "Ответ Бориса" in call.text("text"))
        answer = await boris.writes("Ответ Бориса", topic=topic)
        asked = await boris.sees("Не подтверждено", topic=topic, timeout=PATIENCE)
        await boris.presses("Дошло", on=asked)
        await boris.sees_reaction("👌", on=answer, timeout=PATIENCE)

        killer.arm(1, lambda call: "Мы ждём вашего ответа" in call.text("text"))
        await people.passes(hours=24)
        await killer.has_killed(5)
        await boris.sees("Клиента спросили", topic=topic, timeout=PATIENCE)

        assert desk.ends == [-signal.SIGKILL] * 5
        for number in range(WORDS):
            assert once_or_marked(await said(topic, f"слово {number}"))
        order = [message.text.splitlines()[1] for message in await said(topic, "слово")]
        assert list(dict.fromkeys(order)) == [f"слово {number}" for number in range(WORDS)]
        private = [message for message in await anna.chat.messages() if message.from_bot]
        assert len([message for message in private if "Ответ Бориса" in message.text]) == 1
        assert once_or_marked([message for message in private if "Мы ждём вашего ответа" in message.text])
        assert [topic.name.partition(" ")[0] for topic in await room.topics()] == ["№1"]
        await anna.writes("/tickets")
        page = await anna.sees("сначала открытые", timeout=PATIENCE)
        assert len([row for row in page.buttons if row[0].startswith("№")]) == 1


async def test_a_desk_that_is_told_to_stop_ends_in_time_and_goes_on_at_the_next_start(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        anna = desk.people.anna
        await anna.writes("/start")
        page = await anna.sees(button="Я ещё не клиент", timeout=PATIENCE)
        assert desk.process is not None
        before = desk.process
        begun = asyncio.get_running_loop().time()
        before.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            assert await before.wait() == 0
        assert asyncio.get_running_loop().time() - begun < 10
        await anna.writes("Пока никого не было")
        await anna.sees("Ваше сообщение сохранено", timeout=PATIENCE)
        assert (await anna.last()).message_id > page.message_id
        assert "Traceback" not in desk.log()
