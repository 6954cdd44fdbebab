"""How the staff's groups are looked at."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import GetChat

from bot.background import Background
from bot.clock import Clock
from bot.rooms import Rooms
from desk.ids import ChatId
from handlers.filters import Places
from tests.builders import ROOM
from tests.usecases.stage import a_stage


class SilentBot(Bot):
    """Whoever asks it about a chat waits for ever."""

    def __init__(self) -> None:
        super().__init__("1:nobody")
        self.asked: list[int] = []

    async def get_chat(self, chat_id: Any, request_timeout: int | None = None) -> Any:
        self.asked.append(int(chat_id))
        await asyncio.Event().wait()


class Counted(set[ChatId]):
    """Says when its members were gone through so often."""

    def __init__(self, *chats: ChatId, rounds: int) -> None:
        super().__init__(chats)
        self.left, self.enough = rounds, asyncio.Event()

    def __iter__(self) -> Iterator[ChatId]:
        self.left -= 1
        if self.left <= 0:
            self.enough.set()
        return super().__iter__()


async def test_a_group_is_looked_at_by_one_look_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """While Telegram does not answer, further looks would pile up and come all at once in the end."""
    monkeypatch.setattr("bot.rooms.LOOK_AGAIN", 0)
    bot, rooms, tasks = SilentBot(), Counted(ROOM, rounds=6), Background()
    office = (await a_stage()).office
    looks = Rooms(bot, office, Places(rooms), Clock(), hold=lambda _: None, let_go=lambda _: None)
    tasks.begin(looks.run(), name="rooms")
    async with asyncio.timeout(10):
        await rooms.enough.wait()
    await tasks.close()
    assert bot.asked == [ROOM]


class HushedBot(Bot):
    """Whoever asks it about a chat has to wait for so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__("1:nobody")
        self.seconds = seconds

    async def get_chat(self, chat_id: Any, request_timeout: int | None = None) -> Any:
        raise TelegramRetryAfter(GetChat(chat_id=chat_id), "Too Many Requests", self.seconds)


class SleeplessClock(Clock):
    """Notes until when somebody wants to sleep, and never wakes them."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted: asyncio.Queue[float] = asyncio.Queue()

    async def until(self, pace: float) -> None:
        await self.wanted.put(pace - self.pace().timestamp())
        await asyncio.Event().wait()


async def test_a_look_that_is_ordered_to_wait_waits_as_long_as_it_is_told() -> None:
    tasks, clock = Background(), SleeplessClock()
    office = (await a_stage()).office
    looks = Rooms(HushedBot(20), office, Places({ROOM}), clock, hold=lambda _: None, let_go=lambda _: None)
    tasks.begin(looks.run(), name="rooms")
    async with asyncio.timeout(10):
        seconds = await clock.wanted.get()
    await tasks.close()
    assert 19 < seconds <= 20
