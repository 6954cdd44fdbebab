"""What the page cannot do itself: the desk's process is killed and started, and its tables are looked into."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog

from bot.demo import parts
from bot.demo.words import Words
from desk.errors import Unavailable
from desk.ports import OwedState
from desk.rules.events import EventKind
from simulator.remote import RemoteSimulator
from storage.engine import Database
from storage.overview import Overview, overview
from storage.tables.queues import InboxState

LOOK_EACH = 0.4
"""Seconds between two looks into the tables; the desk itself is not asked."""

LEVERS = ("kill", "start", "restart")

COUNTED: Mapping[str, tuple[EventKind, ...]] = {
    "assigned": (EventKind.TAKEN,),
    "answers_delivered": (EventKind.ANSWERED,),
    "client_replies": (EventKind.CLIENT_WROTE,),
    "pings": (EventKind.PINGED,),
    "inactive": (EventKind.INACTIVE,),
    "reopened": (EventKind.REOPENED,),
    "solved": (EventKind.SOLVED, EventKind.SOLVED_BY_CLIENT),
    "rated": (EventKind.RATED,),
    "tickets": (EventKind.FILED,),
}

log = structlog.get_logger()


@dataclass
class Host:
    """`run()` goes on until it is cancelled; the desk's process is ended by `stop()`."""

    sim: RemoteSimulator
    environment: parts.Known
    log_file: Path
    words: Words
    process: asyncio.subprocess.Process | None = None
    restarts: int = 0
    _told: dict[str, Any] = field(default_factory=dict)

    async def start(self) -> str:
        """Empty, or why the desk did not start."""
        if self._is_alive():
            return self.words.runs_already
        await self.tell("process", {"state": "starting"})
        self.process = await parts.desk(self.environment, self.log_file)
        why = await parts.asks_for_updates(self.sim, self.process)
        # Before it is told to run: whoever reads that may pull one at once.
        await self.sim.backend("offer_levers", levers=list(LEVERS))
        await self._tell_state()
        return why

    async def stop(self) -> None:
        if self.process is not None:
            await parts.end(self.process)

    async def run(self) -> None:
        """Does what the page asks for, and tells it what there is."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._serve())
            group.create_task(self._look())

    # --- levers ------------------------------------------------------------------------------------

    async def _serve(self) -> None:
        while True:
            asked = await self.sim.backend("next_pull")
            if asked is not None:
                error = await self._do(asked["lever"])
                await self.sim.backend("settle_pull", number=asked["number"], error=error)

    async def _do(self, lever: str) -> str:
        match lever:
            case "kill":
                return await self._kill()
            case "start":
                return await self._started_again()
            case _:
                await self._kill()
                return await self._started_again()

    async def _kill(self) -> str:
        """By SIGKILL, as if the machine had lost its power."""
        if self.process is None or not self._is_alive():
            return self.words.is_dead
        self.process.kill()
        await self.process.wait()
        await self._tell_state()
        return ""

    async def _started_again(self) -> str:
        why = await self.start()
        if not why:
            self.restarts += 1
        return why

    def _is_alive(self) -> bool:
        return self.process is not None and self.process.returncode is None

    # --- reports -----------------------------------------------------------------------------------

    async def _look(self) -> None:
        database = Database(self.environment["DATABASE_URL"])
        try:
            while True:
                await self._tell_state()
                try:
                    await self._tell_of(await overview(database))
                except Unavailable as error:
                    log.warning("not_looked_into", why=str(error))
                await asyncio.sleep(LOOK_EACH)
        finally:
            await database.dispose()

    async def _tell_of(self, seen: Overview) -> None:
        queues = {f"inbox_{state}": seen.inbox.get(state, 0) for state in (InboxState.READY, InboxState.PARKED)}
        queues |= {f"outbox_{state}": seen.outbox.get(state, 0) for state in OwedState if state is not OwedState.SENT}
        facts = {name: sum(seen.events.get(kind, 0) for kind in kinds) for name, kinds in COUNTED.items()}
        await self.tell("queues", queues)
        await self.tell("facts", facts | {"links": seen.links, "digests": seen.digests, "restarts": self.restarts})
        await self.tell("tickets", [_ticket(ticket) for ticket in seen.tickets])

    async def _tell_state(self) -> None:
        state = {"state": "running" if self._is_alive() else "dead"}
        await self.tell("process", state | ({"pid": self.process.pid} if self.process and self._is_alive() else {}))

    async def tell(self, name: str, facts: Any) -> None:
        """What is so now; the page is told when it is news."""
        if self._told.get(name) != facts:
            self._told[name] = facts
            await self.sim.backend("report", name=name, facts=facts)


def _ticket(ticket: Any) -> dict[str, Any]:
    history = [
        {"at": step.at.isoformat(), "kind": step.kind.value, "who": step.who, "detail": step.detail}
        for step in ticket.history
    ]
    return {
        "number": ticket.number,
        "subject": ticket.subject,
        "status": ticket.status.value,
        "client": ticket.client,
        "assignee": ticket.assignee,
        "history": history,
    }
