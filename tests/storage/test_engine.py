"""The settings that the promises rest on."""

import asyncio
import shutil
import stat
import sys
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from desk.ids import TicketId
from storage.engine import Database
from storage.url import BadUrl, MissingDriver, read_url
from tests.builders import ANNA, MONDAY, a_message, a_person, a_policy, a_text
from tests.fakes import FakeClock
from tests.storage.conftest import Keeper
from tests.storage.saving import saving


async def ask(engine: AsyncEngine, *pragmas: str) -> dict[str, object]:
    async with engine.connect() as connection:
        return {pragma: (await connection.execute(text(f"PRAGMA {pragma}"))).scalar() for pragma in pragmas}


@pytest.fixture
def file(tmp_path: Path, template: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "desk.db"))


@pytest.fixture
async def sqlite(file: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite:///{file}")
    yield database
    await database.dispose()


async def test_sqlite_writes_as_promised(sqlite: Database) -> None:
    assert await ask(
        sqlite._writer, "journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout", "query_only"
    ) == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 0,
        "query_only": 0,
    }


async def test_sqlite_reads_without_a_way_to_write(sqlite: Database) -> None:
    assert await ask(sqlite._reader, "journal_mode", "query_only") == {"journal_mode": "wal", "query_only": 1}
    async with sqlite._reader.connect() as connection:
        with pytest.raises(DBAPIError, match="readonly"):
            await connection.execute(text("DELETE FROM people"))


async def test_sqlite_takes_the_right_to_write_before_it_reads(sqlite: Database) -> None:
    said: list[str] = []
    for engine in (sqlite._writer, sqlite._reader):
        event.listen(engine.sync_engine, "before_cursor_execute", lambda *call: said.append(call[2]))
    clock, policy = FakeClock(MONDAY), a_policy()
    async with sqlite.begin(clock, policy)() as work:
        await work.people.get(ANNA)
    async with sqlite.look(clock, policy)() as work:
        await work.people.get(ANNA)
    assert [
        statement.split("\n")[0].split(" people")[0] for statement in said if not statement.startswith("SELECT")
    ] == [
        "BEGIN IMMEDIATE",
        "BEGIN",
    ]


async def test_another_process_cannot_write_between_our_read_and_our_write(
    sqlite: Database, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sqlite.PATIENCE", 0.1)
    other = Database(f"sqlite:///{file}")
    clock, policy = FakeClock(MONDAY), a_policy()
    async with other._writer.connect() as connection:
        await connection.rollback()
        async with saving(sqlite.begin(clock, policy)) as work:
            assert await work.people.get(ANNA) is None
            with pytest.raises(DBAPIError, match="locked"):
                await connection.begin()
            await work.people.seen(a_person())
    await other.dispose()


async def test_a_new_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "lib" / "desk.db"
    database = Database(f"sqlite+aiosqlite:///{path}")
    await database.ping()
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes["desk.db"] == 0o600
    assert set(modes.values()) == {0o600}
    await database.dispose()


async def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    path.touch(0o644)
    await Database(f"sqlite:///{path}").dispose()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_writers_on_sqlite_go_in_the_order_in_which_they_came(sqlite: Database) -> None:
    begin, order = sqlite.begin(FakeClock(MONDAY), a_policy()), []

    async def write(number: int) -> None:
        async with saving(begin):
            order.append(number)

    await asyncio.gather(*(write(number) for number in range(20)))
    assert order == list(range(20))


async def test_a_unit_of_work_inside_of_another_is_refused_rather_than_waited_for(sqlite: Database) -> None:
    begin = sqlite.begin(FakeClock(MONDAY), a_policy())
    async with begin():
        with pytest.raises(RuntimeError, match="wait for ever"):
            async with begin():
                pass


async def test_many_can_look_while_one_writes(sql: Keeper) -> None:
    async with saving(sql.begin) as work:
        await work.people.seen(a_person())
        async with sql.look() as one, sql.look() as other:
            assert await one.people.get(ANNA) is None
            assert await other.people.get(ANNA) is None


async def test_a_database_answers_a_ping(database: Database) -> None:
    await database.ping()


async def test_a_database_that_is_gone_does_not_answer(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'var' / 'desk.db'}")
    (tmp_path / "var" / "desk.db").unlink()
    (tmp_path / "var").rmdir()
    with pytest.raises(DBAPIError):
        await database.ping()
    await database.dispose()
    # The driver does not wait for the thread of a connection that failed; it must not outlive this test's loop.
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join)


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("sqlite:///var/desk.db", "sqlite+aiosqlite:///var/desk.db"),
        ("sqlite+aiosqlite:////srv/desk.db", "sqlite+aiosqlite:////srv/desk.db"),
        ("postgres://u:p@host:1/desk", "postgresql+asyncpg://u:p@host:1/desk"),
        ("postgresql://host/desk?sslmode=require", "postgresql+asyncpg://host/desk?ssl=require"),
        ("postgresql+asyncpg://host/desk", "postgresql+asyncpg://host/desk"),
    ],
)
def test_an_address_may_be_spelled_in_several_ways(given: str, taken: str) -> None:
    assert read_url(given).render_as_string(hide_password=False) == taken


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("", "not the address of a database"),
        ("desk.db", "not the address of a database"),
        ("postgresql://u:secret@host:port/desk", "not the address of a database"),
        ("mysql://u:secret@host/desk", "'mysql' is not among"),
        ("postgresql+psycopg://u:secret@host/desk", "'postgresql\\+psycopg' is not among"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
    ],
)
def test_another_address_is_refused_with_an_example_and_without_its_password(given: str, why: str) -> None:
    with pytest.raises(BadUrl, match=why) as raised:
        Database(given)
    assert "for example" in str(raised.value)
    assert "secret" not in str(raised.value)


def test_without_asyncpg_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    with pytest.raises(MissingDriver, match="frontdesk\\[postgres\\]"):
        Database("postgresql://host/desk")


async def test_the_password_is_hidden() -> None:
    database = Database("postgresql://u:secret@host/desk")
    assert database.url == "postgresql+asyncpg://u:***@host/desk"
    await database.dispose()


async def test_what_people_wrote_is_not_in_the_databases_errors(sql: Keeper) -> None:
    """They are logged, and kept with an update that failed."""
    async with sql.begin() as work:
        with pytest.raises(DBAPIError) as error:
            await work.messages.add(a_message(ticket=TicketId(999), parts=a_text("мой пароль: hunter2")))
    assert "hunter2" not in str(error.value)
