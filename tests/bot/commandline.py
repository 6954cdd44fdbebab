"""The command `frontdesk` as an operator types it: a process of its own, with an environment of its own."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

TOKEN = "123456789:AAE-a-token-that-must-not-be-seen"
REQUIRED = {"BOT_TOKEN": TOKEN, "STAFF_CHAT_ID": "-1001234567890"}
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")
NOTHING: Mapping[str, str] = {}

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
    """Run one command to its end in that folder."""
    process = await start(*arguments, folder=folder, given=given, python=python)
    async with asyncio.timeout(LONGEST):
        out, err = await process.communicate()
    assert process.returncode is not None
    return Ended(process.returncode, out.decode(), err.decode())


async def start(
    *arguments: str,
    folder: Path,
    given: Mapping[str, str] = NOTHING,
    python: tuple[str, ...] = (),
    alone: bool = False,
) -> Process:
    """`alone`: without the terminal in which the tests run, where what is hidden would be asked for."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, *python, "-m", "bot", *arguments),
        cwd=folder,
        env=kept | dict(given),
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
