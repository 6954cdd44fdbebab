"""The desk with everything outside of it in memory: for fast tests of use cases."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from desk.notices import AnyNotice
from desk.office import Office
from desk.rules.policy import Policy
from tests.fakes.clock import FakeClock
from tests.fakes.store import Store
from tests.fakes.work import FakeWork


class FakeDesk:
    """`office` runs use cases; `store` is what is kept now, `said` all that was ever owed, in order.

    One unit of work changes things at a time, as with SQLite; `look` works on a copy and must leave it as it is.
    """

    def __init__(self, policy: Policy, now: datetime) -> None:
        self.policy = policy
        self.clock = FakeClock(now)
        self.store = Store()
        self.said: list[AnyNotice] = []
        self.commits = 0
        self._one_at_a_time = asyncio.Lock()
        self._writer: asyncio.Task[object] | None = None
        self.office = Office(self.begin, self.look)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[FakeWork]:
        if self._writer is asyncio.current_task():
            raise RuntimeError("a unit of work inside of another one would wait for ever")
        async with self._one_at_a_time:
            self._writer = asyncio.current_task()
            try:
                yield FakeWork(self.store.copy(), self.clock(), self.policy, self._keep)
            finally:
                self._writer = None

    @asynccontextmanager
    async def look(self) -> AsyncIterator[FakeWork]:
        work = FakeWork(self.store.copy(), self.clock(), self.policy, keep=None)
        before = work.store.copy()
        yield work
        if work.store != before:
            raise RuntimeError("a look changed something")

    def _keep(self, store: Store, said: list[AnyNotice]) -> None:
        self.store = store
        self.said += said
        self.commits += 1
