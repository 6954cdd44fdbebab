"""The way to this version's tables, and back."""

import asyncio
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, String, inspect, text
from sqlalchemy.exc import DBAPIError

from storage import migrate, revisions
from storage.tables import metadata
from tests.storage.conftest import SQL, own_postgres


@pytest.fixture(params=SQL)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Of a database without any tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'desk.db'}"
    else:
        with own_postgres() as address:
            yield address


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


async def test_an_empty_database_goes_all_the_way_and_back_and_up_again(url: str) -> None:
    assert await migrate.current(url) is None
    assert await migrate.pending(url)
    for _ in range(2):
        await migrate.upgrade(url)
        assert await migrate.current(url) == revisions.head()
        assert not await migrate.pending(url)
        assert await migrate._with(url, tables) == {*metadata.tables, "alembic_version"}
        await migrate.upgrade(url)
        await migrate.downgrade(url, "base")
        assert await migrate.current(url) is None
        assert await migrate._with(url, tables) == {"alembic_version"}


def test_the_revisions_are_read_as_alembic_reads_them() -> None:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    scripts = ScriptDirectory.from_config(config)
    assert revisions.head() == scripts.get_current_head()
    assert revisions.known() == {script.revision for script in scripts.walk_revisions()}


async def test_two_processes_that_upgrade_at_once_do_not_disturb_each_other(url: str) -> None:
    code = f"import asyncio; from storage import migrate; asyncio.run(migrate.upgrade({url!r}))"
    both = [await asyncio.create_subprocess_exec(sys.executable, "-c", code) for _ in range(2)]
    assert [await process.wait() for process in both] == [0, 0]
    assert not await migrate.pending(url)


async def test_migrations_make_the_tables_of_the_code(address: str) -> None:
    def differences(connection: Connection) -> object:
        options = {"compare_type": True, "compare_server_default": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)

    assert await migrate._with(address, differences) == []


def spelled(statement: str) -> list[str]:
    """A statement in its parts: the columns and rules of a table may come in any order."""
    plain = re.sub(r"\s+", " ", statement).replace('"', "")
    return sorted(part.strip(" ()") for part in re.split(r", (?![^(]*\))|\( ", plain))


def in_sqlite(connection: Connection) -> list[object]:
    rows = connection.execute(
        text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'")
    )
    return [(name, spelled(statement)) for name, statement in rows]


def in_postgres(connection: Connection) -> list[object]:
    rules = "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid > 0"
    indexes = "SELECT tablename, indexname, indexdef FROM pg_indexes"
    columns = (
        "SELECT table_name, column_name, concat_ws(' ', data_type, is_nullable, collation_name, column_default)"
        " FROM information_schema.columns"
    )
    found = [
        *connection.execute(text(f"{rules} AND connamespace = 'public'::regnamespace")),
        *connection.execute(text(f"{indexes} WHERE schemaname = 'public'")),
        *connection.execute(text(f"{columns} WHERE table_schema = 'public'")),
    ]
    return [tuple(row) for row in found]


async def test_migrations_make_them_to_the_letter(url: str) -> None:
    """What the comparison above does not see: partial indexes, counting keys, collations, the names of rules."""
    look = in_sqlite if url.startswith("sqlite") else in_postgres

    def by_the_code(connection: Connection) -> list[object]:
        metadata.create_all(connection)
        found = look(connection)
        metadata.drop_all(connection)
        connection.commit()
        return found

    await migrate.upgrade(url)
    found = [row for row in await migrate._with(url, look) if "alembic_version" not in repr(row)]
    await migrate.downgrade(url, "base")
    expected = [row for row in await migrate._with(url, by_the_code) if "alembic_version" not in repr(row)]
    assert sorted(map(repr, found)) == sorted(map(repr, expected))
    assert len(expected) > len(metadata.tables)


def test_every_rule_and_every_index_has_a_name() -> None:
    for table in metadata.tables.values():
        assert all(constraint.name for constraint in table.constraints)
        assert all(index.name for index in table.indexes)


async def test_foreign_keys_are_off_while_migrating(template: Path) -> None:
    def ask(connection: Connection) -> object:
        return connection.execute(text("PRAGMA foreign_keys")).scalar()

    assert await migrate._with(f"sqlite:///{template}", ask) == 0


def a_family(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE parents (id TEXT PRIMARY KEY)"))
    connection.execute(text("CREATE TABLE children (parent TEXT REFERENCES parents (id) ON DELETE CASCADE NOT NULL)"))
    connection.execute(text("INSERT INTO parents VALUES ('a')"))
    connection.execute(text("INSERT INTO children VALUES ('a')"))
    connection.commit()


async def test_changing_a_table_keeps_the_rows_that_refer_to_it(tmp_path: Path) -> None:
    def change(connection: Connection) -> int | None:
        a_family(connection)
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("parents", recreate="always") as batch:
            batch.add_column(Column("name", String))
        return connection.execute(text("SELECT count(*) FROM children")).scalar()

    assert await migrate._with(f"sqlite:///{tmp_path / 'family.db'}", change) == 1


async def test_a_migration_that_fails_leaves_nothing_behind(url: str) -> None:
    def stand_in_the_way(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE feedback (id INTEGER)"))
        connection.commit()

    await migrate._with(url, stand_in_the_way)
    with pytest.raises(DBAPIError, match="feedback"):
        await migrate.upgrade(url)
    assert await migrate._with(url, tables) == {"feedback"}


async def test_a_migration_must_not_leave_rows_without_what_they_refer_to(template: Path, tmp_path: Path) -> None:
    def orphan(connection: Connection) -> None:
        connection.execute(text("INSERT INTO rooms (ticket, chat, closed) VALUES (5, -1, false)"))
        connection.commit()

    url = f"sqlite:///{shutil.copy(template, tmp_path / 'desk.db')}"
    await migrate.downgrade(url, str(revisions._before()[revisions.head()]))
    await migrate._with(url, orphan)
    with pytest.raises(RuntimeError, match=r"refer to nothing.*rooms"):
        await migrate.upgrade(url)


AS_IT_WAS = "INSERT INTO links VALUES (:person, 'c-1', :role, :assurance, true, '2026-03-02 09:00:00+00:00')"
WHAT_IS_KNOWN = {
    (1, "low", "owner"): "staff",
    (2, "low", "delegate"): "staff",
    (3, "medium", "owner"): "mail",
    (4, "medium", "delegate"): "invitation",
    (5, "high", "owner"): "unknown",
}


async def test_links_from_before_have_the_proof_that_is_known_of_them(url: str) -> None:
    def as_they_were(connection: Connection) -> None:
        connection.execute(text("INSERT INTO clients VALUES ('c-1', 'Romashka', 'partner', '', '')"))
        for person, assurance, role in WHAT_IS_KNOWN:
            row = {"person": person, "assurance": assurance, "role": role}
            connection.execute(text(AS_IT_WAS), row)
        connection.commit()

    def now(connection: Connection) -> dict[object, object]:
        rows = connection.execute(text("SELECT person, assurance, role, proof FROM links WHERE proven_at = since"))
        return {tuple(row)[:3]: row.proof for row in rows}

    await migrate.upgrade(url)
    await migrate.downgrade(url, str(revisions._before()["0240"]))
    await migrate._with(url, as_they_were)
    await migrate.upgrade(url)
    assert await migrate._with(url, now) == WHAT_IS_KNOWN


def test_a_question_makes_no_file(tmp_path: Path) -> None:
    assert asyncio.run(migrate.current(f"sqlite:///{tmp_path / 'desk.db'}")) is None
    assert list(tmp_path.iterdir()) == []


async def test_migrating_prints_nothing(url: str, capfd: pytest.CaptureFixture[str]) -> None:
    await migrate.upgrade(url)
    await migrate.downgrade(url, "base")
    assert capfd.readouterr() == ("", "")


def test_a_drafted_revision_names_types_of_the_database(tmp_path: Path) -> None:
    """As a developer would: from the folder of the checkout, with alembic's own command."""
    versions = tmp_path / "migrations"
    shutil.copytree(Path(migrate.__file__).parent / "migrations", versions, ignore=shutil.ignore_patterns("r0*", "__*"))
    command = [
        sys.executable,
        "-m",
        "alembic",
        "-c",
        str(versions / "alembic.ini"),
        "-x",
        f"url=sqlite:///{tmp_path}/d.db",
    ]
    subprocess.run([*command, "revision", "--autogenerate", "-m", "all of it"], check=True, capture_output=True)
    (drafted,) = (versions / "versions").glob("*.py")
    source = drafted.read_text()
    assert "storage" not in source
    assert "sa.Column('touched_at', sa.DateTime(timezone=True), nullable=False)" in source
    compile(source, drafted.name, "exec")


def test_a_database_of_this_version_is_left_as_it_is_and_loads_nothing_that_changes_tables(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/desk.db"
    asyncio.run(migrate.upgrade(url))
    code = (
        f"import asyncio, sys; from storage import migrate; asyncio.run(migrate.upgrade({url!r})); print(*sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "alembic" not in ended.stdout.split()
