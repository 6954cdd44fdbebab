"""Outbox → Telegram: what is due, in order, within the budget; marked before and after; nothing in memory only."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from aiogram import Bot

from bot.background import Background, woken
from bot.clock import Clock
from bot.mailer import Mailer
from bot.pacing import Pacing
from bot.settle import Settler
from bot.verdicts import Fate, Verdict, verdict
from desk.ids import ChatId, OutboxId
from desk.notices.mail import CodeMail, FeedbackMail
from desk.notices.staff import TopicNeeded
from desk.office import Office
from desk.ports import Owed, Work
from desk.usecases.delivery.dispatch import Dispatch, dispatch
from desk.usecases.delivery.failures import left_behind
from desk.usecases.delivery.outcomes import Accepted, Placed, needless
from handlers.texts import Texts
from handlers.views.call import Call
from handlers.views.letters import letter
from handlers.views.render import calls

log = structlog.get_logger()

AT_ONCE = 200
SIDE_BY_SIDE = 30
LOOK_EVERY = 2.0
WINDOW = timedelta(seconds=60)
POLLS_BEFORE_A_SECOND_TOPIC = 2


@dataclass(frozen=True, slots=True)
class Found:
    """What may be sent now, and the chats that Telegram wants to be left alone until a time."""

    rows: list[Owed]
    quiet: Mapping[ChatId, datetime]


async def heads(work: Work, *, pace: datetime, full: Collection[ChatId]) -> Found:
    """Rows of chats without room in their budget (`full`) are left out, so that they do not crowd out the others."""
    quiet = await work.chats.hushed(pace)
    return Found(await work.outbox.heads(work.now, AT_ONCE, without={*quiet, *full}), quiet)


async def start(work: Work, *, owed: Iterable[OutboxId]) -> set[OutboxId]:
    """Which of them are ours to send: one may have been replaced meanwhile."""
    return await work.outbox.start(owed)


async def spent(work: Work, *, since: datetime) -> list[tuple[ChatId, datetime]]:
    return await work.outbox.sent_since(since)


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
        texts: Callable[[str], Texts],
        polls: Callable[[], int],
    ) -> None:
        self._office = office
        self._bot = bot
        self._mailer = mailer
        self._clock = clock
        self._pacing = pacing
        self._texts = texts
        self._polls = polls
        self._settler = Settler(office, clock, self.wake)
        self._wake = asyncio.Event()
        self._tasks = Background()
        self._deliveries = Background()
        self._in_hand: set[OutboxId] = set()
        self._recovering: dict[OutboxId, int] = {}
        self._next: float | None = None
        self._held: set[ChatId] = set()

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

    async def run(self) -> None:
        left = await self._office.run(left_behind)
        if left:
            log.warning("unknown_outcomes", what="an earlier process was in the middle of sending", rows=left)
        await self._remember_budgets()
        self._tasks.begin(self._settler.run(), name="settler")
        while True:
            self._wake.clear()
            await self._begin_what_fits()
            await woken(self._wake, self._pause())

    async def _remember_budgets(self) -> None:
        """What an earlier process has called in the last minute counts."""
        moved = self._clock.now() - self._clock.pace()
        for chat, at in await self._office.look(spent, since=self._clock.now() - WINDOW):
            self._pacing.spend(chat, (at - moved).timestamp())

    async def stop(self, seconds: float) -> None:
        """Calls in hand are finished and settled; what is not in time is left to the next start as unknown."""
        await self._deliveries.finish(seconds)
        await self._tasks.close()

    def _pause(self) -> float:
        if self._next is None:
            return LOOK_EVERY
        return min(max(self._next - self._clock.pace().timestamp(), 0.01), LOOK_EVERY)

    async def _begin_what_fits(self) -> None:
        pace = self._clock.pace()
        full = self._pacing.full(pace.timestamp())
        found = await self._office.look(heads, pace=pace, full={*map(ChatId, full), *self._held})
        self._next = min([*full.values(), *(until.timestamp() for until in found.quiet.values())], default=None)
        chosen = [row for row in self._fitting(found.rows, pace.timestamp()) if not self._must_wait_for_echo(row)]
        if not chosen:
            self._pacing.forget_idle(pace.timestamp())
            return
        started = await self._office.run(start, owed=[row.id for row in chosen])
        for row in chosen:
            if row.id in started:
                self._deliveries.begin(self._deliver(row), name=f"outbox {row.id}")
            else:
                self._put_back(row)

    def _fitting(self, rows: Sequence[Owed], now: float) -> list[Owed]:
        """Rows whose chat has room in its budget, which they take; the others say when to look again."""
        chosen: list[Owed] = []
        for row in rows:
            if row.id in self._in_hand or len(self._in_hand) >= SIDE_BY_SIDE:
                continue
            chat = row.notice.chat
            if chat is not None:
                if (free := self._pacing.free_at(chat, now)) > now:
                    self._next = min(self._next or free, free)
                    continue
                self._pacing.spend(chat, now)
            self._in_hand.add(row.id)
            chosen.append(row)
        return chosen

    def _must_wait_for_echo(self, row: Owed) -> bool:
        """A topic whose creation has an unknown outcome is made again only after two polls showed no echo of it."""
        if not (isinstance(row.notice, TopicNeeded) and row.repeat):
            return False
        since = self._recovering.setdefault(row.id, self._polls())
        if self._polls() - since >= POLLS_BEFORE_A_SECOND_TOPIC:
            del self._recovering[row.id]
            return False
        self._put_back(row)
        return True

    def _put_back(self, row: Owed) -> None:
        """It is not sent after all: its place in the budget is free again."""
        if row.notice.chat is not None:
            self._pacing.refund(row.notice.chat)
        self._in_hand.discard(row.id)

    async def _deliver(self, row: Owed) -> None:
        try:
            await self._say(row)
        except Exception as error:
            log.exception("outbox_row_failed", owed=row.id, notice=type(row.notice).__name__)
            await self._settler.failed(row, Verdict(Fate.RETRY, f"{type(error).__name__}: {error}"))
        finally:
            self._in_hand.discard(row.id)
            self._wake.set()

    async def _say(self, row: Owed) -> None:
        ready = await self._office.look(dispatch, notice=row.notice)
        if ready is None:
            if row.notice.chat is not None:
                self._pacing.refund(row.notice.chat)
            await self._office.run(needless, owed=row.id)
        elif isinstance(row.notice, CodeMail | FeedbackMail):
            await self._mail(row, ready)
        else:
            await self._call_all(row, calls(ready, self._texts(ready.language), repeat=row.repeat))

    async def _mail(self, row: Owed, ready: Dispatch) -> None:
        if not self._mailer.on:
            await self._settler.failed(row, Verdict(Fate.REFUSED, "SMTP_URL is not set"))
            return
        result = await self._mailer.send(letter(ready, self._texts(ready.language)))
        if result.fate is Fate.ACCEPTED:
            await self._settler.accepted(Accepted(row.id, self._clock.now()))
        else:
            await self._settler.failed(row, result)

    async def _call_all(self, row: Owed, todo: list[Call]) -> None:
        """Call after call; each that Telegram took is noted, so that none is made twice."""
        placed: list[Placed] = []
        topic: int | None = None
        for number, call in enumerate(todo[row.parts :], start=row.parts):
            if number > row.parts:
                await self._settler.advanced(row, number, placed)
                await self._turn(row)
            try:
                result = await self._bot(call.method)
            except Exception as error:
                result_of = verdict(error)
                if result_of.fate is not Fate.ACCEPTED:
                    await self._settler.failed(row, result_of)
                    return
                continue
            placed += _placed(result, call)
            topic = getattr(result, "message_thread_id", None) if isinstance(row.notice, TopicNeeded) else None
            if len(call.parts) > 1 and row.notice.chat is not None:
                self._pacing.spend(row.notice.chat, self._clock.pace().timestamp(), len(call.parts) - 1)
        await self._settler.accepted(Accepted(row.id, self._clock.now(), tuple(placed), topic))

    async def _turn(self, row: Owed) -> None:
        """Wait for room in the chat's budget for one more call, and take it."""
        chat = row.notice.chat
        if chat is None:
            return
        while (free := self._pacing.free_at(chat, now := self._clock.pace().timestamp())) > now:
            await self._clock.until(free)
        self._pacing.spend(chat, now)


def _placed(result: object, call: Call) -> list[Placed]:
    """The messages that a call made."""
    made = result if isinstance(result, list) else [result]
    numbers = [getattr(item, "message_id", None) for item in made]
    return [Placed(number, part) for number, part in zip(numbers, call.parts, strict=False) if isinstance(number, int)]
