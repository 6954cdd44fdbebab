"""Who may speak: one process at a time holds the lease on a database."""

import asyncio
import fcntl
import os
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Final

from sqlalchemy import NullPool, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from storage.postgres import CONNECTING
from storage.troubles import plainly
from storage.url import opening, path_of, read_url

KEY: Final = 0x0F0D_DE5C
"""Of the advisory lock, the same for every version."""

LOOK_EVERY: Final = 5.0
"""Seconds between looks at whether the lease is still ours."""


class Lease(ABC):
    """Taken once, held until released; a process that dies releases it."""

    @abstractmethod
    async def take(self) -> bool:
        """Whether it is ours now; False: another process holds it."""

    @abstractmethod
    async def lost(self) -> None:
        """Returns when it is not ours any more: whoever spoke must stop at once."""

    @abstractmethod
    async def release(self) -> None: ...


def lease(url: str, *, look_every: float = LOOK_EVERY) -> Lease:
    """The lease on the database at this address."""
    path = path_of(read_url(url))
    return _FileLease(path) if path else _AdvisoryLease(url, look_every)


class _FileLease(Lease):
    """A lock on a file beside the database: the system frees it when the process ends."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + ".lock")
        self._file: int | None = None

    async def take(self) -> bool:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self._file = file
        return True

    async def lost(self) -> None:
        await asyncio.Event().wait()

    async def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


class _AdvisoryLease(Lease):
    """An advisory lock on a connection of its own: gone with the connection."""

    def __init__(self, url: str, look_every: float) -> None:
        self._look_every = look_every
        self._url = read_url(url)
        self._engine = create_async_engine(
            self._url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args={"timeout": CONNECTING}
        )
        self._connection: AsyncConnection | None = None
        self._ended = asyncio.Event()

    async def take(self) -> bool:
        with opening(), plainly(self._url):
            connection = await self._engine.connect()
            if not await connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": KEY}):
                await connection.close()
                return False
            driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        self._ended.clear()
        driver.add_termination_listener(lambda _: self._ended.set())
        self._connection = connection
        return True

    async def lost(self) -> None:
        """An end that the server tells of is known at once; a connection whose other end is gone is asked."""
        while self._connection is not None and not await _set_within(self._ended, self._look_every):
            try:
                async with asyncio.timeout(self._look_every):
                    await self._connection.execute(text("SELECT 1"))
            except (DBAPIError, OSError, TimeoutError):
                return

    async def release(self) -> None:
        if self._connection is not None:
            await self._connection.close()
            self._connection = None
        await self._engine.dispose()


async def _set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False
