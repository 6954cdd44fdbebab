"""Keeps the bot within Telegram's limits as Telegram does: by answering late, or by ordering it to wait."""

from simulator.errors import too_many_requests
from simulator.limits import COUNTED, OVERALL, Limit, limit_of
from simulator.methods.call import Call
from simulator.waits import Waits, until
from simulator.world.world import World

LONGEST_SLEEP = 8.0
"""Seconds of a wait that the server sits out itself, so that the bot sees a slow answer only."""


class Window:
    """At most `actions` in any `seconds`; calls that sleep have their places in the future."""

    def __init__(self, limit: Limit) -> None:
        self._limit = limit
        self._times: list[float] = []

    def free_at(self, now: float, actions: int) -> float:
        """When so many fit. More than a window holds need an empty one."""
        self._times = [time for time in self._times if time > now - self._limit.seconds]
        before = len(self._times) + min(actions, self._limit.actions) - self._limit.actions
        latest = self._times[-1] if self._times else now
        return max(now, latest, self._times[before - 1] + self._limit.seconds if before > 0 else now)

    def take(self, at: float, actions: int) -> None:
        """What is more than a window holds is spread over the next ones."""
        count, seconds = self._limit
        self._times += [at + item // count * seconds for item in range(actions)]


class Limiter:
    """`slept`: seconds of each answer that was late; `refused`: calls that were ordered to wait."""

    def __init__(self, world: World, waits: Waits) -> None:
        self.slept: list[float] = []
        self.refused: list[Call] = []
        self._world = world
        self._waits = waits
        self._windows: dict[int, Window] = {}

    async def let_through(self, call: Call) -> None:
        """Returns when the call's turn has come, if that is soon; otherwise the chat has to be left alone."""
        chat = call.chat_id()
        if chat is None or call.method not in COUNTED:
            return
        now, actions = self._world.clock.now().timestamp(), call.actions()
        windows = [self._window(chat, limit_of(chat)), self._window(0, OVERALL)]
        at = max(window.free_at(now, actions) for window in windows)
        if at - now > LONGEST_SLEEP:
            self.refused.append(call)
            self._waits.order(chat, at - now)
            raise too_many_requests(at - now)
        for window in windows:
            window.take(at, actions)
        if at > now:
            self.slept.append(at - now)
            await until(self._world, at)

    def _window(self, chat: int, limit: Limit) -> Window:
        return self._windows.setdefault(chat, Window(limit))
