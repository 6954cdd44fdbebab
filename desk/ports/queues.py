"""What came in and what is to go out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from desk.ids import ChatId, OutboxId, TicketId
from desk.notices import AnyNotice


class OwedState(StrEnum):
    """The life of what we owe somebody."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    UNDELIVERABLE = "undeliverable"
    HELD = "held"
    """The reader's chat refuses it: it waits for their return."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A row of the outbox. `parts` counts the calls of it that Telegram took already; `repeat`: it may be a repeat.

    `made` tells these calls from others: what they said, and where; empty where that was not written down.
    """

    id: OutboxId
    notice: AnyNotice
    state: OwedState
    due_at: datetime
    tries: int = 0
    parts: int = 0
    repeat: bool = False
    made: str = ""


@dataclass(frozen=True, slots=True)
class NotThrough:
    """Owed, and it did not get through: given up, of unknown fate, or held for its reader's return.

    `since` is when that was found, `error` the last that is known of why; `words` is the notice as it is kept.
    """

    id: OutboxId
    kind: str
    state: OwedState
    chat: ChatId
    ticket: TicketId | None
    since: datetime
    error: str
    words: str


@dataclass(frozen=True, slots=True)
class Spent:
    """So many messages went into a chat at that time."""

    chat: ChatId
    at: datetime
    messages: int


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits to be done now: how many rows, and since when the oldest of them."""

    length: int
    oldest: datetime | None = None


class Outbox(Protocol):
    """What we owe, in the same transaction as what made us owe it."""

    def say(self, notice: AnyNotice, *, key: str | None = None, at: datetime | None = None) -> None:
        """Owe this, at once or not before `at`: until then what stands behind it in its lane waits, too.

        With a `key` that was used before, nothing is owed a second time.

        Waiting notices with the same `collapse` and chat are replaced by this one.
        """
        ...

    async def get(self, owed: OutboxId) -> Owed | None:
        """None once it was sent, or what it held was erased."""
        ...

    async def several(self, owed: Collection[OutboxId]) -> list[Owed]:
        """Those of them that `get` would give."""
        ...

    async def sent(self, at: Mapping[OutboxId, datetime]) -> None:
        """Each of them was sent at its time: as `settle`, for many at once."""
        ...

    async def heads(self, now: datetime, limit: int, *, without: Collection[ChatId] = ()) -> list[Owed]:
        """What may be sent now: waiting, due, and first in its lane; by priority of the lane, then oldest.

        Within a lane the order is rank, then age. A row that holds its lane and is waiting, sending, or not yet
        due stops all that comes after it; uncertain and undeliverable rows do not. Rows that do not hold their
        lane wait for the holding rows before them, but nothing waits for them. A row whose `collapse` key is
        being sent for the same chat waits until that is settled. Chats in `without` are passed over.
        """
        ...

    async def behind(self, owed: Owed, limit: int) -> list[Owed]:
        """The rows of its rank that come after it in its lane and hold it, in order."""
        ...

    async def absorb(self, owed: OutboxId, notice: AnyNotice, others: Iterable[OutboxId]) -> None:
        """It says this from now on, and the others, which said a part of that, are owed no more.

        Only for what is waiting; the place of the notice is that of the row.
        """
        ...

    async def start(self, owed: Iterable[OutboxId]) -> set[OutboxId]:
        """They are being sent from now on. Which of them: one that was replaced or started meanwhile is not."""
        ...

    async def progress(self, owed: OutboxId, parts: int, made: str = "") -> None:
        """That many calls of it were taken, and which."""
        ...

    async def settle(
        self, owed: OutboxId, state: OwedState, at: datetime, *, erase: bool = False, error: str = ""
    ) -> None:
        """SENT is final and erases what it held; `erase` does so for another state. `error`: why, if that is known."""
        ...

    async def again(
        self, owed: OutboxId, due_at: datetime, *, repeat: bool, error: str = "", tried: bool = True
    ) -> None:
        """Back to waiting. `tried` counts it as a try. One whose `collapse` a newer one waits with is owed no more."""
        ...

    async def not_through(self, limit: int) -> list[NotThrough]:
        """What was given up, is of unknown fate, or held; the newest, oldest of them first."""
        ...

    async def uncertain(self, ticket: TicketId) -> list[Owed]:
        """Answers about it of which nobody knows whether they arrived, oldest first."""
        ...

    async def held(self, chat: ChatId) -> list[Owed]:
        """What waits for the return of whoever that chat belongs to, oldest first."""
        ...

    async def waiting(self, chat: ChatId) -> int:
        """How many messages about tickets wait to be sent there; topics, marks and edits are none."""
        ...

    async def hurry(self, chat: ChatId, now: datetime) -> None:
        """What waits there for a later try may be tried now."""
        ...

    async def owed_tickets(self, chat: ChatId) -> list[TicketId]:
        """The tickets about which something waits to be said there, each once, in order; marks are not."""
        ...

    async def follow(self, old: ChatId, new: ChatId) -> None:
        """A group has become another chat: what is owed there goes on there. Message ids begin anew in it.

        What was about messages of before (marks, questions to delete) is dropped, unless it is on its way; nothing
        else answers or changes one.
        """
        ...

    async def readdress(self, ticket: TicketId, old: ChatId, new: ChatId) -> None:
        """What waits to be said there about that ticket goes to another chat, in its order.

        Marks on messages are dropped: the messages are in the old chat.

        Numbers of messages of the old place are taken out; what deletes a message there stays.
        """
        ...

    async def lost(self, chats: Collection[ChatId], since: datetime, until: datetime) -> int:
        """How much for these chats was given up in [since, until)."""
        ...

    async def given_up(self, kinds: Collection[type[AnyNotice]], since: datetime) -> int:
        """How many notices of these kinds were given up since then."""
        ...

    async def unheard(self, chat: ChatId, kinds: Collection[type[AnyNotice]], limit: int) -> list[Owed]:
        """Notices of these kinds that were given up there; the newest, oldest of them first."""
        ...

    async def sent_since(self, since: datetime) -> list[Spent]:
        """The chats that were called, oldest first: what is left of their budgets after a restart. Each try counts."""
        ...

    async def queue(self, now: datetime) -> Queue:
        """What is due and was not sent yet; `oldest` is since when it is due."""
        ...

    async def undelivered(self, since: datetime) -> int:
        """How much was given up since then, for whomever it was."""
        ...

    async def left_sending(self) -> list[Owed]:
        """What an earlier process left behind in the middle of sending: its outcome is unknown."""
        ...

    async def prune(self, before: datetime, limit: int) -> int:
        """Delete what was sent before; how many. What was not delivered is kept."""
        ...


@dataclass(frozen=True, slots=True)
class Arrived:
    """An update as it came: raw JSON. `lane` is its chat (or person), `album` its media group.

    `sender` is the number of whose doing it tells; 0 where it is nobody's.
    """

    update: int
    lane: int
    raw: str
    album: str = ""
    sender: int = 0


@dataclass(frozen=True, slots=True)
class SetAside:
    """An update that could not be handled: as it came, since when it is here, and why."""

    update: int
    lane: int
    raw: str
    received_at: datetime
    error: str


@dataclass(frozen=True, slots=True)
class InboxRow:
    update: int
    lane: int
    raw: str
    album: str
    received_at: datetime
    tries: int
    way: str = ""
    """How its sender wants it to go on, if they were asked."""


class Inbox(Protocol):
    """Updates between Telegram and the handlers."""

    async def add(self, arrived: Sequence[Arrived], at: datetime) -> int:
        """Keep them; those that are there already are left alone. Gives how many were new."""
        ...

    async def newest(self) -> int | None:
        """The highest update number ever kept."""
        ...

    async def ready(self, now: datetime, limit: int, *, without: Collection[int] = ()) -> list[InboxRow]:
        """Rows to handle, oldest first; a lane whose first row waits for its next try is left out.

        So are the lanes `without`.
        """
        ...

    async def unfinished(self, lane: int, *, before: int | None = None) -> bool:
        """Whether anything of that lane (that is older than that update) was not handled yet, be it due or not."""
        ...

    async def is_due(self, update: int, now: datetime) -> bool:
        """Whether that one waits to be handled now."""
        ...

    async def handled(self, lane: int, album: str) -> bool:
        """Whether anything of that album in that lane was handled already."""
        ...

    async def done(self, updates: Iterable[int], at: datetime) -> int:
        """Handled: the raw JSON is erased. How many of them were not done before."""
        ...

    async def retry(self, update: int, error: str, at: datetime) -> None:
        """Try again at that time."""
        ...

    async def park(self, update: int, error: str) -> None:
        """Set aside with its error; it blocks nobody."""
        ...

    async def hold(self, updates: Iterable[int]) -> int:
        """They wait until their sender has agreed. How many of them were waiting to be handled before."""
        ...

    async def held(self, lane: int) -> list[int]:
        """The updates of that lane that wait so, in order."""
        ...

    async def held_before(self, before: datetime, limit: int) -> list[int]:
        """Lanes in which something that was received before waits so."""
        ...

    async def let_go(self, lane: int, at: datetime) -> int:
        """Their sender has agreed: they may be handled now, in their order. How many."""
        ...

    async def erase_held(self, lane: int, at: datetime) -> int:
        """They are never handled, and their raw JSON is erased. How many."""
        ...

    async def ask(self, updates: Iterable[int], until: datetime) -> int:
        """Their sender was asked what is to become of them, by the lowest number of theirs: they wait for that.

        How many were waiting to be handled before. `until` they may wait without a reminder.
        """
        ...

    async def choose(self, lane: int, choice: int, way: str, at: datetime) -> int:
        """They may be handled now, in that way. How many; none of another lane, and none for a second time."""
        ...

    async def drop_asked(self, lane: int, choice: int, at: datetime) -> int:
        """They are never handled, and their raw JSON is erased. How many."""
        ...

    async def unchosen(self, now: datetime, limit: int) -> list[tuple[int, int]]:
        """(lane, choice) of what has waited for its choice without a reminder until now."""
        ...

    async def reminded(self, lane: int, choice: int) -> bool:
        """Whether it still waits for its choice; it is not given as `unchosen` again."""
        ...

    async def parked(self, since: datetime | None = None) -> int:
        """How many are set aside; of those only that were received since then, if it is given."""
        ...

    async def set_aside(self, limit: int) -> list[SetAside]:
        """The newest of them, oldest first."""
        ...

    async def again(self, update: int, at: datetime) -> bool:
        """One that was set aside is handled once more, with as many tries as a new one. Whether it was."""
        ...

    async def drop(self, update: int, at: datetime) -> bool:
        """One that was set aside is never handled, and its raw JSON is erased. Whether it was set aside."""
        ...

    async def queue(self) -> Queue:
        """What was not handled yet; `oldest` is since when it is here."""
        ...

    async def next_try(self, now: datetime) -> datetime | None:
        """When the next row that waits may be tried."""
        ...

    async def prune(self, before: datetime, limit: int) -> int:
        """Delete what was handled before, the oldest and so many at most; the newest number is kept. How many."""
        ...
