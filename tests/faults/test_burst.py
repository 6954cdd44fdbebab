"""A hundred clients write as fast as Telegram can hand it over: all of it arrives, in order, once."""

import asyncio
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.background import Background
from simulator import Person, Topic
from storage.engine import Database
from tests.bot.running import RunningDesk, running_desk
from tests.conftest import Figure
from tests.faults.filed import have_tickets
from tests.faults.looking import consistent, lines_about_the_database, relayed

CLIENTS = 100


@pytest.mark.timeout(600)
async def test_a_burst_of_400_messages_from_100_clients_is_relayed_in_order_and_once(
    tmp_path: Path, database_url: str, figure: Figure
) -> None:
    await burst(tmp_path, database_url, 400, figure)


@pytest.mark.soak
@pytest.mark.timeout(1800)
async def test_a_burst_of_2000_messages_from_100_clients_is_relayed_in_order_and_once(
    tmp_path: Path, database_url: str, figure: Figure
) -> None:
    await burst(tmp_path, database_url, 2000, figure)


async def burst(tmp_path: Path, database_url: str, messages: int, figure: Figure) -> None:
    each = messages // CLIENTS
    async with running_desk(tmp_path, DATABASE_URL=database_url) as desk:
        clients = [desk.sim.person(f"Клиент {number}") for number in range(CLIENTS)]
        numbers = await have_tickets(desk, clients)
        topics = [await desk.room.topic(f"№{number} ", timeout=300) for number in numbers]
        beside, looks = Background(), Beside(tmp_path, database_url)
        with capture_logs() as logs:
            reading = beside.begin(looks.run(), name="another program")
            begun = time.monotonic()
            await write(clients, each)
            written = time.monotonic()
            await desk.sim.until(lambda: all_there(desk, topics, messages), timeout=1500)
            done = time.monotonic()
            looks.over.set()
            await reading
            await consistent(desk)
        assert lines_about_the_database(logs) == []
        assert not [entry for entry in logs if "locked" in str(entry)]
        for topic in topics:
            assert await relayed(topic, "слово") == [f"слово {number:03}" for number in range(each)]
        assert looks.times
        kind = database_url.partition("+")[0]
        figure(f"burst of {messages} messages from {CLIENTS} clients, {kind}: written in", f"{written - begun:.1f} s")
        figure(f"burst of {messages} messages from {CLIENTS} clients, {kind}: relayed in", f"{done - begun:.1f} s")


async def write(clients: Sequence[Person], each: int) -> None:
    """Nobody waits for anybody."""
    for number in range(each):
        for client in clients:
            await client.writes(f"слово {number:03}")


async def all_there(desk: RunningDesk, topics: Sequence[Topic], messages: int) -> bool:
    """Looked at now and then: a look at a hundred topics takes its time from the desk."""
    await asyncio.sleep(1)
    if desk.sim.updates_pending():
        return False
    return sum([len(await relayed(topic, "слово")) for topic in topics]) >= messages


class Beside:
    """Another program that reads the same database all the time; on SQLite it makes backups too."""

    def __init__(self, folder: Path, url: str) -> None:
        self.over = asyncio.Event()
        self.times = 0
        self._url, self._copy = url, folder / "copy.db"

    async def run(self) -> None:
        database = Database(self._url)
        while not self.over.is_set() or not self.times:
            await database.ping()
            if self._url.startswith("sqlite"):
                await asyncio.to_thread(self._back_up)
            self.times += 1
            await asyncio.sleep(1)
        await database.dispose()

    def _back_up(self) -> None:
        """What `sqlite3 desk.db ".backup copy.db"` does; the copy is whole."""
        file = self._url.partition("///")[2]
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(self._copy)) as copy:
            source.backup(copy, pages=-1)
            assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert copy.execute("PRAGMA foreign_key_check").fetchall() == []
