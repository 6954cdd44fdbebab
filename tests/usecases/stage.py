"""A desk in memory with its people, and a Telegram that takes what it is told to take."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from desk.errors import Conflict
from desk.ids import ChatId, DraftId, OutboxId, PersonId, TicketId, private_chat
from desk.notices import AnyNotice
from desk.notices.base import ForPerson
from desk.notices.client import FormConfirm, Overtaken, Received
from desk.notices.mail import CodeMail, FeedbackMail, LinkMail, TicketMail
from desk.notices.staff import Marked, TopicNeeded, TopicState
from desk.office import Office
from desk.ports import Owed, OwedState, Work
from desk.rules.content import Content, Kind, Parts, Source
from desk.rules.events import Event, EventKind
from desk.rules.form import NO_SERVICE, Draft, FormName, key_of
from desk.rules.messages import Room
from desk.rules.periods import Period
from desk.rules.policy import Policy
from desk.rules.ticket import Status, Ticket
from desk.usecases.client_messages import client_edits, client_writes
from desk.usecases.delivery.dispatch import Dispatch, dispatch
from desk.usecases.delivery.failures import needless
from desk.usecases.delivery.outcomes import Accepted, Placed, accepted
from desk.usecases.form_buttons import Button, press
from desk.usecases.forms import open_form
from desk.usecases.silence import close, due_closes, due_pings, ping
from desk.usecases.staff_actions import Action, on_ticket
from desk.usecases.staff_messages import Spot, staff_edits, staff_writes
from tests.builders import (
    ANNA,
    BORIS,
    HOSTING,
    MONDAY,
    OLGA,
    ROOM,
    VERA,
    VIKTOR,
    a_client,
    a_link,
    a_person,
    a_policy,
    a_prospects_ticket,
    a_second_service,
    a_service,
    a_text,
    a_ticket,
)
from tests.fakes import FakeDesk, Store

N = TypeVar("N")

FIRST: Final = TicketId(1)
FIRST_TOPIC: Final = 9000
SILENT: Final = (TopicNeeded, TopicState, Marked, Received, Overtaken, CodeMail, LinkMail, FeedbackMail, TicketMail)
"""What makes no message in a chat."""


async def lose() -> None:
    """A commit that somebody else was faster than."""
    raise Conflict


async def fill(work: Work) -> None:
    """Anna has a client with two active services; Viktor is a stranger; the staff's group has topics."""
    for person in (ANNA, VIKTOR, BORIS, VERA, OLGA):
        await work.people.seen(a_person(id=person))
    await work.clients.replace([a_client()], [a_service(), a_second_service()])
    await work.people.link(a_link(), work.now)
    await work.chats.describe(ROOM, title="Support", forum=True)


async def heads(work: Work) -> list[Owed]:
    return await work.outbox.heads(work.now, 200)


async def start(work: Work, *, owed: Iterable[OutboxId]) -> set[OutboxId]:
    return await work.outbox.start(owed)


async def keep_ticket(work: Work, *, ticket: Ticket, topic: int | None) -> Ticket:
    filed = await work.tickets.file(ticket)
    await work.rooms.save(Room(filed.id, filed.room, topic=topic, card=topic and topic + 500))
    return filed


async def save_ticket(work: Work, *, ticket: Ticket) -> Ticket:
    return await work.tickets.save(ticket)


class Stage:
    """People act, and what was said because of it can be looked at. `office` runs any other use case."""

    def __init__(self, policy: Policy, now: datetime = MONDAY) -> None:
        self.desk = FakeDesk(policy, now)
        self.office: Office = self.desk.office
        self._message = 100
        self._seen = 0

    # --- what is there ------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        return self.desk.clock()

    @property
    def store(self) -> Store:
        return self.desk.store

    def passes(self, **span: float) -> None:
        self.desk.clock.advance(timedelta(**span))

    def set_clock(self, now: datetime) -> None:
        self.desk.clock.set(now)

    def ticket(self, number: int = 1) -> Ticket:
        return self.store.tickets[TicketId(number)]

    def status(self, number: int = 1) -> Status:
        return self.ticket(number).status

    def draft(self, form: FormName = FormName.TICKET, by: PersonId = ANNA) -> Draft:
        return self.store.drafts[by, form]

    def wait(self, number: int = 1) -> Period | None:
        """The open wait for the client's answer."""
        waits = self.store.periods.values()
        return next((wait for wait in waits if wait.ticket == number and wait.ended_at is None), None)

    def the_wait(self) -> Period:
        """The wait of ticket 1, which there is."""
        wait = self.wait()
        assert wait
        return wait

    def events(self, kind: EventKind) -> list[Event]:
        return [event for event in self.store.events if event.kind is kind]

    def copies(self, chat: ChatId) -> list[int]:
        """Where the bot's copies of messages lie in a chat."""
        posts = self.store.posts.values()
        return sorted(post.message for post in posts if post.chat == chat and post.of and not post.original)

    def owed(self, kind: type[object]) -> Owed:
        """The newest notice of that kind that is not settled yet."""
        rows = [row for row in self.store.outbox.values() if isinstance(row.notice, kind)]
        row = max((row for row in rows if row.state is not OwedState.SENT), key=lambda row: row.id)
        return Owed(row.id, row.notice, row.state, row.due_at, row.tries, row.parts, row.repeat)

    # --- what was said ------------------------------------------------------------------------

    def said(self, kind: type[N]) -> list[N]:
        """All that was ever owed of a kind, oldest first."""
        return [notice for notice in self.desk.said if isinstance(notice, kind)]

    def last(self, kind: type[N]) -> N:
        return self.said(kind)[-1]

    def news(self) -> list[AnyNotice]:
        """What was said since the last time that somebody asked."""
        fresh = self.desk.said[self._seen :]
        self._seen = len(self.desk.said)
        return fresh

    def names(self) -> list[str]:
        return [type(notice).__name__ for notice in self.news()]

    def told(self, person: PersonId) -> list[ForPerson]:
        return [notice for notice in self.said(ForPerson) if notice.to == person]

    # --- races --------------------------------------------------------------------------------

    def overtaken_by(self, meanwhile: Callable[[], Awaitable[object]]) -> Office:
        """An office whose first try loses a race: what `meanwhile` does is saved before it."""
        tries = 0

        @asynccontextmanager
        async def begin() -> AsyncIterator[Work]:
            nonlocal tries
            tries += 1
            if tries == 2:
                await meanwhile()
            async with self.desk.begin() as work:
                if tries == 1:
                    work.commit = lose  # type: ignore[method-assign]
                yield work

        return Office(begin, self.desk.look)

    # --- setting the scene --------------------------------------------------------------------

    async def has_ticket(self, *, of: PersonId = ANNA, topic: bool = True, **facts: Any) -> Ticket:
        """A ticket in its topic, as if it had been filed and shown to staff before."""
        number = self.store.numbers["ticket"] + 1
        build: Callable[..., Ticket] = a_ticket if of == ANNA else a_prospects_ticket
        ticket = build(**({"draft": DraftId(9000 + number), "filed_at": self.now} | facts))
        place = FIRST_TOPIC + number if topic else None
        return await self.office.run(keep_ticket, ticket=ticket, topic=place)

    async def change(self, number: int = 1, **facts: Any) -> Ticket:
        """The ticket as it would be after other things had happened to it."""
        return await self.office.run(save_ticket, ticket=replace(self.ticket(number), **facts))

    async def waits(self, text: str = "Is it better now?") -> Period:
        """Boris has answered Anna's ticket, and it was delivered: her answer is awaited."""
        await self.has_ticket()
        await self.answers(text)
        await self.delivers()
        self.news()
        return self.the_wait()

    # --- clients ------------------------------------------------------------------------------

    def next_message(self) -> int:
        self._message += 1
        return self._message

    def photo(self, caption: str = "", *, by: PersonId = ANNA, kind: Kind = Kind.PHOTO) -> Parts:
        return (Content(kind, Source(private_chat(by), self.next_message()), caption, file="file"),)

    async def writes(
        self,
        text: str = "Hello",
        *,
        by: PersonId = ANNA,
        parts: Parts | None = None,
        replied: int | None = None,
        at: datetime | None = None,
    ) -> int:
        """A message in private; its number."""
        sent = parts or a_text(text, self.next_message(), private_chat(by))
        await self.office.run(client_writes, person=by, parts=sent, replied=replied, written_at=at or self.now)
        return sent[0].source.message

    async def edits(self, message: int, text: str, *, by: PersonId = ANNA, kind: Kind = Kind.TEXT) -> None:
        part = Content(kind, Source(private_chat(by), message), text)
        await self.office.run(client_edits, person=by, part=part)

    async def opens(self, form: FormName = FormName.TICKET, *, by: PersonId = ANNA) -> None:
        await self.office.run(open_form, person=by, form=form)

    async def presses(
        self, button: Button, value: str = "", *, by: PersonId = ANNA, rev: int | None = None
    ) -> object | None:
        """A button of the newest page of the form in work, unless an older one is named by its `rev`."""
        drafts = [draft for draft in self.store.drafts.values() if draft.person == by]
        newest = max(drafts, key=lambda draft: (draft.touched_at or MONDAY, draft.id), default=None)
        page = rev if rev is not None else newest.rev if newest else 0
        if button is Button.SEND and not value and (offered := self.said(FormConfirm)[-1:]):
            value = "".join(offered[0].offers[:1])
        return await self.office.run(press, person=by, rev=page, button=button, value=value)

    async def chooses(self, *values: str, by: PersonId = ANNA) -> None:
        """Buttons one after another; an empty one skips the question, `>words` are typed."""
        for value in values:
            if value.startswith(">"):
                await self.writes(value[1:], by=by)
            elif value:
                await self.presses(Button.CHOOSE, key_of(value), by=by)
            else:
                await self.presses(Button.SKIP, by=by)

    async def fills(
        self,
        *,
        service: str = HOSTING,
        choices: Sequence[str] = ("consultation", "normal"),
        subject: str = "A question about mail",
        description: str = "How do I add a mailbox?",
        files: Sequence[Parts] = (),
    ) -> None:
        """Anna answers everything, up to the confirmation."""
        await self.opens()
        await self.chooses(service or NO_SERVICE, *choices)
        await self.writes(subject)
        await self.writes(description)
        for parts in files:
            await self.writes(parts=parts)
        await self.presses(Button.SKIP)

    async def files(self, **answers: Any) -> Ticket:
        await self.fills(**answers)
        await self.presses(Button.SEND)
        return max(self.store.tickets.values(), key=lambda ticket: ticket.id)

    # --- staff --------------------------------------------------------------------------------

    def spot(
        self,
        ticket: int = 1,
        *,
        message: int | None = None,
        replied: int | None = None,
        replied_by: PersonId | None = None,
    ) -> Spot:
        """In the topic of a ticket or, where the ticket has none, in the group itself."""
        room = self.store.rooms[TicketId(ticket)]
        return Spot(room.chat, message or self.next_message(), room.topic, replied, replied_by)

    async def answers(
        self,
        text: str = "Is it better now?",
        *,
        by: PersonId = BORIS,
        spot: Spot | None = None,
        parts: Parts | None = None,
        at: datetime | None = None,
    ) -> int:
        """An employee writes in a ticket's topic; the message's number."""
        where = spot or self.spot()
        sent = parts or a_text(text, where.message, where.chat)
        await self.office.run(staff_writes, by=by, spot=where, parts=sent, written_at=at or self.now)
        return sent[0].source.message

    async def corrects(self, message: int, text: str, *, by: PersonId = BORIS, chat: ChatId = ROOM) -> None:
        part = Content(Kind.TEXT, Source(chat, message), text)
        await self.office.run(staff_edits, by=by, spot=self.spot(message=message), part=part)

    async def does(self, action: Action, *, by: PersonId = BORIS, ticket: int = 1, room: ChatId = ROOM) -> object:
        """A press on the card."""
        return await self.office.run(on_ticket, by=by, room=room, number=TicketId(ticket), action=action)

    # --- the beat -----------------------------------------------------------------------------

    async def ticks(self) -> None:
        """What the desk does every so often: each wait is looked at by itself."""
        for period in await self.office.look(due_pings):
            await self.office.run(ping, period=period)
        for period in await self.office.look(due_closes):
            await self.office.run(close, period=period)

    # --- Telegram -----------------------------------------------------------------------------

    async def delivers(self, *but: type[object]) -> list[AnyNotice]:
        """Telegram takes all that is owed, in order, and all that is owed because of it; the needless is left out."""
        done: list[AnyNotice] = []
        while rows := [row for row in await self.office.look(heads) if not isinstance(row.notice, but)]:
            for row in rows:
                await self.office.run(start, owed=[row.id])
                ready = await self.office.look(dispatch, notice=row.notice)
                await self.takes(row.id, ready)
                done += [ready.notice] if ready else []
        return done

    async def takes(self, owed: OutboxId, ready: Dispatch | None) -> None:
        if ready is None:
            await self.office.run(needless, owed=owed)
            return
        topic = FIRST_TOPIC + self.next_message() if isinstance(ready.notice, TopicNeeded) else None
        await self.office.run(accepted, outcome=Accepted(owed, self.now, self._placed(ready), topic))

    def _placed(self, ready: Dispatch) -> tuple[Placed, ...]:
        if ready.edits or isinstance(ready.notice, SILENT):
            return ()
        parts = len(ready.message.parts) if ready.message else 1
        return tuple(Placed(self.next_message(), part) for part in range(parts))

    async def is_sending(self, kind: type[object]) -> OutboxId:
        """The newest notice of that kind is on its way, and nobody knows yet what becomes of it."""
        owed = self.owed(kind).id
        await self.office.run(start, owed=[owed])
        return owed


async def a_stage(now: datetime = MONDAY, **changes: Any) -> Stage:
    """A desk with mail, unless `changes` of the policy say otherwise."""
    stage = Stage(a_policy(**({"mail": True} | changes)), now)
    await stage.office.run(fill)
    return stage
