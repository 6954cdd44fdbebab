"""A database that may only be read, or is damaged: one plain line, and nothing is touched."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.migrate import upgrade
from tests.bot.commandline import REQUIRED, Ended, frontdesk

pytestmark = pytest.mark.timeout(300)

MORTAL = """
import ctypes, runpy, sys
DROP, OVERRIDE = 24, 1
ctypes.CDLL(None).prctl(DROP, OVERRIDE)
if len(sys.argv) > 1 and sys.argv[1] == "-m":
    import os
    os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Even for root permissions count after this."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a migrated database that is asked for by a program without root's privilege over files."""
    monkeypatch.setattr("tests.bot.commandline.LONGEST", 200)
    (tmp_path / "mortal.py").write_text(MORTAL)
    inner = tmp_path / "var"
    inner.mkdir()
    asyncio.run(upgrade(f"sqlite:///{inner}/desk.db"))
    yield inner
    inner.chmod(0o755)


async def ends(folder: Path, command: str) -> Ended:
    given = REQUIRED | {"DATABASE_URL": f"sqlite:///{folder}/desk.db", "TELEGRAM_API_URL": "http://127.0.0.1:1"}
    return await frontdesk(command, folder=folder.parent, given=given, python=(str(folder.parent / "mortal.py"),))


def told(ended: Ended) -> str:
    assert ended.status == 1
    assert "Traceback" not in ended.err + ended.out
    if ended.out:
        (line,) = [line for line in ended.out.splitlines() if line.startswith("BAD  database: ")]
    else:
        (line,) = ended.err.splitlines()
        assert line.startswith("DATABASE_URL: ")
    return line


def protect(file: Path, what: str) -> int:
    """The mode of the file from then on."""
    file.chmod(0o400 if what == "file" else 0o600)
    if what == "folder":
        file.parent.chmod(0o500)
    return file.stat().st_mode & 0o777


def others(folder: Path) -> list[str]:
    """Files with something in them that were not there before; SQLite's own note for readers aside."""
    mine = {"desk.db", "desk.db-shm"}
    return [one.name for one in folder.iterdir() if one.name not in mine and one.stat().st_size]


@pytest.mark.parametrize("command", ["migrate", "check"])
@pytest.mark.parametrize("what", ["file", "folder"])
async def test_what_may_only_be_read_is_told_in_a_line_and_keeps_its_mode(
    folder: Path, command: str, what: str
) -> None:
    file = folder / "desk.db"
    before = file.read_bytes()
    mode = protect(file, what)
    line = told(await ends(folder, command))
    assert "cannot be opened: " in line
    assert file.read_bytes() == before
    assert file.stat().st_mode & 0o777 == mode
    assert others(folder) == []


@pytest.mark.parametrize("command", ["migrate", "check"])
async def test_a_damaged_database_is_told_in_a_line(folder: Path, command: str) -> None:
    file = folder / "desk.db"
    with closing(sqlite3.connect(file)) as whole:
        size = whole.execute("PRAGMA page_size").fetchone()[0]
    damaged = file.read_bytes()[:size] + b"\xff" * (len(file.read_bytes()) - size)
    file.write_bytes(damaged)
    assert "cannot be opened: database disk image is malformed" in told(await ends(folder, command))
    assert file.read_bytes() == damaged
