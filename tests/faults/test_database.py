"""SQLite is locked, or the disk is full: a clear line, nothing lost, nothing twice, nothing half-written."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from simulator.methods.call import Call
from storage.engine import _Turn
from storage.migrate import upgrade
from storage.prepared import Answer
from storage.sql import Sql
from tests.bot.commandline import REQUIRED, Ended, frontdesk
from tests.bot.running import RunningDesk, running_desk
from tests.bot.test_cli import GOOD
from tests.faults.disks import Disk, FewPages, SmallDisk, can_mount, locked, small_disk
from tests.faults.filed import has_ticket
from tests.faults.looking import PATIENCE, consistent, kept, lines_about_the_database, pending, relayed
from tests.faults.test_half_written import TheDiskIsFull

pytestmark = pytest.mark.timeout(300)

CLIENTS = GOOD.splitlines(keepends=True)[0] + GOOD.splitlines(keepends=True)[1]
SOON = "PRAGMA busy_timeout = 100"


def mounting() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        return can_mount(Path(folder) / "disk")


MOUNTING = mounting()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for a lock gives up after 0.1 s: the lock is held for longer than the desk waits."""
    monkeypatch.setattr("storage.sqlite.PATIENCE", 0.1)
    for name in ("WRITING", "READING"):
        pragmas = vars(__import__("storage.sqlite", fromlist=[name]))[name]
        monkeypatch.setattr(f"storage.sqlite.{name}", (SOON, *pragmas[1:]))


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hardly a moment between two tries: whoever counts them has used them up before the database is back."""
    monkeypatch.setattr("bot.background.BACK_OFF", (0.1, 0.2))
    monkeypatch.setattr("bot.settle.AGAIN_AFTER", (0.05, 0.05))
    monkeypatch.setattr("bot.workers.BACK_OFF", (0, 0, 0, 0))


# --- locked ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("impatient", "hasty")
@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
async def test_a_database_that_is_locked_for_long_is_told_and_everything_is_done_once_it_is_free(
    tmp_path: Path, how: str
) -> None:
    async with running_desk(tmp_path) as desk:
        topic = await has_ticket(desk, desk.anna)
        await desk.anna.writes("слово 0")
        await desk.boris.sees("слово 0", topic=topic, timeout=PATIENCE)
        with capture_logs() as logs:
            async with locked(tmp_path / "desk.db", how):
                for number in range(1, 5):
                    await desk.anna.writes(f"слово {number}")
                await desk.boris.writes("Ответ Бориса", topic=topic)
                await desk.sim.until(lambda: len(lines_about_the_database(logs)) > 20, timeout=PATIENCE)
                assert {"слово 1", "слово 4", "Ответ Бориса"} <= set(await pending(desk))
            answered = await desk.anna.sees("Ответ Бориса", timeout=PATIENCE)
            await desk.boris.sees("слово 4", topic=topic, timeout=PATIENCE)
            await consistent(desk)
        assert all("is locked by another program" in why for why in lines_about_the_database(logs))
        assert await relayed(topic, "слово") == [f"слово {number}" for number in range(5)]
        assert [message for message in await desk.anna.chat.messages() if "Ответ Бориса" in message.text] == [answered]


@pytest.mark.usefixtures("impatient", "hasty")
async def test_what_follows_from_a_delivery_is_recorded_however_long_the_database_is_locked_after_it(
    tmp_path: Path,
) -> None:
    async with running_desk(tmp_path) as desk, AsyncExitStack() as held:
        topic = await has_ticket(desk, desk.anna)

        async def lock(call: Call) -> None:
            if "слово 0" in call.text("text"):
                await held.enter_async_context(locked(tmp_path / "desk.db"))

        desk.sim.api.before.append(lock)
        with capture_logs() as logs:
            written = await desk.anna.writes("слово 0")
            await desk.sim.until(lambda: recording(logs) > 12, timeout=PATIENCE)
            await held.aclose()
            await desk.anna.sees_reaction("👌", on=written, timeout=PATIENCE)
            await consistent(desk)
        assert await relayed(topic, "слово") == ["слово 0"]


def recording(logs: Sequence[Any]) -> int:
    return len([entry for entry in logs if "recording the outcome" in entry.get("what", "")])


@pytest.mark.usefixtures("hasty")
async def test_an_update_is_not_set_aside_because_the_database_had_room_for_small_things_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words find no room, and the note about the failed try would: so often, and the update was given up."""
    async with running_desk(tmp_path) as desk:
        topic = await has_ticket(desk, desk.anna)
        left, run = 8, Sql.run

        async def no_room(sql: Sql, statement: Any, values: Any, **how: bool) -> Answer:
            nonlocal left
            if left and str(statement).startswith("INSERT INTO messages"):
                left -= 1
                raise OperationalError("INSERT INTO messages", {}, TheDiskIsFull("database or disk is full"))
            return await run(sql, statement, values, **how)

        monkeypatch.setattr(Sql, "run", no_room)
        await desk.anna.writes("слово 0")
        await desk.boris.sees("слово 0", topic=topic, timeout=PATIENCE)
        assert not left
        await consistent(desk)


async def test_a_lock_shorter_than_the_desk_waits_is_not_noticed(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        topic = await has_ticket(desk, desk.anna)
        with capture_logs() as logs:
            async with locked(tmp_path / "desk.db"):
                await desk.anna.writes("слово 0")
                await desk.sim.until(lambda: asyncio.sleep(1, waits_for_its_turn(desk)), timeout=PATIENCE)
                assert await relayed(topic, "слово") == []
            await desk.boris.sees("слово 0", topic=topic, timeout=PATIENCE)
            await consistent(desk)
        assert lines_about_the_database(logs) == []
        assert await relayed(topic, "слово") == ["слово 0"]


def waits_for_its_turn(desk: RunningDesk) -> bool:
    """Somebody has begun to write and cannot go on."""
    turn = desk.app.database._turn
    assert isinstance(turn, _Turn)
    return turn._lock.locked()


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several commands at once on a machine that has other things to do."""
    monkeypatch.setattr("tests.bot.commandline.LONGEST", 200)


@pytest.mark.usefixtures("patient")
async def test_a_command_that_finds_the_database_locked_ends_with_one_line_and_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    await upgrade(f"sqlite:///{file}")
    (tmp_path / "clients.csv").write_text(CLIENTS)
    given = REQUIRED | {"DATABASE_URL": f"sqlite:///{file}", "TELEGRAM_API_URL": "http://127.0.0.1:1"}
    commands = ("run", "migrate", "clients import clients.csv", "check")
    async with locked(file):
        ends = await asyncio.gather(*(frontdesk(*it.split(), folder=tmp_path, given=given) for it in commands))
    for ended in ends[:-1]:
        assert ended.status == 1
        assert ended.out == ""

        (line,) = ended.err.splitlines()
        assert line.startswith("DATABASE_URL: cannot be opened: the database is locked by another program")
    assert (ends[-1].status, ends[-1].err) == (1, "")
    assert [line for line in ends[-1].out.splitlines() if "the database is locked by another program" in line]
    assert (await frontdesk(*commands[2].split(), folder=tmp_path, given=given)).out.startswith(
        "Imported. Clients: 1 new"
    )


# --- full ------------------------------------------------------------------------------------------


@pytest.fixture(params=["few pages", *(["small disk"] if MOUNTING else [])])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    if request.param == "few pages":
        yield FewPages(tmp_path)
        return
    with small_disk(tmp_path / "disk") as mounted:
        yield mounted


@pytest.fixture
async def desk(disk: Disk, tmp_path: Path) -> AsyncIterator[RunningDesk]:
    async with running_desk(tmp_path, DATABASE_URL=f"sqlite+aiosqlite:///{disk.folder}/desk.db") as running:
        yield running


async def taken_or_told(desk: RunningDesk, logs: Sequence[Any]) -> bool:
    return bool(lines_about_the_database(logs)) or len(await pending(desk)) < 5


@pytest.mark.usefixtures("hasty", "patient")
async def test_a_full_disk_is_told_nothing_is_confirmed_or_lost_and_all_goes_on_when_there_is_room(
    desk: RunningDesk, disk: Disk
) -> None:
    topic = await has_ticket(desk, desk.anna)
    written: list[str] = []

    async def talk() -> None:
        written.append(f"слово {len(written):03} {'.' * 300}")
        await desk.anna.writes(written[-1])
        await desk.boris.writes(f"заметка {len(written)}", topic=topic)

    with capture_logs() as logs:
        await disk.fill(desk.app.database)
        while not lines_about_the_database(logs):
            await talk()
            assert len(written) < 500
            await desk.sim.until(lambda: taken_or_told(desk, logs), timeout=PATIENCE)
        for _ in range(5):
            await talk()
        before = len(lines_about_the_database(logs))
        await desk.sim.until(lambda: len(lines_about_the_database(logs)) > before + 20, timeout=PATIENCE)
        told = "\n".join(await pending(desk) + await desk.app.office.look(kept) + await relayed(topic, "слово"))
        assert [words for words in written if words not in told] == []
        if isinstance(disk, SmallDisk):
            await tells_of_the_disk(await frontdesk("check", folder=disk.folder.parent, given=address(disk)), disk)
        await disk.empty(desk.app.database)
        await desk.boris.sees(written[-1], topic=topic, timeout=PATIENCE)
        await consistent(desk)
    assert any(f"is full: make room in {disk.folder}" in why for why in lines_about_the_database(logs))
    assert await relayed(topic, "слово") == written


def address(disk: Disk) -> dict[str, str]:
    return REQUIRED | {"DATABASE_URL": f"sqlite:///{disk.folder}/desk.db", "TELEGRAM_API_URL": "http://127.0.0.1:1"}


async def tells_of_the_disk(ended: Ended, disk: Disk) -> None:
    assert (ended.status, ended.err) == (1, "")
    (line,) = [line for line in ended.out.splitlines() if "the disk is" in line]
    assert line.startswith("BAD  database: the disk is (nearly) full: make room in ")
    assert f"{disk.folder} (0.0 MB are free" in line


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("command", ["run", "migrate"])
async def test_a_start_on_a_full_disk_ends_with_one_line_and_the_next_one_begins_anew(
    tmp_path: Path, command: str
) -> None:
    """The limit on the size of files works wherever tests run, without the right to mount anything."""
    folder = tmp_path / "var"
    folder.mkdir()
    url = f"sqlite:///{folder}/desk.db"
    given = REQUIRED | {"DATABASE_URL": url, "TELEGRAM_API_URL": "http://127.0.0.1:1"}
    ended = await frontdesk(command, folder=tmp_path, given=given, python=small_files(tmp_path))
    only_a_line_about_the_disk(ended, folder)
    again = await frontdesk("migrate", folder=tmp_path, given=given)
    assert (again.status, again.err) == (0, "")


if MOUNTING:

    @pytest.mark.usefixtures("patient")
    async def test_a_start_on_a_full_small_disk_ends_with_one_line_too(tmp_path: Path) -> None:
        with small_disk(tmp_path / "disk") as disk:
            disk.fill_up()
            ended = await frontdesk("migrate", folder=tmp_path, given=address(disk))
            only_a_line_about_the_disk(ended, disk.folder)
            disk.make_room()
            again = await frontdesk("migrate", folder=tmp_path, given=address(disk))
            assert (again.status, again.err) == (0, "")


def only_a_line_about_the_disk(ended: Ended, folder: Path) -> None:
    assert (ended.status, ended.out) == (1, "")
    (line,) = ended.err.splitlines()
    assert line.startswith("DATABASE_URL: ")
    assert "the disk " in line
    assert "full" in line
    assert str(folder) in line


LIMIT = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384))
sys.argv[0] = "frontdesk"
del sys.argv[1:3]
runpy.run_module("bot", run_name="__main__", alter_sys=True)
"""


def small_files(folder: Path) -> tuple[str, ...]:
    """Instead of `-m bot`: no file may become larger than 16 kB."""
    script = folder / "limited.py"
    script.write_text(LIMIT)
    return ("-B", str(script))
