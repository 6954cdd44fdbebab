"""The staff's groups as Telegram has them: with Topics or plain, where they are by now, and what is wrong with them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramMigrateToChat, TelegramRetryAfter
from aiogram.types import Message

from bot.background import Background, woken
from bot.clock import Clock
from bot.redaction import says
from bot.standing import Standing, look_at
from desk.ids import ChatId
from desk.office import Office
from desk.rules.groups import CLOSED, Wrong, is_pending
from desk.usecases.approval_asked import show_open_ones
from desk.usecases.groups import describe_chat, group_moved, out_of_sight
from desk.usecases.membership import whereabouts
from desk.usecases.moving import take_in
from handlers.filters import Places

log = structlog.get_logger()

FIRST_WAIT = 1.0
LONGEST_WAIT = 30.0
LOOK_AGAIN = 300.0
"""Seconds: Telegram tells nobody that Topics were switched on or off."""
LOOK_SOON_AGAIN = 60.0
"""The same while something is wrong, or while Telegram refuses what is sent there."""


@dataclass(slots=True)
class Refusals:
    """Of what was sent to a group, since when and until when (seconds of the pace); Telegram's text."""

    first: float
    last: float
    detail: str
    everything: bool


class Rooms:
    """Looks at each group at the start, when it may have changed, and now and then.

    Until it knows one, nothing is sent there; nor while nothing can be.
    """

    def __init__(
        self,
        bot: Bot,
        office: Office,
        places: Places,
        clock: Clock,
        *,
        hold: Callable[[ChatId], None],
        let_go: Callable[[ChatId], None],
    ) -> None:
        self._bot = bot
        self._office = office
        self._places = places
        self._clock = clock
        self._hold = hold
        self._let_go = let_go
        self._looks = Background()
        self._looking: set[ChatId] = set()
        self._once_more: set[ChatId] = set()
        self._next: dict[ChatId, float] = {}
        self._forum: dict[ChatId, bool] = {}
        self._refusals: dict[ChatId, Refusals] = {}
        self._strays: set[ChatId] = set()
        self._opened: set[ChatId] = set()
        self._wake = asyncio.Event()
        places.moved = self._moved
        places.doubted = self._doubted
        places.refused = self._refused
        places.lacking = self._lacking
        places.answered = self._answered

    def wake(self) -> None:
        """The clock was moved: a look may be due."""
        self._wake.set()

    def strays(self, chats: set[ChatId]) -> None:
        """Groups that are no longer in the settings: nothing goes there until their tickets have moved."""
        self._strays = chats
        for chat in chats:
            log.warning("group_not_in_settings", what="its tickets move to the group that is set", chat=chat)
            self._hold(chat)

    async def run(self) -> None:
        """For ever."""
        try:
            while True:
                self._wake.clear()
                now = self._now()
                for room in list(self._places.rooms):
                    if self._next.get(room, now) <= now:
                        self._look_soon(room)
                due = min((self._next[room] for room in self._places.rooms), default=now + LOOK_AGAIN)
                await woken(self._wake, max(due - self._now(), 0.05))
        finally:
            await self._looks.close()

    def _now(self) -> float:
        return self._clock.pace().timestamp()

    def _moved(self, chat: ChatId) -> None:
        if chat in self._places.rooms:
            self._hold(chat)
            self._look_soon(chat)

    def _doubted(self, chat: ChatId) -> None:
        if chat in self._places.rooms:
            self._look_soon(chat)

    def _refused(self, chat: ChatId, detail: str) -> None:
        """Nothing can be sent there: it is left alone until a look shows that it can, for a minute at least."""
        self._hold(chat)
        self._lacking(chat, detail, everything=True)

    def _lacking(self, chat: ChatId, detail: str, *, everything: bool = False) -> None:
        now = self._now()
        known = self._refusals.setdefault(chat, Refusals(now, now, detail, everything))
        known.last, known.detail, known.everything = now, detail, everything
        self._doubted(chat)

    def _answered(self, result: object) -> None:
        """Each message that Telegram gives back tells whether its group has topics."""
        chat = result.chat if isinstance(result, Message) else None
        known = self._forum.get(ChatId(chat.id)) if chat else None
        if chat and known is not None and known is not bool(chat.is_forum):
            self._doubted(ChatId(chat.id))

    def _look_soon(self, room: ChatId) -> None:
        if room in self._looking:
            self._once_more.add(room)
            return
        self._looking.add(room)
        self._next[room] = self._now() + LOOK_AGAIN
        self._looks.begin(self._look(room), name=f"look at room {room}")

    async def _look(self, room: ChatId) -> None:
        """One look at a time: what changes meanwhile is looked at after it."""
        try:
            while True:
                self._once_more.discard(room)
                await self._until_seen(room)
                if room not in self._once_more:
                    return
        finally:
            self._looking.discard(room)
            self._wake.set()

    async def _until_seen(self, room: ChatId) -> None:
        """Until Telegram has said what it is; or where it is, and then that one is looked at."""
        wait = FIRST_WAIT
        while True:
            try:
                await self._settle(room, await look_at(self._bot, room))
            except TelegramMigrateToChat as error:
                await self._follow(room, ChatId(error.migrate_to_chat_id))
                return
            except Exception as error:
                # Telegram, the way there or the database: until one look has worked, the group stays held.
                pause = max(wait, error.retry_after) if isinstance(error, TelegramRetryAfter) else wait
                log.warning(
                    "staff_group_not_seen", room=room, why=f"{type(error).__name__}: {says(error)}", next_look_in=pause
                )
                await self._clock.until(self._now() + pause)
                wait = min(wait * 2, LONGEST_WAIT)
            else:
                return

    async def _settle(self, room: ChatId, found: Standing) -> None:
        """Written down and told, and the group is let go if it can be written to."""
        refusals = self._refusals.get(room)
        wrong, detail = found.wrong, found.detail
        if wrong is Wrong.NOTHING and refusals and refusals.last - refusals.first >= LOOK_SOON_AGAIN:
            wrong, detail = Wrong.REFUSED, refusals.detail
        if found.seen:
            self._forum[room] = found.forum
            changed = await self._office.run(
                describe_chat, chat=room, title=found.title, forum=found.forum, wrong=wrong, detail=detail
            )
        else:
            changed = await self._office.run(out_of_sight, chat=room, wrong=wrong, detail=detail)
        if changed:
            log.warning("group_standing", chat=room, wrong=wrong, telegram_says=detail)
        if wrong in CLOSED:
            self._refusals.pop(room, None)
            self._hold(room)
        else:
            await self._open(room, changed=changed, wrong=wrong)
        chat = await self._office.look(whereabouts, chat=room)
        troubled = chat.wrong is not Wrong.NOTHING or is_pending(chat.wrong, chat.told) or room in self._refusals
        self._next[room] = self._now() + (LOOK_SOON_AGAIN if troubled else LOOK_AGAIN)

    async def _open(self, room: ChatId, *, changed: bool, wrong: Wrong) -> None:
        """It can be written to. Refused a moment ago without a reason that can be seen: only after a minute."""
        if room not in self._opened:
            await self._office.run(show_open_ones, room=room)
            self._opened.add(room)
        if self._strays:
            left = await self._office.run(take_in, room=room)
            for stray in self._strays - left:
                self._let_go(stray)
            self._strays &= left
        refusals = self._refusals.get(room)
        if refusals and changed and wrong is not Wrong.REFUSED:
            self._refusals.pop(room)
        elif refusals and self._now() < refusals.last + LOOK_SOON_AGAIN and refusals.everything:
            return
        elif refusals and self._now() >= refusals.last + 2 * LOOK_SOON_AGAIN:
            self._refusals.pop(room)
        self._let_go(room)

    async def _follow(self, old: ChatId, new: ChatId) -> None:
        log.info("staff_group_moved", old=old, new=new)
        self._places.move(old, new)
        await self._office.run(group_moved, old=old, new=new)
        self._let_go(old)
