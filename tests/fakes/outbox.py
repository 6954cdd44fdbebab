"""What we owe, in memory."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from desk.ids import ChatId, OutboxId, TicketId
from desk.notices import AnyNotice, elsewhere
from desk.notices.base import Rank
from desk.notices.mail import CodeMail, LinkMail
from desk.notices.prompts import WordsOver
from desk.notices.staff import Marked
from desk.ports import NotThrough, Owed, OwedState, Queue, Spent
from storage.codec import chat_of, encode
from tests.fakes.chats import moved
from tests.fakes.store import OutboxRow, Store


class FakeOutbox:
    """What is said is owed after the commit."""

    def __init__(self, store: Store, now: datetime) -> None:
        self._store = store
        self._now = now
        self._to_say: list[tuple[AnyNotice, str | None, datetime | None]] = []
        self.moves = False

    def say(self, notice: AnyNotice, *, key: str | None = None, at: datetime | None = None) -> None:
        self._to_say.append((notice, key, at))

    def flush(self) -> list[AnyNotice]:
        """What is owed because of this unit of work: a key that was used before owes nothing."""
        said = []
        for notice, key, at in self._to_say:
            if key is None or all(row.key != key for row in self._store.outbox.values()):
                self._collapse(notice)
                owed = OutboxId(self._store.number("outbox"))
                self._store.outbox[owed] = OutboxRow(owed, notice, key, at or self._now)
                said.append(notice)
        self._to_say.clear()
        return said

    def _collapse(self, notice: AnyNotice) -> None:
        for row in self._in(OwedState.WAITING):
            if notice.collapse is not None and _same_place(row.notice, notice):
                del self._store.outbox[row.id]

    async def get(self, owed: OutboxId) -> Owed | None:
        row = self._unsent(owed)
        return _owed(row) if row and not row.erased else None

    async def several(self, owed: Collection[OutboxId]) -> list[Owed]:
        return [row for row in [await self.get(number) for number in owed] if row is not None]

    async def sent(self, at: Mapping[OutboxId, datetime]) -> None:
        for owed, when in at.items():
            await self.settle(owed, OwedState.SENT, when)

    async def heads(self, now: datetime, limit: int, *, without: Collection[ChatId] = ()) -> list[Owed]:
        lanes = defaultdict(list)
        for row in self._in(OwedState.WAITING, OwedState.SENDING):
            lanes[_lane(row.notice)].append(row)
        found = [
            (min(row.notice.priority for row in lane), head.id, head)
            for lane in lanes.values()
            for head in _not_held_up(lane)
            if head.state is OwedState.WAITING and head.due_at <= now and not self._in_flight(head.notice)
            if head.notice.chat not in without
        ]
        return [_owed(head) for _, _, head in sorted(found, key=lambda item: item[:2])[:limit]]

    def _in_flight(self, notice: AnyNotice) -> bool:
        sending = self._in(OwedState.SENDING)
        return notice.collapse is not None and any(_same_place(row.notice, notice) for row in sending)

    async def behind(self, owed: Owed, limit: int) -> list[Owed]:
        lane = [
            row for row in self._in(OwedState.WAITING, OwedState.SENDING) if _lane(row.notice) == _lane(owed.notice)
        ]
        rows = [row for row in lane if row.notice.rank == owed.notice.rank and row.id > owed.id]
        return [_owed(row) for row in rows if row.notice.holds_lane][:limit]

    async def absorb(self, owed: OutboxId, notice: AnyNotice, others: Iterable[OutboxId]) -> None:
        waiting = {row.id: row for row in self._in(OwedState.WAITING)}
        if owed in waiting:
            self._store.outbox[owed] = replace(waiting[owed], notice=notice)
            for number in waiting.keys() & set(others):
                del self._store.outbox[number]

    async def start(self, owed: Iterable[OutboxId]) -> set[OutboxId]:
        started = {row.id for row in self._in(OwedState.WAITING)} & set(owed)
        for number in started:
            self._store.outbox[number] = replace(self._store.outbox[number], state=OwedState.SENDING)
        return started

    async def progress(self, owed: OutboxId, parts: int, made: str = "") -> None:
        if row := self._unsent(owed):
            self._store.outbox[owed] = replace(row, parts=parts, made=made)

    async def settle(
        self, owed: OutboxId, state: OwedState, at: datetime, *, erase: bool = False, error: str = ""
    ) -> None:
        self.moves = True
        if row := self._unsent(owed):
            why = "" if erase or state is OwedState.SENT else error or row.error
            self._store.outbox[owed] = replace(row, state=state, settled_at=at, erased=erase, error=why)

    async def again(
        self, owed: OutboxId, due_at: datetime, *, repeat: bool, error: str = "", tried: bool = True
    ) -> None:
        self.moves = True
        if row := self._unsent(owed):
            waiting = replace(row, state=OwedState.WAITING, due_at=due_at, repeat=repeat, error=error)
            self._store.outbox[owed] = replace(waiting, tries=row.tries + tried, settled_at=None)
            if row.notice.collapse is not None and any(
                other.id > owed and _same_place(other.notice, row.notice) for other in self._in(OwedState.WAITING)
            ):
                await self.settle(owed, OwedState.SENT, self._now)

    async def not_through(self, limit: int) -> list[NotThrough]:
        stuck = self._in(OwedState.UNDELIVERABLE, OwedState.UNCERTAIN, OwedState.HELD)
        return [_not_through(row, self._now) for row in stuck[-limit:]]

    async def held(self, chat: ChatId) -> list[Owed]:
        return [_owed(row) for row in self._in(OwedState.HELD) if row.notice.chat == chat]

    async def waiting(self, chat: ChatId) -> int:
        owed = [row.notice for row in self._there(chat) if row.notice.lane is not None and row.notice.holds_lane]
        return sum(notice.rank is not Rank.TOPIC for notice in owed)

    async def hurry(self, chat: ChatId, now: datetime) -> None:
        self.moves = True
        for row in self._there(chat):
            if row.state is OwedState.WAITING:
                self._store.outbox[row.id] = replace(row, due_at=min(row.due_at, now))

    async def owed_tickets(self, chat: ChatId) -> list[TicketId]:
        owed = [row.notice for row in self._there(chat) if row.notice.holds_lane]
        return sorted({notice.lane for notice in owed if notice.lane is not None})

    async def readdress(self, ticket: TicketId, old: ChatId, new: ChatId) -> None:
        self.moves = True
        for row in [row for row in self._there(old) if row.notice.lane == ticket]:
            if isinstance(row.notice, Marked) and row.state is OwedState.WAITING:
                del self._store.outbox[row.id]
            elif not isinstance(row.notice, Marked | WordsOver):
                self._store.outbox[row.id] = replace(row, notice=moved(elsewhere(row.notice), new))

    async def uncertain(self, ticket: TicketId) -> list[Owed]:
        return [_owed(row) for row in self._in(OwedState.UNCERTAIN) if row.notice.lane == ticket]

    async def follow(self, old: ChatId, new: ChatId) -> None:
        self.moves = True
        for row in [row for row in self._store.outbox.values() if row.notice.chat == old]:
            if not isinstance(row.notice, Marked | WordsOver):
                self._store.outbox[row.id] = replace(row, notice=moved(elsewhere(row.notice), new))
            elif row.state is OwedState.WAITING:
                del self._store.outbox[row.id]

    async def lost(self, chats: Collection[ChatId], since: datetime, until: datetime) -> int:
        given_up = [row for row in self._in(OwedState.UNDELIVERABLE) if row.notice.chat in chats]
        return sum(row.settled_at is not None and since <= row.settled_at < until for row in given_up)

    async def given_up(self, kinds: Collection[type[AnyNotice]], since: datetime) -> int:
        lost = [row for row in self._in(OwedState.UNDELIVERABLE) if type(row.notice) in kinds]
        return sum(row.settled_at is not None and row.settled_at >= since for row in lost)

    async def unheard(self, chat: ChatId, kinds: Collection[type[AnyNotice]], limit: int) -> list[Owed]:
        lost = [row for row in self._in(OwedState.UNDELIVERABLE) if row.notice.chat == chat]
        lost = [row for row in lost if type(row.notice) in kinds]
        return [_owed(row) for row in sorted(lost, key=lambda row: (row.settled_at, row.id))][-limit:]

    def _there(self, chat: ChatId) -> list[OutboxRow]:
        return [row for row in self._in(OwedState.WAITING, OwedState.SENDING) if row.notice.chat == chat]

    async def sent_since(self, since: datetime) -> list[Spent]:
        sent = [(row.settled_at, 1 + row.tries, row) for row in self._in(OwedState.SENT) if row.settled_at]
        unfinished = self._in(OwedState.WAITING, OwedState.SENDING)
        tried = [(min(row.due_at, self._now), row.tries, row) for row in unfinished if row.tries]
        return [
            Spent(row.notice.chat, at, (row.notice.weight + row.parts) * calls)
            for at, calls, row in sorted([*sent, *tried], key=lambda found: found[0])
            if at >= since and row.notice.chat is not None
        ]

    async def queue(self, now: datetime) -> Queue:
        due = [row.due_at for row in self._in(OwedState.WAITING, OwedState.SENDING) if row.due_at <= now]
        return Queue(len(due), min(due, default=None))

    async def undelivered(self, since: datetime) -> int:
        lost = self._in(OwedState.UNDELIVERABLE)
        return sum(row.settled_at is not None and row.settled_at >= since for row in lost)

    async def left_sending(self) -> list[Owed]:
        return [_owed(row) for row in self._in(OwedState.SENDING)]

    async def prune(self, before: datetime, limit: int) -> int:
        sent = [(row.settled_at, row.id) for row in self._in(OwedState.SENT) if row.settled_at]
        old = [number for at, number in sorted(sent) if at < before][:limit]
        for owed in old:
            del self._store.outbox[owed]
        return len(old)

    def _unsent(self, owed: OutboxId) -> OutboxRow | None:
        row = self._store.outbox.get(owed)
        return row if row and row.state is not OwedState.SENT else None

    def _in(self, *states: OwedState) -> list[OutboxRow]:
        return [row for _, row in sorted(self._store.outbox.items()) if row.state in states]


def _lane(notice: AnyNotice) -> tuple[object, object]:
    return ("mail", notice.address) if isinstance(notice, CodeMail | LinkMail) else (notice.chat, notice.lane)


def _same_place(one: AnyNotice, other: AnyNotice) -> bool:
    return (one.chat, one.collapse) == (other.chat, other.collapse)


def _not_held_up(lane: list[OutboxRow]) -> Iterator[OutboxRow]:
    """The rows that no holding row comes before."""
    for row in sorted(lane, key=lambda row: (row.notice.rank, row.id)):
        yield row
        if row.notice.holds_lane:
            return


def _not_through(row: OutboxRow, now: datetime) -> NotThrough:
    return NotThrough(
        id=row.id,
        kind=type(row.notice).__name__,
        state=row.state,
        chat=chat_of(row.notice),
        ticket=row.notice.lane,
        since=row.settled_at or now,
        error=row.error,
        words="" if row.erased else encode(row.notice)[1],
    )


def _owed(row: OutboxRow) -> Owed:
    return Owed(row.id, row.notice, row.state, row.due_at, row.tries, row.parts, row.repeat, row.made)
