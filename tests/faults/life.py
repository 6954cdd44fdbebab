"""A client, two employees, time and faults: whatever they do to the desk, it and the book must agree."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from desk.errors import Conflict, Refusal
from desk.ids import PeriodId, PersonId, TicketId, private_chat
from desk.notices import AnyNotice
from desk.notices.client import Pinged, Solved, StaffAnswer, TurnedDown, WentInactive
from desk.notices.staff import ClientMessage, ClientMessageEdited, Unconfirmed
from desk.office import AlreadyHandled, Office, UpdateOffice, UseCase
from desk.ports import Arrived, Begin, Work
from desk.rules.content import Content, Kind, Parts, Source
from desk.rules.durations import parse_duration
from desk.rules.events import EventKind
from desk.rules.form import FormName
from desk.rules.periods import Period
from desk.rules.policy import Policy
from desk.rules.refusals import Clause
from desk.rules.relay import StaffReply
from desk.rules.silence import SilencePolicy
from desk.rules.ticket import Status, Ticket
from desk.usecases.arrivals import Arrival, nothing
from desk.usecases.client_actions import more_time, reopen_ticket, solved_by_client, still_needed
from desk.usecases.client_messages import client_edits, client_writes
from desk.usecases.delivery.dispatch import Dispatch
from desk.usecases.delivery.failures import it_arrived, send_again
from desk.usecases.filing import file
from desk.usecases.following import FOLLOWS
from desk.usecases.form_buttons import Button, press
from desk.usecases.membership import person_blocked_us
from desk.usecases.silence import close, due_closes, due_pings, ping
from desk.usecases.staff_actions import (
    on_ticket,
    open_again,
    refuse,
    release_it,
    solve,
    still_working,
    take_it,
    wait_for_client,
)
from desk.usecases.staff_messages import Spot, staff_edits, staff_writes
from desk.usecases.tickets import tickets_of
from desk.usecases.upkeep import drop_old_drafts, place_unanswered, prune, unanswered_places
from tests.builders import ANNA, BORIS, HOSTING, MONDAY, ROOM, VERA, a_client, a_link, a_person, a_policy, a_service
from tests.fakes import FakeClock
from tests.faults.messenger import Fate, Flight, Messenger, in_law, is_about
from tests.faults.model import Book, Case, No, Word

R = TypeVar("R")

START: Final = MONDAY + timedelta(milliseconds=250)
MOST_TICKETS: Final = 3

ACTIONS: Final = {
    "take": take_it,
    "release": release_it,
    "wait": wait_for_client,
    "working": still_working,
    "solve": solve,
    "refuse": refuse(Clause.REPEATS_AN_OPEN_TASK),
    "reopen": open_again,
}

SO_FAR: Final = (
    "filed",
    "shown",
    "answered",
    "in doubt",
    "crossed",
    "waiting",
    "pinged",
    "unreachable",
    "inactive",
    "long closed",
)
"""Where in its life the first ticket is when chance takes over."""

PINGS: Final = {"24h": (24,), "24h,40h": (24, 40)}

Open = Callable[[Policy, FakeClock], AbstractAsyncContextManager[tuple[Begin, Begin]]]
"""Opens an empty store: what begins units of work, and what looks."""

which: Final = st.integers(0, 7)
late: Final = st.sampled_from([0, 0, 0, 0, 1, 90, 900])
"""Seconds between writing and handling."""
troubles: Final = st.sampled_from(["", "", "", "twice", "raced", "killed"])
"""What befalls the handling of an update: it comes twice, loses a race, or the process dies before the commit."""
fates: Final = st.sampled_from(
    [
        Fate.TAKEN,
        Fate.DONE_UNHEARD,
        Fate.DONE_UNHEARD,
        Fate.LOST,
        Fate.NOT_SENT,
        Fate.STRANGE,
        Fate.WAIT,
        Fate.REFUSED,
        Fate.TARGET_GONE,
    ]
)
spans: Final = st.sampled_from(
    [
        timedelta(seconds=1),
        timedelta(seconds=40),
        timedelta(minutes=11),
        timedelta(hours=3),
        timedelta(hours=7),
        timedelta(hours=25),
        timedelta(hours=49),
        timedelta(days=4),
        timedelta(days=15),
    ]
)


Then = Fate | str | None
"""What follows a step: nothing; or all is delivered, but the first that a person reads ends so, or the process dies."""
thens: Final = st.sampled_from(
    [None, None, Fate.TAKEN, Fate.TAKEN, Fate.TAKEN, Fate.DONE_UNHEARD, Fate.LOST, Fate.REFUSED, Fate.WAIT, "killed"]
)


class Killed(Exception):
    """The process ended before the commit."""


@dataclass(frozen=True)
class Facts:
    """What the desk keeps of one ticket."""

    ticket: Ticket
    wait: Period | None
    history: list[str]


async def fill(work: Work) -> None:
    for person in (ANNA, BORIS, VERA):
        await work.people.seen(a_person(id=person))
    await work.clients.replace([a_client()], [a_service()])
    await work.people.link(a_link(), work.now)
    await work.chats.describe(ROOM, title="Support", forum=True)


async def file_one(work: Work, *, subject: str) -> None:
    draft = await work.drafts.begin(ANNA, FormName.TICKET, work.now)
    answers = {"service": str(HOSTING), "category": "consultation", "urgency": "normal", "subject": subject}
    await file(work, draft=replace(draft, answers=answers | {"description": "How do I add a mailbox?"}))


async def arrives(work: Work, *, update: int, lane: int) -> None:
    await work.inbox.add([Arrived(update, lane, "{}")], work.now)


async def facts_of(work: Work, *, tickets: int) -> list[Facts]:
    found = []
    for number in range(1, tickets + 1):
        ticket = await work.tickets.get(TicketId(number))
        in_law(ticket is not None, "A ticket keeps its number", number)
        assert ticket
        # The book keeps no working time: what was late is proved in tests/rules and tests/usecases.
        events = [event for event in await work.events.of(ticket.id) if event.kind is not EventKind.BREACHED]
        history = [str(event.kind) for event in events]
        found.append(Facts(ticket, await work.periods.open_of(ticket.id), history))
    return found


async def everything(work: Work, *, tickets: int) -> object:
    """All that a second handling of an update could change."""
    draft = await work.drafts.of(ANNA)
    owed = await work.outbox.heads(work.now + timedelta(days=400), 500)
    mine = await work.tickets.of_person(ANNA, [a_client().id])
    counts = [await work.messages.count_of(TicketId(number)) for number in range(1, tickets + 1)]
    return await facts_of(work, tickets=tickets), draft, owed, mine, counts


class TicketLife(RuleBasedStateMachine):
    """Each rule is something that can happen; `home` is where it is kept."""

    so_far: ClassVar[str] = SO_FAR[0]
    steps: ClassVar[int] = 0
    seen: ClassVar[Counter[str]] = Counter()
    """What happened in all lives, by the names of the history's events and of the fates of calls."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.opened: AbstractAsyncContextManager[tuple[Begin, Begin]] | None = None
        self.clock = FakeClock(START)
        self.fine = True
        self.updates = 0
        self.words = 0
        self.looked: list[tuple[str, PeriodId]] = []
        self.spoken: dict[int, datetime] = {}
        self.filed: dict[int, datetime] = {}
        self.colleagues: list[tuple[int, PersonId, int]] = []
        self.edited: set[int] = set()

    def home(self, policy: Policy, clock: FakeClock) -> AbstractAsyncContextManager[tuple[Begin, Begin]]:
        """An empty store: what begins units of work, and what looks. A subclass has one."""
        raise NotImplementedError

    def do(self, life: Coroutine[Any, Any, None], then: Then = None) -> None:
        """One step and what follows from it at once, and the laws after each."""
        type(self).steps += 1
        self.fine = False
        self.runner.run(self._do(life, then))
        self.fine = True

    async def _do(self, life: Coroutine[Any, Any, None], then: Then) -> None:
        await life
        await self.agree()
        if then is not None:
            await self.deliver(then)
            await self.agree()

    @initialize(
        waiting=st.sampled_from([True, True, True, False]),
        staff_reply=st.sampled_from(["assignee", "assignee", "all", "reply"]),
        pings=st.sampled_from(sorted(PINGS)),
        tickets=st.integers(1, 2),
        day=st.sampled_from([0, 3, 4]),
    )
    def begins(self, *, waiting: bool, staff_reply: str, pings: str, tickets: int, day: int) -> None:
        """On a Monday, a Thursday or a Friday, in the afternoon."""
        self.clock.advance(timedelta(days=day, hours=4 if day else 0))
        self.do(self._begins(waiting, staff_reply, pings, tickets))

    async def _begins(self, waiting: bool, staff_reply: str, pings: str, tickets: int) -> None:
        self.book = Book(
            waiting=waiting, staff_reply=staff_reply, pings=[timedelta(hours=hours) for hours in PINGS[pings]]
        )
        policy = a_policy(
            reply_means=Status.WAITING if waiting else Status.OPEN,
            staff_reply=StaffReply(staff_reply),
            silence=SilencePolicy(
                tuple(parse_duration(one) for one in pings.split(",")), parse_duration("48h"), parse_duration("7wh")
            ),
        )
        self.opened = self.home(policy, self.clock)
        self.begin, self.look = await self.opened.__aenter__()
        self.office = Office(self.begin, self.look)
        self.messenger = Messenger(self.office, self.clock, ROOM, self.heard)
        await self.office.run(fill)
        for _ in range(tickets):
            await self._files()
        await self._comes_to(self.so_far)

    async def _comes_to(self, so_far: str) -> None:
        """Into the middle of a life."""
        if so_far != "filed":
            await self.deliver()
        if so_far not in {"filed", "shown"}:
            await self._client_writes(0, "text", True, 0, "")
            await self.deliver()
            self.clock.advance(timedelta(minutes=9))
            await self._staff_write(self.case(0), BORIS, "note", "", seconds=0, trouble="")
            await self._staff_write(self.case(0), BORIS, "text", "client", seconds=0, trouble="")
        if so_far == "in doubt":
            await self.deliver(Fate.DONE_UNHEARD)
        if so_far == "crossed":
            self.clock.advance(timedelta(minutes=9))
            await self._client_writes(0, "text", True, 0, "")
            await self._staff_write(self.case(0), BORIS, "text", "client", seconds=90, trouble="")
        if so_far not in {"filed", "shown", "answered", "in doubt"}:
            await self.deliver()
        if so_far == "unreachable":
            self.messenger.blocked.add(ANNA)
        if so_far in {"pinged", "inactive", "unreachable", "long closed"}:
            await self._days_pass(timedelta(days=1 if so_far == "pinged" else 5))
        if so_far == "long closed":
            self.clock.advance(timedelta(days=15))

    # --- updates -------------------------------------------------------------------------------

    async def update(self, by: PersonId, trouble: str, use_case: Callable[..., Any], /, **facts: Any) -> None:
        """An update is handled, whatever befalls it; a refusal comes through."""
        self.updates += 1
        update = self.updates
        await self.office.run(arrives, update=update, lane=int(by))
        arrival = Arrival(a_person(id=by))
        refusal: Refusal | None = None
        try:
            await self._handled(update, arrival, trouble, use_case, facts)
        except Refusal as error:
            refusal = error
            await self.office.handling((update,), arrival).run(nothing)
        if trouble == "twice":
            await self._again(update, arrival, use_case, facts)
        if refusal:
            raise refusal

    async def _handled(
        self, update: int, arrival: Arrival, trouble: str, use_case: UseCase[[], object], facts: dict[str, Any]
    ) -> None:
        office = self.office.handling((update,), arrival)
        if trouble == "raced":
            office = self._office_that(Conflict, update, arrival)
        if trouble == "killed":
            with suppress(Killed):
                await self._office_that(Killed, update, arrival).run(use_case, **facts)
        await office.run(use_case, **facts)

    def _office_that(self, loses: type[Exception], update: int, arrival: Arrival) -> UpdateOffice:
        """An office whose first commit does not come about."""
        tries = 0

        @asynccontextmanager
        async def begin() -> AsyncIterator[Work]:
            nonlocal tries
            tries += 1
            async with self.begin() as work:
                if tries == 1:

                    async def lose() -> None:
                        raise loses

                    work.commit = lose  # type: ignore[method-assign]
                yield work

        return Office(begin, self.look).handling((update,), arrival)

    async def _again(self, update: int, arrival: Arrival, use_case: UseCase[[], object], facts: dict[str, Any]) -> None:
        before = await self.office.look(everything, tickets=len(self.book.cases))
        with suppress(AlreadyHandled, Refusal):
            await self.office.handling((update,), arrival).run(use_case, **facts)
        after = await self.office.look(everything, tickets=len(self.book.cases))
        in_law(before == after, "No update acts twice", use_case, before, after)

    async def as_the_book(self, told: Callable[[], None], done: Coroutine[Any, Any, None]) -> None:
        """The book and the desk refuse the same."""
        expected = got = ""
        try:
            told()
        except No as no:
            expected = str(no)
        try:
            await done
        except Refusal as refusal:
            got = type(refusal).__name__
        in_law(expected == got, "The desk refuses what the book refuses", expected, got)

    # --- the client ----------------------------------------------------------------------------

    def case(self, pick: int) -> Case:
        return self.book.cases[pick % len(self.book.cases)]

    def written(self, by: PersonId, seconds: int) -> datetime:
        """When it was written, in Telegram's whole seconds; in one chat nothing is older than what came before."""
        moment = self.clock() - timedelta(seconds=seconds)
        moment = max(moment.replace(microsecond=0), self.spoken.get(by, START.replace(microsecond=0)))
        self.spoken[by] = moment
        return moment

    def text(self, what: str) -> str:
        self.words += 1
        return f"{what}-{self.words}"

    @rule(
        pick=which,
        what=st.sampled_from(["text", "text", "text", "thanks", "sticker", "album"]),
        replies=st.booleans(),
        seconds=late,
        trouble=troubles,
        then=thens,
    )
    def client_writes(self, *, pick: int, what: str, replies: bool, seconds: int, trouble: str, then: Then) -> None:
        self.do(self._client_writes(pick, what, replies, seconds, trouble), then)

    async def _client_writes(self, pick: int, what: str, replies: bool, seconds: int, trouble: str) -> None:
        now, at = self.clock(), self.written(ANNA, seconds)
        replied, case = self._replied(pick) if replies else (None, None)
        thing = what in {"text", "album"}
        place = self.book.place_of(case, answer=thing, written_at=at, now=now)
        if place in ("form", "nowhere"):
            return
        parts = self._parts(what, ANNA, None)
        word = Word(parts[0].source.message, 0, at, [part.text for part in parts], answers=what != "sticker")
        await self._unblocks()
        self.book.writes(word, place, now, reopens=thing)
        facts = {"person": ANNA, "parts": parts, "replied": replied, "written_at": at}
        await self.update(ANNA, trouble, client_writes, **facts)

    def _replied(self, pick: int) -> tuple[int | None, Case | None]:
        """A message in the client's chat, and the ticket that the desk knows it to be about."""
        number = self.case(pick).number
        found: list[tuple[int, bool]] = [
            (one.number, one.known) for one in self.messenger.shown if one.chat == ANNA and one.notice.about == number
        ]
        found += [(word.message, True) for word in self.book.words.values() if self._is_hers(word, number)]
        if not found:
            return None, None
        message, known = found[pick % len(found)]
        return message, self.book.case(number) if known else None

    def _is_hers(self, word: Word, number: int) -> bool:
        return word.case == number and word.texts[0].startswith(("client", "спасибо", "sticker"))

    def _parts(self, what: str, by: PersonId, topic: int | None) -> Parts:
        chat = private_chat(by) if topic is None else ROOM
        side = "client" if topic is None else "answer"
        count, kind = {"album": (2, Kind.PHOTO), "sticker": (1, Kind.STICKER)}.get(what, (1, Kind.TEXT))
        words = {"thanks": "спасибо", "sticker": "sticker", "note": f"// {self.text('note')}"}
        return tuple(
            Content(kind, Source(chat, self.messenger.number(topic)), words.get(what) or self.text(side))
            for _ in range(count)
        )

    @rule(pick=which, trouble=troubles, then=thens)
    def client_edits(self, pick: int, trouble: str, then: Then) -> None:
        self.do(self._client_edits(pick, trouble), then)

    async def _client_edits(self, pick: int, trouble: str) -> None:
        mine = [word for word in self.book.words.values() if word.texts[0].startswith("client")]
        if not mine:
            return
        word = mine[-1 - pick % len(mine)]
        word.texts[0] = self.text("client")
        self.edited.add(word.message)
        if word in self.book.unplaced:
            self.book.asked_at = self.clock()
        kind = Kind.PHOTO if len(word.texts) > 1 else Kind.TEXT
        part = Content(kind, Source(private_chat(ANNA), word.message), word.texts[0])
        await self.update(ANNA, trouble, client_edits, person=ANNA, part=part)

    @rule(pick=which, trouble=troubles, then=thens)
    @precondition(lambda self: self.messenger.seen(Pinged))
    def client_answers_a_ping(self, pick: int, trouble: str, then: Then) -> None:
        buttons = {"still_needed": still_needed, "more_time": more_time, "solved_by_client": solved_by_client}
        name = sorted(buttons)[pick % 3]
        shown = self.messenger.seen(Pinged)
        notice = shown[-1 - (pick // 3) % len(shown)].notice
        assert isinstance(notice, Pinged)
        case = self.book.case(notice.ticket)
        self.do(
            self.as_the_book(
                lambda: self.book.presses(case, notice.period, name, self.clock()),
                self.update(ANNA, trouble, buttons[name], person=ANNA, number=notice.ticket, period=notice.period),
            ),
            then,
        )

    @rule(pick=which, trouble=troubles, then=thens)
    @precondition(lambda self: any(self.messenger.seen(kind) for kind in (Solved, WentInactive, TurnedDown)))
    def client_reopens(self, pick: int, trouble: str, then: Then) -> None:
        ended = [one for kind in (Solved, WentInactive, TurnedDown) for one in self.messenger.seen(kind)]
        number = ended[pick % len(ended)].notice.about
        assert number
        self.do(self._client_reopens(number, trouble), then)

    async def _client_reopens(self, number: TicketId, trouble: str) -> None:
        case = self.book.case(number)
        late = not case.is_open and not case.may_reopen(self.clock())
        if not late:
            self.book.reopens(case, self.clock())
        await self.update(ANNA, trouble, reopen_ticket, person=ANNA, number=number)
        form = await self.office.run(form_left)
        in_law(form == (str(number) if late else None), "After its window a new ticket follows", form, number)

    @rule(pick=which, trouble=troubles, then=thens)
    @precondition(lambda self: self.book.unplaced)
    def client_says_where(self, pick: int, trouble: str, then: Then) -> None:
        self.do(self._says_where(self.case(pick), trouble), then)

    async def _says_where(self, case: Case, trouble: str) -> None:
        if not case.is_open and not case.may_reopen(self.clock()):
            return
        rev = await self.office.look(page)
        self.book.places(case, self.clock())
        facts = {"person": ANNA, "rev": rev, "button": Button.PLACE, "value": str(case.number)}
        await self.update(ANNA, trouble, press, **facts)

    @rule(then=thens)
    @precondition(lambda self: len(self.book.cases) < MOST_TICKETS)
    def client_files(self, then: Then) -> None:
        self.do(self._files(), then)

    async def _files(self) -> None:
        """Without trouble: PostgreSQL leaves a gap in the numbers for a filing that was rolled back."""
        case = self.book.files()
        self.filed[case.number] = self.clock().replace(microsecond=0) + timedelta(seconds=1)
        await self.update(ANNA, "", file_one, subject=f"Subject {case.number}")
        # Nobody answers within the second in which a ticket is filed.
        self.clock.advance(timedelta(seconds=2))

    @rule()
    def client_blocks_or_unblocks_the_bot(self) -> None:
        if ANNA in self.messenger.blocked:
            self.do(self._unblocks())
        else:
            self.messenger.blocked.add(ANNA)

    async def _unblocks(self) -> None:
        """Nobody writes to a bot that they block, and Telegram tells the bot that they do so no more."""
        if ANNA in self.messenger.blocked:
            self.messenger.blocked.discard(ANNA)
            await self.update(ANNA, "", person_blocked_us, person=ANNA, blocked=False)

    # --- staff ---------------------------------------------------------------------------------

    @rule(
        pick=which,
        by=st.sampled_from([BORIS, BORIS, VERA]),
        what=st.sampled_from(["text", "text", "text", "text", "album", "note", "command"]),
        replied=st.sampled_from(["", "", "client", "client", "colleague"]),
        seconds=late,
        trouble=troubles,
        then=thens,
    )
    def staff_write(
        self, *, pick: int, by: PersonId, what: str, replied: str, seconds: int, trouble: str, then: Then
    ) -> None:
        self.do(self._staff_write(self.case(pick), by, what, replied, seconds=seconds, trouble=trouble), then)

    @rule(pick=which, what=st.sampled_from(["note", "note", "command"]), trouble=troubles, then=thens)
    def staff_note(self, pick: int, what: str, trouble: str, then: Then) -> None:
        self.do(self._staff_write(self.case(pick), BORIS, what, "", seconds=0, trouble=trouble), then)

    async def _staff_write(
        self, case: Case, by: PersonId, what: str, replied: str, *, seconds: int, trouble: str
    ) -> None:
        await self.messenger.echoes()
        topic = self.messenger.topic_of(case.number)
        if topic is None:
            return
        target, replied, author = self._target(topic.number, by, replied)
        # Nobody writes into the topic of a ticket that was not filed yet.
        at = self.spoken[by] = max(self.written(by, seconds), self.filed[case.number])
        parts = self._parts(what, by, topic.number)
        if what == "command":
            parts = (replace(parts[0], text="/nonsense " + self.text("note")),)
        message = parts[0].source.message
        out = self.book.goes_out(case, by, parts[0].text, replied)
        if out:
            self.book.answers(Word(message, case.number, at, [part.text for part in parts]), by)
        elif what == "note":
            case.history.append("noted")
        if not out:
            parts = tuple(replace(part, text=part.text.replace("answer-", "note-")) for part in parts)
        self.colleagues.append((message, by, topic.number))
        spot = Spot(ROOM, message, topic.number, target, author)
        await self.update(by, trouble, staff_writes, by=by, spot=spot, parts=parts, written_at=at)

    def _target(self, topic: int, by: PersonId, replied: str) -> tuple[int | None, str, PersonId | None]:
        """The message that is replied to, what it is to the desk, and its author."""
        if replied == "client":
            copies = [one for one in self.messenger.seen(ClientMessage) if one.topic == topic]
            if copies:
                return copies[-1].number, "client" if copies[-1].known else "", None
        if replied == "colleague":
            theirs = [one for one in self.colleagues if one[1] != by and one[2] == topic]
            if theirs:
                return theirs[-1][0], "colleague", theirs[-1][1]
        return None, "", None

    @rule(pick=which, note=st.sampled_from([False, False, True]), trouble=troubles, then=thens)
    @precondition(lambda self: self.colleagues)
    def staff_edit(self, pick: int, note: bool, trouble: str, then: Then) -> None:
        self.do(self._staff_edit(pick, note, trouble), then)

    async def _staff_edit(self, pick: int, note: bool, trouble: str) -> None:
        message, by, topic = self.colleagues[-1 - pick % len(self.colleagues)]
        if not any(one.number == topic and one.alive for one in self.messenger.topics):
            return
        word = self.book.words.get(message)
        text = f"// {self.text('note')}" if note else self.text("answer" if word else "note")
        if word and not note:
            word.texts[0] = text
            self.edited.add(message)
        kind = Kind.PHOTO if word and len(word.texts) > 1 else Kind.TEXT
        part = Content(kind, Source(ROOM, message), text)
        await self.update(by, trouble, staff_edits, by=by, spot=Spot(ROOM, message, topic), part=part)

    @rule(
        pick=which,
        by=st.sampled_from([BORIS, VERA]),
        act=st.sampled_from(sorted(ACTIONS)),
        trouble=troubles,
        then=thens,
    )
    def staff_act(self, pick: int, by: PersonId, act: str, trouble: str, then: Then) -> None:
        case = self.case(pick)
        number = TicketId(case.number)
        self.do(
            self.as_the_book(
                lambda: self.book.acts(case, by, act, self.clock()),
                self.update(by, trouble, on_ticket, by=by, room=ROOM, number=number, action=ACTIONS[act]),
            ),
            then,
        )

    @rule(pick=which, arrived=st.booleans(), trouble=troubles, then=thens)
    @precondition(lambda self: self.messenger.seen(Unconfirmed))
    def staff_settle(self, pick: int, arrived: bool, trouble: str, then: Then) -> None:
        """'It arrived' or 'Send again'."""
        shown = self.messenger.seen(Unconfirmed)
        notice = shown[-1 - pick % len(shown)].notice
        assert isinstance(notice, Unconfirmed)
        use_case = it_arrived if arrived else send_again
        self.do(
            self.as_the_book(
                lambda: self._settled(notice, arrived),
                self.update(BORIS, trouble, use_case, by=BORIS, room=ROOM, owed=notice.owed),
            ),
            then,
        )

    def _settled(self, notice: Unconfirmed, arrived: bool) -> None:
        if self.messenger.final.get(notice.owed) != "uncertain":
            raise No("AlreadySettled")
        case = self.book.case(notice.ticket)
        word = self.book.words[self.messenger.relays[notice.owed]]
        self.messenger.final[notice.owed] = "sent" if arrived else "again"
        case.history.append("confirmed" if arrived else "sent_again")
        if arrived:
            self.messenger.confirmed.add(word.message)
            self.book.delivered(word, self.clock())

    # --- time ----------------------------------------------------------------------------------

    @rule(span=spans)
    def time_passes(self, span: timedelta) -> None:
        self.clock.advance(span)

    @rule(pick=which, seconds=st.sampled_from([-1, 0, 1]))
    @precondition(lambda self: self.book.deadlines())
    def a_deadline_comes(self, pick: int, seconds: int) -> None:
        """Up to it, or a second to either side."""
        deadlines = self.book.deadlines()
        moment = deadlines[pick % len(deadlines)] + timedelta(seconds=seconds)
        self.clock.set(max(self.clock(), moment))

    @rule(twice=st.booleans(), then=thens)
    def ticks(self, twice: bool, then: Then) -> None:
        self.do(self._ticks(twice), then)

    async def _ticks(self, twice: bool = False) -> None:
        now = self.clock()
        pings = await self.office.look(due_pings)
        in_law({int(one) for one in pings} == self.book.due_pings(now), "A ping is due in time", pings, now)
        for period in pings:
            await self._ping(period, twice)
        closes = await self.office.look(due_closes)
        in_law({int(one) for one in closes} == self.book.due_closes(now), "A close is due in time", closes, now)
        for period in closes:
            await self._close(period, twice)
        self.book.upkeep(now)
        for draft in await self.office.look(unanswered_places):
            await self.office.run(place_unanswered, person=draft.person)
        await self.office.run(drop_old_drafts)
        await self.office.run(prune)

    async def _ping(self, period: PeriodId, twice: bool) -> None:
        self.book.pings(period, self.clock())
        looks = [self.office.run(ping, period=period) for _ in range(1 + twice)]
        await asyncio.gather(*looks)

    async def _close(self, period: PeriodId, twice: bool) -> None:
        self.book.closes(period, self.clock())
        looks = [self.office.run(close, period=period) for _ in range(1 + twice)]
        await asyncio.gather(*looks)

    @rule()
    def a_tick_begins(self) -> None:
        """It has seen what is due, and is slow to act on it."""
        self.runner.run(self._looks())

    async def _looks(self) -> None:
        self.looked = [("ping", one) for one in await self.office.look(due_pings)]
        self.looked += [("close", one) for one in await self.office.look(due_closes)]

    @rule()
    @precondition(lambda self: self.looked)
    def a_tick_ends(self) -> None:
        self.do(self._late_tick())

    async def _late_tick(self) -> None:
        for what, period in self.looked:
            await (self._ping if what == "ping" else self._close)(period, False)

    @rule(days=st.integers(1, 4), lag=st.sampled_from([0, 0, 1, 3600, 100_000]))
    def days_pass(self, days: int, lag: int) -> None:
        self.do(self._days_pass(timedelta(days=days), timedelta(seconds=lag)))

    async def _days_pass(self, span: timedelta, lag: timedelta = timedelta(0)) -> None:
        """With the desk at work: it looks as soon as something is due, or so much later."""
        end = self.clock() + span
        await self.agree()
        while True:
            await self._ticks()
            await self.deliver()
            await self.agree()
            if self.clock() >= end:
                return
            ahead = [at for at in self.book.deadlines() if at > self.clock()]
            self.clock.set(min([*ahead, end]) + lag)

    # --- Telegram ------------------------------------------------------------------------------

    def heard(self, notice: AnyNotice, fate: Fate, ready: Dispatch) -> None:
        """What became of a call, told to the book."""
        now = self.clock()
        match notice:
            case StaffAnswer(ticket=ticket) if fate is Fate.LOST:
                self.book.case(ticket).history.append("unconfirmed")
            case StaffAnswer() if fate is Fate.TAKEN and ready.message:
                self.book.delivered(self.book.words[ready.message.parts[0].source.message], now)
            case Pinged(period=period) if fate is Fate.TAKEN:
                self.book.ping_delivered(period, now)
            case Pinged(period=period) if fate is Fate.REFUSED:
                self.book.ping_lost(period)
            case ClientMessage() | ClientMessageEdited() if fate is Fate.REFUSED:
                self.book.case(notice.ticket).history.append("undelivered")
            case _ if fate is Fate.REFUSED and is_about(notice) and notice.about:
                self.book.case(notice.about).history.append("undelivered")
            case _:
                pass

    @rule(then=thens)
    def everything_is_delivered(self, then: Then) -> None:
        self.do(self.deliver(then))

    async def deliver(self, then: Then = None) -> None:
        for flight in list(self.messenger.flights):
            await self.messenger.hear(flight, Fate.TAKEN)
        if isinstance(then, Fate):
            await self.messenger.deliver(then)
        else:
            await self.messenger.deliver(None, dies=then == "killed")
        await self.messenger.echoes()

    @rule(todo=st.lists(fates, min_size=1, max_size=4), pick=which, stop=st.integers(0, 1))
    def calls_end_somehow(self, todo: Sequence[Fate], pick: int, stop: int) -> None:
        self.do(self._calls(todo, pick, stop))

    async def _calls(self, todo: Sequence[Fate], pick: int, stop: int) -> None:
        for fate in todo:
            if flight := await self._take_up(pick, acted=fate in {Fate.TAKEN, Fate.DONE_UNHEARD}, stop=stop):
                await self.messenger.hear(flight, fate)

    async def _take_up(self, pick: int, *, acted: bool, stop: int) -> Flight | None:
        rows = await self.messenger.heads()
        if not rows:
            return None
        return await self.messenger.take_up(rows[pick % len(rows)], acted=acted, stop=stop or 9)

    @rule(pick=which, acted=st.booleans(), stop=st.integers(0, 1))
    def a_call_begins(self, pick: int, acted: bool, stop: int) -> None:
        self.do(self._call_begins(pick, acted, stop))

    async def _call_begins(self, pick: int, acted: bool, stop: int) -> None:
        await self._take_up(pick, acted=acted, stop=stop)

    @rule(pick=which, fate=fates)
    @precondition(lambda self: self.messenger.flights)
    def a_call_ends(self, pick: int, fate: Fate) -> None:
        flights = self.messenger.flights
        self.do(self._ends(flights[pick % len(flights)], fate))

    async def _ends(self, flight: Flight, fate: Fate) -> None:
        await self.messenger.hear(flight, fate)

    @rule()
    @precondition(lambda self: self.messenger.flights)
    def the_process_is_killed(self) -> None:
        self.do(self.messenger.dies())

    @rule(pick=which)
    @precondition(lambda self: any(topic.alive for topic in self.messenger.topics))
    def a_topic_is_deleted(self, pick: int) -> None:
        alive = [topic for topic in self.messenger.topics if topic.alive]
        self.messenger.delete(alive[pick % len(alive)])

    # --- the laws ------------------------------------------------------------------------------

    async def agree(self) -> None:
        """The desk keeps what the book says."""
        mine = await self.office.look(tickets_of, person=ANNA)
        in_law(len(mine) == len(self.book.cases), "A ticket keeps its number", mine)
        for case, facts in zip(
            self.book.cases, await self.office.look(facts_of, tickets=len(self.book.cases)), strict=True
        ):
            ticket = facts.ticket
            told = (case.status, case.holder, case.ended_at, case.reacted_at, min(case.unanswered, default=None))
            kept = (ticket.status, ticket.assignee, ticket.ended_at, ticket.reacted_at, ticket.unanswered_since)
            in_law(told == kept, "A ticket is as the book says", case.number, told, kept)
            in_law(case.history == facts.history, "Each change is in the history", case.history, facts.history)
            self._agree_on_wait(case, facts.wait)

    def _agree_on_wait(self, case: Case, kept: Period | None) -> None:
        wait = case.wait
        if wait is None or kept is None:
            in_law(wait is None and kept is None, "A wait begins and ends as the book says", case, kept)
            return
        in_law(wait.number in {0, kept.id}, "A new wait is a new period", wait, kept)
        wait.number = kept.id
        told = (wait.since, next(iter(wait.pings), None), wait.pinged_at, wait.close_at, wait.extensions)
        held = (kept.started_at, kept.ping_at, kept.pinged_at, kept.close_at, kept.extensions)
        in_law(told == held, "A wait is as the book says", told, held)
        in_law(ticket_waits(case), "Only a ticket that waits has a wait", case)

    def teardown(self) -> None:
        try:
            if self.opened and self.fine:
                self.do(self._settles())
                type(self).seen.update(what for case in self.book.cases for what in case.history)
                type(self).seen.update(self.messenger.final.values())
        finally:
            self.runner.run(self._closes())
            self.runner.close()

    async def _closes(self) -> None:
        if self.opened:
            await self.opened.__aexit__(None, None, None)

    async def _settles(self) -> None:
        """All faults are over: everything is delivered, and what is due comes."""
        self.messenger.blocked.clear()
        if self.messenger.flights:
            await self.messenger.dies()
        for _ in range(20):
            await self.deliver()
            if not await self.messenger.heads(timedelta(days=400)):
                break
            self.clock.advance(timedelta(minutes=1))
        in_law(not await self.messenger.heads(timedelta(days=400)), "Nothing that is owed is stuck")
        in_law(not await self.office.look(left), "Nothing is left in the middle of sending")
        in_law(not await self.messenger.unasked(), "Staff are asked about each answer in doubt")
        self._everybody_has_read_everything()
        await self._days_pass(timedelta(days=8))
        self._nobody_waits_for_ever()

    def _everybody_has_read_everything(self) -> None:
        for word in self.book.words.values():
            if word in self.book.unplaced or word.told_lost:
                continue
            copies = [one for one in self.messenger.copies(word.message) if one.part == 0]
            in_law(bool(copies) or self._told(word), "Each message is shown, or its loss is told", word)
            known = [one for one in copies if one.known and one.there]
            if known and word.message not in self.messenger.lost_edits:
                in_law(known[-1].text == word.texts[0], "An edit is passed on", word, known[-1])

    def _told(self, word: Word) -> bool:
        """The fate of its row is one that staff or its author are told."""
        rows = [row for row, message in self.messenger.relays.items() if message == word.message]
        lost = any(self.messenger.final.get(row) in {"undeliverable", "uncertain"} for row in rows)
        return lost or word.message in self.messenger.confirmed

    def _nobody_waits_for_ever(self) -> None:
        for case in self.book.cases:
            in_law(case.wait is None, "What nobody answers is closed in the end", case)


async def left(work: Work) -> object:
    return await work.outbox.left_sending()


async def form_left(work: Work) -> str | None:
    """From which ticket the form in hand goes on, if there is one; it is left, for the book knows no forms."""
    draft = await work.drafts.of(ANNA, FormName.TICKET)
    if draft is None:
        return None
    await work.drafts.drop(draft.id)
    return draft.answers.get(FOLLOWS, "")


async def page(work: Work) -> int:
    draft = await work.drafts.of(ANNA)
    return draft.rev if draft else 0


def ticket_waits(case: Case) -> bool:
    return case.status == "waiting" and not case.unanswered
