"""The one place for detached work: everything begun here is awaited at the end."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from itertools import chain, repeat
from typing import Any

import structlog

log = structlog.get_logger()

BACK_OFF = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Seconds before a step is tried again; the last one goes on."""


async def woken(event: asyncio.Event, seconds: float) -> bool:
    """Wait for the event, at most so long; whether it came. (`asyncio.wait_for` can swallow a cancellation.)"""
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False


async def steadily(step: Callable[[], Awaitable[object]], what: str) -> None:
    """One step of a loop that must not end: it is tried until it has worked, later and later."""
    for wait in chain(BACK_OFF, repeat(BACK_OFF[-1])):
        try:
            await step()
        except Exception:
            log.exception("step_is_tried_again", what=what, wait=wait)
            await asyncio.sleep(wait)
        else:
            return


class Background:
    """Tasks by name. One that fails is logged; `close` cancels what is left and waits for it."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def begin(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("background_task_failed", task=task.get_name(), exc_info=error)

    async def finish(self, seconds: float) -> None:
        """Wait for what is in hand; whatever takes longer is cancelled."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        await self.close()

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)
