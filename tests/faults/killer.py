"""Where and when the desk is killed: by the clock, at a call, and in the middle of its start."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum

from simulator.errors import ApiError
from simulator.limits import COUNTED
from simulator.methods.call import Call
from tests.faults.victim import Victim

WAKES = 90.0
"""Seconds within which a desk does something, on a machine with much else to do."""

RARE = 4.0
"""Seconds after which the call that the desk was to be killed at is not waited for any longer."""

AT_WORK = {
    "sendMessage": 16,
    "sendPhoto": 2,
    "sendMediaGroup": 2,
    "sendSticker": 2,
    "sendVoice": 2,
    "copyMessage": 2,
    "setMessageReaction": 16,
    "editMessageText": 6,
    "editMessageMedia": 1,
    "createForumTopic": 3,
    "answerCallbackQuery": 1,
    "getUpdates": 12,
}
"""The calls that it is killed at, each with how far into them at most."""

AT_THE_START = ("getMe", "getChat", "setMyCommands", "getUpdates")
FIRST_CALLS = {"getUpdates", "sendMessage", "createForumTopic", "setMessageReaction"}


class How(Enum):
    CLOCK = "clock"
    CALL = "call"
    START = "start"


@dataclass
class Killer:
    """A check of the local Telegram's `before` list, which counts the calls of one life of the desk and ends it at one.

    The call that it dies at is done by Telegram, or (`lost`) never gets there: the next life cannot tell.
    `at_work` are the kills before which something was said in that life, `at_start` the others.
    """

    victim: Victim
    chance: random.Random
    said: int = 0
    at_work: Counter[How] = field(default_factory=Counter)
    at_start: Counter[How] = field(default_factory=Counter)
    _method: str = ""
    _left: int = 0
    _lost: bool = False
    _dead: asyncio.Event = field(default_factory=asyncio.Event)
    _spoke: asyncio.Event = field(default_factory=asyncio.Event)

    def __call__(self, call: Call) -> None:
        if call.method == self._method:
            self._left -= 1
            if not self._left and self.victim.kill():
                self._method = ""
                self._dead.set()
                self._spoke.set()
                if self._lost:
                    raise ApiError(502, "lost on the way")
        if call.method in COUNTED:
            self.said += 1
            self._spoke.set()

    @property
    def kills(self) -> int:
        return self.at_work.total() + self.at_start.total()

    async def kill(self, times: int) -> None:
        """Until it was killed so many times while it was at work; the kills at the start come on top."""
        life, deck = 0, self._shuffled()
        while self.at_work.total() < times:
            await self.victim.born(life)
            life = self.victim.lives
            self.said = 0
            self._spoke.clear()
            deck = deck or self._shuffled()
            how, method = deck.pop()
            await self._once(how, method)
            (self.at_work if self.said else self.at_start)[how] += 1

    def _shuffled(self) -> list[tuple[How, str]]:
        """The next kills, so that even a few of them are of every sort."""
        rare = self.chance.choice(sorted(AT_WORK.keys() - {"getUpdates", "sendMessage"}))
        often = [(How.CALL, method) for method in ("getUpdates", "sendMessage", rare)]
        return self.chance.sample([*often, (How.CLOCK, ""), (How.CLOCK, ""), (How.START, "")], 6)

    async def _once(self, how: How, method: str) -> None:
        match how:
            case How.CLOCK:
                await self._by_the_clock()
            case How.CALL:
                most = AT_WORK[method]
                await self._at(method, 1 if method in FIRST_CALLS and self.chance.random() < 0.3 else most)
            case How.START if self.chance.random() < 0.5:
                await asyncio.sleep(self.chance.uniform(0.05, 3))
                self.victim.kill()
            case How.START:
                await self._at(self.chance.choice(AT_THE_START), 1)

    async def _by_the_clock(self) -> None:
        async with asyncio.timeout(WAKES):
            await self._spoke.wait()
        await asyncio.sleep(self.chance.uniform(0.05, 2.5))
        self.victim.kill()

    async def _at(self, method: str, most: int) -> None:
        self._dead.clear()
        self._method, self._left = method, self.chance.randint(1, most)
        # A poll that never gets there is none.
        self._lost = method != "getUpdates" and self.chance.random() < 0.5
        try:
            async with asyncio.timeout(WAKES):
                await self._spoke.wait()
            async with asyncio.timeout(RARE):
                await self._dead.wait()
        except TimeoutError:
            self._method = ""
            self.victim.kill()
