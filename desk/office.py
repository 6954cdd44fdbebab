"""Runs use cases: one transaction each, committed once, together with what we owe because of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from desk.errors import Conflict
from desk.ports import Begin, Committed, Work
from desk.usecases.arrivals import Arrival, arrive

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 5
"""A lost race is run again on what is true now; a fifth loss in a row is a fault."""

UseCase = Callable[Concatenate[Work, P], Awaitable[R]]


class Office:
    """The one place that opens and commits a unit of work."""

    def __init__(self, begin: Begin, look: Begin, committed: Committed) -> None:
        self._begin = begin
        self._look = look
        self._committed = committed

    async def run(self, use_case: UseCase[P, R], *args: P.args, **facts: P.kwargs) -> R:
        """Run a use case that changes something. A refusal or any other exception rolls all of it back."""
        return await self._run(lambda work: use_case(work, *args, **facts))

    async def look(self, question: UseCase[P, R], *args: P.args, **facts: P.kwargs) -> R:
        """Run a use case that only reads."""
        async with self._look() as work:
            return await question(work, *args, **facts)

    def handling(self, updates: tuple[int, ...], arrival: Arrival | None) -> "UpdateOffice":
        """This office for the handling of these updates, which came from somebody."""
        return UpdateOffice(self._begin, self._look, self._committed, Handling(updates, arrival))

    async def _run(self, step: Callable[[Work], Awaitable[R]]) -> R:
        for left in reversed(range(TRIES)):
            try:
                async with self._begin() as work:
                    result = await step(work)
                    await work.commit()
            except Conflict:
                if not left:
                    raise
            else:
                self._committed()
                return result
        raise AssertionError("unreachable")


class AlreadyHandled(Exception):
    """The update was done before: this run of it is undone."""


@dataclass(frozen=True, slots=True)
class Handling:
    """Updates that are handled as one (an album is several), and what each of them tells."""

    updates: tuple[int, ...]
    arrival: Arrival | None = None


class UpdateOffice(Office):
    """Marks its updates done in the transaction of the one use case that they run: so a replay has no effect."""

    def __init__(self, begin: Begin, look: Begin, committed: Committed, handling: Handling) -> None:
        super().__init__(begin, look, committed)
        self._handling = handling
        self.done = False

    async def run(self, use_case: UseCase[P, R], *args: P.args, **facts: P.kwargs) -> R:
        if self.done:
            raise RuntimeError("one update runs at most one changing use case")

        async def step(work: Work) -> R:
            if self._handling.arrival:
                await arrive(work, self._handling.arrival)
            result = await use_case(work, *args, **facts)
            if await work.inbox.done(self._handling.updates, work.now) != len(self._handling.updates):
                raise AlreadyHandled(self._handling.updates)
            return result

        result = await self._run(step)
        self.done = True
        return result
