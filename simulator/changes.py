"""Waiting for the world to become something, without polling."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Changes:
    """Counts the changes of a world and wakes whoever waits for one. Belongs to one event loop."""

    def __init__(self) -> None:
        self.revision = 0
        self._next = asyncio.Event()

    def notify(self) -> int:
        """Says that something changed; returns the number of this change."""
        self.revision += 1
        woken, self._next = self._next, asyncio.Event()
        woken.set()
        return self.revision

    async def wait_for(self, look: Callable[[], T], timeout_seconds: float) -> T:
        """The first true answer of `look`, asked now and after each change; its last answer when time is over."""
        try:
            async with asyncio.timeout(timeout_seconds):
                while not (found := look()):
                    await self._next.wait()
                return found
        except TimeoutError:
            return look()
