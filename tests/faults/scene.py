"""A ticket in a real database, and use cases that are run on it: without Telegram, without a running desk."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from desk.ids import OutboxId, PersonId, private_chat
from desk.notices.staff import TopicNeeded
from desk.office import AlreadyHandled, Office, UseCase
from desk.ports import Arrived, Begin, Owed, Work
from desk.rules.content import Content, Kind, Source
from desk.rules.form import FormName, key_of
from desk.usecases.arrivals import Arrival
from desk.usecases.client_messages import client_edits, client_writes
from desk.usecases.delivery.dispatch import Dispatch, dispatch
from desk.usecases.delivery.failures import needless
from desk.usecases.delivery.outcomes import Accepted, Placed, accepted
from desk.usecases.form_buttons import Button, press
from desk.usecases.forms import open_form
from desk.usecases.silence import close, due_closes, due_pings, ping
from desk.usecases.staff_messages import Spot, staff_writes
from tests.builders import ANNA, BORIS, HOSTING, MONDAY, ROOM, a_person, a_text, a_ticket
from tests.fakes import FakeClock
from tests.usecases.stage import FIRST_TOPIC, SILENT, fill, heads, keep_ticket, start

TOPIC = FIRST_TOPIC + 1
UPDATE = 7001
WORDS = 900
"""The number of the message that is written while the database fails."""

Act = Callable[[], Awaitable[object]]


async def arrives(work: Work, *, update: int) -> None:
    await work.inbox.add([Arrived(update, int(ANNA), "{}")], work.now)


async def page(work: Work) -> int:
    draft = await work.drafts.of(ANNA)
    assert draft
    return draft.rev


class Scene:
    """`office` sets the scene; `under(begin)` gives what is tried in an office of its own."""

    def __init__(self, begin: Begin, look: Begin, clock: FakeClock) -> None:
        self.office = Office(begin, look)
        self.look, self.clock = look, clock
        self._message = 100

    async def a_ticket(self) -> None:
        await self.office.run(fill)
        await self.office.run(keep_ticket, ticket=a_ticket(filed_at=MONDAY), topic=TOPIC)

    async def a_wait(self) -> None:
        """Boris has answered, it was delivered, and Anna's answer is awaited."""
        await self.a_ticket()
        await self.office.run(staff_writes, by=BORIS, spot=self.spot(31), parts=self.words(31), written_at=MONDAY)
        await self.delivers()

    async def a_form(self) -> None:
        """Everything is answered; the last button is to be pressed."""
        await self.office.run(fill)
        await self.office.run(open_form, person=ANNA, form=FormName.TICKET)
        for value in (HOSTING, "consultation", "normal"):
            await self.presses(Button.CHOOSE, key_of(value))
        for number, text in enumerate(("A question", "How do I add a mailbox?"), 40):
            await self.writes(text, number)
        await self.presses(Button.SKIP)

    async def presses(self, button: Button, value: str = "") -> None:
        rev = await self.office.look(page)
        await self.office.run(press, person=ANNA, rev=rev, button=button, value=value)

    async def writes(self, text: str, number: int) -> None:
        parts = a_text(text, number, private_chat(ANNA))
        await self.office.run(client_writes, person=ANNA, parts=parts, replied=None, written_at=self.clock())

    def spot(self, message: int) -> Spot:
        return Spot(ROOM, message, TOPIC)

    def words(self, message: int) -> Any:
        return a_text("Is it better now?", message, ROOM)

    async def delivers(self) -> None:
        """Telegram takes all that is owed, and all that is owed because of it."""
        while rows := await self.office.look(heads):
            for row in rows:
                await self.office.run(start, owed=[row.id])
                await self.office.run(*await self.taken(row))

    async def taken(self, row: Owed) -> Any:
        ready = await self.office.look(dispatch, notice=row.notice)
        return (_taken, row.id, ready, self._placed(ready))

    def _placed(self, ready: Dispatch | None) -> tuple[Placed, ...]:
        if ready is None or ready.edits or isinstance(ready.notice, SILENT):
            return ()
        self._message += 1
        return (Placed(self._message),)

    async def the_answer_is_sending(self) -> Owed:
        """What Boris wrote is on its way to Anna; everything else was sent."""
        await self.a_ticket()
        await self.delivers()
        await self.office.run(staff_writes, by=BORIS, spot=self.spot(31), parts=self.words(31), written_at=MONDAY)
        (row,) = [row for row in await self.office.look(heads) if row.notice.chat == private_chat(ANNA)]
        await self.office.run(start, owed=[row.id])
        return row

    def passes(self, **span: float) -> None:
        self.clock.advance(timedelta(**span))


async def _taken(work: Work, owed: OutboxId, ready: Dispatch | None, placed: tuple[Placed, ...]) -> None:
    if ready is None:
        await needless(work, owed=owed)
    else:
        topic = TOPIC if isinstance(ready.notice, TopicNeeded) else None
        await accepted(work, outcome=Accepted(owed, work.now, placed, topic))


def update(begin: Begin, look: Begin, use_case: UseCase[..., object], by: PersonId = ANNA, **facts: Any) -> Act:
    """As a worker handles an update: the mark in the inbox goes with the effects, and a replay has none."""

    async def act() -> None:
        office = Office(begin, look).handling((UPDATE,), Arrival(a_person(id=by), WORDS))
        try:
            await office.run(use_case, **facts)
        except AlreadyHandled:
            return

    return act


def plain(begin: Begin, look: Begin, use_case: UseCase[..., object], **facts: Any) -> Act:
    return lambda: Office(begin, look).run(use_case, **facts)


# --- what is tried: each sets its scene, and gives what is to be done once ---------------------------


Case = Callable[[Scene, Begin], Awaitable[Act]]


async def a_client_writes(scene: Scene, begin: Begin) -> Act:
    await scene.a_wait()
    await scene.office.run(arrives, update=UPDATE)
    parts = a_text("Still down", WORDS, private_chat(ANNA))
    return update(
        begin, scene.look, client_writes, person=ANNA, parts=parts, replied=None, written_at=MONDAY + timedelta(hours=1)
    )


async def a_client_edits(scene: Scene, begin: Begin) -> Act:
    await scene.a_ticket()
    await scene.writes("Still dwon", 50)
    await scene.delivers()
    await scene.office.run(arrives, update=UPDATE)
    part = Content(Kind.TEXT, Source(private_chat(ANNA), 50), "Still down")
    return update(begin, scene.look, client_edits, person=ANNA, part=part)


async def a_ticket_is_filed(scene: Scene, begin: Begin) -> Act:
    await scene.a_form()
    await scene.office.run(arrives, update=UPDATE)
    rev = await scene.office.look(page)
    return update(begin, scene.look, press, person=ANNA, rev=rev, button=Button.SEND, value="")


async def staff_answer(scene: Scene, begin: Begin) -> Act:
    await scene.a_ticket()
    await scene.office.run(arrives, update=UPDATE)
    facts = {"spot": scene.spot(WORDS), "parts": scene.words(WORDS), "written_at": MONDAY}

    async def writes(work: Work) -> None:
        await staff_writes(work, by=BORIS, **facts)

    return update(begin, scene.look, writes, BORIS)


async def telegram_takes_an_answer(scene: Scene, begin: Begin) -> Act:
    row = await scene.the_answer_is_sending()
    return plain(begin, scene.look, accepted, outcome=Accepted(row.id, scene.clock(), (Placed(800),)))


async def a_ping_is_due(scene: Scene, begin: Begin) -> Act:
    await scene.a_wait()
    scene.passes(hours=24)
    (period,) = await scene.office.look(due_pings)
    return plain(begin, scene.look, ping, period=period)


async def a_close_is_due(scene: Scene, begin: Begin) -> Act:
    await scene.a_wait()
    scene.passes(hours=24)
    (period,) = await scene.office.look(due_pings)
    await scene.office.run(ping, period=period)
    await scene.delivers()
    scene.passes(hours=48)
    assert await scene.office.look(due_closes) == [period]
    return plain(begin, scene.look, close, period=period)


CASES: tuple[Case, ...] = (
    a_client_writes,
    a_client_edits,
    a_ticket_is_filed,
    staff_answer,
    telegram_takes_an_answer,
    a_ping_is_due,
    a_close_is_due,
)
