"""Outbox → Telegram: what is due, in order, within the budget; marked before and after; nothing in memory only."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import structlog
from aiogram import Bot

from bot.background import Background, steadily, woken
from bot.clock import Clock
from bot.courier import Courier, Unknown
from bot.mailer import Mailer
from bot.owed import Found, Started, heads, in_doubt, put_back, spent, start, start_ready
from bot.pacing import Pacing, Turn
from bot.settle import UNHURRIED, Settler
from desk.errors import Unavailable
from desk.ids import ChatId, OutboxId
from desk.notices.staff import ClientMessage, TopicNeeded
from desk.office import Office
from desk.ports import Owed, Work
from desk.usecases.delivery.dispatch import Dispatch, dispatch
from desk.usecases.delivery.failures import left_behind
from handlers.filters import Places
from handlers.texts import Texts

log = structlog.get_logger()

SIDE_BY_SIDE = 60
"""Calls under way: Telegram takes 30 a second, and may let each wait for seconds."""
SPARE = 10
"""So many rows more are looked at than can be sent: some may have to wait for something."""
LOOK_EVERY = 2.0
WINDOW = timedelta(seconds=60)
POLLS_BEFORE_A_SECOND_TOPIC = 2
ECHO_AGAIN = 0.5
"""Seconds until it is looked whether the polls have shown an echo."""


Look = Callable[..., Awaitable[Found]]
Chosen = dict[OutboxId, tuple[Owed, Turn]]
"""Rows that are to be sent now, each with its place in the budgets."""


@dataclass(frozen=True, slots=True)
class InHand:
    """A row that is being said, and where."""

    chat: ChatId | None
    saying: asyncio.Task[None]
    is_new: bool


class Sender:
    """The only one who speaks. `wake` says that something may be owed now."""

    def __init__(
        self,
        *,
        office: Office,
        bot: Bot,
        mailer: Mailer,
        clock: Clock,
        pacing: Pacing,
        places: Places,
        texts: Callable[[str, str], Texts],
        polls: Callable[[], int],
    ) -> None:
        self._office = office
        self._clock = clock
        self._pacing = pacing
        self._polls = polls
        self._settler = Settler(office, clock, places, self.wake)
        self._courier = Courier(
            office=office,
            bot=bot,
            mailer=mailer,
            clock=clock,
            pacing=pacing,
            places=places,
            texts=texts,
            settler=self._settler,
        )
        self._wake = asyncio.Event()
        self._tasks = Background()
        self._deliveries = Background()
        self._in_hand: dict[OutboxId, InHand] = {}
        self._recovering: dict[OutboxId, int] = {}
        self._next: float | None = None
        self._held: set[ChatId] = set()
        self._astray: set[OutboxId] = set()
        self._stopped = False
        self._passed_over = False
        """Something was left for when its task has ended."""

    def hold(self, chat: ChatId) -> None:
        """Nothing goes to that chat until it is let go."""
        self._held.add(chat)

    def let_go(self, chat: ChatId) -> None:
        self._held.discard(chat)
        self._wake.set()

    def wake(self) -> None:
        self._wake.set()

    @property
    def idle(self) -> bool:
        return not self._in_hand

    async def settled(self, chat: ChatId, seconds: float) -> None:
        """Returns when what is being said in that chat now is written down with its numbers, or after so long.

        Marks and changes of what stands there already have no numbers of their own.
        """
        if saying := [row.saying for row in self._in_hand.values() if row.chat == chat and row.is_new]:
            await asyncio.wait(saying, timeout=seconds)

    async def run(self) -> None:
        await steadily(self._take_up, "taking up what an earlier process left")
        self._tasks.begin(self._settler.run(), name="settler")
        self._office.spoken_for_by(self)
        while True:
            self._wake.clear()
            await steadily(self._begin_what_fits, "looking for what is owed")
            await woken(self._wake, self._pause())

    async def _take_up(self) -> None:
        left = await self._office.run(left_behind)
        if left:
            log.warning("unknown_outcomes", what="an earlier process was in the middle of sending", rows=left)
        await self._remember_budgets()

    async def _remember_budgets(self) -> None:
        """What an earlier process has called in the last minute counts."""
        moved = self._clock.now() - self._clock.pace()
        for call in await self._office.look(spent, since=self._clock.now() - WINDOW):
            self._pacing.spend(call.chat, (call.at - moved).timestamp(), call.messages)

    async def stop(self, seconds: float) -> None:
        """Calls in hand are finished and settled; what is not in time is left to the next start as unknown."""
        self._stopped = True
        self._office.spoken_for_by(None)
        await self._deliveries.finish(seconds)
        if self._astray and seconds:
            with suppress(Unavailable):
                await self._put_all_back()
        await self._settler.stop()
        await self._tasks.close()

    def _pause(self) -> float:
        if self._next is None:
            return LOOK_EVERY
        return min(max(self._next - self._clock.pace().timestamp(), 0.01), LOOK_EVERY)

    async def _begin_what_fits(self) -> None:
        self._passed_over = False
        if self._astray:
            await self._put_all_back()
        chosen: Chosen = {}
        started = Started(set(), {}, {})
        try:
            await self._choose(chosen, self._look)
            if chosen:
                started = await self._start([row for row, _ in chosen.values()])
            else:
                self._pacing.forget_idle(self._pace())
        except Exception:
            # The commit may have been done all the same.
            self._astray |= set(chosen)
            raise
        finally:
            self._begin(chosen, started)

    async def _put_all_back(self) -> None:
        """What goes astray meanwhile is put back the next time, also if it is one of the same."""
        before, self._astray = self._astray, set()
        try:
            await self._office.run(self._put_back, owed=before)
        except BaseException:
            self._astray |= before
            raise

    async def _put_back(self, work: Work, *, owed: set[OutboxId]) -> None:
        await put_back(work, owed=owed - self._in_hand.keys())

    async def claim(self, work: Work) -> "Claimed | None":
        """What fits of all that may be sent now. Whatever does not is left to the next claim or look."""
        chosen: Chosen = {}
        started = Started(set(), {}, {})
        try:
            look_again = await self._choose(chosen, partial(heads, work), claiming=True)
            if chosen:
                rows = [row for row, _ in chosen.values()]
                started = await start_ready(work, owed=rows, short=self._short(rows))
        except BaseException:
            give_back(chosen)
            self._wake.set()
            raise
        return Claimed(self, chosen, started, look_again=look_again) if chosen or look_again else None

    def begin(self, claimed: "Claimed") -> None:
        if self._stopped:
            # A unit of work that was under way when the sender stopped: nobody would write down what became of it.
            self.take_back(claimed)
            return
        self._begin(claimed.chosen, claimed.started)
        if claimed.look_again:
            self._wake.set()

    def take_back(self, claimed: "Claimed") -> None:
        """Its unit of work may be undone, or only seem to be."""
        give_back(claimed.chosen)
        self._astray |= set(claimed.chosen)
        self._wake.set()

    def _begin(self, chosen: Chosen, started: Started) -> None:
        for row, turn in chosen.values():
            if row.id in started.rows:
                said = replace(row, notice=started.merged.get(row.id, row.notice))
                ready = started.ready.get(row.id, Unknown.YET)
                task = self._deliveries.begin(self._deliver(said, turn, ready), name=f"outbox {row.id}")
                self._in_hand[row.id] = InHand(row.notice.chat, task, not isinstance(row.notice, UNHURRIED))
            else:
                turn.give_back()

    async def _deliver(self, row: Owed, turn: Turn, ready: Dispatch | Unknown | None) -> None:
        try:
            await self._courier.deliver(row, turn, ready)
        finally:
            self._recovering.pop(row.id, None)
            self._in_hand.pop(row.id, None)
            if self._passed_over:
                self._wake.set()

    async def _choose(self, chosen: Chosen, look: Look, *, claiming: bool = False) -> bool:
        """What fits now; whether something has to be looked for again although no call has ended.

        A chat whose budget something waits for must not hide the rows of the others.
        """
        pace = self._clock.pace()
        busy = self._pacing.full(pace.timestamp())
        if not claiming:
            self._next = min(busy.values(), default=None)
        full = {*map(ChatId, busy), *self._held}
        while self._room(chosen):
            most = self._room(chosen) + SPARE
            found = await look(pace=pace, full=full, most=most)
            for chat, until in found.quiet.items():
                self._pacing.block(chat, until.timestamp())
                self._next = min(self._next or until.timestamp(), until.timestamp())
            ours = [row for row in found.rows if await self._is_free(row, claiming=claiming)]
            kept = self._take_fitting(ours, chosen, pace.timestamp())
            if len(found.rows) < most or not kept:
                return bool(busy or kept or found.quiet or len(ours) < len(found.rows))
            full = full | kept | {row.notice.chat for row, _ in chosen.values() if row.notice.chat is not None}
        return False

    def _room(self, chosen: Chosen) -> int:
        """How many calls more may be made now. Each that ends is written down, and then there is a claim or a look."""
        return max(0, SIDE_BY_SIDE - len(self._in_hand) + self._settler.calls_over - len(chosen))

    async def _is_free(self, row: Owed, *, claiming: bool) -> bool:
        if row.id in self._in_hand:
            # What became of its last call is written down, and its task has not ended yet.
            self._passed_over = True
            return False
        if not (isinstance(row.notice, TopicNeeded) and row.repeat):
            return True
        if claiming or await self._must_wait_for_echo(row, row.notice):
            self._next = min(self._next or math.inf, self._pace() + ECHO_AGAIN)
            return False
        return True

    async def _look(self, *, pace: datetime, full: Collection[ChatId], most: int) -> Found:
        return await self._office.look(heads, pace=pace, full=full, most=most)

    async def _start(self, rows: list[Owed]) -> Started:
        """The rows that are ours to send, with what is needed to say each."""
        short = self._short(rows)
        try:
            return await self._office.run(start_ready, owed=rows, short=short)
        except Unavailable:
            raise
        except Exception:
            # One of them may be broken: each finds out for itself then.
            log.exception("rows_not_prepared_together", owed=[row.id for row in rows])
            return await self._office.run(start, owed=[row.id for row in rows], short=short)

    def _take_fitting(self, rows: Iterable[Owed], chosen: Chosen, now: float) -> set[ChatId]:
        """Rows whose chat has room in its budget, with their place in it; the others say when to look again.

        What does not fit keeps its chat: less urgent rows must not take, one by one, the room that an album waits for.
        """
        kept: set[ChatId] = set()
        for row in rows:
            if not self._room(chosen):
                break
            chat, weight = row.notice.chat, row.notice.weight
            if chat is None:
                chosen[row.id] = row, Turn([])
            elif chat not in kept:
                if (free := self._pacing.free_at(chat, now, weight)) > now:
                    self._next = min(self._next or free, free)
                    kept.add(chat)
                    continue
                chosen[row.id] = row, self._pacing.take(chat, now, weight)
        return kept

    def _short(self, rows: Iterable[Owed]) -> list[OutboxId]:
        """Clients' messages that were too many, or where the budget is running out: what waits behind goes along."""
        now = self._pace()
        messages = [(row.id, row.notice) for row in rows if isinstance(row.notice, ClientMessage)]
        return [owed for owed, said in messages if said.held or self._pacing.is_short(said.chat, now)]

    async def _must_wait_for_echo(self, row: Owed, topic: TopicNeeded) -> bool:
        """A topic whose creation has an unknown outcome is made again only after two polls showed no echo of it."""
        since = self._recovering.setdefault(row.id, self._polls())
        needed = await self._office.look(dispatch, notice=topic) is not None
        enough = self._polls() - since >= POLLS_BEFORE_A_SECOND_TOPIC
        return needed and (not enough or await self._office.look(in_doubt, notice=topic))

    def _pace(self) -> float:
        return self._clock.pace().timestamp()


@dataclass(frozen=True, slots=True)
class Claimed:
    """What the sender says as soon as it is committed."""

    sender: Sender
    chosen: Chosen
    started: Started
    look_again: bool

    def begin(self) -> None:
        self.sender.begin(self)

    def give_back(self) -> None:
        self.sender.take_back(self)


def give_back(chosen: Chosen) -> None:
    for _, turn in chosen.values():
        turn.give_back()
