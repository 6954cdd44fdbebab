"""A database that fails in the middle of a use case: nothing of it is there, and the next try does all of it once."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.errors import Unavailable
from desk.ports import Begin, Work
from storage.engine import Database
from storage.prepared import Answer
from storage.sql import Sql
from storage.tables import metadata
from storage.work import SqlWork
from tests.builders import MONDAY, a_policy
from tests.fakes import FakeClock
from tests.faults.scene import CASES, Act, Case, Scene
from tests.storage.conftest import _COUNTING, EMPTY

Dump = dict[str, list[dict[str, Any]]]

MOST = 200
"""Statements of a use case; more is no use case but a loop that does not end."""


class TheDiskIsFull(Exception):
    """As either driver says it."""

    sqlite_errorcode = sqlite3.SQLITE_FULL
    sqlstate = "53100"


class Fuse:
    """Blows at the n-th thing that the database is asked to do in a unit of work, the commit among them."""

    def __init__(self, nth: int) -> None:
        self.left = nth

    @property
    def blown(self) -> bool:
        return self.left <= 0

    def burn(self) -> None:
        self.left -= 1
        if not self.left:
            raise OperationalError("a statement", {}, TheDiskIsFull("the disk is full"))


@contextmanager
def blowing(fuse: Fuse) -> Iterator[None]:
    """Before each statement of what may change things, and before its commit."""
    run, commit = Sql.run, SqlWork.commit

    async def burning_run(sql: Sql, statement: Any, values: Any, **how: bool) -> Answer:
        if sql.writing:
            fuse.burn()
        return await run(sql, statement, values, **how)

    async def burning_commit(work: SqlWork) -> None:
        await work.write()
        fuse.burn()
        await commit(work)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sql, "run", burning_run)
        patch.setattr(SqlWork, "commit", burning_commit)
        yield


class Kept:
    """All that is kept in a database, to be compared and to be put back."""

    def __init__(self, database: Database) -> None:
        self._engine = database._writer
        self._postgres = self._engine.dialect.name == "postgresql"

    async def all(self) -> Dump:
        async with self._engine.connect() as connection:
            rows = {
                table.name: [dict(row) for row in (await connection.execute(select(table))).mappings()]
                for table in metadata.sorted_tables
            }
        return {name: sorted(found, key=repr) for name, found in rows.items()}

    async def put_back(self, dump: Dump) -> None:
        async with self._engine.begin() as connection:
            for table in reversed(metadata.sorted_tables):
                await connection.execute(table.delete())
            for table in metadata.sorted_tables:
                if dump[table.name]:
                    await connection.execute(table.insert(), dump[table.name])
            await self._count_again(connection, dump)

    async def count_again(self, dump: Dump) -> None:
        """PostgreSQL gives no number twice, also not one of a unit of work that was undone."""
        async with self._engine.begin() as connection:
            await self._count_again(connection, dump)

    async def _count_again(self, connection: AsyncConnection, dump: Dump) -> None:
        for name in _COUNTING:
            last = max((row["id"] for row in dump[name]), default=0)
            if self._postgres:
                await connection.execute(text(f"SELECT setval('{name}_id_seq', {last + 1}, false)"))
            else:
                change = text("UPDATE sqlite_sequence SET seq = :last WHERE name = :name")
                await connection.execute(change, {"last": last, "name": name})


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    if opened._writer.dialect.name == "postgresql":
        async with opened._writer.begin() as connection:
            await connection.execute(text(EMPTY))
    yield opened
    await opened.dispose()


@pytest.fixture
def begin(database: Database, clock: FakeClock) -> Begin:
    return database.begin(clock, a_policy(mail=True))


@pytest.fixture
def scene(database: Database, begin: Begin, clock: FakeClock) -> Scene:
    return Scene(begin, database.look(clock, a_policy(mail=True)), clock)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(MONDAY)


def named(case: Case) -> str:
    return case.__name__


@pytest.mark.parametrize("case", CASES, ids=named)
async def test_wherever_the_database_fails_nothing_is_half_written_and_the_next_try_does_all_of_it(
    database: Database, begin: Begin, scene: Scene, case: Case
) -> None:
    kept = Kept(database)
    act = await case(scene, begin)
    before = await kept.all()
    await act()
    undisturbed = await kept.all()
    assert undisturbed != before
    for nth in range(1, MOST):
        await kept.put_back(before)
        if not await fails(act, database, nth):
            break
        assert await kept.all() == before, f"something stays when statement {nth} fails"
        await kept.count_again(before)
        await act()
        assert await kept.all() == undisturbed, f"the try after a failure of statement {nth} does something else"
    assert 4 < nth < MOST - 1
    assert await kept.all() == undisturbed


async def fails(act: Act, database: Database, nth: int) -> bool:
    """Whether there is an n-th thing to fail at."""
    fuse = Fuse(nth)
    told = ""
    with blowing(fuse):
        try:
            await act()
        except Unavailable as error:
            told = str(error)
    assert bool(told) is fuse.blown
    if told:
        assert "is full: make room" in told
    return fuse.blown


@pytest.mark.parametrize("case", CASES, ids=named)
async def test_a_commit_whose_answer_was_lost_is_not_done_a_second_time(
    database: Database, begin: Begin, scene: Scene, case: Case
) -> None:
    kept, lost = Kept(database), 0

    @asynccontextmanager
    async def losing() -> AsyncIterator[Work]:
        nonlocal lost
        async with begin() as work:
            commit = work.commit

            async def committed() -> None:
                nonlocal lost
                await commit()
                lost += 1
                if lost == 1:
                    raise Unavailable("the connection to the database server is lost")

            work.commit = committed  # type: ignore[method-assign]
            yield work

    act = await case(scene, losing)
    before = await kept.all()
    with pytest.raises(Unavailable):
        await act()
    done = await kept.all()
    assert done != before
    await act()
    assert await kept.all() == done
