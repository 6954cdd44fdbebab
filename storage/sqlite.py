"""SQLite: one connection that writes, in order, and a few that read beside it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import Final

from sqlalchemy import URL, Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.util.concurrency import await_

from storage.inline import Inline, InlineModule
from storage.prepared import Driver
from storage.url import path_of, prepare_file

READERS: Final = 4

PATIENCE: Final = 10.0
"""Seconds that another program may hold the right to write before it counts as an error."""
LOOK_EVERY: Final = 0.02

# A lock is waited for where nothing else is held up by it: in `_begin`.
WRITING: Final = (
    "PRAGMA busy_timeout = 2000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA busy_timeout = 0",
)
READING: Final = (
    "PRAGMA busy_timeout = 2000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA query_only = ON",
)


def writer(url: URL) -> AsyncEngine:
    """The driver's own transactions begin too late and lose updates: BEGIN IMMEDIATE takes the right to write first."""
    if path := path_of(url):
        prepare_file(path)
    return _engine(url, pool_size=1, pragmas=WRITING, begin="BEGIN IMMEDIATE")


def reader(url: URL) -> AsyncEngine:
    return _engine(url, pool_size=READERS, pragmas=READING, begin="BEGIN")


@asynccontextmanager
async def transaction(
    connection: AsyncConnection, *, writing: bool
) -> AsyncIterator[tuple[Driver, Callable[[], Awaitable[None]]]]:
    """What runs statements in it, and its commit; without one it is undone. `writing` is a matter of the engine."""
    async with connection.begin() as begun:
        yield Inline((await connection.get_raw_connection()).driver_connection), begun.commit
        if begun.is_active:
            await begun.rollback()


def _engine(url: URL, *, pool_size: int, pragmas: tuple[str, ...], begin: str) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        hide_parameters=True,
        connect_args={"isolation_level": None},
        module=InlineModule(),
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _(connection: Connection) -> None:
        _begin(connection, begin)

    return engine


def _begin(connection: Connection, how: str) -> None:
    """In a greenlet: while another program writes, the others here go on."""
    until = monotonic() + PATIENCE
    while True:
        try:
            connection.exec_driver_sql(how)
        except OperationalError as error:
            if getattr(error.orig, "sqlite_errorcode", 0) != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            await_(asyncio.sleep(LOOK_EVERY))
        else:
            return
