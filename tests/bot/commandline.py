"""The command `frontdesk` as an operator types it: a process of its own, with an environment of its own.

Most are forked from one that has read the code already (tests.bot.born); what runs for long begins from nothing.
"""

import asyncio
import atexit
import json
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory

TOKEN = "123456789:AAE-a-token-that-must-not-be-seen"
REQUIRED = {"BOT_TOKEN": TOKEN, "STAFF_CHAT_ID": "-1001234567890"}
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")
NOTHING: Mapping[str, str] = {}

PROJECT = Path(__file__).parents[2]

LONGEST = 60.0


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended and what it said."""

    status: int
    out: str
    err: str


async def frontdesk(
    *arguments: str, folder: Path, given: Mapping[str, str] = NOTHING, python: tuple[str, ...] = ()
) -> Ended:
    """Run one command to its end in that folder. `python`: in an interpreter of its own, with these options."""
    if not python:
        return await _born(arguments, folder, given)
    process = await start(*arguments, folder=folder, given=given, python=python)
    async with asyncio.timeout(LONGEST):
        out, err = await process.communicate()
    assert process.returncode is not None
    return Ended(process.returncode, out.decode(), err.decode())


async def _born(arguments: tuple[str, ...], folder: Path, given: Mapping[str, str]) -> Ended:
    where = await asyncio.to_thread(_nursery)
    with TemporaryDirectory() as outputs:
        out, err = Path(outputs) / "out", Path(outputs) / "err"
        asked = {"arguments": arguments, "folder": str(folder), "given": _kept() | dict(given)}
        reader, writer = await asyncio.open_unix_connection(where)
        try:
            writer.write(json.dumps(asked | {"out": str(out), "err": str(err)}).encode() + b"\n")
            async with asyncio.timeout(LONGEST):
                status = int(await reader.readline())
        finally:
            writer.close()
            await writer.wait_closed()
        return Ended(status, out.read_text(), err.read_text())


@cache
def _nursery() -> str:
    """Where commands of this test run are born (see tests.bot.born)."""
    folder = TemporaryDirectory()
    where = f"{folder.name}/socket"
    process = Popen([sys.executable, "-m", "tests.bot.born", where], cwd=PROJECT, env=_kept(), stdin=PIPE, stdout=PIPE)
    assert process.stdout is not None
    process.stdout.readline()

    def close() -> None:
        process.communicate()
        folder.cleanup()

    atexit.register(close)
    return where


def _kept() -> dict[str, str]:
    return {name: os.environ[name] for name in KEPT if name in os.environ}


async def start(
    *arguments: str,
    folder: Path,
    given: Mapping[str, str] = NOTHING,
    python: tuple[str, ...] = (),
    alone: bool = False,
) -> Process:
    """`alone`: without the terminal in which the tests run, where what is hidden would be asked for."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, *python, "-m", "bot", *arguments),
        cwd=folder,
        env=_kept() | dict(given),
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        start_new_session=alone,
    )


@asynccontextmanager
async def running(*arguments: str, folder: Path, given: Mapping[str, str]) -> AsyncIterator[Process]:
    """A command that does not end by itself; killed at the end if it is still there."""
    process = await start(*arguments, folder=folder, given=given)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.communicate()


async def says(process: Process, words: str) -> str:
    """Everything on standard error up to the line with these words."""
    assert process.stderr is not None
    heard = ""
    async with asyncio.timeout(LONGEST):
        while words not in heard:
            line = await process.stderr.readline()
            assert line, f"it ended without {words!r}: {heard}"
            heard += line.decode()
    return heard
