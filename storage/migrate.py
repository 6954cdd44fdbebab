"""Brings a database to the tables of this version. Needs no alembic.ini and prints nothing."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, NullPool, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage import postgres, revisions
from storage.revisions import head
from storage.troubles import plainly
from storage.url import Unusable, opening, path_of, prepare_file, read_url

T = TypeVar("T")

DRIVER_ENDS = 0.2
"""Seconds."""


async def upgrade(url: str) -> None:
    """To the newest revision. The file of an SQLite database is made if there is none. Raises Unusable, Unavailable."""
    found = await current(url)
    _check_known(found)
    with opening(), plainly(read_url(url)):
        await _with(url, lambda connection: connection.begin().rollback())
    if found == head():
        return
    # Loaded where there is something to do: 10 MB that a desk would carry for good.
    from storage.migrations import run

    with plainly(read_url(url)):
        await _with(url, run.to_head)


async def downgrade(url: str, revision: str) -> None:
    """To an earlier revision, or to 'base': what later ones added is lost."""
    from storage.migrations import run

    await _with(url, lambda connection: run.back_to(connection, revision))


async def current(url: str) -> str | None:
    """The revision that the database is at; None for one without our tables. Changes nothing. Raises Unusable."""
    path = path_of(read_url(url))
    if path is not None and not path.exists():
        return None
    with opening(), plainly(read_url(url)):
        return await _through(_looking(url), revisions.current)


async def check_shape(url: str) -> None:
    """Raises Unusable unless the database has the tables of this version."""
    found = await current(url)
    _check_known(found)
    if found is None:
        raise Unusable("there is none yet, or it is empty; run 'frontdesk migrate' (on SQLite the first start does it)")
    if found != head():
        raise Unusable("not at this version's shape; run 'frontdesk migrate'")


def _check_known(revision: str | None) -> None:
    if revision and revision not in revisions.known():
        raise Unusable(f"belongs to a newer version of Front Desk (its shape is {revision!r}); install that one")


async def pending(url: str) -> bool:
    """Whether `upgrade` has something to do."""
    return await current(url) != head()


async def _with(url: str, work: Callable[[Connection], T]) -> T:
    return await _through(engine(url), work)


async def _through(database: AsyncEngine, work: Callable[[Connection], T]) -> T:
    try:
        async with database.connect() as connection:
            return await connection.run_sync(work)
    except DBAPIError:
        # The driver's thread still answers the loop after it could not open a file, and complains if that is closed.
        await asyncio.sleep(DRIVER_ENDS)
        raise
    finally:
        await database.dispose()


def engine(url: str) -> AsyncEngine:
    """With foreign keys off: SQLite's way of changing a table drops it, and its rows' children would go along."""
    address = read_url(url)
    path = path_of(address)
    if path is None:
        return postgres.writer(address, answering=None)
    prepare_file(path)
    database = create_async_engine(address, poolclass=NullPool, connect_args={"isolation_level": None})
    event.listen(database.sync_engine, "connect", _foreign_keys_off)
    event.listen(database.sync_engine, "begin", _begin)
    return database


def _looking(url: str) -> AsyncEngine:
    """For a question: a file that is not ours keeps its mode and its journal."""
    address = read_url(url)
    return create_async_engine(address, poolclass=NullPool) if path_of(address) else postgres.writer(address)


def _foreign_keys_off(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in ("PRAGMA busy_timeout = 10000", "PRAGMA journal_mode = WAL", "PRAGMA foreign_keys = OFF"):
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
