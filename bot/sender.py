"""Outbox → Telegram: what is due, in order, within the budget; marked before and after; nothing in memory only."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum

import structlog
from aiogram import Bot
from aiogram.methods import DeleteMessage, GetChat

from bot.background import Background, steadily, tell, woken
from bot.clock import Clock
from bot.mailer import Mailer
from bot.owed import Started, heads, in_doubt, put_back, spent, start, start_ready
from bot.pacing import Pacing, Turn
from bot.settle import Settler
from bot.verdicts import Fate, Verdict, verdict
from desk.errors import Unavailable
from desk.ids import ChatId, OutboxId
from desk.notices.mail import CodeMail, FeedbackMail
from desk.notices.staff import ClientMessage, TopicNeeded
from desk.office import Office
from desk.ports import Owed
from desk.usecases.delivery.dispatch import Dispatch, dispatch
from desk.usecases.delivery.failures import left_behind
from desk.usecases.delivery.outcomes import Accepted, Placed
from handlers.filters import Places
from handlers.texts import Texts
from handlers.views.call import Call, astray, chat_of, without_reply
from handlers.views.letters import letter
from handlers.views.render import calls

log = structlog.get_logger()

SIDE_BY_SIDE = 30
SPARE = 10
"""So many rows more are looked at than can be sent: some may have to wait for something."""
LOOK_EVERY = 2.0
WINDOW = timedelta(seconds=60)
BUSY = 8
GATHER = 0.004
"""With so many calls in hand, seconds in which further ones may end: what follows on them begins together."""
POLLS_BEFORE_A_SECOND_TOPIC = 2


class Unknown(Enum):
    """What is needed to say something was not looked up yet."""

    YET = "yet"


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
        texts: Callable[[str], Texts],
        polls: Callable[[], int],
    ) -> None:
        self._office = office
        self._bot = bot
        self._mailer = mailer
        self._clock = clock
        self._pacing = pacing
        self._places = places
        self._texts = texts
        self._polls = polls
        self._settler = Settler(office, clock, places, self.wake)
        self._wake = asyncio.Event()
        self._tasks = Background()
        self._deliveries = Background()
        self._in_hand: set[OutboxId] = set()
        self._recovering: dict[OutboxId, int] = {}
        self._next: float | None = None
        self._held: set[ChatId] = set()
        self._astray: set[OutboxId] = set()

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
        await steadily(self._take_up, "taking up what an earlier process left")
        self._tasks.begin(self._settler.run(), name="settler")
        while True:
            self._wake.clear()
            await steadily(self._begin_what_fits, "looking for what is owed")
            await woken(self._wake, self._pause())
            if len(self._in_hand) >= BUSY:
                await asyncio.sleep(GATHER)

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
        await self._deliveries.finish(seconds)
        await self._settler.stop()
        await self._tasks.close()

    def _pause(self) -> float:
        if self._next is None:
            return LOOK_EVERY
        return min(max(self._next - self._clock.pace().timestamp(), 0.01), LOOK_EVERY)

    async def _begin_what_fits(self) -> None:
        if self._astray:
            await self._office.run(put_back, owed=self._astray)
            self._astray = set()
        if len(self._in_hand) >= SIDE_BY_SIDE:
            return
        pace = self._clock.pace()
        full = self._pacing.full(pace.timestamp())
        self._next = min(full.values(), default=None)
        chosen: dict[OutboxId, tuple[Owed, Turn]] = {}
        started = Started(set(), {}, {})
        try:
            await self._choose(chosen, pace, {*map(ChatId, full), *self._held})
            if chosen:
                started = await self._start([row for row, _ in chosen.values()])
            else:
                self._pacing.forget_idle(pace.timestamp())
        except Exception:
            # The commit may have been done all the same.
            self._astray = set(chosen)
            raise
        finally:
            for row, turn in chosen.values():
                if row.id in started.rows:
                    self._in_hand.add(row.id)
                    said = replace(row, notice=started.merged.get(row.id, row.notice))
                    ready = started.ready.get(row.id, Unknown.YET)
                    self._deliveries.begin(self._deliver(said, turn, ready), name=f"outbox {row.id}")
                else:
                    turn.give_back()

    async def _choose(self, chosen: dict[OutboxId, tuple[Owed, Turn]], pace: datetime, full: set[ChatId]) -> None:
        """What fits now. A chat whose budget something waits for must not hide the rows of the others."""
        while True:
            most = SIDE_BY_SIDE - len(self._in_hand) - len(chosen) + SPARE
            found = await self._office.look(heads, pace=pace, full=full, most=most)
            for chat, until in found.quiet.items():
                self._pacing.block(chat, until.timestamp())
                self._next = min(self._next or until.timestamp(), until.timestamp())
            ours = [row for row in found.rows if not (row.id in self._in_hand or await self._must_wait_for_echo(row))]
            kept = self._take_fitting(ours, chosen, pace.timestamp())
            if len(found.rows) < most or not kept or len(self._in_hand) + len(chosen) >= SIDE_BY_SIDE:
                return
            full = full | kept | {row.notice.chat for row, _ in chosen.values() if row.notice.chat is not None}

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

    def _take_fitting(self, rows: Iterable[Owed], chosen: dict[OutboxId, tuple[Owed, Turn]], now: float) -> set[ChatId]:
        """Rows whose chat has room in its budget, with their place in it; the others say when to look again.

        What does not fit keeps its chat: less urgent rows must not take, one by one, the room that an album waits for.
        """
        kept: set[ChatId] = set()
        for row in rows:
            if len(self._in_hand) + len(chosen) >= SIDE_BY_SIDE:
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
        """Clients' messages into chats whose budget is running out: what waits behind them goes along."""
        now = self._pace()
        messages = [row for row in rows if isinstance(row.notice, ClientMessage)]
        return [row.id for row in messages if self._pacing.is_short(row.notice.chat or 0, now)]

    async def _must_wait_for_echo(self, row: Owed) -> bool:
        """A topic whose creation has an unknown outcome is made again only after two polls showed no echo of it."""
        if not (isinstance(row.notice, TopicNeeded) and row.repeat):
            return False
        since = self._recovering.setdefault(row.id, self._polls())
        needed = await self._office.look(dispatch, notice=row.notice) is not None
        enough = self._polls() - since >= POLLS_BEFORE_A_SECOND_TOPIC
        return needed and (not enough or await self._office.look(in_doubt, notice=row.notice))

    async def _deliver(self, row: Owed, turn: Turn, ready: Dispatch | Unknown | None) -> None:
        try:
            await self._say(row, turn, ready)
        except Unavailable as error:
            # Before any call was made: what is needed to say it is read first.
            tell("outbox_row_failed", error, owed=row.id)
            await self._settler.failed(row, Verdict(Fate.NOT_SENT, str(error)))
        except Exception as error:
            log.exception("outbox_row_failed", owed=row.id, notice=type(row.notice).__name__)
            await self._settler.failed(row, Verdict(Fate.RETRY, f"{type(error).__name__}: {error}"))
        finally:
            turn.made(self._pace())
            self._recovering.pop(row.id, None)
            self._in_hand.discard(row.id)
            self._wake.set()

    def _pace(self) -> float:
        return self._clock.pace().timestamp()

    async def _say(self, row: Owed, turn: Turn, ready: Dispatch | Unknown | None) -> None:
        if isinstance(ready, Unknown):
            ready = await self._office.look(dispatch, notice=row.notice)
        if ready is None:
            turn.give_back()
            await self._settler.needless(row)
        elif isinstance(row.notice, CodeMail | FeedbackMail):
            await self._mail(row, ready)
        else:
            await self._call_all(row, turn, calls(ready, self._texts(ready.language), repeat=row.repeat))

    async def _mail(self, row: Owed, ready: Dispatch) -> None:
        if not self._mailer.on:
            await self._settler.failed(row, Verdict(Fate.REFUSED, "SMTP_URL is not set"))
            return
        result = await self._mailer.send(letter(ready, self._texts(ready.language)))
        if result.fate is Fate.ACCEPTED:
            await self._settler.accepted(Accepted(row.id, self._clock.now()))
        else:
            await self._settler.failed(row, result)

    async def _call_all(self, row: Owed, turn: Turn, todo: list[Call]) -> None:
        """Call after call; each that Telegram took is noted, so that none is made twice."""
        placed: list[Placed] = []
        topic: int | None = None
        for number, call in enumerate(todo[row.parts :], start=row.parts):
            if number > row.parts:
                await self._settler.advanced(row, number, placed)
                turn = await self._turn(row, call)
            result = await self._made(call, turn)
            if isinstance(result, Verdict) and result.fate is Fate.REPLY_GONE:
                # Across topics Telegram forgives no missing message, whatever `allow_sending_without_reply` says.
                result = await self._made(without_reply(call), await self._turn(row, call))
            if isinstance(result, Verdict):
                if result.fate is Fate.ACCEPTED:
                    continue
                topic = getattr(call.method, "message_thread_id", None)
                await self._settler.failed(row, replace(result, topic=topic))
                return
            self._places.answered(result)
            if astray(call, result):
                await self._settler.failed(row, await self._taken_back(row, call, _placed(result, call)))
                return
            placed += _placed(result, call)
            topic = getattr(result, "message_thread_id", None) if isinstance(row.notice, TopicNeeded) else None
        await self._settler.accepted(Accepted(row.id, self._clock.now(), tuple(placed), topic))

    async def _made(self, call: Call, turn: Turn) -> object | Verdict:
        """What Telegram gave for a call, or what its refusal means. An order that came meanwhile holds it too."""
        if (left := self._pacing.blocked_until(chat_of(call)) - self._pace()) > 0:
            return Verdict(Fate.WAIT, "another call to this chat was ordered to wait", wait=left)
        try:
            return await self._bot(call.method)
        except Exception as error:
            found = verdict(error)
            if found.fate is Fate.WAIT:
                self._pacing.block(chat_of(call), self._pace() + found.wait)
            return found
        finally:
            turn.made(self._pace())

    async def _taken_back(self, row: Owed, call: Call, placed: list[Placed]) -> Verdict:
        """It landed between all other tickets, without a word of Telegram: it is removed, and sent to its place."""
        chat = chat_of(call)
        for one in placed:
            removal = Call(DeleteMessage(chat_id=chat, message_id=one.message))
            await self._made(removal, await self._turn(row, removal))
        now = await self._made(Call(GetChat(chat_id=chat)), Turn([]))
        if isinstance(now, Verdict):
            return Verdict(Fate.NOT_SENT, now.detail)
        lost = Fate.TOPIC_GONE if getattr(now, "is_forum", None) else Fate.NO_FORUM
        return Verdict(lost, "it landed outside of its topic", topic=getattr(call.method, "message_thread_id", None))

    async def _turn(self, row: Owed, call: Call) -> Turn:
        """Wait for room in the chat's budget for one more call, and take it."""
        chat = row.notice.chat
        if chat is None:
            return Turn([])
        weight = max(1, len(call.parts))
        while (free := self._pacing.free_at(chat, now := self._pace(), weight)) > now:
            await self._clock.until(free)
        return self._pacing.take(chat, now, weight)


def _placed(result: object, call: Call) -> list[Placed]:
    """The messages that a call made."""
    made = result if isinstance(result, list) else [result]
    numbers = [getattr(item, "message_id", None) for item in made]
    return [Placed(number, part) for number, part in zip(numbers, call.parts, strict=False) if isinstance(number, int)]
