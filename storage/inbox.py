"""Updates in SQL."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, func, select, text, update

from desk.ports import Arrived, InboxRow, Queue, SetAside
from storage.sql import Sql, upsert
from storage.tables import inbox
from storage.tables.queues import IS_ASKED, IS_DONE, IS_HELD, IS_ITEM, IS_PARKED, IS_READY, InboxState
from storage.values import columns_of

NEWEST = 2**63 - 1
"""No update has a higher number."""

REMINDED = "reminded"
"""Of a choice that nobody has made: its sender was reminded of it."""

_ADD = upsert(inbox).on_conflict_do_nothing().returning(inbox.c.update_id)
_HIGHEST = select(func.max(inbox.c.update_id))

_held = inbox.alias("held")
_HELD_UP = exists().where(
    text(IS_READY),
    _held.c.lane == inbox.c.lane,
    _held.c.update_id <= inbox.c.update_id,
    _held.c.due_at > bindparam("now"),
)
_READY = (
    select(
        inbox.c.update_id.label("update"),
        inbox.c.lane,
        inbox.c.raw,
        inbox.c.album,
        inbox.c.received_at,
        inbox.c.tries,
        inbox.c.way,
    )
    .where(text(IS_READY), ~_HELD_UP)
    .order_by(inbox.c.update_id)
    .limit(bindparam("most"))
)
_READY_ELSEWHERE = _READY.where(inbox.c.lane.not_in(bindparam("without", expanding=True)))
_DONE = (
    update(inbox)
    .where(inbox.c.update_id.in_(bindparam("updates", expanding=True)), inbox.c.state != InboxState.DONE)
    .values(state=InboxState.DONE, raw="", error="", done_at=bindparam("at"))
)
_DONE_ONE = (
    update(inbox)
    .where(inbox.c.update_id == bindparam("one"))
    .values(state=InboxState.DONE, raw="", error="", done_at=bindparam("at"))
)
_NOT_DONE = select(inbox.c.update_id).where(
    inbox.c.update_id.in_(bindparam("these", expanding=True)), inbox.c.state != InboxState.DONE
)
_UNFINISHED = select(
    exists().where(text(IS_READY), inbox.c.lane == bindparam("lane"), inbox.c.update_id < bindparam("before"))
)
_IS_DUE = select(
    exists().where(text(IS_READY), inbox.c.update_id == bindparam("this"), inbox.c.due_at <= bindparam("now"))
)
_HANDLED = select(
    exists().where(
        text(IS_ITEM),
        inbox.c.lane == bindparam("lane"),
        inbox.c.album == bindparam("album"),
        inbox.c.state == InboxState.DONE,
    )
)
_THIS = update(inbox).where(inbox.c.update_id == bindparam("this"), text(IS_READY))
_RETRY = _THIS.values(tries=inbox.c.tries + 1, error=bindparam("why"), due_at=bindparam("at"))
_PARK = _THIS.values(state=InboxState.PARKED, error=bindparam("why"))
_HOLD = (
    update(inbox)
    .where(inbox.c.update_id.in_(bindparam("updates", expanding=True)), text(IS_READY))
    .values(state=InboxState.HELD)
)
_HELD = select(inbox.c.update_id).where(text(IS_HELD), inbox.c.lane == bindparam("lane")).order_by(inbox.c.update_id)
_HELD_BEFORE = (
    select(inbox.c.lane)
    .where(text(IS_HELD), inbox.c.received_at < bindparam("before"))
    .group_by(inbox.c.lane)
    .order_by(inbox.c.lane)
    .limit(bindparam("most"))
)
_OF_LANE = update(inbox).where(text(IS_HELD), inbox.c.lane == bindparam("whose"))
_LET_GO = _OF_LANE.values(state=InboxState.READY, due_at=bindparam("at"))
_ERASE_HELD = _OF_LANE.values(state=InboxState.DONE, raw="", error="", done_at=bindparam("at"))
_ASK = (
    update(inbox)
    .where(inbox.c.update_id.in_(bindparam("updates", expanding=True)), text(IS_READY))
    .values(state=InboxState.ASKED, choice=bindparam("which"), due_at=bindparam("until"), way="")
)
_OF_CHOICE = update(inbox).where(
    text(IS_ASKED), inbox.c.lane == bindparam("whose"), inbox.c.choice == bindparam("of_choice")
)
_CHOOSE = _OF_CHOICE.values(state=InboxState.READY, way=bindparam("how"), due_at=bindparam("at"))
_DROP_ASKED = _OF_CHOICE.values(state=InboxState.DONE, raw="", error="", done_at=bindparam("at"))
_REMINDED = _OF_CHOICE.values(way=REMINDED)
_UNCHOSEN = (
    select(inbox.c.lane, inbox.c.choice)
    .where(text(IS_ASKED), inbox.c.way == "", inbox.c.due_at <= bindparam("now"))
    .group_by(inbox.c.lane, inbox.c.choice)
    .order_by(inbox.c.choice)
    .limit(bindparam("most"))
)
_PARKED = select(func.count()).select_from(inbox).where(text(IS_PARKED))
_PARKED_SINCE = _PARKED.where(inbox.c.received_at >= bindparam("since"))
_SET_ASIDE = (
    select(inbox.c.update_id.label("update"), inbox.c.lane, inbox.c.raw, inbox.c.received_at, inbox.c.error)
    .where(text(IS_PARKED))
    .order_by(inbox.c.update_id.desc())
    .limit(bindparam("most"))
)
_THAT_IS_PARKED = update(inbox).where(text(IS_PARKED), inbox.c.update_id == bindparam("which"))
_AGAIN = _THAT_IS_PARKED.values(state=InboxState.READY, tries=0, error="", due_at=bindparam("at"))
_DROP = _THAT_IS_PARKED.values(state=InboxState.DONE, raw="", error="", done_at=bindparam("at"))
_QUEUE = select(func.count(), func.min(inbox.c.received_at)).select_from(inbox).where(text(IS_READY))
_NEXT_TRY = select(func.min(inbox.c.due_at)).where(text(IS_READY), inbox.c.due_at > bindparam("now"))
_OLD = (
    select(inbox.c.update_id)
    .where(
        text(IS_DONE),
        inbox.c.done_at < bindparam("before"),
        inbox.c.update_id < select(func.max(inbox.c.update_id)).scalar_subquery(),
    )
    .order_by(inbox.c.done_at)
    .limit(bindparam("most"))
)
_PRUNE = delete(inbox).where(inbox.c.update_id.in_(_OLD.scalar_subquery()))


class Inbox:
    """Of updates that were looked at ahead, that they are done is written by the commit, all at once."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql
        self._done: list[dict[str, object]] = []

    async def ahead(self, these: Iterable[int]) -> None:
        not_done = await self._sql.column(self._sql.held(_NOT_DONE), these=list(these))
        self._sql.known(inbox).update(dict.fromkeys(not_done))

    async def flush(self) -> None:
        if self._done:
            await self._sql.run(_DONE_ONE, self._done)
            self._done.clear()

    async def add(self, arrived: Sequence[Arrived], at: datetime) -> int:
        fresh = {"state": InboxState.READY, "received_at": at, "due_at": at, "tries": 0, "error": ""}
        rows = [columns_of(item, "update") | {"update_id": item.update} | fresh for item in arrived]
        return len((await self._sql.run(_ADD, rows)).rows) if rows else 0

    async def newest(self) -> int | None:
        newest: int | None = await self._sql.value(_HIGHEST)
        return newest

    async def ready(self, now: datetime, limit: int, *, without: Collection[int] = ()) -> list[InboxRow]:
        await self.flush()
        facts = {"now": now, "most": limit}
        if without:
            rows = await self._sql.all(_READY_ELSEWHERE, **facts, without=list(without))
        else:
            rows = await self._sql.all(_READY, **facts)
        return [InboxRow(**row) for row in rows]

    async def unfinished(self, lane: int, *, before: int | None = None) -> bool:
        await self.flush()
        return bool(await self._sql.value(_UNFINISHED, lane=lane, before=NEWEST if before is None else before))

    async def is_due(self, update: int, now: datetime) -> bool:
        await self.flush()
        return bool(await self._sql.value(_IS_DUE, this=update, now=now))

    async def handled(self, lane: int, album: str) -> bool:
        await self.flush()
        return bool(await self._sql.value(_HANDLED, lane=lane, album=album)) if album else False

    async def done(self, updates: Iterable[int], at: datetime) -> int:
        these = list(set(updates))
        known = self._sql.known(inbox)
        if these and all(one in known for one in these):
            self._done += [{"one": one, "at": at} for one in these]
            for one in these:
                del known[one]
            return len(these)
        await self.flush()
        return await self._sql.changed(_DONE, updates=these, at=at) if these else 0

    async def retry(self, update: int, error: str, at: datetime) -> None:
        await self._sql.run(_RETRY, {"this": update, "why": error, "at": at})

    async def park(self, update: int, error: str) -> None:
        await self._sql.run(_PARK, {"this": update, "why": error})

    async def hold(self, updates: Iterable[int]) -> int:
        await self.flush()
        these = list(set(updates))
        self._forget(these)
        return await self._sql.changed(_HOLD, updates=these) if these else 0

    async def held(self, lane: int) -> list[int]:
        return list(await self._sql.column(_HELD, lane=lane))

    async def held_before(self, before: datetime, limit: int) -> list[int]:
        return list(await self._sql.column(_HELD_BEFORE, before=before, most=limit))

    async def let_go(self, lane: int, at: datetime) -> int:
        return await self._sql.changed(_LET_GO, whose=lane, at=at)

    async def erase_held(self, lane: int, at: datetime) -> int:
        return await self._sql.changed(_ERASE_HELD, whose=lane, at=at)

    async def ask(self, updates: Iterable[int], until: datetime) -> int:
        await self.flush()
        these = list(set(updates))
        self._forget(these)
        return await self._sql.changed(_ASK, updates=these, which=min(these), until=until) if these else 0

    async def choose(self, lane: int, choice: int, way: str, at: datetime) -> int:
        return await self._sql.changed(_CHOOSE, whose=lane, of_choice=choice, how=way, at=at)

    async def drop_asked(self, lane: int, choice: int, at: datetime) -> int:
        return await self._sql.changed(_DROP_ASKED, whose=lane, of_choice=choice, at=at)

    async def unchosen(self, now: datetime, limit: int) -> list[tuple[int, int]]:
        rows = await self._sql.all(_UNCHOSEN, now=now, most=limit)
        return [(row["lane"], row["choice"]) for row in rows]

    async def reminded(self, lane: int, choice: int) -> bool:
        return await self._sql.changed(_REMINDED, whose=lane, of_choice=choice) > 0

    def _forget(self, these: Iterable[int]) -> None:
        for one in these:
            self._sql.known(inbox).pop(one, None)

    async def parked(self, since: datetime | None = None) -> int:
        if since is None:
            return int(await self._sql.value(_PARKED))
        return int(await self._sql.value(_PARKED_SINCE, since=since))

    async def set_aside(self, limit: int) -> list[SetAside]:
        rows = await self._sql.all(_SET_ASIDE, most=limit)
        return [SetAside(**row) for row in reversed(rows)]

    async def again(self, update: int, at: datetime) -> bool:
        return await self._sql.changed(_AGAIN, which=update, at=at) > 0

    async def drop(self, update: int, at: datetime) -> bool:
        return await self._sql.changed(_DROP, which=update, at=at) > 0

    async def queue(self) -> Queue:
        return Queue(*await self._sql.row(_QUEUE))

    async def next_try(self, now: datetime) -> datetime | None:
        earliest: datetime | None = await self._sql.value(_NEXT_TRY, now=now)
        return earliest

    async def prune(self, before: datetime, limit: int) -> int:
        return await self._sql.changed(_PRUNE, before=before, most=limit)
