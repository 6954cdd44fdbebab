"""What we owe, in SQL."""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, Final, get_args

from sqlalchemy import bindparam, delete, exists, func, select, text, update

from desk.ids import ChatId, OutboxId, TicketId
from desk.notices import AnyNotice, elsewhere, is_numbered
from desk.notices.base import Rank
from desk.notices.mail import CodeMail, LinkMail
from desk.notices.prompts import WordsOver
from desk.notices.staff import Marked
from desk.ports import NotThrough, Owed, OwedState, Queue, Spent
from storage.codec import NO_CHAT, Unreadable, chat_of, decode, encode, lane_of
from storage.lanes import HEADS, OWED
from storage.sql import Found, Sql, upsert
from storage.tables import outbox
from storage.tables.queues import IS_HELD, IS_LOST, IS_SENDING, IS_SENT, IS_UNCERTAIN, IS_UNFINISHED, IS_WAITING

_BY_ADDRESS: Final = frozenset({CodeMail.__name__, LinkMail.__name__})

NO_TICKET: Final = 0
"""The lane of what is about no ticket."""

log: Final = logging.getLogger(__name__)

_USED = select(outbox.c.key).where(outbox.c.key.in_(bindparam("keys", expanding=True)))
_REPLACE = delete(outbox).where(
    text(IS_UNFINISHED),
    outbox.c.state == OwedState.WAITING,
    outbox.c.chat == bindparam("whose"),
    outbox.c.collapse == bindparam("what"),
)
_SAY = upsert(outbox).on_conflict_do_nothing(index_elements=[outbox.c.key])
_GET = OWED.where(outbox.c.id == bindparam("owed"), outbox.c.state != OwedState.SENT, outbox.c.payload.is_not(None))
_SEVERAL = OWED.where(
    outbox.c.id.in_(bindparam("these", expanding=True)), outbox.c.state != OwedState.SENT, outbox.c.payload.is_not(None)
)
_BEHIND = (
    OWED.where(
        text(IS_UNFINISHED),
        outbox.c.chat == bindparam("whose"),
        outbox.c.lane == bindparam("line"),
        outbox.c.rank == bindparam("rank"),
        outbox.c.id > bindparam("owed"),
        outbox.c.holds,
    )
    .order_by(outbox.c.id)
    .limit(bindparam("most"))
)
_STILL_WAITING = (text(IS_WAITING), outbox.c.id.in_(bindparam("these", expanding=True)))
_SAY_MORE = update(outbox).where(*_STILL_WAITING).values(payload=bindparam("more"))
_SAID_BY_ANOTHER = delete(outbox).where(*_STILL_WAITING)
_NEXT_DUE = select(func.min(outbox.c.due_at)).where(text(IS_WAITING), outbox.c.due_at > bindparam("now"))
_START = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("these", expanding=True)), outbox.c.state == OwedState.WAITING)
    .values(state=OwedState.SENDING)
    .returning(outbox.c.id)
)
# What was sent is erased: nothing can be made of it any more.
_THIS = update(outbox).where(outbox.c.id == bindparam("owed"), outbox.c.state != OwedState.SENT)
_PROGRESS = _THIS.values(parts=bindparam("taken"), made=bindparam("these_calls"))
_SETTLE = _THIS.values(state=bindparam("now_is"), settled_at=bindparam("at"))
_SETTLE_WHY = _SETTLE.values(error=bindparam("why"))
_SENT = _SETTLE.values(payload=None, error="")
_GIVE_UP = _THIS.values(state=OwedState.UNDELIVERABLE, error=bindparam("why"), settled_at=bindparam("at"))
_AGAIN = _THIS.values(
    state=OwedState.WAITING,
    due_at=bindparam("next_try"),
    tries=outbox.c.tries + bindparam("tried"),
    repeat=bindparam("may_repeat"),
    error=bindparam("why"),
    settled_at=None,
)
_HELD = OWED.where(text(IS_HELD), outbox.c.chat == bindparam("whose")).order_by(outbox.c.id)
_UNCERTAIN = OWED.where(text(IS_UNCERTAIN), outbox.c.lane == bindparam("which")).order_by(outbox.c.id)
_NEWER = outbox.alias("newer")
# It counts as sent: whatever was tried of it stays in the budget.
_OVERTAKEN = _THIS.where(
    outbox.c.collapse.is_not(None),
    exists(_NEWER.c.id).where(
        text("newer.state IN ('waiting', 'sending')"),  # as the index has it
        _NEWER.c.state == OwedState.WAITING,
        _NEWER.c.chat == outbox.c.chat,
        _NEWER.c.collapse == outbox.c.collapse,
        _NEWER.c.id > outbox.c.id,
    ),
).values(state=OwedState.SENT, settled_at=bindparam("at"), payload=None, error="")
_NOT_THROUGH = (
    select(
        outbox.c.id,
        outbox.c.kind,
        outbox.c.state,
        outbox.c.chat,
        outbox.c.lane,
        outbox.c.settled_at,
        outbox.c.error,
        outbox.c.payload,
    )
    .where(outbox.c.state.in_((OwedState.UNDELIVERABLE, OwedState.UNCERTAIN, OwedState.HELD)))
    .order_by(outbox.c.id.desc())
    .limit(bindparam("most"))
)
_LEFT_SENDING = OWED.where(text(IS_SENDING)).order_by(outbox.c.id)
# Each try counts: Telegram may have taken it, though nobody heard of it.
_MESSAGES = outbox.c.weight + outbox.c.parts
_SENT_SINCE = (
    select(outbox.c.chat, outbox.c.settled_at, (_MESSAGES * (1 + outbox.c.tries)).label("messages"))
    .where(text(IS_SENT), outbox.c.settled_at >= bindparam("since"), outbox.c.chat != NO_CHAT)
    .order_by(outbox.c.settled_at, outbox.c.id)
)
_THERE = (text(IS_UNFINISHED), outbox.c.chat == bindparam("whose"))
_WAITING = (
    select(func.count())
    .select_from(outbox)
    .where(*_THERE, outbox.c.lane != NO_TICKET, outbox.c.holds, outbox.c.rank != Rank.TOPIC)
)
_HURRY = (
    update(outbox)
    .where(*_THERE, outbox.c.state == OwedState.WAITING, outbox.c.due_at > bindparam("now"))
    .values(due_at=bindparam("now"))
)
_OWED_TICKETS = (
    select(outbox.c.lane)
    .where(*_THERE, outbox.c.lane != NO_TICKET, outbox.c.holds)
    .group_by(outbox.c.lane)
    .order_by(outbox.c.lane)
)
_OF_A_MESSAGE = (Marked.__name__, WordsOver.__name__)
_ABOUT = (*_THERE, outbox.c.lane == bindparam("which"))
_IS_NUMBERED = outbox.c.kind.in_(sorted(kind.__name__ for kind in get_args(AnyNotice) if is_numbered(kind)))
_NUMBERED = select(outbox.c.id, outbox.c.kind, outbox.c.payload, outbox.c.chat).where(*_ABOUT, _IS_NUMBERED)
_ALL_NUMBERED = select(outbox.c.id, outbox.c.kind, outbox.c.payload, outbox.c.chat).where(*_THERE, _IS_NUMBERED)
_REWORD = update(outbox).where(outbox.c.id == bindparam("owed")).values(payload=bindparam("reworded"))
_UNMARK = delete(outbox).where(*_ABOUT, outbox.c.kind == Marked.__name__, outbox.c.state == OwedState.WAITING)
_OF_MESSAGES_THERE = delete(outbox).where(
    *_THERE, outbox.c.kind.in_(_OF_A_MESSAGE), outbox.c.state == OwedState.WAITING
)
_NEW_PLACE = {
    "chat": bindparam("new"),
    "collapse": func.replace(outbox.c.collapse, bindparam("old_part"), bindparam("new_part")),
}
_FOLLOW = (
    update(outbox).where(outbox.c.chat == bindparam("whose"), outbox.c.kind.not_in(_OF_A_MESSAGE)).values(_NEW_PLACE)
)
# The question of the desk that is over stands in the old place, and is deleted there.
_READDRESS = update(outbox).where(*_ABOUT, outbox.c.kind.not_in(_OF_A_MESSAGE)).values(_NEW_PLACE)
_UNHEARD = (
    OWED.where(
        text(IS_LOST),
        outbox.c.chat == bindparam("whose"),
        outbox.c.kind.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(outbox.c.settled_at.desc(), outbox.c.id.desc())
    .limit(bindparam("most"))
)
_GIVEN_UP = (
    select(func.count())
    .select_from(outbox)
    .where(
        text(IS_LOST),
        outbox.c.settled_at >= bindparam("since"),
        outbox.c.kind.in_(bindparam("kinds", expanding=True)),
    )
)
_QUEUE = (
    select(func.count(), func.min(outbox.c.due_at))
    .select_from(outbox)
    .where(text(IS_UNFINISHED), outbox.c.due_at <= bindparam("now"))
)
_UNDELIVERED = select(func.count()).select_from(outbox).where(text(IS_LOST), outbox.c.settled_at >= bindparam("since"))
_LOST = (
    select(func.count())
    .select_from(outbox)
    .where(
        text(IS_LOST),
        outbox.c.settled_at >= bindparam("since"),
        outbox.c.settled_at < bindparam("until"),
        outbox.c.chat.in_(bindparam("chats", expanding=True)),
    )
)
_TRIED_SINCE = select(outbox.c.chat, outbox.c.due_at, (_MESSAGES * outbox.c.tries).label("messages")).where(
    text(IS_UNFINISHED), outbox.c.tries > 0, outbox.c.due_at >= bindparam("since"), outbox.c.chat != NO_CHAT
)
_OLD = (
    select(outbox.c.id)
    .where(text(IS_SENT), outbox.c.settled_at < bindparam("before"))
    .order_by(outbox.c.settled_at)
    .limit(bindparam("most"))
)
_PRUNE = delete(outbox).where(outbox.c.id.in_(_OLD.scalar_subquery()))


Said = tuple[AnyNotice, str | None, datetime | None]
"""A notice, its key, and before when it is not said."""


class Outbox:
    """What is said is written by the commit, all at once and in order."""

    def __init__(self, sql: Sql, now: datetime) -> None:
        self._sql = sql
        self._now = now
        self._said: list[Said] = []
        self.moves = False
        """Whether something was added, or settled, or may go sooner: it or what stands behind it may be sent now."""

    def say(self, notice: AnyNotice, *, key: str | None = None, at: datetime | None = None) -> None:
        self._said.append((notice, key, at))

    async def flush(self) -> None:
        used = await self._used({key for _, key, _ in self._said if key is not None})
        rows = _to_be_owed(self._said, used, self._now)
        self._said.clear()
        if replaced := [{"whose": row["chat"], "what": row["collapse"]} for row in rows if row["collapse"] is not None]:
            await self._sql.run(_REPLACE, replaced)
        if rows:
            self.moves = True
            await self._sql.run(_SAY, rows)

    async def _used(self, keys: set[str]) -> set[str]:
        return set(await self._sql.column(_USED, keys=list(keys))) if keys else set()

    async def get(self, owed: OutboxId) -> Owed | None:
        """Raises Unreadable for what this version cannot read."""
        row = await self._sql.hold(_GET, owed=owed)
        return _owed(row) if row else None

    async def several(self, owed: Collection[OutboxId]) -> list[Owed]:
        rows = await self._sql.all_held(_SEVERAL, these=list(owed))
        return [_owed(row) for row in rows]

    async def sent(self, at: Mapping[OutboxId, datetime]) -> None:
        if at:
            self.moves = True
            rows = [{"owed": owed, "now_is": OwedState.SENT, "at": when} for owed, when in at.items()]
            await self._sql.run(_SENT, rows)

    async def heads(self, now: datetime, limit: int, *, without: Collection[ChatId] = ()) -> list[Owed]:
        # One more look after a row was given up: what stood behind it is the head of its lane now.
        while True:
            rows = await self._sql.all(HEADS, now=now, most=limit, without=list(without))
            heads = await self._readable(rows, now)
            if len(heads) == len(rows) or not self._sql.writing:
                return heads

    async def _readable(self, rows: Sequence[Found], now: datetime) -> list[Owed]:
        """Those that can be read. The others are given up, with the reason kept: they must not stand in the way."""
        readable = []
        for row in rows:
            try:
                readable.append(_owed(row))
            except Unreadable as error:
                await self._give_up(row["id"], error, now)
        return readable

    async def _give_up(self, owed: OutboxId, error: Unreadable, now: datetime) -> None:
        if self._sql.writing:
            log.error("outbox row %s is given up: %s", owed, error)
            await self._sql.run(_GIVE_UP, {"owed": owed, "why": str(error), "at": now})

    async def behind(self, owed: Owed, limit: int) -> list[Owed]:
        whose, line, rank = chat_of(owed.notice), lane_of(owed.notice), int(owed.notice.rank)
        rows = await self._sql.all(_BEHIND, whose=whose, line=line, rank=rank, owed=owed.id, most=limit)
        readable = []
        for row in rows:
            try:
                readable.append(_owed(row))
            except Unreadable:
                # It is given up when it is the head of its lane.
                break
        return readable

    async def absorb(self, owed: OutboxId, notice: AnyNotice, others: Iterable[OutboxId]) -> None:
        _, payload = encode(notice)
        if await self._sql.changed(_SAY_MORE, these=[owed], more=payload):
            await self._sql.run(_SAID_BY_ANOTHER, {"these": list(others)})

    async def start(self, owed: Iterable[OutboxId]) -> set[OutboxId]:
        return set(await self._sql.column(_START, these=list(owed)))

    async def progress(self, owed: OutboxId, parts: int, made: str = "") -> None:
        await self._sql.run(_PROGRESS, {"owed": owed, "taken": parts, "these_calls": made})

    async def settle(
        self, owed: OutboxId, state: OwedState, at: datetime, *, erase: bool = False, error: str = ""
    ) -> None:
        self.moves = True
        facts: dict[str, object] = {"owed": owed, "now_is": state, "at": at}
        if erase or state is OwedState.SENT:
            await self._sql.run(_SENT, facts)
        elif error:
            await self._sql.run(_SETTLE_WHY, facts | {"why": error})
        else:
            await self._sql.run(_SETTLE, facts)

    async def again(
        self, owed: OutboxId, due_at: datetime, *, repeat: bool, error: str = "", tried: bool = True
    ) -> None:
        self.moves = True
        facts = {"next_try": due_at, "tried": int(tried), "may_repeat": repeat, "why": error}
        await self._sql.run(_AGAIN, {"owed": owed, **facts})
        await self._sql.run(_OVERTAKEN, {"owed": owed, "at": self._now})

    async def not_through(self, limit: int) -> list[NotThrough]:
        rows = await self._sql.all(_NOT_THROUGH, most=limit)
        return [_not_through(row, self._now) for row in reversed(rows)]

    async def uncertain(self, ticket: TicketId) -> list[Owed]:
        return await self._readable(await self._sql.all(_UNCERTAIN, which=ticket), self._now)

    async def held(self, chat: ChatId) -> list[Owed]:
        return await self._readable(await self._sql.all(_HELD, whose=chat), self._now)

    async def waiting(self, chat: ChatId) -> int:
        return int(await self._sql.value(_WAITING, whose=chat))

    async def hurry(self, chat: ChatId, now: datetime) -> None:
        self.moves = True
        await self._sql.run(_HURRY, {"whose": chat, "now": now})

    async def owed_tickets(self, chat: ChatId) -> list[TicketId]:
        return list(await self._sql.column(_OWED_TICKETS, whose=chat))

    async def readdress(self, ticket: TicketId, old: ChatId, new: ChatId) -> None:
        self.moves = True
        there = {"whose": old, "which": ticket}
        await self._sql.run(_UNMARK, there)
        await self._without_numbers(await self._sql.all(_NUMBERED, **there))
        await self._sql.run(_READDRESS, {**there, **_place(old, new)})

    async def follow(self, old: ChatId, new: ChatId) -> None:
        self.moves = True
        await self._sql.run(_OF_MESSAGES_THERE, {"whose": old})
        await self._without_numbers(await self._sql.all(_ALL_NUMBERED, whose=old))
        await self._sql.run(_FOLLOW, {"whose": old, **_place(old, new)})

    async def _without_numbers(self, rows: Sequence[Found]) -> None:
        for row in rows:
            # What cannot be read is given up when it is its turn.
            with suppress(Unreadable):
                _, payload = encode(elsewhere(decode(row["kind"], row["payload"], row["chat"])))
                await self._sql.run(_REWORD, {"owed": row["id"], "reworded": payload})

    async def lost(self, chats: Collection[ChatId], since: datetime, until: datetime) -> int:
        return int(await self._sql.value(_LOST, chats=list(chats), since=since, until=until))

    async def given_up(self, kinds: Collection[type[AnyNotice]], since: datetime) -> int:
        return int(await self._sql.value(_GIVEN_UP, kinds=[kind.__name__ for kind in kinds], since=since))

    async def unheard(self, chat: ChatId, kinds: Collection[type[AnyNotice]], limit: int) -> list[Owed]:
        named = [kind.__name__ for kind in kinds]
        rows = await self._sql.all(_UNHEARD, whose=chat, kinds=named, most=limit)
        return await self._readable(list(reversed(rows)), self._now)

    async def sent_since(self, since: datetime) -> list[Spent]:
        sent = await self._sql.all(_SENT_SINCE, since=since)
        tried = await self._sql.all(_TRIED_SINCE, since=since)
        calls = [Spent(row["chat"], row["settled_at"], row["messages"]) for row in sent]
        calls += [Spent(row["chat"], min(row["due_at"], self._now), row["messages"]) for row in tried]
        return sorted(calls, key=lambda call: call.at)

    async def queue(self, now: datetime) -> Queue:
        return Queue(*await self._sql.row(_QUEUE, now=now))

    async def undelivered(self, since: datetime) -> int:
        return int(await self._sql.value(_UNDELIVERED, since=since))

    async def left_sending(self) -> list[Owed]:
        return await self._readable(await self._sql.all(_LEFT_SENDING), self._now)

    async def prune(self, before: datetime, limit: int) -> int:
        return await self._sql.changed(_PRUNE, before=before, most=limit)


def _place(old: ChatId, new: ChatId) -> dict[str, object]:
    return {"new": new, "old_part": f":{old}:", "new_part": f":{new}:"}


def _owed(row: Found) -> Owed:
    notice = decode(row["kind"], row["payload"], row["chat"])
    return Owed(row["id"], notice, row["state"], row["due_at"], row["tries"], row["parts"], row["repeat"], row["made"])


def _not_through(row: Found, now: datetime) -> NotThrough:
    # The lane of a code's or a link's letter is a number of its address, and no ticket.
    ticket = None if row["kind"] in _BY_ADDRESS or row["lane"] == NO_TICKET else TicketId(row["lane"])
    return NotThrough(
        id=row["id"],
        kind=row["kind"],
        state=row["state"],
        chat=row["chat"],
        ticket=ticket,
        since=row["settled_at"] or now,
        error=row["error"],
        words=row["payload"] or "",
    )


def _to_be_owed(said: Iterable[Said], used: set[str], now: datetime) -> list[dict[str, Any]]:
    """The first with each key, and of those that collapse the last."""
    kept: list[dict[str, Any]] = []
    for notice, key, at in said:
        if key is not None and (key in used or any(row["key"] == key for row in kept)):
            continue
        row = _row(notice, key, at or now)
        same = (row["chat"], row["collapse"])
        kept = [other for other in kept if row["collapse"] is None or (other["chat"], other["collapse"]) != same]
        kept.append(row)
    return kept


def _row(notice: AnyNotice, key: str | None, due_at: datetime) -> dict[str, Any]:
    kind, payload = encode(notice)
    return {
        "key": key,
        "kind": kind,
        "payload": payload,
        "chat": chat_of(notice),
        "lane": lane_of(notice),
        "rank": int(notice.rank),
        "priority": int(notice.priority),
        "holds": notice.holds_lane,
        "collapse": notice.collapse,
        "state": OwedState.WAITING,
        "due_at": due_at,
        "tries": 0,
        "parts": 0,
        "made": "",
        "weight": notice.weight,
        "repeat": False,
        "error": "",
    }
