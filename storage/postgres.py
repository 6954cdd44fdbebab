"""PostgreSQL: one pool; looks are read only and see one moment."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Final

from sqlalchemy import URL, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from storage.prepared import Driver, refused
from storage.url import MissingDriver

CONNECTIONS: Final = 8

CONNECTING: Final = 10
ANSWERING: Final = 30
"""Seconds: a server that has not answered by then is taken to be away, and the connection is given up."""

IDLE: Final = 60
"""Seconds after which the server gives up a transaction whose owner is silent: it would keep its rows locked."""

KEPT: Final = 500
"""Statements that a connection keeps prepared: a list of another length is another statement."""


def writer(url: URL, *, answering: float | None = ANSWERING, isolation: str = "READ COMMITTED") -> AsyncEngine:
    """`answering` None: a statement may take as long as it needs. `isolation` is AUTOCOMMIT for `transaction`."""
    try:
        engine = create_async_engine(
            url,
            pool_size=CONNECTIONS,
            max_overflow=0,
            hide_parameters=True,
            isolation_level=isolation,
            connect_args={
                "timeout": CONNECTING,
                "command_timeout": answering,
                "statement_cache_size": KEPT,
                "server_settings": {
                    "application_name": "frontdesk",
                    "idle_in_transaction_session_timeout": f"{IDLE}s",
                },
            },
        )
    except ModuleNotFoundError as error:
        raise MissingDriver(
            "PostgreSQL needs asyncpg: install the extra, `pip install 'frontdesk[postgres]'`"
        ) from error
    event.listen(engine.sync_engine, "checkout", _must_be_open)
    return engine


def _must_be_open(connection: Any, _: ConnectionPoolEntry, __: PoolProxiedConnection) -> None:
    """The driver hears of it when the server closes a connection: a question there and back would be for nothing.

    One that is in a transaction would make the next unit of work a part of it.
    """
    driver = connection.driver_connection
    if driver.is_closed() or driver.is_in_transaction():
        raise DisconnectionError


@asynccontextmanager
async def transaction(
    connection: AsyncConnection, *, writing: bool
) -> AsyncIterator[tuple[Driver, Callable[[], Awaitable[None]]]]:
    """What runs statements in it, and its commit; without one it is undone."""
    driver: Any = (await connection.get_raw_connection()).driver_connection
    begun = driver.transaction(isolation="read_committed" if writing else "repeatable_read", readonly=not writing)
    committed = False

    async def commit() -> None:
        nonlocal committed
        if committed:
            raise RuntimeError("a unit of work is committed once")
        with _told(driver, "COMMIT"):
            await begun.commit()
        committed = True

    try:
        with _told(driver, "BEGIN"):
            await begun.start()
    except BaseException:
        # Nobody knows whether it has begun: what came next on this line would be a part of it, and never be committed.
        driver.terminate()
        raise
    try:
        yield Direct(driver), commit
    finally:
        if not committed:
            await _undo(driver, begun)


async def _undo(driver: Any, begun: Any) -> None:
    """Whatever ended it is told. Where it cannot be undone, the server does it as soon as the connection is gone."""
    try:
        await begun.rollback()
    except Exception:
        driver.terminate()
    except BaseException:
        driver.terminate()
        raise


class Direct:
    """Prepared statements by asyncpg itself, which keeps them on the server."""

    def __init__(self, driver: Any) -> None:
        self._driver = driver

    async def rows(self, sql: str, values: tuple[Any, ...]) -> Sequence[Sequence[Any]]:
        with _told(self._driver, sql):
            found: Sequence[Sequence[Any]] = await self._driver.fetch(sql, *values)
        return found

    async def change(self, sql: str, values: tuple[Any, ...]) -> int:
        with _told(self._driver, sql):
            status: str = await self._driver.execute(sql, *values)
        count = status.rpartition(" ")[2]
        return int(count) if count.isdecimal() else -1

    async def change_all(self, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
        with _told(self._driver, sql):
            await self._driver.executemany(sql, rows)


@contextmanager
def _told(driver: Any, sql: str) -> Iterator[None]:
    """What the server refuses, as SQLAlchemy tells it. A line that is broken is told as it is."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise refused(sql, error, lost=driver.is_closed()) from error
