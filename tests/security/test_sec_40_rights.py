"""The running desk needs few rights: it makes no table, and writes nowhere but beside its database."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import create_async_engine

from storage import migrate
from tests.bot.running import running_desk
from tests.storage.conftest import POSTGRES, own_postgres

DOCS = Path(__file__).parent.parent.parent / "docs"


async def runs(url: str, *commands: str) -> None:
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            for command in commands:
                await connection.execute(text(command))
    finally:
        await engine.dispose()


if POSTGRES:

    @pytest.fixture
    def database() -> Iterator[str]:
        with own_postgres() as url:
            yield url

    async def test_sec_40_the_running_desk_can_change_no_table(tmp_path: Path, database: str) -> None:
        # Roles are the whole server's: other tests must not meet them.
        mark = uuid4().hex[:8]
        script = (DOCS / "postgres-roles.sql").read_text().replace("frontdesk_", f"f{mark}_")
        lines = "\n".join(line for line in script.splitlines() if not line.startswith("--"))
        await runs(database, *filter(str.strip, lines.split(";")))
        owner, run = (
            make_url(database).set(username=f"f{mark}_{role}").render_as_string(hide_password=False)
            for role in ("owner", "run")
        )
        try:
            await migrate.upgrade(owner)
            for command in ("CREATE TABLE mine (x int)", "ALTER TABLE people ADD x int", "DROP TABLE people"):
                with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
                    await runs(run, command)
            async with running_desk(tmp_path, DATABASE_URL=run) as desk:
                await desk.signs_in(desk.anna, "anna@example.com")
                await desk.files(desk.anna)
                topic = await desk.room.topic("№1")
                answer = await desk.boris.writes("Смотрю", topic=topic)
                await desk.anna.sees("Смотрю")
                await desk.boris.sees_reaction("👌", on=answer)
        finally:
            await runs(database, f"DROP OWNED BY f{mark}_owner CASCADE", f"DROP OWNED BY f{mark}_run CASCADE")
            await runs(database, f"DROP ROLE f{mark}_owner", f"DROP ROLE f{mark}_run")


def test_sec_40_the_unit_of_systemd_gives_no_more_than_is_needed() -> None:
    lines = set((DOCS / "frontdesk.service").read_text().splitlines())
    assert {
        "User=frontdesk",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "ReadWritePaths=/srv/frontdesk/var",
        "CapabilityBoundingSet=",
    } <= lines
