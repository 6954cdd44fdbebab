"""The staff's groups as Telegram has them: with Topics or plain, and where they are by now."""

import asyncio
from collections.abc import Callable

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramMigrateToChat

from bot.background import Background
from desk.ids import ChatId
from desk.office import Office
from desk.usecases.membership import describe_chat, group_moved
from handlers.filters import Places

log = structlog.get_logger()

FIRST_WAIT = 1.0
LONGEST_WAIT = 30.0
LOOK_AGAIN = 300.0
"""Seconds: Telegram tells nobody that Topics were switched on or off."""


class Rooms:
    """Looks at each group at the start, after it moved, and now and then. Until it knows one, nothing is sent there."""

    def __init__(
        self,
        bot: Bot,
        office: Office,
        places: Places,
        *,
        hold: Callable[[ChatId], None],
        let_go: Callable[[ChatId], None],
    ) -> None:
        self._bot = bot
        self._office = office
        self._places = places
        self._hold = hold
        self._let_go = let_go
        self._looks = Background()
        self._looking: set[ChatId] = set()
        places.moved = self._moved

    async def run(self) -> None:
        """For ever."""
        try:
            while True:
                for room in list(self._places.rooms):
                    self._look_soon(room)
                await asyncio.sleep(LOOK_AGAIN)
        finally:
            await self._looks.close()

    def _moved(self, chat: ChatId) -> None:
        if chat in self._places.rooms:
            self._hold(chat)
            self._look_soon(chat)

    def _look_soon(self, room: ChatId) -> None:
        if room not in self._looking:
            self._looking.add(room)
            self._looks.begin(self._look(room), name=f"look at room {room}")

    async def _look(self, room: ChatId) -> None:
        try:
            await self._until_seen(room)
        finally:
            self._looking.discard(room)

    async def _until_seen(self, room: ChatId) -> None:
        """Until Telegram has said what it is; or where it is, and then that one is looked at."""
        wait = FIRST_WAIT
        while True:
            try:
                await self._describe(room)
            except TelegramMigrateToChat as error:
                await self._follow(room, ChatId(error.migrate_to_chat_id))
                return
            except Exception as error:
                # Telegram, the way there or the database: until one look has worked, the group stays held.
                log.warning("staff_group_not_seen", room=room, why=repr(error), next_look_in=wait)
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
            else:
                return

    async def _describe(self, room: ChatId) -> None:
        chat = await self._bot.get_chat(room)
        await self._office.run(describe_chat, chat=room, title=chat.title or "", forum=bool(chat.is_forum))
        self._let_go(room)

    async def _follow(self, old: ChatId, new: ChatId) -> None:
        log.info("staff_group_moved", old=old, new=new)
        self._places.move(old, new)
        await self._office.run(group_moved, old=old, new=new)
        self._let_go(old)
