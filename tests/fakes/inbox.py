"""Updates and digests, in memory."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from desk.ids import ChatId
from desk.ports import Arrived, InboxRow, Queue, SetAside
from tests.fakes.store import Kept, Store


class FakeInbox:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, arrived: Sequence[Arrived], at: datetime) -> int:
        before = len(self._store.inbox)
        for item in arrived:
            row = InboxRow(item.update, item.lane, item.raw, item.album, received_at=at, tries=0)
            self._store.inbox.setdefault(item.update, Kept(row, due_at=at, sender=item.sender))
        return len(self._store.inbox) - before

    async def newest(self) -> int | None:
        return max(self._store.inbox, default=None)

    async def ready(self, now: datetime, limit: int, *, without: Collection[int] = ()) -> list[InboxRow]:
        found, blocked = [], set(without)
        for _, kept in sorted(self._store.inbox.items()):
            if kept.state != "ready" or kept.row.lane in blocked:
                continue
            if kept.due_at > now:
                blocked.add(kept.row.lane)
            else:
                found.append(kept.row)
        return found[:limit]

    async def unfinished(self, lane: int, *, before: int | None = None) -> bool:
        waiting = [kept.row for kept in self._store.inbox.values() if kept.state == "ready"]
        return any(row.lane == lane and (before is None or row.update < before) for row in waiting)

    async def is_due(self, update: int, now: datetime) -> bool:
        kept = self._ready(update)
        return kept is not None and kept.due_at <= now

    async def handled(self, lane: int, album: str) -> bool:
        same = [kept for kept in self._store.inbox.values() if kept.row.lane == lane and kept.row.album == album]
        return bool(album) and any(kept.state == "done" for kept in same)

    async def done(self, updates: Iterable[int], at: datetime) -> int:
        kept = [self._store.inbox[update] for update in set(updates) if update in self._store.inbox]
        fresh = [row for row in kept if row.state != "done"]
        for row in fresh:
            erased = replace(row.row, raw="")
            self._store.inbox[row.row.update] = replace(row, row=erased, state="done", done_at=at, error="")
        return len(fresh)

    async def retry(self, update: int, error: str, at: datetime) -> None:
        if kept := self._ready(update):
            tried = replace(kept.row, tries=kept.row.tries + 1)
            self._store.inbox[update] = replace(kept, row=tried, error=error, due_at=at)

    async def park(self, update: int, error: str) -> None:
        if kept := self._ready(update):
            self._store.inbox[update] = replace(kept, state="parked", error=error)

    async def hold(self, updates: Iterable[int]) -> int:
        waiting = [kept for update in set(updates) if (kept := self._ready(update))]
        for kept in waiting:
            self._store.inbox[kept.row.update] = replace(kept, state="held")
        return len(waiting)

    async def held(self, lane: int) -> list[int]:
        return sorted(kept.row.update for kept in self._held(lane))

    async def held_before(self, before: datetime, limit: int) -> list[int]:
        old = {
            kept.row.lane
            for kept in self._store.inbox.values()
            if kept.state == "held" and kept.row.received_at < before
        }
        return sorted(old)[:limit]

    async def let_go(self, lane: int, at: datetime) -> int:
        held = self._held(lane)
        for kept in held:
            self._store.inbox[kept.row.update] = replace(kept, state="ready", due_at=at)
        return len(held)

    async def erase_held(self, lane: int, at: datetime) -> int:
        held = self._held(lane)
        for kept in held:
            erased = replace(kept.row, raw="")
            self._store.inbox[kept.row.update] = replace(kept, row=erased, state="done", done_at=at, error="")
        return len(held)

    async def ask(self, updates: Iterable[int], until: datetime) -> int:
        these = set(updates)
        waiting = [kept for update in these if (kept := self._ready(update))]
        for kept in waiting:
            row = replace(kept.row, way="")
            self._store.inbox[row.update] = replace(kept, row=row, state="asked", choice=min(these), due_at=until)
        return len(waiting)

    async def choose(self, lane: int, choice: int, way: str, at: datetime) -> int:
        asked = self._asked(lane, choice)
        for kept in asked:
            chosen = replace(kept, row=replace(kept.row, way=way), state="ready", due_at=at)
            self._store.inbox[kept.row.update] = chosen
        return len(asked)

    async def drop_asked(self, lane: int, choice: int, at: datetime) -> int:
        asked = self._asked(lane, choice)
        for kept in asked:
            erased = replace(kept.row, raw="")
            self._store.inbox[kept.row.update] = replace(kept, row=erased, state="done", done_at=at, error="")
        return len(asked)

    async def unchosen(self, now: datetime, limit: int) -> list[tuple[int, int]]:
        found = {
            (kept.row.lane, kept.choice)
            for kept in self._store.inbox.values()
            if kept.state == "asked" and not kept.row.way and kept.due_at <= now and kept.choice is not None
        }
        return sorted(found, key=lambda one: one[1])[:limit]

    async def reminded(self, lane: int, choice: int) -> bool:
        asked = self._asked(lane, choice)
        for kept in asked:
            self._store.inbox[kept.row.update] = replace(kept, row=replace(kept.row, way="reminded"))
        return bool(asked)

    def _asked(self, lane: int, choice: int) -> list[Kept]:
        rows = self._store.inbox.values()
        return [row for row in rows if row.state == "asked" and row.row.lane == lane and row.choice == choice]

    def _held(self, lane: int) -> list[Kept]:
        return [kept for kept in self._store.inbox.values() if kept.state == "held" and kept.row.lane == lane]

    async def parked(self, since: datetime | None = None) -> int:
        return sum(since is None or kept.row.received_at >= since for kept in self._parked())

    async def set_aside(self, limit: int) -> list[SetAside]:
        found = [
            SetAside(kept.row.update, kept.row.lane, kept.row.raw, kept.row.received_at, kept.error)
            for kept in self._parked()
        ]
        return found[-limit:]

    async def again(self, update: int, at: datetime) -> bool:
        found = [kept for kept in self._parked() if kept.row.update == update]
        for kept in found:
            row = replace(kept.row, tries=0)
            self._store.inbox[update] = replace(kept, row=row, state="ready", error="", due_at=at)
        return bool(found)

    async def drop(self, update: int, at: datetime) -> bool:
        found = [kept for kept in self._parked() if kept.row.update == update]
        for kept in found:
            erased = replace(kept.row, raw="")
            self._store.inbox[update] = replace(kept, row=erased, state="done", done_at=at, error="")
        return bool(found)

    def _parked(self) -> list[Kept]:
        return [kept for _, kept in sorted(self._store.inbox.items()) if kept.state == "parked"]

    async def queue(self) -> Queue:
        waiting = [kept.row.received_at for kept in self._store.inbox.values() if kept.state == "ready"]
        return Queue(len(waiting), min(waiting, default=None))

    async def next_try(self, now: datetime) -> datetime | None:
        kept = self._store.inbox.values()
        return min((row.due_at for row in kept if row.state == "ready" and row.due_at > now), default=None)

    async def prune(self, before: datetime, limit: int) -> int:
        newest = await self.newest()
        old = [
            update
            for update, kept in self._store.inbox.items()
            if kept.done_at and kept.done_at < before and update != newest
        ]
        for update in old[:limit]:
            del self._store.inbox[update]
        return len(old[:limit])

    def _ready(self, update: int) -> Kept | None:
        kept = self._store.inbox.get(update)
        return kept if kept and kept.state == "ready" else None


class FakeDigests:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def begin(self, day: date, chat: ChatId) -> bool:
        if (day, chat) in self._store.digests:
            return False
        self._store.digests[day, chat] = None
        return True

    async def delivered(self, day: date, chat: ChatId, at: datetime) -> None:
        if (day, chat) in self._store.digests:
            self._store.digests[day, chat] = at
