"""Runs use cases: each whole or not at all, committed once, together with what we owe because of it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from desk.errors import Conflict, NotWorkedOut, Slow, Unavailable
from desk.ports import Arrived, Begin, Claim, Speaker, Work
from desk.usecases.arrivals import Arrival, arrive, nothing
from desk.usecases.consent import ConsentNeeded, must_agree_first
from desk.usecases.tickets import tickets_ahead

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 5
"""A lost race is run again on what is true now; a fifth loss in a row is a fault."""

TOGETHER = 32
"""So many that came at the same time share a transaction: a commit waits for the disk, for one as long as for all."""

UseCase = Callable[Concatenate[Work, P], Awaitable[R]]
Step = Callable[[Work], Awaitable[object]]


class Turn:
    """A step that waits to be run, and what became of it. `handling` is what it handles, if it handles updates."""

    def __init__(self, step: Step, handling: "Handling | None" = None) -> None:
        self.step = step
        self.handling = handling
        self.over = False
        self._result: object = None
        self._error: Exception | None = None

    def done(self, result: object) -> None:
        self.over, self._result = True, result

    def failed(self, error: Exception) -> None:
        self.over, self._error = True, error

    def outcome(self) -> Any:
        if self._error is not None:
            raise self._error
        return self._result


class Counter:
    """Opens and commits units of work, one at a time. Steps that came while one was on its way share the next.

    If one of several fails, none of them has happened, and each is run for itself. Whoever is cancelled goes when what
    they share has come to its end: only a unit of work of nobody else is cut off. What can be said at once because of
    them is claimed in the same transaction: a look and a commit less on the way of each message.
    """

    def __init__(self, begin: Begin) -> None:
        self.speaker: Speaker | None = None
        self._begin = begin
        self._one_at_a_time = asyncio.Lock()
        self._waiting: list[Turn] = []
        self._served_by: asyncio.Task[object] | None = None

    async def run(self, step: Step, handling: "Handling | None" = None) -> Any:
        if self._served_by is asyncio.current_task():
            raise RuntimeError("a unit of work inside of another one would wait for ever")
        turn = Turn(step, handling)
        self._waiting.append(turn)
        try:
            async with self._one_at_a_time:
                # Whoever had the lock before may have run it along.
                while not turn.over:
                    await self._serve(self._waiting[:TOGETHER])
        finally:
            if turn in self._waiting:
                self._waiting.remove(turn)
        return turn.outcome()

    async def _serve(self, turns: list[Turn]) -> None:
        """By whoever has the lock, for all of them."""
        if len(turns) == 1:
            await self._together(turns)
            return
        # Not detached: it is waited for, however often whoever waits is cancelled.
        shared = asyncio.create_task(self._together(turns), name="a shared unit of work")  # noqa: TID251
        cancelled: asyncio.CancelledError | None = None
        while not shared.done():
            try:
                await asyncio.wait({shared})
            except asyncio.CancelledError as error:
                cancelled = error
        if cancelled:
            raise cancelled
        shared.result()

    async def _together(self, turns: list[Turn]) -> None:
        if len(turns) > 1:
            try:
                results = await self._commit(turns)
            except Unavailable as error:
                for turn in turns:
                    self._settle(turn).failed(error)
                return
            except Exception:  # noqa: S110
                # None of them has happened. Whose fault it was is told when each is run for itself.
                pass
            else:
                for turn, result in zip(turns, results, strict=True):
                    self._settle(turn).done(result)
                return
        for turn in turns:
            await self._alone(turn)

    async def _alone(self, turn: Turn) -> None:
        try:
            (result,) = await self._retrying(turn)
        except Exception as error:
            self._settle(turn).failed(error)
        else:
            self._settle(turn).done(result)

    def _settle(self, turn: Turn) -> Turn:
        # Not there any more: whoever waited for it has gone.
        if turn in self._waiting:
            self._waiting.remove(turn)
        return turn

    async def _retrying(self, turn: Turn) -> list[object]:
        for left in reversed(range(TRIES)):
            try:
                return await self._commit([turn])
            except Conflict:
                if not left:
                    raise
        raise AssertionError("unreachable")

    async def _commit(self, turns: list[Turn]) -> list[object]:
        self._served_by = asyncio.current_task()
        try:
            try:
                return await self._committed(turns, self.speaker)
            except NotClaimed:
                # Whatever is wrong with what is owed must not undo what people did: it waits for its turn.
                return await self._committed(turns, None)
        finally:
            self._served_by = None

    async def _committed(self, turns: list[Turn], speaker: Speaker | None) -> list[object]:
        claim: Claim | None = None
        try:
            async with self._begin() as work:
                await _look_ahead(work, [turn.handling for turn in turns if turn.handling])
                results = [await turn.step(work) for turn in turns]
                if await work.write() and speaker:
                    claim = await _claimed(work, speaker)
                await work.commit()
        except BaseException:
            if claim:
                claim.give_back()
            raise
        if claim:
            claim.begin()
        return results


class NotClaimed(Exception):
    """What is owed could not be claimed."""


async def _look_ahead(work: Work, together: "list[Handling]") -> None:
    """What the handling of several updates begins with is asked for once."""
    if len(together) > 1:
        await work.ahead(
            writers={one.arrival.person.id for one in together if one.arrival},
            updates=[update for one in together for update in one.updates],
        )
        await tickets_ahead(work, {one.arrival.person.id for one in together if one.arrival and one.arrival.private})


async def _claimed(work: Work, speaker: Speaker) -> Claim | None:
    try:
        return await speaker.claim(work)
    except Exception as error:
        raise NotClaimed from error


class Office:
    """Use cases that change something go to the counter, questions are answered at once."""

    def __init__(self, begin: Begin, look: Begin) -> None:
        self._counter = Counter(begin)
        self._look = look

    def spoken_for_by(self, speaker: Speaker | None) -> None:
        """From now on what can be said at once is claimed with what makes it owed; None: no more."""
        self._counter.speaker = speaker

    async def run(self, use_case: UseCase[P, R], *args: P.args, **facts: P.kwargs) -> R:
        """Run a use case that changes something. A refusal or any other exception rolls all of it back."""
        return await self._run(lambda work: use_case(work, *args, **facts))

    async def look(self, question: UseCase[P, R], *args: P.args, **facts: P.kwargs) -> R:
        """Run a use case that only reads."""
        async with self._look() as work:
            return await question(work, *args, **facts)

    def handling(
        self, updates: tuple[int, ...], arrival: Arrival | None, unkept: "Unkept | None" = None
    ) -> "UpdateOffice":
        """This office for the handling of these updates, which came from somebody; of one that is `unkept` as yet."""
        return UpdateOffice(self, Handling(updates, arrival, unkept))

    async def _run(self, step: Callable[[Work], Awaitable[R]], handling: "Handling | None" = None) -> R:
        known: dict[Slow, object] = {}

        async def with_known(work: Work) -> R:
            work.worked_out.update(known)
            return await step(work)

        while True:
            try:
                result: R = await self._counter.run(with_known, handling)
            except NotWorkedOut as error:
                if error.question in known:
                    raise
                known[error.question] = await asyncio.to_thread(error.question.work_out)
            else:
                return result


class AlreadyHandled(Exception):
    """The update was done before: this run of it is undone."""


class NotItsTurn(Exception):
    """The update has to wait for others of its lane or for its time, or is over: this run of it is undone."""


class Unkept:
    """An update that is kept and handled in one transaction. `over` once that is committed, or has failed."""

    def __init__(self, arrived: Arrived) -> None:
        self.arrived = arrived
        self.over = asyncio.Event()

    async def keep(self, work: Work) -> None:
        """It may be there already: kept meanwhile, or brought again. Raises NotItsTurn."""
        this = self.arrived
        if await work.inbox.unfinished(this.lane, before=this.update):
            raise NotItsTurn
        if not await work.inbox.add([this], work.now) and not await work.inbox.is_due(this.update, work.now):
            raise NotItsTurn


@dataclass(frozen=True, slots=True)
class Handling:
    """Updates that are handled as one (an album is several), and what each of them tells."""

    updates: tuple[int, ...]
    arrival: Arrival | None = None
    unkept: Unkept | None = None


class UpdateOffice(Office):
    """Marks its updates done in the transaction of the one use case that they run: so a replay has no effect."""

    def __init__(self, office: Office, handling: Handling) -> None:
        self._counter = office._counter  # noqa: SLF001
        self._look = office._look  # noqa: SLF001
        self._handling = handling
        self.done = False
        self.agreed = False
        """Something of the same chat may have become ready by this."""

    async def run(self, use_case: UseCase[P, R], *args: P.args, **facts: P.kwargs) -> R:
        """Raises ConsentNeeded where its sender has to agree first: then nothing has happened."""

        async def step(work: Work) -> R:
            if (arrival := self._handling.arrival) is not None:
                if not await must_agree_first(work, arrival):
                    await arrive(work, arrival)
                elif cast("object", use_case) is not nothing:
                    raise ConsentNeeded
            return await self._marked(work, await use_case(work, *args, **facts))

        return await self._once(step)

    async def run_before_consent(self, use_case: UseCase[P, R], *args: P.args, **facts: P.kwargs) -> R:
        """Of somebody who has not agreed (yet): nothing is kept of them but what the use case keeps."""

        async def step(work: Work) -> R:
            return await self._marked(work, await use_case(work, *args, **facts))

        result = await self._once(step)
        self.agreed = True
        return result

    async def hold(self, use_case: Callable[..., Awaitable[int]], *, known: bool, **facts: object) -> None:
        """The updates are not done: the use case has them wait, and says how many of them it has seen to.

        `known`: their sender has agreed to be kept.
        """

        async def step(work: Work) -> None:
            if known and self._handling.arrival:
                await arrive(work, self._handling.arrival)
            if await use_case(work, updates=self._handling.updates, **facts) != len(self._handling.updates):
                raise AlreadyHandled(self._handling.updates)

        await self._once(step)

    async def _once(self, step: Callable[[Work], Awaitable[R]]) -> R:
        if self.done:
            raise RuntimeError("one update runs at most one changing use case")
        unkept = self._handling.unkept

        async def with_it(work: Work) -> R:
            if unkept is not None:
                await unkept.keep(work)
            return await step(work)

        result = await self._run(with_it, self._handling)
        self.done = True
        if unkept is not None:
            unkept.over.set()
        return result

    async def _marked(self, work: Work, result: R) -> R:
        if await work.inbox.done(self._handling.updates, work.now) != len(self._handling.updates):
            raise AlreadyHandled(self._handling.updates)
        return result
