"""Waits by the simulator's clock, which can be pushed: until a moment, and those that Telegram orders."""

import math
import time
from collections.abc import Callable

from simulator.errors import too_many_requests
from simulator.limits import COUNTED
from simulator.methods.call import Call
from simulator.world.world import World

LOOK_EACH = 0.1
"""Real seconds: another process may have moved the clock."""

BLIND = 1.0
"""Seconds in which calls that were on the way may still come in: who made them did not know of the order yet."""

ON_THE_WAY = 1.0
"""The same in real seconds: the clock may be pushed while a call is on its way."""


async def until(world: World, moment: float, over: Callable[[], bool] = lambda: False) -> None:
    """Sleeps until `moment` (Unix seconds), or until it is `over` or the simulator closes."""

    def come() -> bool:
        return world.clock.now().timestamp() >= moment or world.closing or over()

    while not come():
        await world.changes.wait_for(come, max(0.001, min(moment - world.clock.now().timestamp(), LOOK_EACH)))


class Waits:
    """Chats that have to be left alone. A call there is a violation, and the wait begins anew."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._ordered: dict[int, tuple[float, int, float]] = {}

    def order(self, chat: int, seconds: float) -> None:
        """From now on this chat is left alone for so long."""
        self._ordered[chat] = self._now(), math.ceil(seconds), time.monotonic()

    def check(self, call: Call) -> None:
        """Refuses what comes before a wait is over."""
        chat = call.chat_id()
        if chat is None or chat not in self._ordered or call.method not in COUNTED:
            return
        since, seconds, heard = self._ordered[chat]
        passed = self._now() - since
        if passed >= seconds:
            del self._ordered[chat]
            return
        left = seconds - passed
        if passed > BLIND and time.monotonic() - heard > ON_THE_WAY:
            call.violation(f"called chat {chat} {passed:.1f} s after an order to wait {seconds} s")
            self.order(chat, seconds)
            left = seconds
        raise too_many_requests(left)

    def _now(self) -> float:
        return self._world.clock.now().timestamp()
