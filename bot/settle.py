"""What became of a call, written down: acceptances in groups, failures each by its kind."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from itertools import chain, repeat

import structlog

from bot.background import Background, tell, when_possible
from bot.clock import Clock
from bot.verdicts import Fate, Verdict
from desk.ids import ChatId, OutboxId
from desk.notices.base import ForRoom
from desk.notices.client import Received
from desk.notices.groups import Departure, GroupLeft
from desk.notices.prompts import WordsOver
from desk.notices.staff import CardChanged, Marked, TopicState, Trouble
from desk.office import Office
from desk.ports import Owed
from desk.usecases.delivery.failures import (
    begins_anew,
    kept,
    needless,
    postponed,
    retry,
    target_gone,
    topic_closed,
    topic_gone,
    undeliverable,
    unknown,
)
from desk.usecases.delivery.outcomes import Accepted, Placed, accepted, accepted_all, advanced, taken
from desk.usecases.groups import group_moved, topics_are_off
from desk.usecases.moving import bring_home_by_number
from handlers.filters import Places

log = structlog.get_logger()

TRIES = 4
"""An answer that is in no table is retried so often, then staff are told."""

LONGEST = 60

SELDOM = 3600

OF_STRANGERS = frozenset({Fate.SHUT_OUT, Fate.GONE, Fate.NO_RIGHT, Fate.TOPIC_CLOSED, Fate.NO_FORUM})
"""What a group that is none of ours refuses for good: nothing is kept for it, and no right is waited for."""

AGAIN_AFTER = (0.2, 1.0, 5.0, 20.0)
"""Seconds before an outcome is tried to be written down again, with everything that follows from it."""


UNHURRIED = (Marked, Received, CardChanged)
"""Nobody waits for what became of them, and to say them once more does no harm."""

AT_LATEST = 0.1
"""Seconds for which their outcomes wait for another's commit."""


class ForEver(Iterable[float]):
    """Those, and then the last of them again and again."""

    def __iter__(self) -> Iterator[float]:
        return chain(AGAIN_AFTER, repeat(AGAIN_AFTER[-1]))


AGAIN_FOR_EVER = ForEver()
"""For what has to be known in the end, or a row would stay in the middle of sending."""
SHUT_OUT = timedelta(minutes=1)

TROUBLES = {
    Fate.BLOCKED: Trouble.BLOCKED,
    Fate.GONE: Trouble.GONE,
    Fate.TOO_OLD: Trouble.TOO_OLD,
    Fate.REFUSED: Trouble.REFUSED,
}


Settling = tuple[Accepted, asyncio.Future[None]]
"""An outcome, and whoever waits until it is written down."""


class Settler:
    """Takes outcomes from many calls at once and commits the acceptances together."""

    def __init__(self, office: Office, clock: Clock, places: Places, settled: Callable[[], None]) -> None:
        self._office = office
        self._clock = clock
        self._places = places
        self._settled = settled
        self._tasks = Background()
        self._queue: asyncio.Queue[Settling] = asyncio.Queue()
        self._unhurried: list[Settling] = []
        self.calls_over = 0
        """Of the rows in hand, those that Telegram has taken already: they wait for their commit only."""

    async def run(self) -> None:
        while True:
            first = await self._queue.get()
            batch = [first, *(self._queue.get_nowait() for _ in range(self._queue.qsize())), *self._unhurried]
            self._unhurried.clear()
            try:
                await self._office.run(accepted_all, outcomes=[outcome for outcome, _ in batch])
            except Exception as error:
                # One broken row must not take the others with it.
                tell("outcomes_not_recorded_together", error, owed=[outcome.owed for outcome, _ in batch])
                for outcome, done in batch:
                    self._tasks.begin(self._alone(outcome, done), name=f"outcome of {outcome.owed}")
            else:
                for _, done in batch:
                    _resolve(done)

    async def stop(self) -> None:
        await self._tasks.close()

    async def accepted(self, row: Owed, outcome: Accepted) -> None:
        """Returns when it is committed: only then may the lane go on."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        self.calls_over += 1
        try:
            if isinstance(row.notice, UNHURRIED) and not outcome.placed:
                self._unhurried.append((outcome, done))
                loop.call_later(AT_LATEST, self._hurry, (outcome, done))
            else:
                self._queue.put_nowait((outcome, done))
            await done
        finally:
            self.calls_over -= 1

    def _hurry(self, one: "Settling") -> None:
        if one in self._unhurried:
            self._unhurried.remove(one)
            self._queue.put_nowait(one)

    async def _alone(self, outcome: Accepted, done: asyncio.Future[None]) -> None:
        """Telegram took it: that must be known, or it would be said twice. What would follow from it comes second."""
        try:
            if not await self._surely(partial(self._office.run, accepted, outcome=outcome), outcome.owed, AGAIN_AFTER):
                await self._surely(partial(self._office.run, taken, owed=outcome.owed), outcome.owed)
        finally:
            _resolve(done)

    async def _surely(
        self, step: Callable[[], Awaitable[object]], owed: OutboxId, waits: Iterable[float] = AGAIN_FOR_EVER
    ) -> bool:
        """Whether it worked in the end. While the database is away it is tried for ever: that counts as no try."""
        for wait in waits:
            try:
                await when_possible(step, f"recording the outcome of {owed}")
            except Exception as error:
                tell("outcome_not_recorded", error, owed=owed, next_try_in=wait)
                await asyncio.sleep(wait)
            else:
                return True
        return False

    async def advanced(self, row: Owed, parts: int, placed: Sequence[Placed], made: str) -> None:
        chat = row.notice.chat
        step = partial(self._office.run, advanced, owed=row.id, parts=parts, placed=tuple(placed), chat=chat, made=made)
        await self._surely(step, row.id)

    async def begins_anew(self, row: Owed) -> None:
        """What was taken of it is no beginning of what is to be said now."""
        log.info("begins_anew", owed=row.id, notice=type(row.notice).__name__)
        await self._surely(partial(self._office.run, begins_anew, owed=row.id), row.id)
        self._settled()

    async def needless(self, row: Owed) -> None:
        """It was not sent, because there is nothing left to say."""
        await self._surely(partial(self._office.run, needless, owed=row.id), row.id)

    async def failed(self, row: Owed, verdict: Verdict) -> None:
        """Written down even if the database is away for a moment: else the row would stay in the middle of sending."""
        await self._surely(partial(self._consequence, row, verdict), row.id)

    async def _consequence(self, row: Owed, verdict: Verdict) -> None:
        """Every kind of failure has its decided consequence."""
        log.info("not_sent", owed=row.id, notice=type(row.notice).__name__, fate=verdict.fate, detail=verdict.detail)
        if isinstance(row.notice, Departure) and verdict.fate in OF_STRANGERS:
            await self._of_strangers(row, verdict)
        else:
            await self._of_ours(row, verdict)
        self._settled()

    async def _of_ours(self, row: Owed, verdict: Verdict) -> None:
        chat = row.notice.chat
        match verdict.fate:
            case Fate.WAIT:
                await self._postpone(row, chat, timedelta(seconds=verdict.wait + 1))
            case Fate.SHUT_OUT | Fate.GONE if chat is not None and chat < 0:
                await self._shut_out(row, chat, verdict)
            case Fate.TOPIC_CLOSED if isinstance(row.notice, ForRoom) and not self._is_an_ornament(row):
                await self._office.run(topic_closed, owed=row.id, after=self._back_off(row), error=verdict.detail)
            case Fate.NO_RIGHT | Fate.TOPIC_CLOSED if chat is not None and chat < 0 and not self._is_an_ornament(row):
                await self._without_the_right(row, verdict)
            case Fate.UNKNOWN:
                await self._office.run(unknown, owed=row.id, after=self._back_off(row), error=verdict.detail)
            case Fate.RETRY | Fate.NOT_SENT if verdict.fate is Fate.NOT_SENT or row.tries + 1 < TRIES:
                await self._office.run(retry, owed=row.id, after=self._back_off(row), error=verdict.detail)
            case Fate.TARGET_GONE:
                await self._office.run(target_gone, owed=row.id, detail=verdict.detail)
            case Fate.TOPIC_GONE if isinstance(row.notice, ForRoom):
                await self._office.run(topic_gone, owed=row.id, topic=verdict.topic)
            case Fate.NO_FORUM | Fate.MOVED:
                await self._group_changed(row, chat, verdict)
            case _:
                why = TROUBLES.get(verdict.fate, Trouble.REFUSED)
                await self._office.run(undeliverable, owed=row.id, why=why, detail=verdict.detail)

    async def _of_strangers(self, row: Owed, verdict: Verdict) -> None:
        """Nobody is told that strangers did not hear of it; where the bot may not stay it is out already."""
        if isinstance(row.notice, GroupLeft) and verdict.fate in {Fate.SHUT_OUT, Fate.GONE}:
            await self._office.run(needless, owed=row.id)
        else:
            await self._office.run(undeliverable, owed=row.id, why=Trouble.REFUSED, detail=verdict.detail)

    async def not_yet(self, row: Owed, why: str) -> None:
        """It was not even tried: as long as that cannot be known, it is asked for less and less often."""
        after = timedelta(seconds=min(2**row.tries, SELDOM))
        log.info("not_left_yet", owed=row.id, chat=row.notice.chat, why=why)
        await self._surely(partial(self._office.run, retry, owed=row.id, after=after, error=why), row.id)
        self._settled()

    def _back_off(self, row: Owed) -> timedelta:
        return timedelta(seconds=min(2**row.tries, LONGEST))

    async def _postpone(self, row: Owed, chat: ChatId | None, wait: timedelta) -> None:
        if chat is not None:
            await self._office.run(postponed, owed=row.id, chat=chat, until=self._clock.pace() + wait)

    async def _shut_out(self, row: Owed, chat: ChatId | None, verdict: Verdict) -> None:
        """A group that the bot may not write to keeps everything that it is owed.

        One that is not in the settings any more (nor the managers') is waited for no longer: its tickets move.
        """
        log.error(
            "shut_out",
            what="the bot may not write into this group; put it back as an administrator and nothing is lost",
            chat=chat,
            telegram_says=verdict.detail,
        )
        if chat in self._places.rooms:
            self._places.refused(chat, verdict.detail)
            await self._office.run(kept, owed=row.id)
        elif chat in self._places.managers:
            await self._postpone(row, chat, SHUT_OUT)
        elif isinstance(row.notice, ForRoom):
            await self._office.run(bring_home_by_number, number=row.notice.ticket)
            await self._office.run(retry, owed=row.id, after=timedelta(0), error=verdict.detail)
        else:
            await self._office.run(undeliverable, owed=row.id, why=Trouble.REFUSED, detail=verdict.detail)

    def _is_an_ornament(self, row: Owed) -> bool:
        """A topic that cannot be closed or opened, or a mark: nobody waits for it for long."""
        return isinstance(row.notice, TopicState | Marked) and row.tries + 1 >= TRIES

    async def _without_the_right(self, row: Owed, verdict: Verdict) -> None:
        """Only this row and what stands behind it in its lane wait: other tickets go on."""
        log.error(
            "right_missing",
            what="the bot lacks a right in this group; give it what Telegram says, and nothing is lost",
            chat=row.notice.chat,
            telegram_says=verdict.detail,
        )
        await self._office.run(retry, owed=row.id, after=SHUT_OUT, error=verdict.detail)
        if row.notice.chat is not None:
            self._places.lacking(row.notice.chat, verdict.detail)

    async def _group_changed(self, row: Owed, chat: ChatId | None, verdict: Verdict) -> None:
        if chat is None:
            return
        about_a_message = isinstance(row.notice, Marked | WordsOver)
        if verdict.fate is Fate.MOVED:
            if not (about_a_message and chat in self._places.former):
                self._places.move(chat, ChatId(verdict.moved_to))
                await self._office.run(group_moved, old=chat, new=ChatId(verdict.moved_to))
            if about_a_message:
                # It is in the former group, where nothing can be done any more.
                await self._office.run(needless, owed=row.id)
                return
        else:
            await self._office.run(topics_are_off, chat=chat)
            self._places.doubted(chat)
        # At once, as it goes elsewhere now; if that does not help, less and less often.
        after = self._back_off(row) if row.tries else timedelta(0)
        await self._office.run(retry, owed=row.id, after=after, error=verdict.detail)


def _resolve(done: asyncio.Future[None]) -> None:
    if not done.done():
        done.set_result(None)
