"""The commands as an operator types them: what they say, what they change, how they end."""

import asyncio
import json
import re
import signal
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import app
from bot.vault import new_key
from desk.ids import ChatId
from desk.notices.staff import CardNeeded
from desk.office import Office
from desk.ports import Arrived, Work
from simulator import Group, Simulator
from storage.engine import Database
from storage.migrate import upgrade
from tests.bot.commandline import REQUIRED, TOKEN, Ended, frontdesk, running, says
from tests.bot.running import RunningDesk
from tests.builders import MONDAY, a_client, a_policy, a_service, a_ticket

GOOD = """client_id,name,category,email,phone,service_id,service,product,status,paid_until
c-1,ООО Ромашка,partner,anna@example.com,+7 495 000-00-01,s-1,Хостинг Старт,hosting,active,2027-12-31
c-1,ООО Ромашка,partner,anna@example.com,+7 495 000-00-01,s-2,Сайт-витрина,site,active,31.12.2026
c-2,ИП Викторов,individual,viktor@example.com,,s-3,Домен,domain,suspended,
"""
ROWS = GOOD.splitlines(keepends=True)
HEADER = ROWS[0].encode()
FOLDER = b"a folder"
BAD = GOOD.replace("viktor@example.com", "viktor at example").replace("2027-12-31", "2027-02-30")

COMMANDS = [
    ("run",),
    ("migrate",),
    ("clients", "import", "clients.csv"),
    ("digest", "--now"),
    ("export", "paid", "--month", "2026-03"),
]


def every_command() -> Iterator[tuple[str, ...]]:
    """All commands that there are, with their groups."""

    def walk(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield path
        for name, inner in getattr(command, "commands", {}).items():
            yield from walk(inner, (*path, name))

    return walk(typer.main.get_command(app), ())


async def in_this_process(*arguments: str, given: Mapping[str, str] | None = None) -> Ended:
    """The same without the seconds that a fresh interpreter takes to load everything."""
    result = await asyncio.to_thread(CliRunner().invoke, app, arguments, env=given, catch_exceptions=False)
    return Ended(result.exit_code, result.stdout, result.stderr)


# --- settings and help -----------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
async def test_missing_settings_end_a_command_with_a_line_each_and_status_2(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "clients.csv").write_text(GOOD)
    ended = await frontdesk(*command, folder=tmp_path)
    assert ended.status == 2
    assert ended.out == ""
    assert [line.partition(":")[0] for line in ended.err.splitlines()] == ["BOT_TOKEN", "STAFF_CHAT_ID"]


@pytest.mark.parametrize(
    ("command", "wrong"),
    [
        ("migrate", {"DATABASE_URL": "sqlite://"}),
        ("digest --now", {"TIMEZONE": "Moscow"}),
        ("digest --now", {"SILENCE_CLOSE_AFTER": "1h"}),
        ("run", {"SILENCE_CLOSE_AFTER": "1h"}),
        ("check", {"SILENCE_CLOSE_AFTER": "1h"}),
        ("migrate", {"BOT_TOKEN": "123456789:AA BB"}),
        ("migrate", {"SMTP_URL": "smtp://mail.example.com:mail", "MAIL_FROM": "desk@example.com"}),
    ],
    ids=lambda value: value if isinstance(value, str) else next(iter(value)),
)
async def test_a_bad_setting_ends_a_command_with_one_line_and_no_traceback(
    tmp_path: Path, command: str, wrong: dict[str, str]
) -> None:
    ended = await frontdesk(*command.split(), folder=tmp_path, given=REQUIRED | wrong)
    assert ended.status == 2
    (line,) = ended.err.splitlines()
    assert line.startswith(next(iter(wrong)))
    assert not (tmp_path / "var").exists()


async def test_every_command_explains_itself() -> None:
    commands = list(every_command())
    assert {
        ("run",),
        ("check",),
        ("migrate",),
        ("clients", "import"),
        ("calendar", "set"),
        ("digest",),
        ("demo",),
    } <= set(commands)
    for command in commands[1:]:
        ended = await in_this_process(*command, "--help")
        assert (ended.status, ended.err) == (0, "")
        explained = re.search(r"Usage:.*\n\s*\n\s*(\S.*)", ended.out)
        assert explained, f"{command} has no explanation"


@pytest.mark.parametrize(
    "command",
    [("--help",), ("migrate",), ("clients", "import", "clients.csv"), ("digest", "--now"), ("run", "--help")],
    ids=" ".join,
)
async def test_what_does_not_talk_to_telegram_does_not_load_its_library(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "clients.csv").write_text(GOOD)
    ended = await frontdesk(
        *command, folder=tmp_path, python=("-X", "importtime"), given=REQUIRED | {"MANAGER_IDS": "1"}
    )
    assert ended.status == 0
    loaded = {line.rpartition("|")[2].strip() for line in ended.err.splitlines() if line.startswith("import time:")}
    assert "bot.cli" in loaded
    assert {name for name in loaded if name.partition(".")[0] in {"aiogram", "aiohttp"}} == set()


# --- migrate ---------------------------------------------------------------------------------------


async def test_migrate_brings_a_new_database_to_this_version_and_leaves_it_there(tmp_path: Path) -> None:
    first = await frontdesk("migrate", folder=tmp_path, given=REQUIRED)
    assert first.status == 0
    assert "it was at nothing" in first.out
    assert (tmp_path / "var" / "frontdesk.db").exists()
    second = await frontdesk("migrate", folder=tmp_path, given=REQUIRED)
    assert (second.status, second.err) == (0, "")
    assert "as it was" in second.out


async def test_the_file_of_the_database_is_for_its_owner_only(tmp_path: Path) -> None:
    await frontdesk("migrate", folder=tmp_path, given=REQUIRED)
    assert (tmp_path / "var" / "frontdesk.db").stat().st_mode & 0o077 == 0


async def ends_with_a_line_about_the_database(folder: Path, command: str, url: str) -> str:
    """As it is told by a command that needs the database."""
    (folder / "clients.csv").write_text(GOOD)
    ended = await frontdesk(*command.split(), folder=folder, given=REQUIRED | {"DATABASE_URL": url, "MANAGER_IDS": "1"})
    assert (ended.status, ended.out) == (1, "")
    (line,) = ended.err.splitlines()
    assert line.startswith("DATABASE_URL: ")
    return line


@pytest.mark.parametrize("command", ["migrate", "clients import clients.csv", "digest --now"])
async def test_a_file_that_is_no_database_is_told_in_a_line_and_not_touched(tmp_path: Path, command: str) -> None:
    file = tmp_path / "desk.db"
    file.write_text("this is no database")
    file.chmod(0o644)
    line = await ends_with_a_line_about_the_database(tmp_path, command, "sqlite:///desk.db")
    assert line == "DATABASE_URL: cannot be opened: file is not a database"
    assert file.read_text() == "this is no database"
    assert file.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("command", ["migrate", "clients import clients.csv", "digest --now"])
async def test_a_database_server_that_is_not_there_is_told_in_a_line(tmp_path: Path, command: str) -> None:
    url = "postgresql://desk:hunter2@127.0.0.1:1/desk"
    line = await ends_with_a_line_about_the_database(tmp_path, command, url)
    assert "cannot be opened: " in line
    assert "hunter2" not in line


async def test_a_directory_in_the_place_of_the_database_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir(mode=0o755)
    assert "cannot be opened" in await ends_with_a_line_about_the_database(tmp_path, "migrate", "sqlite:///desk")
    assert (tmp_path / "desk").stat().st_mode & 0o777 == 0o755


def of_a_newer_version(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'r9999'")


async def test_a_database_of_a_newer_version_is_told_in_a_line(tmp_path: Path) -> None:
    await upgrade(f"sqlite:///{tmp_path}/desk.db")
    of_a_newer_version(tmp_path / "desk.db")
    line = await ends_with_a_line_about_the_database(tmp_path, "migrate", "sqlite:///desk.db")
    assert "newer version" in line
    assert "'r9999'" in line


# --- clients import --------------------------------------------------------------------------------


async def imports(folder: Path, text: str, *options: str) -> Ended:
    file = folder / "clients.csv"
    file.write_text(text)
    given = REQUIRED | {"DATABASE_URL": f"sqlite:///{folder}/desk.db"}
    return await in_this_process("clients", "import", str(file), *options, given=given)


async def test_a_good_file_is_imported_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    first = await imports(tmp_path, GOOD)
    assert (first.status, first.err) == (0, "")
    assert first.out.startswith("Imported. Clients: 2 new")
    assert "Services: 3 new" in first.out
    second = await imports(tmp_path, GOOD)
    assert "Clients: 0 new, 0 changed, 2 as they were. Services: 0 new, 0 changed, 3 as they were" in second.out


async def test_of_a_bad_file_nothing_is_imported_and_every_fault_is_told_with_line_and_column(tmp_path: Path) -> None:
    bad = await imports(tmp_path, BAD)
    assert bad.status == 1
    assert bad.out == ""
    head, *faults = bad.err.splitlines()
    assert head == f"{tmp_path}/clients.csv: nothing was imported."
    assert [fault.partition(": ")[0] for fault in faults] == ["line 2, paid_until", "line 4, email"]
    after = await imports(tmp_path, GOOD, "--dry-run")
    assert "Clients: 2 new" in after.out


def many(number: int, *, status: str = "active") -> str:
    rows = [
        f"c-{n},Клиент {n},partner,c{n}@example.com,,s-{n},Сайт {n},site,{status},2999-12-31" for n in range(number)
    ]
    return "\n".join([GOOD.splitlines()[0], *rows, ""])


async def test_a_file_that_would_end_too_much_is_refused_unless_it_is_meant(tmp_path: Path) -> None:
    await imports(tmp_path, many(20))
    dry = await imports(tmp_path, many(20, status="suspended"), "--dry-run")
    assert "s-7 (Сайт 7) of c-7 is not active any more" in dry.out
    assert "It would be refused: 20 of 20 active services would end" in dry.out
    refused = await imports(tmp_path, many(20, status="suspended"))
    assert (refused.status, refused.out) == (1, "")
    assert "20 of 20 active services would end" in refused.err
    assert "20 as they were" in (await imports(tmp_path, many(20), "--dry-run")).out
    meant = await imports(tmp_path, many(20, status="suspended"), "--even-if")
    assert (meant.status, meant.err) == (0, "")


async def test_a_complete_file_closes_whom_it_leaves_out_and_another_one_leaves_them_alone(tmp_path: Path) -> None:
    await imports(tmp_path, many(3))
    assert "closed" not in (await imports(tmp_path, many(2))).out
    dry = await imports(tmp_path, many(2), "--complete", "--dry-run")
    assert "c-2 (Клиент 2) is closed, with all services" in dry.out
    assert (await imports(tmp_path, many(2), "--complete")).status == 0
    assert "closed" not in (await imports(tmp_path, many(2), "--complete", "--dry-run")).out
    assert "s-2 (Сайт 2) of c-2 is active from now on" in (await imports(tmp_path, many(3), "--dry-run")).out


async def test_with_a_panel_nothing_is_imported_from_files(tmp_path: Path) -> None:
    file = tmp_path / "clients.csv"
    file.write_text(GOOD)
    panel = {"PANEL": "http", "PANEL_HTTP_URL": "https://panel.example.com", "PANEL_HTTP_SECRET": "s" * 32}
    ended = await in_this_process("clients", "import", str(file), given=REQUIRED | panel)
    assert ended.status == 1
    assert "PANEL=http: clients come from the panel" in ended.err


async def test_a_dry_run_says_what_would_change_and_changes_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        dry = await imports(tmp_path, GOOD, "--dry-run")
        assert dry.status == 0
        assert dry.out.startswith("Dry run, nothing was changed. Clients: 2 new")
    assert "Clients: 2 new" in (await imports(tmp_path, GOOD)).out
    fewer = GOOD.replace("ООО Ромашка", "ООО Василёк").splitlines()
    dry = await imports(tmp_path, "\n".join([fewer[0], fewer[1], fewer[3]]), "--dry-run")
    assert "Clients: 0 new, 1 changed, 1 as they were" in dry.out
    assert "s-2 (Сайт-витрина) of c-1" in dry.out
    assert "3 as they were" in (await imports(tmp_path, GOOD, "--dry-run")).out


@pytest.mark.parametrize(
    ("name", "content", "wrong"),
    [
        ("missing.csv", None, "missing.csv: No such file or directory"),
        ("folder", FOLDER, "folder: Is a directory"),
        ("empty.csv", b"", "line 1: the first line must name the columns"),
        ("header.csv", HEADER, "line 1: there is no client in this file"),
        ("photo.csv", b"\x89PNG\r\n\x1a\n\0\0\0\xff", "line 1: this is neither a UTF-8 nor a cp1251 text"),
        ("excel.csv", GOOD.encode("utf-16"), "line 1: this is neither a UTF-8 nor a cp1251 text"),
        ("twice.csv", (GOOD + ROWS[1]).encode(), "line 5, service_id: 's-1' is in line 2 already"),
        ("two.csv", (GOOD + ROWS[1].replace("Ромашка", "Василёк").replace("s-1", "s-4")).encode(), "line 5, name: "),
        ("open.csv", GOOD.encode() + b'c-4,"', "line 5: this is not a row of a CSV file"),
    ],
)
async def test_what_is_no_file_of_clients_is_told_in_a_line(
    tmp_path: Path, name: str, content: bytes | None, wrong: str
) -> None:
    if content == FOLDER:
        (tmp_path / name).mkdir()
    elif content is not None:
        (tmp_path / name).write_bytes(content)
    ended = await frontdesk("clients", "import", name, folder=tmp_path, given=REQUIRED)
    assert ended.status == 1
    assert wrong in ended.err
    assert "Traceback" not in ended.err
    assert not (tmp_path / "var").exists()


# --- digest ----------------------------------------------------------------------------------------


async def test_a_digest_without_managers_says_whose_setting_is_empty(tmp_path: Path) -> None:
    ended = await frontdesk("digest", "--now", folder=tmp_path, given=REQUIRED)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("MANAGER_IDS is empty")


async def test_a_digest_that_is_not_asked_for_now_says_when_it_comes(tmp_path: Path) -> None:
    ended = await frontdesk("digest", folder=tmp_path, given=REQUIRED)
    assert ended.status == 1
    assert "DIGEST_AT" in ended.err
    assert "digest --now" in ended.err


async def test_a_digest_asked_for_on_the_command_line_is_sent_by_the_running_desk(
    desk: RunningDesk, tmp_path: Path
) -> None:
    given = {"MANAGER_IDS": str(desk.olga.id), "DATABASE_URL": f"sqlite:///{tmp_path}/desk.db"}
    ended = await frontdesk("digest", "--now", folder=tmp_path, given=REQUIRED | given)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("Owed to 1 chat(s)")
    await desk.olga.sees("Спокойный день")


# --- check -----------------------------------------------------------------------------------------


@pytest.fixture
async def sim(tmp_path: Path) -> AsyncIterator[Simulator]:
    async with Simulator(clock_file=tmp_path / "clock") as sim:
        yield sim


@pytest.fixture
def room(sim: Simulator) -> Group:
    return sim.group("Поддержка", members=[sim.person("Борис")])


def environment(sim: Simulator, room: Group, folder: Path, **changes: str) -> dict[str, str]:
    return {
        "BOT_TOKEN": sim.bot_token,
        "STAFF_CHAT_ID": str(room.id),
        "TELEGRAM_API_URL": sim.api_url,
        "MANAGER_IDS": str(room.id),
        "SMTP_URL": sim.smtp_url,
        "MAIL_FROM": "desk@example.com",
        "DATABASE_URL": f"sqlite:///{folder}/desk.db",
        "VAULT_KEY": new_key(),
        "PRIVACY_URL": "https://example.com/privacy",
        **changes,
    }


async def check(sim: Simulator, room: Group, folder: Path, *, migrated: bool = True, **changes: str) -> Ended:
    given = environment(sim, room, folder, **changes)
    if migrated:
        await upgrade(given["DATABASE_URL"])
    return await in_this_process("check", given=given)


def bad(ended: Ended) -> list[str]:
    assert ended.err == ""
    return [line.removeprefix("BAD ").strip() for line in ended.out.splitlines() if line.startswith("BAD")]


async def test_a_desk_that_is_ready_passes_the_check(sim: Simulator, room: Group, tmp_path: Path) -> None:
    ended = await check(sim, room, tmp_path)
    assert bad(ended) == []
    assert ended.status == 0
    for words in ("@frontdesk_bot", "“Поддержка”, with Topics", "mail server: answers", "database: sqlite"):
        assert words in ended.out
    assert "note" not in ended.out
    assert sim.ledger.violations == []


async def test_a_check_that_finds_a_fault_ends_with_status_1_as_a_process_too(
    sim: Simulator, room: Group, tmp_path: Path
) -> None:
    await room.set_bot("member")
    ended = await frontdesk("check", folder=tmp_path, given=environment(sim, room, tmp_path))
    assert ended.status == 1
    assert [line.split(":")[0] for line in bad(ended)] == ["database", f"staff group {room.id}"]


async def test_a_bot_that_is_no_administrator_is_told_what_to_do(sim: Simulator, room: Group, tmp_path: Path) -> None:
    await room.set_bot("member")
    ended = await check(sim, room, tmp_path)
    assert ended.status == 1
    (line,) = bad(ended)
    assert line.startswith(f"staff group {room.id}: make the bot an administrator")


async def test_a_right_that_is_missing_is_named(sim: Simulator, room: Group, tmp_path: Path) -> None:
    await room.set_bot("administrator", rights=["can_delete_messages"])
    ended = await check(sim, room, tmp_path)
    assert ended.status == 1
    (line,) = bad(ended)
    assert "the right to manage topics" in line


@pytest.mark.parametrize(
    ("status", "words"),
    [("kicked", "add the bot to the group and make it an administrator"), ("left", "everything waits until then")],
)
async def test_a_group_that_the_bot_is_not_in_is_told_with_what_to_do(
    sim: Simulator, room: Group, tmp_path: Path, status: str, words: str
) -> None:
    await room.set_bot(status)
    ended = await check(sim, room, tmp_path)
    assert ended.status == 1
    line, managers = bad(ended)
    assert managers.startswith(f"MANAGER_IDS: {room.id}")
    assert line.startswith(f"staff group {room.id}: the bot is not in the group")
    assert words in line


async def test_topics_that_were_switched_off_and_a_group_that_is_not_set_any_more_are_told(
    sim: Simulator, room: Group, tmp_path: Path
) -> None:
    """Worth knowing, and not wrong: the desk goes on."""
    given = environment(sim, room, tmp_path)
    await upgrade(given["DATABASE_URL"])
    await open_ticket_elsewhere(given["DATABASE_URL"], ChatId(room.id))
    await room.set(forum=False)
    ended = await check(sim, room, tmp_path)
    assert "Topics were switched off" in ended.out
    assert "1 messages about tickets wait for it" in ended.out
    assert "group -77 has open tickets and is not in the settings" in ended.out


async def open_ticket_elsewhere(url: str, room: ChatId) -> None:
    database = Database(url)
    async with database.begin(lambda: MONDAY, a_policy())() as work:
        await work.clients.replace([a_client()], [a_service()])
        ticket = await work.tickets.file(a_ticket(room=ChatId(-77)))
        await work.chats.describe(room, title="Support", forum=True)
        work.outbox.say(CardNeeded(room=room, ticket=ticket.id))
        await work.commit()
    await database.dispose()


async def test_a_group_that_the_bot_does_not_know_is_told_by_its_number(
    sim: Simulator, room: Group, tmp_path: Path
) -> None:
    ended = await check(sim, room, tmp_path, STAFF_CHAT_ID="-1009999999999")
    assert ended.status == 1
    (line,) = bad(ended)
    assert line.startswith("staff group -1009999999999:")
    assert "chat not found" in line


async def test_a_wrong_token_and_a_mail_server_that_is_not_there_are_both_told(
    sim: Simulator, room: Group, tmp_path: Path
) -> None:
    ended = await check(sim, room, tmp_path, BOT_TOKEN=TOKEN, SMTP_URL="smtp://127.0.0.1:1")
    assert ended.status == 1
    telegram, mail = bad(ended)
    assert telegram.startswith("Telegram:")
    assert "Unauthorized" in telegram
    assert mail.startswith("mail server:")
    assert TOKEN not in ended.out


async def test_what_is_worth_knowing_is_a_note_and_no_fault(sim: Simulator, room: Group, tmp_path: Path) -> None:
    ended = await check(sim, room, tmp_path, SMTP_URL="", MANAGER_IDS="", VAULT_KEY="", CLOCK_OFFSET_FILE="clock")
    assert bad(ended) == []
    assert ended.status == 0
    notes = [line for line in ended.out.splitlines() if line.startswith("note")]
    about = ["CLOCK_OFFSET_FILE", "SMTP_URL", "VAULT_KEY", "MANAGER_IDS", "neither"]
    assert [note.split()[1] for note in notes] == about


async def test_a_database_of_another_shape_is_told_and_not_touched(sim: Simulator, room: Group, tmp_path: Path) -> None:
    ended = await check(sim, room, tmp_path, migrated=False)
    assert ended.status == 1
    (line,) = bad(ended)
    assert "frontdesk migrate" in line
    assert not (tmp_path / "desk.db").exists()


async def test_a_database_that_cannot_be_opened_is_told_without_a_traceback(
    sim: Simulator, room: Group, tmp_path: Path
) -> None:
    (tmp_path / "desk.db").write_text("this is no database")
    ended = await check(sim, room, tmp_path, migrated=False)
    assert ended.status == 1
    (line,) = bad(ended)
    assert line.startswith("database:")
    assert (tmp_path / "desk.db").read_text() == "this is no database"


async def test_a_database_of_something_else_is_left_as_it_is(sim: Simulator, room: Group, tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("CREATE TABLE songs (name TEXT)")
    file.chmod(0o644)
    before = file.read_bytes()
    ended = await check(sim, room, tmp_path, migrated=False)
    assert "frontdesk migrate" in bad(ended)[0]
    assert file.read_bytes() == before
    assert file.stat().st_mode & 0o777 == 0o644


async def test_a_database_of_a_newer_version_is_not_to_be_migrated(sim: Simulator, room: Group, tmp_path: Path) -> None:
    await upgrade(f"sqlite:///{tmp_path}/desk.db")
    of_a_newer_version(tmp_path / "desk.db")
    (line,) = bad(await check(sim, room, tmp_path, migrated=False))
    assert line.startswith("database: belongs to a newer version")
    assert "migrate" not in line


@pytest.mark.parametrize("content", [None, "noon", "1e999"])
async def test_a_clock_file_that_cannot_be_read_is_a_fault(
    sim: Simulator, room: Group, tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "offset"
    file.mkdir() if content is None else file.write_text(content)
    (line,) = bad(await check(sim, room, tmp_path, CLOCK_OFFSET_FILE=str(file)))
    assert line.startswith(f"CLOCK_OFFSET_FILE: {file} ")


async def test_a_proxy_that_is_not_there_is_told_without_its_password(
    sim: Simulator, room: Group, tmp_path: Path
) -> None:
    ended = await check(sim, room, tmp_path, TELEGRAM_PROXY="socks5://desk:hunter2-hunter2@127.0.0.1:1")
    (line,) = bad(ended)
    assert line.startswith("Telegram: ")
    assert "127.0.0.1:1" in line
    assert "hunter2" not in ended.out


async def set_aside(work: Work) -> None:
    await work.inbox.add([Arrived(update=1, lane=1, raw="{}")], work.now)
    await work.inbox.park(1, "not understood")


async def test_updates_that_were_set_aside_are_counted(sim: Simulator, room: Group, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/desk.db"
    await upgrade(url)
    database, policy = Database(url), a_policy()
    office = Office(database.begin(sim.clock.now, policy), database.look(sim.clock.now, policy))
    await office.run(set_aside)
    await database.dispose()
    ended = await check(sim, room, tmp_path)
    assert ended.status == 1
    (line,) = bad(ended)
    assert line.startswith("inbox: in the last 7 days 1 updates")


# --- run -------------------------------------------------------------------------------------------


async def test_sec_18_the_token_is_in_no_line_of_the_log_though_telegram_cannot_be_reached(tmp_path: Path) -> None:
    """And every line is JSON where LOG_FORMAT says so."""
    given = REQUIRED | {"TELEGRAM_API_URL": "http://127.0.0.1:1", "LOG_FORMAT": "json"}
    async with running("run", folder=tmp_path, given=given) as desk:
        heard = await says(desk, "polling failed")
        desk.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            _, rest = await desk.communicate()
    assert desk.returncode == 0
    log = heard + rest.decode()
    assert TOKEN.partition(":")[2] not in log
    assert "telegram_unreachable" in {json.loads(line)["event"] for line in log.splitlines()}


async def test_a_manager_who_never_pressed_start_is_told(sim: Simulator, room: Group, tmp_path: Path) -> None:
    ended = await check(sim, room, tmp_path, MANAGER_IDS=f"{room.id},77")
    assert ended.status == 1
    (line,) = bad(ended)
    assert line.startswith("MANAGER_IDS: 77 cannot be written to: they have to press Start")


async def test_t6_a_year_without_official_days_off_is_noted(sim: Simulator, room: Group, tmp_path: Path) -> None:
    (tmp_path / "ahead").write_text(str(20 * 365 * 24 * 3600))
    ended = await check(sim, room, tmp_path, CLOCK_OFFSET_FILE=str(tmp_path / "ahead"))
    (line,) = [line for line in ended.out.splitlines() if "official days off" in line]
    assert line.startswith("note HOLIDAYS: the official days off of 20")
    assert "frontdesk calendar set" in line
    assert "official days" not in (await check(sim, room, tmp_path, HOLIDAYS="none")).out


async def test_t6_a_file_of_own_days_that_is_not_there_is_noted_if_it_was_named(
    sim: Simulator, room: Group, tmp_path: Path
) -> None:
    ended = await check(sim, room, tmp_path, CALENDAR_FILE=str(tmp_path / "days.txt"))
    assert f"note CALENDAR_FILE: {tmp_path}/days.txt is not there (yet)" in ended.out
    (tmp_path / "days.txt").write_text("2026-12-31 closed\n")
    assert "CALENDAR_FILE" not in (await check(sim, room, tmp_path, CALENDAR_FILE=str(tmp_path / "days.txt"))).out


async def test_1_4_a_priority_product_that_nobody_has_is_noted(sim: Simulator, room: Group, tmp_path: Path) -> None:
    await imports(tmp_path, GOOD)
    ended = await check(sim, room, tmp_path, PRIORITY_PRODUCTS="Hosting,hosting-plus")
    assert (
        "note PRIORITY_PRODUCTS: no client has a service of hosting-plus: look at the names in the panel" in ended.out
    )
    assert "note ON_DUTY is empty" in ended.out
