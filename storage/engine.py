"""The database of the desk, opened from its address."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from desk.ports import Begin
from desk.rules.policy import Policy
from storage import postgres, sqlite
from storage.prepared import Statements
from storage.sql import Sql
from storage.troubles import plainly
from storage.url import SQLITE, read_url
from storage.work import SqlWork

Clock = Callable[[], datetime]
Policies = Policy | Callable[[], Policy]
"""One for good, or whichever holds by now."""


class Database:
    """`begin` opens what may change things, `look` what only reads. Raises BadUrl, MissingDriver.

    In both, whatever keeps the database from working is Unavailable.
    """

    def __init__(self, url: str) -> None:
        address = read_url(url)
        self.url = address.render_as_string(hide_password=True)
        self._turn: AbstractAsyncContextManager[None] = nullcontext()
        if address.drivername == SQLITE:
            self._writer, self._reader = sqlite.writer(address), sqlite.reader(address)
            self._turn = _Turn()
            self._transaction = sqlite.transaction
        else:
            self._writer = self._reader = postgres.writer(address, isolation="AUTOCOMMIT")
            self._transaction = postgres.transaction
        self._statements = Statements(self._writer.dialect)

    def begin(self, now: Clock, policy: Policies) -> Begin:
        """`now` and what the policy is by then are read once for each unit of work, when its transaction has begun."""

        @asynccontextmanager
        async def begin() -> AsyncIterator[SqlWork]:
            async with self._turn, self._work(self._writer, now, policy, writing=True) as work:
                yield work

        return begin

    def look(self, now: Clock, policy: Policies) -> Begin:
        return lambda: self._work(self._reader, now, policy, writing=False)

    @asynccontextmanager
    async def _work(
        self, engine: AsyncEngine, now: Clock, policy: Policies, *, writing: bool
    ) -> AsyncIterator[SqlWork]:
        with plainly(engine.url):
            async with (
                engine.connect() as connection,
                _undone(connection),
                self._transaction(connection, writing=writing) as (driver, commit),
            ):
                by = policy if isinstance(policy, Policy) else policy()
                yield SqlWork(Sql(connection, driver, self._statements, writing=writing), commit, now(), by)

    async def ping(self) -> None:
        """Raises whatever keeps the database from answering."""
        async with self._reader.connect() as connection:
            await connection.execute(text("SELECT 1"))

    async def rows(self, statement: Select[Any]) -> Sequence[RowMapping]:
        """For somebody who looks on; what changes things works in `begin`."""
        with plainly(self._reader.url):
            async with self._reader.connect() as connection:
                found: Sequence[RowMapping] = (await connection.execute(statement)).mappings().all()
                return found

    async def dispose(self) -> None:
        await self._writer.dispose()
        await self._reader.dispose()


@asynccontextmanager
async def _undone(connection: AsyncConnection) -> AsyncIterator[None]:
    """A connection that failed is closed, which ends its transaction.

    SQLAlchemy gives it back to the pool as it is when the commit itself failed: the next unit of work would find the
    transaction open, and commit what was to be undone.
    """
    try:
        yield
    except (DBAPIError, OSError):
        await connection.invalidate()
        raise


class _Turn(AbstractAsyncContextManager[None]):
    """One at a time, in the order in which they came: a pool's queue lets late comers overtake."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._whose: asyncio.Task[object] | None = None

    async def __aenter__(self) -> None:
        if self._whose is asyncio.current_task():
            raise RuntimeError("a unit of work inside of another one would wait for ever")
        await self._lock.acquire()
        self._whose = asyncio.current_task()

    async def __aexit__(self, *_: object) -> None:
        self._whose = None
        self._lock.release()
