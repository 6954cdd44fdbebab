"""What became of a call, written down: acceptances in groups, failures each by its kind."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.verdicts import Fate, Verdict
from desk.ids import ChatId
from desk.notices.staff import Trouble
from desk.office import Office
from desk.ports import Owed
from desk.usecases.delivery.failures import postponed, retry, target_gone, topic_gone, undeliverable, unknown
from desk.usecases.delivery.outcomes import Accepted, Placed, accepted, accepted_all, advanced
from desk.usecases.membership import describe_chat, group_moved

log = structlog.get_logger()

TRIES = 4
"""An answer that is in no table is retried so often, then staff are told."""

LONGEST = 60
SHUT_OUT = timedelta(minutes=1)

TROUBLES = {
    Fate.BLOCKED: Trouble.BLOCKED,
    Fate.GONE: Trouble.GONE,
    Fate.TOO_OLD: Trouble.TOO_OLD,
    Fate.REFUSED: Trouble.REFUSED,
}


class Settler:
    """Takes outcomes from many calls at once and commits the acceptances together."""

    def __init__(self, office: Office, clock: Clock, settled: Callable[[], None]) -> None:
        self._office = office
        self._clock = clock
        self._settled = settled
        self._queue: asyncio.Queue[tuple[Accepted, asyncio.Future[None]]] = asyncio.Queue()

    async def run(self) -> None:
        while True:
            first = await self._queue.get()
            batch = [first, *(self._queue.get_nowait() for _ in range(self._queue.qsize()))]
            await self._commit([outcome for outcome, _ in batch])
            for _, done in batch:
                if not done.done():
                    done.set_result(None)

    async def accepted(self, outcome: Accepted) -> None:
        """Returns when it is committed: only then may the lane go on."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        await self._queue.put((outcome, done))
        await done

    async def advanced(self, row: Owed, parts: int, placed: Sequence[Placed]) -> None:
        await self._office.run(advanced, owed=row.id, parts=parts, placed=tuple(placed))

    async def _commit(self, outcomes: list[Accepted]) -> None:
        try:
            await self._office.run(accepted_all, outcomes=outcomes)
        except Exception:
            if len(outcomes) == 1:
                log.exception("outcome_not_recorded", owed=outcomes[0].owed)
                return
            for outcome in outcomes:
                await self._commit_one(outcome)

    async def _commit_one(self, outcome: Accepted) -> None:
        """One broken row must not take the others with it."""
        try:
            await self._office.run(accepted, outcome=outcome)
        except Exception:
            log.exception("outcome_not_recorded", owed=outcome.owed)

    async def failed(self, row: Owed, verdict: Verdict) -> None:
        """Every kind of failure has its decided consequence."""
        chat = row.notice.chat
        log.info("not_sent", owed=row.id, notice=type(row.notice).__name__, fate=verdict.fate, detail=verdict.detail)
        match verdict.fate:
            case Fate.WAIT:
                await self._postpone(row, chat, timedelta(seconds=verdict.wait + 1))
            case Fate.SHUT_OUT:
                await self._shut_out(row, chat, verdict)
            case Fate.UNKNOWN:
                await self._office.run(unknown, owed=row.id, after=self._back_off(row), error=verdict.detail)
            case Fate.NOT_SENT:
                await self._office.run(retry, owed=row.id, after=self._back_off(row), error=verdict.detail)
            case Fate.TARGET_GONE:
                await self._office.run(target_gone, owed=row.id)
            case Fate.TOPIC_GONE:
                await self._office.run(topic_gone, owed=row.id)
            case Fate.NO_FORUM | Fate.MOVED:
                await self._group_changed(row, chat, verdict)
            case Fate.RETRY if row.tries + 1 < TRIES:
                await self._office.run(retry, owed=row.id, after=self._back_off(row), error=verdict.detail)
            case _:
                why = TROUBLES.get(verdict.fate, Trouble.REFUSED)
                await self._office.run(undeliverable, owed=row.id, why=why, detail=verdict.detail)
        self._settled()

    def _back_off(self, row: Owed) -> timedelta:
        return timedelta(seconds=min(2**row.tries, LONGEST))

    async def _postpone(self, row: Owed, chat: ChatId | None, wait: timedelta) -> None:
        if chat is not None:
            await self._office.run(postponed, owed=row.id, chat=chat, until=self._clock.pace() + wait)

    async def _shut_out(self, row: Owed, chat: ChatId | None, verdict: Verdict) -> None:
        """A group that the bot may not write to keeps everything that it is owed."""
        if chat is not None and chat > 0:
            await self._office.run(undeliverable, owed=row.id, why=Trouble.REFUSED, detail=verdict.detail)
            return
        log.error(
            "shut_out",
            what="the bot may not write into this group; put it back as an administrator and nothing is lost",
            chat=chat,
            telegram_says=verdict.detail,
        )
        await self._postpone(row, chat, SHUT_OUT)

    async def _group_changed(self, row: Owed, chat: ChatId | None, verdict: Verdict) -> None:
        if chat is None:
            return
        if verdict.fate is Fate.MOVED:
            await self._office.run(group_moved, old=chat, new=ChatId(verdict.moved_to))
        else:
            await self._office.run(describe_chat, chat=chat, title="", forum=False)
        await self._office.run(retry, owed=row.id, after=timedelta(0), error=verdict.detail)
