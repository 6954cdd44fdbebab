"""Statements within one transaction. A lost race is a Conflict, whatever the database calls it."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import Executable, Table
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.selectable import Select

from desk.errors import Conflict
from storage.prepared import Answer, Driver, Statements, Values

__all__ = ["Sql", "upsert"]
# PostgreSQL's INSERT … ON CONFLICT is spelled the same in SQLite, and compiles for both: the tests run on each.

Rows = Select[*tuple[Any, ...]]
Found = Mapping[str, Any]
"""A row by the names of its columns."""

_UNIQUE: Final = frozenset({sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY})
_LOST: Final = frozenset({"23505", "40001", "40P01"})
"""PostgreSQL: unique rule, serialization, deadlock."""


def _is_lost_race(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlite_errorcode", 0) in _UNIQUE or getattr(error.orig, "sqlstate", "") in _LOST


@cache
def _for_update(statement: Rows) -> Rows:
    """Made once for each of the statements, which are made once themselves."""
    return statement.with_for_update(key_share=True)


class Sql:
    """`writing` is False in a look: nothing is locked there, and nothing can be changed."""

    def __init__(self, connection: AsyncConnection, driver: Driver, statements: Statements, *, writing: bool) -> None:
        self._connection = connection
        self._driver = driver
        self._statements = statements
        self._locks_rows = writing and connection.dialect.name != "sqlite"
        self._known: defaultdict[str, dict[Any, Any]] = defaultdict(dict)
        self.writing = writing

    def known(self, table: Table) -> dict[Any, Any]:
        """What was read of a table in this transaction, by its key. Whatever is written there makes it forgotten."""
        return self._known[table.name]

    async def run(self, statement: Executable, values: Values | Sequence[Values], *, knowing: bool = False) -> Answer:
        """After a Conflict the transaction is good for nothing but leaving it.

        `knowing`: whoever writes keeps what is known of the table true.
        """
        if isinstance(statement, UpdateBase) and not knowing:
            self._known[str(statement.table)].clear()
        if isinstance(values, list) and len(values) == 1:
            (values,) = values
        try:
            if prepared := self._statements.prepared(statement, values):
                return await prepared.run(self._driver, values)
            return await self._by_sqlalchemy(statement, values)
        except DBAPIError as error:
            if _is_lost_race(error):
                raise Conflict from error
            raise

    async def _by_sqlalchemy(self, statement: Executable, values: Values | Sequence[Values]) -> Answer:
        result = await self._connection.execute(statement, values)
        if not result.returns_rows:
            return Answer((), (), result.rowcount)
        return Answer(tuple(result.keys()), [tuple(row) for row in result.all()], result.rowcount)

    async def all(self, statement: Executable, /, **values: object) -> Sequence[Found]:
        return (await self.run(statement, values)).mappings()

    async def one(self, statement: Executable, /, **values: object) -> Found | None:
        return next(iter(await self.all(statement, **values)), None)

    async def hold(self, statement: Rows, /, **values: object) -> Found | None:
        """One row that is about to be changed: nobody else changes it meanwhile."""
        return await self.one(self.held(statement), **values)

    async def all_held(self, statement: Rows, /, **values: object) -> Sequence[Found]:
        """Rows that are about to be changed, held as by `hold`."""
        return await self.all(self.held(statement), **values)

    def held(self, statement: Rows) -> Rows:
        """The same rows, held as by `hold`."""
        # SQLite has one who writes at a time, and no locks on rows.
        return _for_update(statement) if self._locks_rows else statement

    async def row(self, statement: Executable, /, **values: object) -> Sequence[Any]:
        """The only one."""
        (row,) = (await self.run(statement, values)).rows
        return row

    async def value(self, statement: Executable, /, *, knowing: bool = False, **values: object) -> Any:
        """The first column of the first row; None if there is none."""
        return next(iter((await self.run(statement, values, knowing=knowing)).column()), None)

    async def column(self, statement: Executable, /, **values: object) -> Sequence[Any]:
        return (await self.run(statement, values)).column()

    async def changed(self, statement: Executable, /, *, knowing: bool = False, **values: object) -> int:
        """How many rows it changed."""
        return (await self.run(statement, values, knowing=knowing)).count

    async def fetch(
        self,
        table: Table,
        statement: Rows,
        keys: Iterable[Any],
        made: Callable[[Found], Any],
        *,
        held: bool = False,
    ) -> dict[Any, Any]:
        """What is known of the table, with these rows in it: None where there is none.

        `statement` takes as `these` what is not known yet; its rows have their key in the first column.
        """
        known = self.known(table)
        if missing := [one for one in dict.fromkeys(keys) if one not in known]:
            known.update(dict.fromkeys(missing))
            for row in await (self.all_held if held else self.all)(statement, these=missing):
                known[next(iter(row.values()))] = made(row)
        return known
