"""One contract, three keepers: memory, SQLite and, where TEST_POSTGRES_URL is set, PostgreSQL."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from desk.ports import Begin
from desk.rules.ticket import Ticket
from storage import migrate
from storage.engine import Database
from storage.tables import metadata
from tests.builders import MONDAY, a_policy
from tests.fakes import FakeClock, FakeDesk
from tests.storage.saving import file

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "")
SQL = ["sqlite", *(["postgres"] if POSTGRES else [])]

_COUNTING = [table.name for table in metadata.sorted_tables if table.dialect_options["sqlite"]["autoincrement"]]
# TRUNCATE makes new files for every table: for a few rows this is ten times as fast.
EMPTY = " ".join(
    [
        "DO $$ BEGIN",
        *(f"{table.delete()};" for table in reversed(metadata.sorted_tables)),
        *(f"PERFORM setval('{name}_id_seq', 1, false);" for name in _COUNTING),
        "END $$",
    ]
)


@dataclass(frozen=True)
class Keeper:
    """An empty store: `begin` changes it, `look` reads it, `clock` is its time."""

    begin: Begin
    look: Begin
    clock: FakeClock


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, made once and copied for each test."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(migrate.upgrade(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A migrated database of this run's own."""
    with own_postgres() as url:
        asyncio.run(migrate.upgrade(url))
        yield url


@contextmanager
def own_postgres() -> Iterator[str]:
    name = f"frontdesk_{uuid4().hex[:12]}"
    asyncio.run(_administer(f"CREATE DATABASE {name}", f"ALTER DATABASE {name} SET synchronous_commit = off"))
    try:
        yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    finally:
        asyncio.run(_administer(f"DROP DATABASE {name} WITH (FORCE)"))


async def _administer(*commands: str) -> None:
    engine = create_async_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        for command in commands:
            await connection.execute(text(command))
    await engine.dispose()


def _address(keeper: str, request: pytest.FixtureRequest) -> str:
    if keeper == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    path = request.getfixturevalue("tmp_path") / "desk.db"
    shutil.copy(request.getfixturevalue("template"), path)
    return f"sqlite:///{path}"


@asynccontextmanager
async def _opened(address: str) -> AsyncIterator[Database]:
    database = Database(address)
    if not address.startswith("sqlite"):
        async with database._writer.begin() as connection:
            await connection.execute(text(EMPTY))
    yield database
    await database.dispose()


@pytest.fixture(params=SQL)
def address(request: pytest.FixtureRequest) -> str:
    """Of a migrated database."""
    return _address(request.param, request)


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    """Empty; what only databases promise is tested with it."""
    async with _opened(address) as opened:
        yield opened


@pytest.fixture
def sql(database: Database) -> Keeper:
    return _keeper(database)


@pytest.fixture(params=["memory", *SQL])
def place(request: pytest.FixtureRequest) -> str | None:
    return None if request.param == "memory" else _address(request.param, request)


@pytest.fixture
async def keeper(place: str | None) -> AsyncIterator[Keeper]:
    """Whoever keeps it: the contract is the same."""
    if place is None:
        desk = FakeDesk(a_policy(), MONDAY)
        yield Keeper(desk.begin, desk.look, desk.clock)
    else:
        async with _opened(place) as database:
            yield _keeper(database)


def _keeper(database: Database) -> Keeper:
    clock, policy = FakeClock(MONDAY), a_policy()
    return Keeper(database.begin(clock, policy), database.look(clock, policy), clock)


@pytest.fixture
def begin(keeper: Keeper) -> Begin:
    return keeper.begin


@pytest.fixture
async def ticket(begin: Begin) -> Ticket:
    """Ticket 1 of Anna's client, stored."""
    return await file(begin)
