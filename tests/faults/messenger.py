"""A Telegram that takes what the outbox owes, or does not, or does and says nothing; and what it must never be asked.

It stands in place of bot/sender.py and the network: heads of lanes are taken up, and each call ends in some fate.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from typing import Final

from desk.ids import ChatId, OutboxId, TicketId
from desk.notices import AnyNotice
from desk.notices.base import AboutTicket, ForPerson, ForRoom, Screen
from desk.notices.client import Overtaken, Pinged, Received, StaffAnswer, StaffAnswerEdited
from desk.notices.staff import (
    CardChanged,
    CardNeeded,
    ClientMessage,
    ClientMessageEdited,
    Mark,
    Marked,
    StaffHint,
    TopicLost,
    TopicNeeded,
    TopicOpenNeeded,
    TopicState,
    Trouble,
    Unconfirmed,
)
from desk.office import Office
from desk.ports import Owed, Work
from desk.usecases.delivery.dispatch import Dispatch, dispatch
from desk.usecases.delivery.failures import (
    left_behind,
    needless,
    postponed,
    retry,
    target_gone,
    topic_gone,
    topic_seen,
    undeliverable,
    unknown,
)
from desk.usecases.delivery.outcomes import Accepted, Placed, accepted, advanced
from tests.fakes import FakeClock

TRIES: Final = 4
QUIET: Final = timedelta(seconds=31)
AGAIN: Final = timedelta(seconds=4)

HARMLESS: Final = (TopicState, CardChanged, Marked, Received, Overtaken, Screen, StaffAnswerEdited, ClientMessageEdited)
"""What may be done twice without anybody noticing, and may overtake or be overtaken."""

PLACES: Final = (TopicNeeded, TopicOpenNeeded, TopicLost, CardNeeded)
"""They go before whatever waits: without a topic and its card nothing can be said."""

SILENT: Final = (TopicNeeded, TopicOpenNeeded, TopicState, Marked, Received, Overtaken)
"""What makes no message in a chat."""

RELAYED: Final = (ClientMessage, StaffAnswer)


class Fate(Enum):
    """How a call ends, as far as the sender can know."""

    TAKEN = "taken"
    DONE_UNHEARD = "done, and the answer is lost"
    LOST = "lost on the way, and nobody knows"
    NOT_SENT = "certainly not sent"
    STRANGE = "an error that is in no table"
    WAIT = "too many requests"
    REFUSED = "refused"
    TARGET_GONE = "the message to change is gone"
    BLOCKED = "the person has blocked the bot"
    TOPIC_GONE = "the topic is gone"


@dataclass
class Shown:
    """A message of the bot as people see it. `known`: the desk knows its number."""

    number: int
    chat: int
    topic: int | None
    notice: AnyNotice
    row: OutboxId
    part: int
    text: str
    repeat: bool
    known: bool = False
    there: bool = True


@dataclass
class Flight:
    """A row that is being sent: `acted` tells what Telegram did with the call, `trouble` what it answers for sure."""

    row: Owed
    ready: Dispatch
    acted: bool
    trouble: Fate | None
    made: list[Shown] = field(default_factory=list)
    topic: int | None = None


@dataclass
class Topic:
    number: int
    ticket: int
    alive: bool = True


def in_law(holds: bool, law: str, *facts: object) -> None:
    if not holds:
        raise AssertionError(f"{law}: {facts}")


Heard = Callable[[AnyNotice, Fate, Dispatch], None]
"""Told what the desk knows of each call: TAKEN, REFUSED for 'given up', LOST for unknown."""


class Messenger:
    """`heard` is told of each outcome before the desk is."""

    def __init__(self, office: Office, clock: FakeClock, room: ChatId, heard: Heard) -> None:
        self._office = office
        self._clock = clock
        self._room = room
        self._heard = heard
        self._number = 100
        self.shown: list[Shown] = []
        self.topics: list[Topic] = []
        self.blocked: set[int] = set()
        self.flights: list[Flight] = []
        self.final: dict[OutboxId, str] = {}
        self.doubts: dict[OutboxId, int] = {}
        self.confirmed: set[int] = set()
        self.sources: dict[tuple[OutboxId, int], int] = {}
        self.relays: dict[OutboxId, int] = {}
        self.lost_edits: set[int] = set()
        self._people: dict[int, int | None] = {}
        self._echoes: list[Topic] = []
        self._called: set[OutboxId] = set()
        self._shut_out: set[OutboxId] = set()
        self._questions_refused: list[OutboxId] = []
        self._hints_refused = 0
        self._newest: dict[tuple[object, object], OutboxId] = {}

    # --- what people do ------------------------------------------------------------------------

    def number(self, topic: int | None = None) -> int:
        """Of a message that a person writes; in which topic."""
        self._number += 1
        self._people[self._number] = topic
        return self._number

    def topic_of(self, ticket: int) -> Topic | None:
        return next((topic for topic in self.topics if topic.ticket == ticket and topic.alive), None)

    def delete(self, topic: Topic) -> None:
        topic.alive = False
        for one in self.shown:
            one.there = one.there and one.topic != topic.number
        self._people = {number: place for number, place in self._people.items() if place != topic.number}

    def seen(self, kind: type[AnyNotice]) -> list[Shown]:
        return [one for one in self.shown if one.there and isinstance(one.notice, kind)]

    def copies(self, source: int) -> list[Shown]:
        """The bot's copies of a person's message, oldest first, also those that are not there any more."""
        return [one for one in self.shown if self.sources.get((one.row, one.part)) == source]

    # --- the sender ----------------------------------------------------------------------------

    async def heads(self, ahead: timedelta = timedelta(0)) -> list[Owed]:
        async def ask(work: Work) -> list[Owed]:
            quiet = {} if ahead else await work.chats.hushed(work.now)
            return await work.outbox.heads(work.now + ahead, 200, without=set(quiet))

        return await self._office.look(ask)

    async def echoes(self) -> None:
        """Telegram tells of the topics that the bot has made."""
        while self._echoes:
            topic = self._echoes.pop(0)
            await self._office.run(topic_seen, chat=self._room, topic=topic.number, ticket=TicketId(topic.ticket))

    async def take_up(self, row: Owed, *, acted: bool, stop: int = 9) -> Flight | None:
        """Begin to send a row, as far as its call number `stop`; None if there was nothing to do."""
        if not await self._office.run(start, owed=row.id):
            return None
        if isinstance(row.notice, TopicNeeded) and row.repeat:
            await self.echoes()
        ready = await self._office.look(dispatch, notice=row.notice)
        if ready is None:
            in_law(not isinstance(row.notice, RELAYED), "What somebody wrote is never needless", row)
            self.final[row.id] = "needless"
            if isinstance(row.notice, StaffAnswerEdited | ClientMessageEdited):
                # There is no copy to change: whoever made the edit is told.
                self._heard(row.notice, Fate.REFUSED, Dispatch(row.notice, "", row.notice.chat))
            await self._office.run(needless, owed=row.id)
            return None
        if ready.message and isinstance(row.notice, RELAYED):
            self.relays[row.id] = ready.message.parts[0].source.message
        self._may_be_called(row, ready)
        flight = Flight(row, ready, acted, self._trouble(ready))
        self.flights.append(flight)
        await self._call(flight, stop)
        return flight

    async def _call(self, flight: Flight, stop: int) -> None:
        message, row = flight.ready.message, flight.row
        parts = len(message.parts) if message and isinstance(row.notice, RELAYED) else 1
        for part in range(row.parts, parts):
            last = part == parts - 1 or part >= stop
            if flight.trouble or (last and not flight.acted):
                flight.acted = False
                return
            self._do(flight, part)
            if last:
                if part < parts - 1:
                    flight.trouble = Fate.DONE_UNHEARD
                return
            for one in flight.made:
                one.known = True
            placed = [Placed(one.number, one.part) for one in flight.made]
            await self._office.run(advanced, owed=row.id, parts=part + 1, placed=placed)

    def _trouble(self, ready: Dispatch) -> Fate | None:
        """What Telegram is sure to answer, as things stand."""
        notice, alive = ready.notice, {topic.number for topic in self.topics if topic.alive}
        there = {one.number for one in self.shown if one.there}
        if ready.chat in self.blocked:
            return Fate.BLOCKED
        if isinstance(notice, StaffHint):
            return Fate.REFUSED if notice.topic and notice.topic not in alive else None
        if ready.edits:
            return None if there & set(ready.edits) else Fate.TARGET_GONE
        if isinstance(notice, Marked):
            return None if notice.message in self._people else Fate.TARGET_GONE
        if isinstance(notice, ForRoom) and not isinstance(notice, TopicNeeded):
            in_law(ready.in_topic and ready.room is not None, "What is for staff is in its ticket's topic", notice)
            return None if ready.room and ready.room.topic in alive else Fate.TOPIC_GONE
        return None

    def _may_be_called(self, row: Owed, ready: Dispatch) -> None:
        """Laws of what goes out, whatever becomes of it."""
        notice = ready.notice
        words = f"{notice!r} {[part.text for part in ready.message.parts] if ready.message else ''}"
        if isinstance(notice, ForPerson):
            in_law("note-" not in words, "A note never reaches a client", words)
        if isinstance(notice, StaffAnswer):
            in_law(self.final.get(row.id) != "uncertain", "Nothing in doubt is repeated blindly", row)
        if isinstance(notice, Received):
            in_law(bool(self.copies(notice.marked)), "'Received' only after Telegram took the copy", notice)
        if isinstance(notice, Marked) and notice.mark is Mark.DELIVERED:
            arrived = notice.message in self.confirmed or self.copies(notice.message)
            in_law(bool(arrived), "'Delivered' only after Telegram took it", notice)
        if ready.chat in self.blocked:
            # Nobody sees it. It comes again when they are back, though newer things may have been said by then.
            self._called.add(row.id)
            self._shut_out.add(row.id)
        elif not isinstance(notice, (*HARMLESS, *PLACES)):
            self._in_order(row, notice)

    def _in_order(self, row: Owed, notice: AnyNotice) -> None:
        lane = (notice.chat, notice.lane)
        newest = self._newest.get(lane, row.id)
        again = row.id in self._shut_out or (isinstance(notice, StaffAnswer) and row.id in self._called)
        in_law(newest <= row.id or again, "Order within a ticket is kept", row, newest)
        self._newest[lane] = max(newest, row.id)
        self._called.add(row.id)

    def _do(self, flight: Flight, part: int) -> None:
        """Telegram does what it is asked."""
        row, ready, notice = flight.row, flight.ready, flight.ready.notice
        content = ready.message.parts[part] if ready.message and isinstance(notice, RELAYED) else None
        if not isinstance(notice, HARMLESS):
            before = [one for one in self.shown if one.there and (one.row, one.part) == (row.id, part)]
            in_law(not before or row.repeat, "Nothing is said twice without a mark", row)
        if isinstance(notice, TopicNeeded):
            in_law(self.topic_of(notice.ticket) is None, "A topic is not made twice", row)
            flight.topic = self.number()
            self.topics.append(Topic(flight.topic, notice.ticket))
            self._echoes.append(self.topics[-1])
        elif ready.edits:
            self._edit(ready)
        elif not isinstance(notice, SILENT):
            number = self.number()
            topic = ready.room.topic if isinstance(notice, ForRoom) and ready.room else None
            one = Shown(
                number, int(ready.chat or 0), topic, notice, row.id, part, content.text if content else "", row.repeat
            )
            if content:
                self.sources[row.id, part] = content.source.message
            self.shown.append(one)
            flight.made.append(one)

    def _edit(self, ready: Dispatch) -> None:
        notice = ready.notice
        if isinstance(notice, StaffAnswerEdited | ClientMessageEdited) and ready.message:
            for one in self.shown:
                if one.number in ready.edits:
                    one.text = ready.message.parts[notice.part].text

    # --- what the desk hears -------------------------------------------------------------------

    async def hear(self, flight: Flight, fate: Fate) -> Fate:
        """The call ends like this, or as it must: which it was."""
        self.flights.remove(flight)
        fate = self._possible(flight, fate)
        row, notice = flight.row, flight.ready.notice
        self._note_lost_edit(flight.ready, fate)
        match fate:
            case Fate.TAKEN:
                await self._taken(flight)
            case Fate.DONE_UNHEARD | Fate.LOST:
                self._in_doubt(flight)
                await self._office.run(unknown, owed=row.id, after=AGAIN, error="unknown")
            case Fate.NOT_SENT:
                await self._office.run(retry, owed=row.id, after=AGAIN, error="not sent")
            case Fate.STRANGE if row.tries + 1 < TRIES:
                await self._office.run(retry, owed=row.id, after=AGAIN, error="strange")
            case Fate.WAIT if notice.chat is not None:
                await self._office.run(postponed, owed=row.id, chat=notice.chat, until=self._clock() + QUIET)
            case Fate.TOPIC_GONE:
                await self._office.run(topic_gone, owed=row.id)
            case Fate.TARGET_GONE:
                if not isinstance(notice, Screen | CardChanged | CardNeeded):
                    self.final[row.id] = "undeliverable"
                await self._office.run(target_gone, owed=row.id)
            case _:
                self.final[row.id] = "undeliverable"
                self._heard(notice, Fate.REFUSED, flight.ready)
                self._note_refused(notice)
                why = Trouble.BLOCKED if fate is Fate.BLOCKED else Trouble.REFUSED
                await self._office.run(undeliverable, owed=row.id, why=why, detail="no")
        return fate

    def _note_refused(self, notice: AnyNotice) -> None:
        """A hint that is refused, too, is kept, and said once the group is well again."""
        if isinstance(notice, Unconfirmed):
            self._questions_refused.append(notice.owed)
        if isinstance(notice, StaffHint) and notice.what == "not_told":
            self._hints_refused += 1

    def _note_lost_edit(self, ready: Dispatch, fate: Fate) -> None:
        lost = fate in {Fate.TARGET_GONE, Fate.STRANGE, Fate.REFUSED, Fate.BLOCKED}
        if lost and ready.message and isinstance(ready.notice, StaffAnswerEdited | ClientMessageEdited):
            self.lost_edits.add(ready.message.parts[0].source.message)

    def _possible(self, flight: Flight, fate: Fate) -> Fate:
        """What was done was not refused, and what was not done was not taken."""
        notice = flight.ready.notice
        if flight.trouble:
            return Fate.LOST if fate is Fate.LOST and not flight.acted else flight.trouble
        if flight.acted:
            return Fate.DONE_UNHEARD if fate in {Fate.DONE_UNHEARD, Fate.LOST} else Fate.TAKEN
        if fate in {Fate.TAKEN, Fate.DONE_UNHEARD, Fate.BLOCKED, Fate.TOPIC_GONE}:
            return Fate.LOST
        if isinstance(notice, TopicNeeded) and fate in {Fate.STRANGE, Fate.REFUSED, Fate.TARGET_GONE}:
            return Fate.NOT_SENT
        changes = flight.ready.edits or isinstance(notice, Received | Marked | Overtaken)
        return Fate.REFUSED if fate is Fate.TARGET_GONE and not changes else fate

    async def _taken(self, flight: Flight) -> None:
        self.final[flight.row.id] = "sent"
        for one in flight.made:
            one.known = True
        self._heard(flight.ready.notice, Fate.TAKEN, flight.ready)
        placed = tuple(Placed(one.number, one.part) for one in flight.made if one.part >= flight.row.parts)
        outcome = Accepted(flight.row.id, self._clock(), placed, flight.topic)
        await self._office.run(accepted, outcome=outcome)

    def _in_doubt(self, flight: Flight) -> None:
        if isinstance(flight.row.notice, StaffAnswer):
            self.final[flight.row.id] = "uncertain"
            self.doubts[flight.row.id] = self.doubts.get(flight.row.id, 0) + 1
        self._heard(flight.ready.notice, Fate.LOST, flight.ready)

    async def dies(self) -> None:
        """The process is killed while it sends, and started again."""
        for flight in self.flights:
            self._in_doubt(flight)
        expected, self.flights = len(self.flights), []
        left = await self._office.run(left_behind)
        in_law(left == expected, "What a killed process was sending is not forgotten", left, expected)

    # --- all of it -----------------------------------------------------------------------------

    async def deliver(self, fate: Fate | None = None, *, dies: bool = False, most: int = 400) -> None:
        """Everything that may be sent now is taken, in order, and what follows from it.

        But the first that somebody reads ends in that `fate`, or with the process.
        """
        while (rows := await self.heads()) and most > 0:
            ends: dict[OutboxId, Fate] = {}
            for row in rows:
                most -= 1
                special = fate is not None and not isinstance(row.notice, (*HARMLESS, *PLACES))
                ends[row.id] = fate if fate and special else Fate.TAKEN
                fate = None if special else fate
                await self.take_up(row, acted=ends[row.id] in {Fate.TAKEN, Fate.DONE_UNHEARD})
            if dies:
                await self.dies()
                dies = False
            for flight in list(self.flights):
                await self.hear(flight, ends.get(flight.row.id, Fate.TAKEN))
        in_law(most > 0, "There is an end to what is owed")

    async def unasked(self) -> list[OutboxId]:
        """Answers in doubt of which staff were not told each time, by the question or outside of its topic."""
        asked = {one.row: one.notice.owed for one in self.shown if isinstance(one.notice, Unconfirmed)}
        hints = {one.row for one in self.shown if isinstance(one.notice, StaffHint) and one.notice.what == "not_told"}
        outside = len(hints) + self._hints_refused
        in_law(outside >= len(self._questions_refused), "What a topic refuses is told outside of it")
        told = [*asked.values(), *self._questions_refused]
        return [row for row, times in self.doubts.items() if told.count(row) < times]


async def start(work: Work, *, owed: OutboxId) -> set[OutboxId]:
    return await work.outbox.start([owed])


def is_about(notice: AnyNotice) -> bool:
    """Something for a client about a ticket, which staff hear of if it does not get through."""
    return isinstance(notice, AboutTicket) and not isinstance(notice, Received | Pinged)
