"""Keeps what is known of clients fresh: the panel is asked outside of any transaction, in limited time."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final, TypeVar

import structlog

from bot.background import Background, steadily, tell, woken
from desk.ids import ClientId, PersonId
from desk.office import Office
from desk.ports import Panel
from desk.rules.panel import (
    ClientGarbled,
    Contested,
    Misread,
    PanelClient,
    PanelGarbled,
    PanelRefused,
    PanelTrouble,
    too_many,
)
from desk.rules.panel_news import PanelState, Way
from desk.usecases.panel import (
    TooManyGone,
    clients_of_person,
    could_not_ask,
    learn,
    misunderstood,
    panel_is,
    to_ask,
    wanted,
)
from desk.usecases.sweeping import A_PORTION, learn_some, must_not_lose_too_much, shared, sweep_due, swept

log = structlog.get_logger()

T = TypeVar("T")
Aside = Callable[[], AbstractAsyncContextManager[Any]]
"""Around a wait: what is waited for holds nobody else up meanwhile."""

LOOK_EVERY: Final = 5.0
AT_ONCE: Final = 4
"""So many questions at a time: panels count calls."""
SWEEP_AGAIN_AFTER: Final = timedelta(minutes=15)
"""One that was broken off is not tried again sooner; the next time after twice as long, and so on."""
LONGEST_PAUSE: Final = timedelta(hours=4)
HOUR: Final = timedelta(hours=1)
MOST_FINDS: Final = 10
"""Addresses for which one person makes the desk ask in an hour; a code comes for fewer of them."""
MOST_KEPT: Final = 1000
LONGEST_ASKING: Final = 30.0
"""Seconds, whatever an adapter waits for."""


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """As itertools has it from Python 3.12 on."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def state_of(error: BaseException) -> PanelState:
    """What a failure means. Whatever we do not understand is no answer."""
    if isinstance(error, PanelRefused):
        return PanelState.REFUSED
    if isinstance(error, PanelGarbled):
        return PanelState.GARBLED
    if isinstance(error, PanelTrouble | TimeoutError):
        return PanelState.DOWN
    return PanelState.LOSS if isinstance(error, TooManyGone) else PanelState.GARBLED


def told_of(error: BaseException) -> dict[str, Any]:
    """What of it managers read besides: in the panel's words or in numbers. Ours are in the log and in `check`."""
    return {
        "detail": error.said if isinstance(error, PanelTrouble) else "",
        "loss": error.loss if isinstance(error, TooManyGone) else None,
    }


class Registry:
    """`wake` says that somebody has asked for a check."""

    def __init__(self, panel: Panel, office: Office, now: Callable[[], datetime]) -> None:
        self.panel = panel
        self._office = office
        self._now = now
        self._tasks = Background()
        self._asking: dict[ClientId, asyncio.Task[None]] = {}
        self._places = asyncio.Semaphore(AT_ONCE)
        self._finders = asyncio.Semaphore(AT_ONCE // 2)
        self._finding: dict[str, asyncio.Task[bool]] = {}
        self._finds: dict[PersonId, list[datetime]] = {}
        self._found: dict[PersonId, tuple[str, datetime]] = {}
        self._wake = asyncio.Event()
        self._sweeping = False
        self._not_before = now()
        self._pause = SWEEP_AGAIN_AFTER

    def wake(self) -> None:
        self._wake.set()

    async def run(self) -> None:
        """For ever: what was asked for, and again what could not be asked."""
        while True:
            self._wake.clear()
            await steadily(self._ask_wanted, "asking the panel")
            await woken(self._wake, LOOK_EVERY)

    async def close(self) -> None:
        await self._tasks.close()
        await self.panel.close()

    async def refresh(self, clients: Iterable[ClientId], *, within: float, aside: Aside = nullcontext) -> None:
        """Ask about those of whom the panel may know more, and wait so many seconds; what takes longer goes on."""
        tasks = await self._asked(clients)
        if tasks and within > 0:
            async with aside():
                await asyncio.wait(tasks, timeout=within)

    async def refresh_person(self, person: PersonId, *, within: float, aside: Aside = nullcontext) -> None:
        await self.refresh(await self._office.look(clients_of_person, person=person), within=within, aside=aside)

    async def _asked(self, clients: Iterable[ClientId]) -> list[asyncio.Task[None]]:
        return [self._task_for(client) for client in await self._office.look(to_ask, clients=list(clients))]

    async def find(self, email: str, person: PersonId, *, within: float) -> None:
        """Get to know whoever has this address in the panel, and wait so many seconds; what takes longer goes on.

        Nobody makes the desk ask without end: beyond MOST_FINDS in an hour a person goes by what is known.
        """
        task = self._finding.get(email)
        if task is None:
            if not self._may_find(person):
                log.warning("panel_not_asked", what="an address", why="this person has given too many")
                return
            task = self._finding[email] = self._tasks.begin(self._find(email), name="looking for an address")
            task.add_done_callback(lambda _: self._finding.pop(email, None))
        await asyncio.wait([task], timeout=within)
        if task.done() and not task.cancelled() and task.result():
            self._found[person] = email, self._now()

    def heard_lately(self, email: str, person: PersonId, lately: timedelta) -> bool:
        """Whether the panel has answered about this address since, when this person gave it."""
        found, at = self._found.get(person, ("", self._now()))
        return found == email and self._now() - at < lately

    def _may_find(self, person: PersonId) -> bool:
        now = self._now()
        if len(self._finds) > MOST_KEPT:
            self._finds = {who: when for who, when in self._finds.items() if now - when[-1] < HOUR}
            self._found = {who: what for who, what in self._found.items() if now - what[1] < HOUR}
        mine = [at for at in self._finds.get(person, ()) if now - at < HOUR]
        if len(mine) >= MOST_FINDS:
            return False
        self._finds[person] = [*mine, now]
        return True

    async def _find(self, email: str) -> bool:
        """Whether the panel has answered."""
        try:
            async with self._finders, asyncio.timeout(LONGEST_ASKING):
                found = await self.panel.by_email(email)
            await self._office.run(panel_is, way=Way.FINDING, state=PanelState.WELL)
            if tasks := await self._asked(found):
                await asyncio.wait(tasks)
        except (PanelTrouble, TimeoutError) as error:
            log.warning("panel_not_asked", what="an address", why=str(error) or "no answer in time")
            await self._office.run(panel_is, way=Way.FINDING, state=state_of(error), **told_of(error))
            return False
        return True

    async def sweep_if_due(self) -> None:
        """Begin a sweep of the whole panel if its hour has come and none is on its way. It goes on behind."""
        if self._sweeping or self._now() < self._not_before or not await self._office.look(sweep_due):
            return
        self._sweeping = True
        self._tasks.begin(self._swept(), name="sweeping the panel")

    async def _swept(self) -> None:
        try:
            await self.sweep()
            self._pause = SWEEP_AGAIN_AFTER
        except (PanelTrouble, TimeoutError, TooManyGone) as error:
            log.warning("panel_not_swept", why=str(error) or "no answer in time")
            await self._office.run(panel_is, way=Way.SWEEP, state=state_of(error), **told_of(error))
            self._put_off()
        except Exception as error:
            tell("panel_sweep_failed", error)
            self._put_off()
        finally:
            self._sweeping = False

    def _put_off(self) -> None:
        self._not_before = self._now() + self._pause
        self._pause = min(2 * self._pause, LONGEST_PAUSE)

    async def sweep(self) -> None:
        """All of the panel is read before anything is taken over. Broken off, it begins anew: nothing is half known.

        Whoever the panel tells wrongly of is left as they are, and keeps nobody else back.
        """
        began = self._now()
        told, misread = list[PanelClient](), list[Misread]()
        async for one in self.panel.everybody():
            if isinstance(one, Misread):
                misread.append(one)
            else:
                told.append(one)
        of_two = await self._office.look(shared, told=told, misread={one.client for one in misread})
        misread += of_two
        told = [one for one in told if one.client.id not in {wrong.client for wrong in of_two}]
        if too_many(misread, len(told)):
            raise PanelGarbled(f"{len(misread)} of {len(misread) + len(told)} clients are wrong, {misread[0].why}")
        gone = await self._office.look(must_not_lose_too_much, told=told, misread={one.client for one in misread})
        found: dict[ClientId, PanelClient | None] = {one.client.id: one for one in told} | dict.fromkeys(gone)
        news = 0
        for some in batched(found.items(), A_PORTION):
            news += await self._office.run(learn_some, told=dict(some), asked_at=began)
        if misread:
            await self._office.run(misunderstood, told=misread, asked_at=began, whole=True)
        await self._office.run(swept, began=began)
        log.info("panel_swept", clients=len(told), gone=len(gone), news=news, misread=len(misread))

    async def _ask_wanted(self) -> None:
        tasks = [self._task_for(client) for client in await self._office.look(wanted)]
        if tasks:
            await asyncio.wait(tasks)

    def _task_for(self, client: ClientId) -> asyncio.Task[None]:
        """Who waits for the same client waits for the same question."""
        task = self._asking.get(client)
        if task is None:
            task = self._asking[client] = self._tasks.begin(self._ask(client), name="asking the panel")
            task.add_done_callback(lambda _: self._asking.pop(client, None))
        return task

    async def _ask(self, client: ClientId) -> None:
        async with self._places:
            asked_at = self._now()
            try:
                async with asyncio.timeout(LONGEST_ASKING):
                    found = await self.panel.client(client)
                await self._learn(client, found, asked_at)
            except ClientGarbled as error:
                log.warning("panel_not_understood", what="a client", why=str(error))
                told = [Misread(client, error.fault, str(error))]
                await self._office.run(misunderstood, told=told, asked_at=asked_at)
            except (PanelTrouble, TimeoutError, TooManyGone) as error:
                log.warning("panel_not_asked", why=str(error) or "no answer in time")
                await self._failed(client, error)
            except Exception as error:
                tell("panel_answer_failed", error)
                await self._failed(client, PanelGarbled(type(error).__name__))

    async def _learn(self, client: ClientId, found: PanelClient | None, asked_at: datetime) -> None:
        """Before a service is taken from another client the panel is asked about them."""
        try:
            await self._office.run(learn, client=client, found=found, asked_at=asked_at)
        except Contested as contested:
            now = self._now()
            async with asyncio.timeout(LONGEST_ASKING):
                theirs = await self.panel.client(contested.owner)
            await self._office.run(learn, client=contested.owner, found=theirs, asked_at=now)
            await self._office.run(learn, client=client, found=found, asked_at=asked_at)

    async def _failed(self, client: ClientId, error: Exception) -> None:
        await self._office.run(could_not_ask, clients=[client], state=state_of(error), **told_of(error))
