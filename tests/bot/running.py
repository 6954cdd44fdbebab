"""A whole desk on a local Telegram: the real bot over HTTP, with its people."""

import re
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import Dialect

from bot.background import Background
from bot.settings import Settings, load
from bot.wiring import App
from desk.ids import ClientId, ServiceId
from desk.ports import Panel, Work
from desk.rules.entitlement import Service, ServiceStatus
from desk.rules.people import Client, ClientCategory
from simulator import Group, Message, Person, Simulator
from storage.migrate import upgrade
from storage.prepared import Statements
from storage.url import path_of, read_url

TUESDAY = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)
"""Noon in Moscow on an ordinary Tuesday that is still to come."""

ANNA = Client(ClientId("c-1"), "ООО Ромашка", ClientCategory.PARTNER, "anna@example.com")
VIKTOR = Client(ClientId("c-2"), "ИП Викторов", ClientCategory.INDIVIDUAL, "viktor@example.com")
SERVICES = (
    Service(ServiceId("s-1"), ANNA.id, "Хостинг Старт", "hosting", ServiceStatus.ACTIVE, date(2027, 12, 31)),
    Service(ServiceId("s-2"), ANNA.id, "Сайт-витрина", "site", ServiceStatus.ACTIVE, date(2026, 12, 31)),
    Service(ServiceId("s-3"), VIKTOR.id, "Домен", "domain", ServiceStatus.ACTIVE, date(2027, 1, 31)),
)

LONG_POLL = 5
"""Seconds that a poll lasts while nothing comes."""

CODE = re.compile(r"\b(\d{8})\b")


async def replace(work: Work, *, clients: Sequence[Client], services: Sequence[Service]) -> None:
    await work.clients.replace(clients, services)


@dataclass
class RunningDesk:
    """The people: Anna has an active and an expired service, Viktor only an expired one, Stepan is a stranger."""

    sim: Simulator
    settings: Settings
    room: Group
    anna: Person
    viktor: Person
    stepan: Person
    boris: Person
    vera: Person
    olga: Person
    panel: Panel | None = None
    app: App = field(init=False)
    _tasks: Background = field(default_factory=Background)

    async def start(self) -> None:
        file = path_of(read_url(self.settings.database_url))
        if file and not file.exists():
            put(await migrated(), file)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("storage.engine.Statements", statements)
            patch.setattr("aiogram.client.session.aiohttp.ssl.create_default_context", certificates)
            self.app = App(self.settings, long_poll=LONG_POLL, panel=self.panel)
        running = self._tasks.begin(self.app.run(), name="desk")
        ready = self._tasks.begin(self.app.ready.wait(), name="ready")
        await wait_first(running, ready)
        await self.app.office.run(replace, clients=[ANNA, VIKTOR], services=SERVICES)

    async def stop(self) -> None:
        await self._tasks.close()

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def passes(self, **span: float) -> None:
        """Time passes for the desk and for Telegram."""
        await self.sim.advance(timedelta(**span))

    async def signs_in(self, person: Person, email: str) -> Message:
        """The whole proof by a code from the mailbox; a letter about the new access follows."""
        await person.writes("/start")
        await person.presses("войти")
        await person.sees("адрес почты")
        letters = len(await self.sim.mails(email)) + 1
        await person.writes(email)
        await person.sees("код из 8 цифр")
        while not (found := CODE.search((await self.sim.mail_to(email, count=letters)).text)):
            letters += 1
        await person.writes(found[1])
        page = await person.sees("вы вошли")
        await self.sim.mail_to(email, count=letters + 1)
        return page

    async def chooses(self, person: Person, *buttons: str) -> None:
        """One page after another, each as soon as it is there."""
        for button in buttons:
            await person.sees(button=button)
            await person.presses(button)

    async def files(self, person: Person, *, service: str = "Хостинг", subject: str = "Сайт не открывается") -> Message:
        """The shortest way through the form."""
        await person.writes("/new")
        await person.sees("О какой услуге", button=service)
        await person.presses(service)
        await person.sees("О чём обращение")
        await person.presses("Вопрос")
        await person.sees("Насколько")
        await person.presses("Не срочно")
        await person.sees("одной строкой")
        await person.writes(subject)
        await person.sees("подробно")
        await person.writes("Подробное описание того, что случилось.")
        await person.sees("Добавьте фото")
        await person.presses("Без файлов")
        page = await person.sees("Всё верно?")
        await person.presses("Подожду" if "мы откроемся: это бесплатно" in page.text else "Отправить")
        return await person.sees("принято")


_prepared: dict[str, Statements] = {}


def statements(dialect: Dialect) -> Statements:
    """What one desk of a process has prepared serves the next one: there are hundreds."""
    return _prepared.setdefault(dialect.name, Statements(dialect))


certificates = cache(ssl.create_default_context)
"""Read once for all desks: they speak plain HTTP with the local Telegram."""


_migrated: list[bytes] = []


async def migrated() -> bytes:
    """The file of a new database, as the first start makes it: made once in a process, for all of its desks."""
    if not _migrated:
        with TemporaryDirectory() as folder:
            file = Path(folder) / "desk.db"
            await upgrade(f"sqlite:///{file}")
            _migrated.append(file.read_bytes())
    return _migrated[0]


def put(content: bytes, file: Path) -> None:
    file.touch(mode=0o600)
    file.write_bytes(content)


async def wait_first(running: Any, ready: Any) -> None:
    """A desk that fails to start says why instead of hanging."""
    import asyncio

    done, _ = await asyncio.wait([running, ready], return_when=asyncio.FIRST_COMPLETED)
    if running in done:
        running.result()


def settings_for(sim: Simulator, room: Group, tmp: Path, manager: Person, **changes: str) -> Settings:
    """As an operator would write them, by environment."""
    values = {
        "BOT_TOKEN": sim.bot_token,
        "STAFF_CHAT_ID": str(room.id),
        "TELEGRAM_API_URL": sim.api_url,
        "MANAGER_IDS": str(manager.id),
        "DATABASE_URL": f"sqlite+aiosqlite:///{tmp}/desk.db",
        "SMTP_URL": sim.smtp_url,
        "MAIL_FROM": "desk@example.com",
        "CLOCK_OFFSET_FILE": str(tmp / "clock"),
        "CLOCK_MOVES_PACING": "yes",
        "TELEGRAM_LIMITS": "off",
        "FLOOD_MESSAGES": "off",
        "FLOOD_TICKETS": "off",
        "FLOOD_PROSPECTS": "off",
        # Ordinary weeks: what a test is not about must not move its dates.
        "HOLIDAYS": "none",
        "CALENDAR_FILE": str(tmp / "calendar.txt"),
        **changes,
    }
    with pytest.MonkeyPatch.context() as environment:
        for name, value in values.items():
            environment.setenv(name, value)
        return load(None)


@asynccontextmanager
async def running_desk(
    tmp: Path, *, forum: bool = True, limits: bool = False, panel: Panel | None = None, **changes: str
) -> AsyncIterator[RunningDesk]:
    """A desk in work at noon on a Tuesday; ends red when the ledger of the Bot API is not empty."""
    clock = tmp / "clock"
    clock.write_text("0")
    async with Simulator(clock_file=clock, limits=limits) as sim:
        await sim.set_clock(TUESDAY)
        boris, vera = sim.person("Борис"), sim.person("Вера")
        room = sim.group("Поддержка", forum=True, members=[boris, vera]) if forum else _plain(sim, [boris, vera])
        olga = sim.person("Ольга")
        await olga.writes("/start")
        desk = RunningDesk(
            sim=sim,
            settings=settings_for(sim, room, tmp, olga, **changes),
            room=room,
            anna=sim.person("Анна", "Смирнова", username="anna"),
            viktor=sim.person("Виктор"),
            stepan=sim.person("Степан"),
            boris=boris,
            vera=vera,
            olga=olga,
            panel=panel,
        )
        await desk.start()
        try:
            yield desk
        finally:
            await desk.stop()
        assert sim.ledger.violations == []


def _plain(sim: Simulator, members: list[Person]) -> Group:
    return sim.plain_group("Поддержка", members=members)
