"""Inbox → handlers: in order within a chat, many chats side by side; albums gathered."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial

import structlog
from aiogram import Bot, Dispatcher
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Message, Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.background import Background, all_within, steadily, when_possible, woken
from bot.clock import Clock
from bot.intake import LARGEST, keep, sealed, storable
from bot.redaction import says, told
from bot.vault import opened
from desk.errors import Unavailable
from desk.ids import ChatId, PersonId
from desk.office import AlreadyHandled, NotItsTurn, Office, Unkept, UpdateOffice
from desk.ports import Arrived, InboxRow, Work
from desk.rules.passwords import Choice
from desk.rules.people import Person, clean_name
from desk.rules.vault import Vault
from desk.usecases.arrivals import Arrival, nothing

log = structlog.get_logger()

ALBUM_QUIET = 0.7
"""Seconds without a further item after which an album is taken to be complete: Telegram sends no end mark."""

SIDE_BY_SIDE = 32
AT_ONCE = 500
LOOK_EVERY = 2.0

SOON = 0.1
"""Seconds for which the intake waits for what is handled at once; what takes longer is kept meanwhile."""

JUST = timedelta(seconds=5)
WRITTEN_DOWN = 0.5
"""Seconds for which an answer to what we said just now waits until the number of that is written down."""

TRIES = 5
BACK_OFF = (1, 5, 25, 60)
"""Seconds before the 2nd, 3rd … try; after the last the update is parked."""

LONGEST_ERROR = 4000


async def ready(work: Work, *, without: Collection[int]) -> list[InboxRow]:
    return await work.inbox.ready(work.now, AT_ONCE, without=without)


async def retry(work: Work, *, updates: Sequence[int], error: str, after: timedelta) -> None:
    for update in updates:
        await work.inbox.retry(update, error, work.now + after)


async def park(work: Work, *, updates: Sequence[int], error: str) -> None:
    for update in updates:
        await work.inbox.park(update, error)


class Workers:
    """Handles what the inbox holds. `wake` says that there may be more."""

    def __init__(
        self,
        *,
        office: Office,
        dispatcher: Dispatcher,
        bot: Bot,
        clock: Clock,
        vault: Vault | None,
        settled: Callable[[ChatId, float], Awaitable[None]],
    ) -> None:
        """`settled` waits, so many seconds at most, until what is being said in a chat is written down."""
        self._office = office
        self._dispatcher = dispatcher
        self._bot = bot
        self._vault = vault
        self._clock = clock
        self._settled = settled
        self._wake = asyncio.Event()
        self._busy: set[int] = set()
        self._taking: set[asyncio.Event] = set()
        self._passed_over = False
        self._tasks = Background()
        self._places = asyncio.Semaphore(SIDE_BY_SIDE)
        self._aside = 0
        self._stops = False
        self._began = clock.now()

    def wake(self) -> None:
        self._wake.set()

    @property
    def idle(self) -> bool:
        return not self._busy

    async def take(self, batch: Sequence[Arrived]) -> None:
        """What comes alone is handled in the transaction that keeps it, which saves a commit; the rest is kept first.

        Returns when all of it is in the database, handled or not. Raises what keeps it out.
        """
        over = asyncio.Event()
        self._taking.add(over)
        try:
            await self._take(batch)
        finally:
            self._taking.discard(over)
            over.set()

    async def all_taken(self) -> None:
        """Returns when what is being taken in now is in the database, or is kept out of it."""
        for over in list(self._taking):
            await over.wait()

    async def _take(self, batch: Sequence[Arrived]) -> None:
        kept = sealed(batch, self._vault)
        if not self._may_be_handled_at_once(batch):
            await self._keep(kept)
            return
        alone = [Unkept(one) for one in kept]
        self._busy |= {one.lane for one in batch}
        tasks = [
            self._tasks.begin(self._at_once(one, unkept), name=f"update {one.update}")
            for one, unkept in zip(batch, alone, strict=True)
        ]
        await all_within([unkept.over for unkept in alone], SOON)
        if slow := [unkept.arrived for unkept in alone if not unkept.over.is_set()]:
            await self._keep(slow)
        for task in tasks:
            if task.done() and (away := task.result()) is not None:
                raise away

    def _may_be_handled_at_once(self, batch: Sequence[Arrived]) -> bool:
        """Each from another chat, of which nothing is in hand; an album waits for the rest of it."""
        lanes = {one.lane for one in batch}
        room = SIDE_BY_SIDE - len(self._busy) + self._aside
        apart = len(lanes) == len(batch) <= room and not lanes & self._busy
        return apart and not self._stops and not any(one.album for one in batch)

    async def _at_once(self, one: Arrived, unkept: Unkept) -> Unavailable | None:
        """If that fails, nothing has happened: it is kept, and is tried again as everything that is.

        Gives what keeps it out of the database, if it is in there neither way.
        """
        row = InboxRow(one.update, one.lane, unkept.arrived.raw, one.album, self._clock.now(), tries=0)
        update: Update | None = None
        try:
            update = self._read(one.raw)
            async with self._places:
                await self._feed([update], (one.update,), row.way, unkept)
        except Exception as error:
            try:
                fresh = await self._keep([unkept.arrived])
            except Unavailable as away:
                return away
            # What was there before has had its tries counted, and goes its way.
            if fresh and update and not isinstance(error, NotItsTurn | Unavailable):
                await self._not_done([row], (one.update,), error)
        finally:
            unkept.over.set()
            self._lane_is_free(one.lane)
        return None

    async def _keep(self, batch: Sequence[Arrived]) -> int:
        """How many of them were new."""
        fresh: int = await self._office.run(keep, arrived=batch)
        if fresh:
            self._wake.set()
        return fresh

    async def run(self) -> None:
        """For ever; without the database it waits for it."""
        self._began = self._clock.now()
        while True:
            self._wake.clear()
            await steadily(self._begin_what_is_ready, "looking into the inbox")
            await woken(self._wake, LOOK_EVERY)

    async def stop(self, seconds: float) -> None:
        """Finish what is in hand; what is not finished in time is left for the next start."""
        self._stops = True
        await self._tasks.finish(seconds)

    async def _begin_what_is_ready(self) -> None:
        busy = set(self._busy)
        if len(busy) - self._aside >= SIDE_BY_SIDE:
            self._passed_over = True
            return
        self._passed_over = False
        seen: set[int] = set()
        while True:
            rows = await self._office.look(ready, without=seen)
            self._begin(rows, busy)
            if len(rows) < AT_ONCE:
                return
            # There is more than was looked at. A chat of which that much waits must not hide the others.
            self._passed_over = True
            if len(self._busy) - self._aside >= SIDE_BY_SIDE:
                return
            seen |= {row.lane for row in rows}

    def _begin(self, ready: Iterable[InboxRow], busy: Collection[int]) -> None:
        lanes: defaultdict[int, list[InboxRow]] = defaultdict(list)
        for row in ready:
            lanes[row.lane].append(row)
        for lane, rows in lanes.items():
            # What was seen of a lane while it was being worked off may be done by now; or it was begun meanwhile.
            if lane in busy or lane in self._busy:
                self._passed_over = True
                if lane not in self._busy:
                    self._wake.set()
            else:
                self._busy.add(lane)
                self._tasks.begin(self._work_off(lane, rows), name=f"lane {lane}")

    async def _work_off(self, lane: int, rows: list[InboxRow]) -> None:
        try:
            async with self._places:
                while rows:
                    taken = await self._gather(rows)
                    rows = [row for row in rows if row not in taken]
                    if not await self._handle(taken):
                        return
        finally:
            self._lane_is_free(lane)

    def _lane_is_free(self, lane: int) -> None:
        self._busy.discard(lane)
        if self._passed_over:
            self._wake.set()

    @asynccontextmanager
    async def aside(self) -> AsyncIterator[None]:
        """While an update waits for somebody else's answer, its place is another chat's."""
        self._aside += 1
        self._places.release()
        self._wake.set()
        try:
            yield
        finally:
            await self._places.acquire()
            self._aside -= 1

    async def _gather(self, rows: list[InboxRow]) -> list[InboxRow]:
        """The first row, or the whole album that it begins."""
        first = rows[0]
        if not first.album:
            return [first]
        items = [row for row in rows if row.album == first.album]
        while True:
            # What an earlier process kept of an album may be a part of it, and the rest comes with the first poll.
            newest = max(self._began, *(row.received_at for row in items))
            age = (self._clock.now() - newest).total_seconds()
            if age >= ALBUM_QUIET:
                return items
            await asyncio.sleep(max(ALBUM_QUIET - age, 0.01))
            fresh = await self._office.look(ready, without=())
            items = [row for row in fresh if row.lane == first.lane and row.album == first.album] or items

    async def _handle(self, rows: list[InboxRow]) -> bool:
        """Whether the lane may go on: a row that waits for its next try holds what comes after it."""
        understood = await self._understood(rows)
        rows = [row for row in rows if row.update in understood]
        numbers = tuple(understood)
        if not rows:
            return True
        try:
            # The database that is away is no fault of the update: it counts as no try.
            await when_possible(
                partial(self._feed, list(understood.values()), numbers, rows[0].way), "handling an update"
            )
        except Exception as error:
            return await self._not_done(rows, numbers, error)
        return True

    async def _not_done(self, rows: list[InboxRow], numbers: tuple[int, ...], error: Exception) -> bool:
        """Whether the lane may go on."""
        if isinstance(error, AlreadyHandled):
            log.warning("update_handled_before", updates=numbers)
        # Telegram's numbers fit; one that does not fits no better at the next try.
        elif isinstance(error, UpdateTypeLookupError) or any(
            is_beyond(json.loads(opened(row.update, row.raw, self._vault))) for row in rows
        ):
            await self._not_understood(numbers, error)
        else:
            return await self._failed(rows, numbers, error)
        return True

    async def _understood(self, rows: list[InboxRow]) -> dict[int, Update]:
        """By number; one that cannot be understood is set aside alone, even out of an album."""
        understood: dict[int, Update] = {}
        for row in rows:
            try:
                understood[row.update] = self._read(opened(row.update, row.raw, self._vault))
            except Exception as error:
                await self._not_understood((row.update,), error)
        return understood

    def _read(self, raw: str) -> Update:
        update = Update.model_validate_json(raw, context={"bot": self._bot})
        _must_be_signed(update)
        return update

    async def _feed(
        self, updates: list[Update], numbers: tuple[int, ...], way: str, unkept: Unkept | None = None
    ) -> None:
        if (chat := just_spoken_in(updates[0], self._bot.id, self._clock.now())) is not None:
            await self._settled(chat, WRITTEN_DOWN)
        arrival = arrival_of(updates[-1])
        office: UpdateOffice = self._office.handling(numbers, arrival, unkept)
        album = [update.message for update in updates if update.message] if len(updates) > 1 else []
        person = arrival.person.id if arrival else None
        chosen = Choice(way) if way in set(Choice) else None
        extra = {"office": office, "album": album, "person": person, "choice": chosen, "aside": self.aside}
        await self._dispatcher.feed_update(self._bot, updates[0], **extra)
        if not office.done:
            await office.run(nothing)
        if office.agreed:
            self._wake.set()

    async def _not_understood(self, numbers: tuple[int, ...], error: Exception) -> None:
        reason = _reason(error)
        log.warning("update_not_understood", updates=numbers, reason=reason)
        await self._park(numbers, f"not understood: {reason}"[:LONGEST_ERROR])

    async def _failed(self, rows: list[InboxRow], numbers: tuple[int, ...], error: Exception) -> bool:
        tries = max(row.tries for row in rows) + 1
        what = told(error)[-LONGEST_ERROR:]
        log.error("update_failed", updates=numbers, tries=tries, exc_info=error)
        if tries >= TRIES:
            await self._park(numbers, what)
            return True
        after = timedelta(seconds=BACK_OFF[tries - 1])
        again = partial(self._office.run, retry, updates=numbers, error=storable(what), after=after)
        await steadily(again, "putting an update off")
        return False

    async def _park(self, numbers: tuple[int, ...], error: str) -> None:
        aside = partial(self._office.run, park, updates=numbers, error=storable(error[-LONGEST_ERROR:]))
        await steadily(aside, "setting an update aside")


def just_spoken_in(update: Update, me: int, now: datetime) -> ChatId | None:
    """Where somebody answers or presses what we said a moment ago: its number may not be written down yet."""
    match update:
        case Update(message=Message(reply_to_message=Message() as said)):
            pass
        case Update(callback_query=CallbackQuery(message=Message() as said)):
            pass
        case _:
            return None
    ours = said.from_user is not None and said.from_user.id == me
    return ChatId(said.chat.id) if ours and abs(now - said.date) < JUST else None


def _must_be_signed(update: Update) -> None:
    """What is said in private is said by somebody. Raises ValueError."""
    message = update.message or update.edited_message
    if message is not None and message.chat.type == ChatType.PRIVATE and message.from_user is None:
        raise ValueError("a private message without a sender")


def is_beyond(value: object) -> bool:
    """Whether there is a number in it that no column holds."""
    if isinstance(value, dict | list):
        return any(map(is_beyond, value.values() if isinstance(value, dict) else value))
    return isinstance(value, int) and abs(value) > LARGEST


def _reason(error: Exception) -> str:
    """What is wrong and where, without what people wrote."""
    if not isinstance(error, ValidationError):
        return f"{type(error).__name__}: {says(error)}"
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    return "; ".join(f"{'.'.join(map(str, fault['loc']))}: {_fault(fault)}" for fault in faults)


def _fault(fault: ErrorDetails) -> str:
    """The words about a kind that nobody knows quote it."""
    return fault["type"] if fault["type"] == "union_tag_invalid" else fault["msg"]


def arrival_of(update: Update) -> Arrival | None:
    """Who sent this and, for a message in private, which message is the newest there."""
    event = update.event
    user = getattr(event, "from_user", None)
    if user is None:
        return None
    person = Person(PersonId(user.id), clean_name(user.full_name), user.username or "", user.language_code or "")
    newest = event.message_id if isinstance(event, Message) and event.chat.type == "private" else None
    return Arrival(person, newest, _group_of(event), private=_is_private(event))


def _is_private(event: object) -> bool:
    chat = getattr(event.message if isinstance(event, CallbackQuery) else event, "chat", None)
    return chat is not None and chat.type == "private"


def _group_of(event: object) -> ChatId | None:
    """Where somebody writes or presses under their own name, if that is a group."""
    message = event.message if isinstance(event, CallbackQuery) else event
    if not isinstance(message, Message) or message.chat.type not in {"group", "supergroup"}:
        return None
    if isinstance(event, Message) and (event.sender_chat or event.left_chat_member):
        return None
    return ChatId(message.chat.id)
