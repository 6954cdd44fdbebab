"""Every so often the desk looks at what is due. APScheduler only keeps the beat: what is due lies in rows."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.background import tell
from desk.ids import TicketId
from desk.office import Office
from desk.rules.privacy import Fading
from desk.usecases.access.changing import due_secrets, look_after
from desk.usecases.access.holding import remind_of_choice, unchosen
from desk.usecases.access.step import steps_over
from desk.usecases.ageing import ask_of_aged
from desk.usecases.alerts import alert, due_alerts
from desk.usecases.approval_asked import expire_approvals
from desk.usecases.code_cap import codes_flow_again
from desk.usecases.consent import erase_unanswered, unanswered_consents
from desk.usecases.dates import due_reminders, look_at
from desk.usecases.managers import send_digest
from desk.usecases.privacy import erase_on, erasing, fade
from desk.usecases.recount import Moved, Recount, all_recounted, recount, some_open, wanted
from desk.usecases.silence import close, due_closes, due_pings, ping
from desk.usecases.upkeep import (
    PRUNED_AT_ONCE,
    drop_old_drafts,
    give_up_unreadable,
    place_unanswered,
    prune,
    unanswered_places,
    upkeep_is_due,
    upkeep_was_done,
)

UPKEEP_LOOK = 60.0
"""Seconds between two looks whether old things are to be looked for; so long after a start comes the first."""

PAUSE = 0.1
"""Seconds in which others have the database to themselves, between two parts of what is old."""


class Ticks:
    """The beat. `now` beats out of turn, as when the clock was moved."""

    def __init__(
        self,
        office: Office,
        every: float,
        caught_up: Callable[[], Awaitable[bool]],
        sweep: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """`caught_up`: whether all that Telegram has told is in the database. `sweep` reads all of the panel if due."""
        self._office = office
        self._caught_up = caught_up
        self._sweep = sweep
        self._every = every
        self._beating = asyncio.Lock()
        self._scheduler = AsyncIOScheduler()

    def start(self) -> None:
        """The first beat is at once. Missed beats are not made up for: one look finds everything that is due."""
        once = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler.add_job(self.now, "interval", seconds=self._every, **once)
        self._scheduler.add_job(self.now, misfire_grace_time=None)
        self._scheduler.add_job(self.upkeep, "interval", seconds=UPKEEP_LOOK, **once)
        self._scheduler.start()

    async def stop(self) -> None:
        """A beat under way is finished first."""
        if self._scheduler.running:
            self._scheduler.pause()
            async with self._beating:
                self._scheduler.shutdown(wait=False)

    async def now(self) -> None:
        """Look at everything that can be due. One that fails does not stop the rest. Source: T24."""
        async with self._beating:
            await self._safely("recount", self._recount)
            await self._safely("pings", self._pings)
            await self._safely("closes", self._closes)
            await self._safely("alerts", self._alerts)
            await self._safely("access", self._access)
            await self._safely("consents", self._consents)
            await self._safely("choices", self._choices)
            await self._safely("reminders", self._reminders)
            await self._safely("digest", lambda: self._office.run(send_digest))
            await self._safely("outbox", lambda: self._office.run(give_up_unreadable))
            await self._safely("codes", lambda: self._office.run(codes_flow_again))
            await self._safely("approvals", lambda: self._office.run(expire_approvals))
            await self._safely("drafts", lambda: self._office.run(drop_old_drafts))
            if self._sweep:
                await self._safely("sweep", self._sweep)

    async def recount(self) -> None:
        """The calendar was changed by somebody who waits for what it does."""
        async with self._beating:
            await self._safely("recount", self._recount)

    async def _recount(self) -> None:
        """Due times by changed settings or another calendar, before anything is told by the old ones. Source: T17."""
        task = await self._office.look(wanted)
        if task is None:
            return
        moved, after = Moved(), TicketId(0)
        while tickets := await self._office.look(some_open, after=after):
            for ticket in tickets:
                moved += await self._recounted(ticket, task)
            after = tickets[-1]
        await self._office.run(all_recounted, done=task, moved=moved)

    async def _recounted(self, ticket: TicketId, task: Recount) -> Moved:
        try:
            return await self._office.run(recount, ticket=ticket, why=task.why)
        except Exception as error:
            tell("tick_failed", error, what=f"recount {ticket}")
            return Moved()

    async def _pings(self) -> None:
        for period in await self._office.look(due_pings):
            await self._safely(f"ping {period}", partial(self._office.run, ping, period=period))

    async def _closes(self) -> None:
        for period in await self._office.look(due_closes):
            await self._safely(f"close {period}", partial(self._office.run, close, period=period))

    async def _alerts(self) -> None:
        """Not before Telegram has told what was written while the desk was away: it may be answered. Source: T12."""
        if not await self._caught_up():
            return
        for ticket in await self._office.look(due_alerts):
            await self._safely(f"alert {ticket}", partial(self._office.run, alert, ticket=ticket))

    async def _access(self) -> None:
        """Access data that nobody has seen for a day, passwords that are not changed, steps that were left open."""
        await self._safely("steps", lambda: self._office.run(steps_over))
        for secret in await self._office.look(due_secrets):
            await self._safely(f"access {secret}", partial(self._office.run, look_after, secret=secret))

    async def _choices(self) -> None:
        """Messages that wait for their author's word."""
        for lane, choice in await self._office.look(unchosen):
            await self._safely(
                f"choice {choice}", partial(self._office.run, remind_of_choice, lane=lane, choice=choice)
            )

    async def _consents(self) -> None:
        """What somebody wrote and never agreed to have kept."""
        for lane in await self._office.look(unanswered_consents):
            await self._safely(f"consent {lane}", partial(self._office.run, erase_unanswered, lane=lane))

    async def _reminders(self) -> None:
        """As with alerts: an answer that keeps a promise may still be on its way here."""
        if not await self._caught_up():
            return
        for reminder in await self._office.look(due_reminders):
            await self._safely(f"reminder {reminder}", partial(self._office.run, look_at, reminder=reminder))

    async def upkeep(self) -> None:
        """If it was not done within the last hour, be it by an earlier process. What is being erased goes on anyway."""
        await self._safely("erasing", self._erasing)
        await self._safely("upkeep", self._upkeep_if_due)

    async def _upkeep_if_due(self) -> None:
        if await self._office.look(upkeep_is_due):
            await self._upkeep()
            await self._office.run(upkeep_was_done)

    async def _upkeep(self) -> None:
        await self._safely("places", self._places)
        await self._safely("aged links", lambda: self._office.run(ask_of_aged))
        await self._safely("prune", self._prune)
        for what in Fading:
            await self._safely(f"retention {what}", partial(self._office.run, fade, what=what))

    async def _prune(self) -> None:
        """A part at a time: after a long stop there is much."""
        pruned = PRUNED_AT_ONCE
        while pruned >= PRUNED_AT_ONCE:
            pruned = await self._office.run(prune)
            await asyncio.sleep(PAUSE)

    async def _erasing(self) -> None:
        """A part at a time: somebody may have written very much."""
        for one in await self._office.look(erasing):
            over = False
            while not over:
                over = await self._office.run(erase_on, one=one)
                await asyncio.sleep(PAUSE)

    async def _places(self) -> None:
        """Words that nobody said where they belong go to staff all the same."""
        for draft in await self._office.look(unanswered_places):
            await self._safely(f"place {draft.id}", partial(self._office.run, place_unanswered, person=draft.person))

    async def _safely(self, what: str, step: Callable[[], Awaitable[object]]) -> None:
        try:
            await step()
        except Exception as error:
            tell("tick_failed", error, what=what)
