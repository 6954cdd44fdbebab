"""Clock, mail and ledger for stories, wherever the simulator runs."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from simulator.actors.backend import Backend
from simulator.errors import NotSeenError
from simulator.mailbox import Mail

LONGEST_STEP = 0.05


class Director:
    """What a story does besides acting."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend

    async def until(self, predicate: Callable[[], Any | Awaitable[Any]], timeout: float = 10) -> None:  # noqa: ASYNC109
        """Waits until the predicate, sync or async, is true; asked at each change of the world and now and then."""
        try:
            async with asyncio.timeout(timeout):
                while not await _answer(predicate):
                    revision = await self.backend("wait_for_change", timeout_seconds=0)
                    await self.backend("wait_for_change", since=revision, timeout_seconds=LONGEST_STEP)
        except TimeoutError:
            raise NotSeenError(f"it did not come true in {timeout:g} s") from None

    async def until_updates_are_taken(self, timeout: float = 10) -> None:  # noqa: ASYNC109
        """Waits until the bot has confirmed all updates."""

        async def taken() -> bool:
            return not await self.backend("updates_pending")

        await self.until(taken, timeout)

    async def breaks(self, kind: str, **facts: Any) -> int:
        """Breaks calls from now on, by a rule of `simulator.faults`; returns its number."""
        return int(await self.backend("add_fault", kind=kind, **facts))

    async def faults_now(self) -> list[dict[str, Any]]:
        """All rules, each with how many calls it has broken (`met`)."""
        shown: list[dict[str, Any]] = await self.backend("faults")
        return shown

    async def mends(self) -> None:
        """Nothing is broken any more."""
        await self.backend("clear_faults")

    async def now(self) -> datetime:
        """The simulator's time, UTC."""
        return datetime.fromisoformat(await self.backend("now"))

    async def advance(self, by: timedelta) -> datetime:
        """Moves the clock; returns the new time."""
        return datetime.fromisoformat(await self.backend("advance", seconds=by.total_seconds()))

    async def set_clock(self, moment: datetime) -> datetime:
        """Sets the clock to a time with its zone."""
        return datetime.fromisoformat(await self.backend("set_clock", moment=moment.isoformat()))

    async def mails(self, address: str = "") -> list[Mail]:
        """Mail to an address, or all of it."""
        return [Mail(**found) for found in await self.backend("mails", address=address)]

    async def mail_to(self, address: str, *, count: int = 1, timeout: float = 10) -> Mail:  # noqa: ASYNC109
        """The newest mail to the address, once `count` of them have come."""
        found = await self.backend("wait_for_mail", address=address, count=count, timeout_seconds=timeout)
        return Mail(**found)

    async def refuse_mail(self, answer: str = "550 No such user") -> None:
        """Refuses all mail with this answer; an empty one takes it again."""
        await self.backend("refuse_mail", answer=answer)

    async def ledger_now(self) -> dict[str, Any]:
        """Calls, violations and unanswered buttons as JSON."""
        shown: dict[str, Any] = await self.backend("ledger")
        return shown


async def _answer(predicate: Callable[[], Any | Awaitable[Any]]) -> Any:
    result = predicate()
    return await result if inspect.isawaitable(result) else result
