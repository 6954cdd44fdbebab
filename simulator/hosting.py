"""What a demo around the simulator says of itself: who plays, what is going on outside, and what may be done there."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from simulator.changes import Changes


@dataclass(eq=False)
class Pull:
    """A lever that somebody has pulled; `error` is why the host could not do it."""

    number: int
    lever: str
    done: bool = False
    error: str = ""


@dataclass
class Hosting:
    """`cast` are the people of the demo as the page introduces them; `reports` plain values by their names.

    The simulator knows nothing of what is reported, nor of what a lever does: a host does it, in another process.
    """

    changes: Changes
    language: str = "ru"
    zone: str = "UTC"
    cast: list[dict[str, Any]] = field(default_factory=list)
    levers: list[str] = field(default_factory=list)
    reports: dict[str, Any] = field(default_factory=dict)
    _waiting: deque[Pull] = field(default_factory=deque)
    _in_hand: dict[int, Pull] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def offer(self, levers: Iterable[str]) -> None:
        """These levers can be pulled from now on."""
        self.levers = list(levers)
        self.changes.notify()

    def pull(self, lever: str) -> Pull:
        """Asks the host to do it."""
        pull = Pull(next(self._numbers), lever)
        self._waiting.append(pull)
        self.changes.notify()
        return pull

    def take(self) -> Pull | None:
        """What the host has to do next."""
        if not self._waiting:
            return None
        pull = self._waiting.popleft()
        self._in_hand[pull.number] = pull
        self.changes.notify()
        return pull

    def settle(self, number: int, error: str) -> None:
        """The host has done it, or could not. Raises KeyError for a number that is not in hand."""
        pull = self._in_hand.pop(number)
        pull.done, pull.error = True, error
        self.changes.notify()

    def report(self, name: str, facts: Any) -> None:
        """What is so now under this name."""
        if self.reports.get(name) != facts:
            self.reports[name] = facts
            self.changes.notify()

    def is_busy(self, lever: str) -> bool:
        """Whether it was pulled and is not done yet."""
        return any(pull.lever == lever for pull in (*self._waiting, *self._in_hand.values()))
