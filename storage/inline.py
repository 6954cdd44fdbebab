"""aiosqlite without a trip to its thread for each statement: only what waits for the disk goes there.

A statement by an index takes some twenty microseconds, the trip there and back takes twenty times as long, and a
transaction has many. So statements run where they are asked for; a commit, which waits for the disk, goes to
the thread. docs/performance.md has the figures.
"""

import sqlite3
from collections import deque
from collections.abc import Sequence
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)
from sqlalchemy.util.concurrency import await_, in_greenlet

from storage.prepared import refused


async def _nothing() -> None:
    pass


def _awaited() -> None:
    """SQLAlchemy's own `await connection.execute(…)` insists on something that was waited for."""
    if in_greenlet():
        await_(_nothing())


class InlineCursor(AsyncAdapt_aiosqlite_cursor):
    """A cursor of sqlite3 itself. aiosqlite's thread does nothing with the connection meanwhile: it waits."""

    __slots__ = ()

    def _make_new_cursor(self, connection: Any) -> Any:
        return connection._conn.cursor()  # noqa: SLF001

    def _aenter_cursor(self, cursor: Any) -> Any:
        return cursor

    def execute(self, operation: Any, parameters: Any = None) -> Any:
        cursor: Any = self._cursor
        cursor.execute(operation, () if parameters is None else parameters)
        if cursor.description:
            self._rows = deque(cursor.fetchall())
        _awaited()

    def executemany(self, operation: Any, seq_of_parameters: Any) -> Any:
        cursor: Any = self._cursor
        cursor.executemany(operation, seq_of_parameters)
        _awaited()

    async def _async_soft_close(self) -> None:
        """Nothing is held: the rows were fetched."""

    def close(self) -> None:
        self._rows.clear()
        cursor: Any = self._cursor
        cursor.close()


class InlineConnection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()

    _cursor_cls = InlineCursor

    def rollback(self) -> None:
        driver: Any = self._connection
        if driver._connection:  # noqa: SLF001
            driver._conn.rollback()  # noqa: SLF001


class InlineModule(AsyncAdapt_aiosqlite_dbapi):
    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arg: Any, **kw: Any) -> InlineConnection:
        connection: Any = aiosqlite.connect(*arg, **kw | {"check_same_thread": False})
        connection._thread.daemon = True  # noqa: SLF001
        return InlineConnection(self, await_(connection))


class Inline:
    """Prepared statements, likewise where they are asked for."""

    def __init__(self, connection: Any) -> None:
        self._connection: sqlite3.Connection = connection._conn  # noqa: SLF001

    async def rows(self, sql: str, values: tuple[Any, ...]) -> Sequence[Sequence[Any]]:
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise refused(sql, error) from error

    async def change(self, sql: str, values: tuple[Any, ...]) -> int:
        try:
            return self._connection.execute(sql, values).rowcount
        except sqlite3.Error as error:
            raise refused(sql, error) from error

    async def change_all(self, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
        try:
            self._connection.executemany(sql, rows)
        except sqlite3.Error as error:
            raise refused(sql, error) from error
