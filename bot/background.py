"""The one place for detached work: everything begun here is awaited at the end."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from contextlib import suppress
from itertools import chain, repeat
from typing import Any, TypeVar

import structlog

from desk.errors import Unavailable

log = structlog.get_logger()

T = TypeVar("T")

BACK_OFF = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Seconds before a step is tried again; the last one goes on."""


async def woken(event: asyncio.Event, seconds: float) -> bool:
    """Wait for the event, at most so long; whether it came. (`asyncio.wait_for` can swallow a cancellation.)"""
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False


async def all_within(events: Iterable[asyncio.Event], seconds: float) -> None:
    """Wait for all of the events, at most so long."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            for event in events:
                await event.wait()


async def steadily(step: Callable[[], Awaitable[object]], what: str) -> None:
    """One step of a loop that must not end: it is tried until it has worked, later and later."""
    for wait in chain(BACK_OFF, repeat(BACK_OFF[-1])):
        try:
            await step()
        except Exception as error:
            tell("step_is_tried_again", error, what=what, wait=wait)
            await asyncio.sleep(wait)
        else:
            return


async def when_possible(step: Callable[[], Awaitable[T]], what: str) -> T:
    """Tried again as long as the database is away; any other failure is the caller's."""
    for wait in chain(BACK_OFF, repeat(BACK_OFF[-1])):
        try:
            return await step()
        except Unavailable as error:
            tell("step_is_tried_again", error, what=what, wait=wait)
            await asyncio.sleep(wait)
    raise AssertionError("unreachable")


def tell(event: str, error: Exception, **facts: object) -> None:
    """That the database is away is told in a line of plain words; whatever else failed, with its traceback."""
    if isinstance(error, Unavailable):
        log.error("database_away", why=str(error), during=event, **facts)
    else:
        log.error(event, exc_info=error, **facts)


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
