"""A disk that can be filled up and emptied again, under a database in SQLite; and another program that locks it."""

import asyncio
import errno
import subprocess
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection

from storage.engine import Database

SIZE = 8 << 20
STEP = 4096
NO_MORE = "PRAGMA max_page_count = 1"
AS_MANY_AS_EVER = "PRAGMA max_page_count = 1073741823"


class Disk(Protocol):
    folder: Path

    async def fill(self, database: Database) -> None: ...
    async def empty(self, database: Database) -> None: ...


class SmallDisk:
    """A tmpfs of eight megabytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill_up(self) -> None:
        """With smaller and smaller pieces, to the last byte."""
        with self._filler.open("ab", buffering=0) as filler:
            for size in (1 << 20, STEP, 512, 1):
                try:
                    while filler.write(b"\0" * size):
                        pass
                except OSError as error:
                    assert error.errno == errno.ENOSPC  # noqa: PT017

    def make_room(self) -> None:
        self._filler.unlink()

    async def fill(self, _: Database) -> None:
        self.fill_up()

    async def empty(self, _: Database) -> None:
        self.make_room()


class FewPages:
    """Where nothing can be mounted: SQLite itself lets the file grow no further, and says the same."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._full = self._listening = False

    async def fill(self, database: Database) -> None:
        self._full = True
        if not self._listening:
            self._listening = True
            event.listen(database._writer.sync_engine, "connect", self._limit)
        await self._ask(database, NO_MORE)

    async def empty(self, database: Database) -> None:
        self._full = False
        await self._ask(database, AS_MANY_AS_EVER)

    async def _ask(self, database: Database, pragma: str) -> None:
        """On the connection that writes, between two units of work."""
        async with database._turn, database._writer.connect() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            assert driver is not None
            await (await driver.execute(pragma)).close()

    def _limit(self, connection: DBAPIConnection, _: object) -> None:
        if self._full:
            cursor = connection.cursor()
            cursor.execute(NO_MORE)
            cursor.close()


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], check=True, capture_output=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def can_mount(folder: Path) -> bool:
    try:
        with small_disk(folder):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


LOCK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
connection.execute("BEGIN " + sys.argv[2])
print("held", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
"""


@asynccontextmanager
async def locked(file: Path, how: str = "IMMEDIATE") -> AsyncIterator[None]:
    """Another program holds the right to write."""
    command = (sys.executable, "-S", "-c", LOCK, str(file), how)
    other = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    assert other.stdout is not None
    assert await other.stdout.readline() == b"held\n"
    try:
        yield
    finally:
        await other.communicate(b"\n")
        assert other.returncode == 0
