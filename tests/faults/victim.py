"""The desk as a process that somebody keeps killing, and that is started again each time."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

KEPT = ("PATH", "HOME", "LANG", "TMPDIR")
PROJECT = Path(__file__).parents[2]


@dataclass
class Victim:
    """`python -m bot run`, started again as a service manager would whenever it has ended, as long as `keep` is set.

    Every `cold_every`-th life begins with a new interpreter, the others in the nursery (see there). `ends` are the exit
    statuses so far, `lives` is how often it was started. Its log is `desk.log` in the folder.
    """

    folder: Path
    given: Mapping[str, str]
    cold_every: int
    keep: bool = True
    ends: list[int] = field(default_factory=list)
    lives: int = 0
    cold: int = 0
    _pid: int = 0
    _born: asyncio.Event = field(default_factory=asyncio.Event)

    async def live(self) -> None:
        """From one start to the next, until nobody wants it any more."""
        nursery = await self._begin("tests.faults.nursery")
        assert nursery.stdout is not None
        try:
            await nursery.stdout.readline()
            while self.keep:
                if (self.lives + 1) % self.cold_every:
                    await self._live_once_in(nursery)
                else:
                    await self._live_once()
        finally:
            self.is_gone()
            with suppress(ProcessLookupError):
                nursery.kill()
            await nursery.wait()

    async def _live_once(self) -> None:
        process = await self._begin("bot", "run")
        self.cold += 1
        self._is_born(process.pid)
        self._has_died(await process.wait())

    async def _live_once_in(self, nursery: Process) -> None:
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        nursery.stdin.write(b"\n")
        self._is_born(int((await nursery.stdout.readline()).split()[1]))
        self._has_died(int((await nursery.stdout.readline()).split()[1]))

    async def _begin(self, *module: str) -> Process:
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        with (self.folder / "desk.log").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", *module),
                cwd=self.folder,
                env=kept | {"PYTHONPATH": str(PROJECT)} | dict(self.given),
                stdin=PIPE if module[0] != "bot" else DEVNULL,
                stdout=PIPE if module[0] != "bot" else DEVNULL,
                stderr=log.fileno(),
            )

    def _is_born(self, pid: int) -> None:
        self._pid = pid
        self.lives += 1
        self._born.set()

    def _has_died(self, status: int) -> None:
        self._pid = 0
        self.ends.append(status)

    @property
    def is_alive(self) -> bool:
        return bool(self._pid)

    async def born(self, after: int) -> None:
        """Waits until it was started more than `after` times."""
        while self.lives <= after:
            self._born.clear()
            await self._born.wait()

    def kill(self) -> bool:
        """Whether there was something to kill."""
        if not self._pid:
            return False
        os.kill(self._pid, signal.SIGKILL)
        self._pid = 0
        return True

    def is_gone(self) -> None:
        """For good."""
        self.keep = False
        self.kill()

    def log(self) -> str:
        return (self.folder / "desk.log").read_text(errors="replace")
