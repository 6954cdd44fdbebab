"""Telegram's budgets as pure arithmetic: when may this chat be called again. Times are seconds on one clock."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

LIMIT = re.compile(r"(group|private|all):(\d+)/(\d+)s")

LATELY = 60.0
"""Seconds after an order to wait in which a chat's budget counts as short."""

MARGIN = 0.01
"""Seconds on top of a window: Telegram's clock is not ours. What the way there takes is in it already, see Turn."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` calls in any `seconds`."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """TELEGRAM_LIMITS. None: not limited, for benchmarks and for an own Bot API server."""

    group: Limit | None = None
    private: Limit | None = None
    all: Limit | None = None


def parse_limits(text: str) -> Limits:
    """`group:20/60s,private:3/3s,all:30/1s`, each once, or `off`. ValueError says what is wrong."""
    if text.strip().lower() == "off":
        return Limits()
    found: dict[str, Limit] = {}
    for item in text.split(","):
        match = LIMIT.fullmatch(item.strip())
        if match is None or not int(match[2]) or not int(match[3]):
            raise ValueError(f"{item.strip()!r} is not a limit such as group:20/60s")
        if match[1] in found:
            raise ValueError(f"{match[1]} is there twice; needs group, private and all, each once, or 'off'")
        found[match[1]] = Limit(int(match[2]), float(match[3]))
    if set(found) != {"group", "private", "all"}:
        raise ValueError("needs group, private and all, each once, or 'off'")
    return Limits(**found)


class Entry:
    """One message in a window. While its call is under way it counts as made now; `later` spreads an album."""

    __slots__ = ("at", "later", "under_way")

    def __init__(self, at: float, later: float, *, under_way: bool) -> None:
        self.at = at + later
        self.later = later
        self.under_way = under_way


class Window:
    """A sliding window over the calls of one chat. It never lets a burst double: each call counts for its full span."""

    __slots__ = ("_entries", "_limit")

    def __init__(self, limit: Limit) -> None:
        self._limit = limit
        self._entries: list[Entry] = []

    def free_at(self, now: float, cost: int = 1) -> float:
        """When a call of so many messages fits; `now`: at once. An album larger than the window needs an empty one."""
        self._forget(now)
        over = len(self._entries) + min(cost, self._limit.count) - self._limit.count
        if over <= 0:
            return now
        times = sorted(now if entry.under_way else entry.at for entry in self._entries)
        return times[over - 1] + self._limit.seconds + MARGIN

    def take(self, now: float, cost: int, *, under_way: bool) -> list[Entry]:
        """Room for so many messages; what does not fit into a window is spread over the next ones."""
        count, seconds = self._limit.count, self._limit.seconds
        taken = [Entry(now, (item // count) * seconds, under_way=under_way) for item in range(cost)]
        self._entries += taken
        return taken

    def give_back(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self._entries.remove(entry)

    def _forget(self, now: float) -> None:
        span = self._limit.seconds + MARGIN
        self._entries = [entry for entry in self._entries if entry.under_way or entry.at + span > now]

    @property
    def half(self) -> int:
        """As many messages as do not fit any more once half of the window is spent."""
        return self._limit.count // 2 + 1

    @property
    def idle(self) -> bool:
        return not self._entries


class Turn:
    """A call's place in the budgets of its chat and of all chats.

    Room is looked for before a call and counted from its end: Telegram counted it somewhere in between.
    """

    def __init__(self, taken: list[tuple[Window, list[Entry]]]) -> None:
        self._taken = taken

    def made(self, at: float) -> None:
        """The call is over."""
        for _, entries in self._taken:
            for entry in entries:
                entry.at, entry.under_way = at + entry.later, False
        self._taken = []

    def give_back(self) -> None:
        """The call was not made after all."""
        for window, entries in self._taken:
            window.give_back(entries)
        self._taken = []


class Pacing:
    """One budget per chat over sends, edits, copies, deletes, topic actions and reactions, and one over all chats."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._chats: defaultdict[int, Window | None] = defaultdict(lambda: None)
        self._all = Window(limits.all) if limits.all else None
        self._blocked: dict[int, float] = {}

    def free_at(self, chat: int, now: float, cost: int = 1) -> float:
        """When this chat may be called next, with a call of so many messages."""
        free = max((window.free_at(now, cost) for window in self._windows(chat)), default=now)
        return max(free, self._blocked.get(chat, now))

    def block(self, chat: int, until: float) -> None:
        """Telegram orders to leave this chat alone: also what is in the middle of several calls waits."""
        self._blocked[chat] = max(until, self._blocked.get(chat, until))

    def blocked_until(self, chat: int) -> float:
        """When Telegram's order to leave this chat alone ends; without one, long ago."""
        return self._blocked.get(chat, 0.0)

    def is_short(self, chat: int, now: float) -> bool:
        """Whether the chat's budget is running out: half of it is spent, or Telegram ordered to wait of late."""
        if self._blocked.get(chat, 0.0) + LATELY > now:
            return True
        window = self._chats.get(chat)
        return window is not None and window.free_at(now, window.half) > now

    def take(self, chat: int, now: float, cost: int = 1) -> Turn:
        """A place for a call that is about to be made."""
        return Turn([(window, window.take(now, cost, under_way=True)) for window in self._windows(chat)])

    def spend(self, chat: int, at: float, cost: int = 1) -> None:
        """A call that was made at that time."""
        self.take(chat, at, cost).made(at)

    def full(self, now: float) -> dict[int, float]:
        """The chats without room at the moment, and when each has some again."""
        windows = [(chat, window.free_at(now)) for chat, window in self._chats.items() if window]
        return {chat: free for chat, free in windows if free > now}

    def forget_idle(self, now: float) -> None:
        """Drop the windows of chats that were quiet."""
        self._blocked = {chat: until for chat, until in self._blocked.items() if until + LATELY > now}
        for chat, window in list(self._chats.items()):
            if window is None or (window.free_at(now) <= now and window.idle):
                del self._chats[chat]

    def _windows(self, chat: int) -> list[Window]:
        limit = self._limits.private if chat > 0 else self._limits.group
        if limit is not None and self._chats[chat] is None:
            self._chats[chat] = Window(limit)
        return [window for window in (self._chats[chat], self._all) if window is not None]
