"""Every listing reads by an index that ends in its order: as fast in the tenth year as on the first day."""

import re
import shutil
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from desk.ids import ChatId, DraftId, MessageId, OutboxId, PeriodId, SecretId, SpentId, TicketId
from desk.notices.client import LanguageAsked
from desk.notices.staff import ClientMessage, NotDelivered
from desk.ports import Owed, OwedState, Work
from desk.rules.events import EventKind
from desk.rules.form import FormName
from desk.rules.messages import Side
from desk.rules.periods import Ended
from desk.rules.privacy import Fading
from desk.rules.reminders import Set
from storage.engine import Database
from tests.builders import ANNA, BORIS, MONDAY, ROMASHKA, ROOM, a_policy
from tests.fakes import FakeClock

LATER = MONDAY + timedelta(days=1)
TICKET = TicketId(1)

DISTINCT = "USE TEMP B-TREE FOR count(DISTINCT)"
"""Counting a day's tickets once each sorts that day's events only."""

A_ROW = Owed(OutboxId(1), ClientMessage(room=ROOM, ticket=TICKET, message=MessageId(1)), OwedState.WAITING, MONDAY)

Question = Callable[[Work], Awaitable[object]]

QUESTIONS: dict[str, Question] = {
    "open promises": lambda work: work.reminders.open_for([TICKET], Set.PROMISE),
    "the promise that was over last": lambda work: work.reminders.over_last(TICKET, Set.PROMISE),
    "reminders to look at": lambda work: work.reminders.to_look(LATER, 10),
    "answers of unknown fate about a ticket": lambda work: work.outbox.uncertain(TICKET),
    "what a group was before": lambda work: work.chats.formerly(ROOM),
    "macros": lambda work: work.macros.all(),
    "a macro": lambda work: work.macros.by_name("x"),
    "names": lambda work: work.people.names([ANNA]),
    "clients by address": lambda work: work.clients.by_email("a@x.example"),
    "services of a client": lambda work: work.clients.services_of(ROMASHKA),
    "codes asked since": lambda work: work.codes.asked_since(MONDAY, person=ANNA, client=ROMASHKA),
    "codes to forget": lambda work: work.codes.forget(MONDAY),
    "open invitations": lambda work: work.invitations.open_of(ROMASHKA, MONDAY),
    "an invitation": lambda work: work.invitations.by_digest("x"),
    "people of a client": lambda work: work.people.linked_to(ROMASHKA),
    "a dropped draft": lambda work: work.drafts.drop(DraftId(1)),
    "untouched drafts": lambda work: work.drafts.untouched_since(MONDAY, 10),
    "a ticket": lambda work: work.tickets.get(TICKET),
    "held tickets": lambda work: work.tickets.held_by(BORIS, ROOM),
    "rooms of open tickets": lambda work: work.tickets.open_rooms(),
    "open tickets of a room": lambda work: work.tickets.open_in(ROOM),
    "what somebody wrote lately": lambda work: work.messages.times_of(ANNA, MONDAY),
    "ages": lambda work: work.tickets.filed_times_of_open(),
    "due reactions": lambda work: work.tickets.due(LATER, 10),
    "reaction times": lambda work: work.tickets.reaction_times(MONDAY, LATER),
    "messages of one copy": lambda work: work.messages.told_with(MessageId(1)),
    "notices behind another": lambda work: work.outbox.behind(A_ROW, 10),
    "a notice that says more": lambda work: work.outbox.absorb(OutboxId(1), A_ROW.notice, [OutboxId(2)]),
    "tickets filed as paid": lambda work: work.tickets.filed_as_paid(MONDAY, LATER),
    "count of messages": lambda work: work.messages.count_of(TICKET),
    "newest messages": lambda work: work.messages.newest_of(TICKET),
    "last written": lambda work: work.messages.last_written(TICKET, Side.CLIENT),
    "written after": lambda work: work.messages.written_after(TICKET, Side.CLIENT, MONDAY),
    "last delivered": lambda work: work.messages.last_delivered(TICKET, Side.STAFF),
    "a post": lambda work: work.posts.at(ROOM, 1),
    "copies": lambda work: work.posts.copies_of(MessageId(1), ROOM),
    "a topic": lambda work: work.rooms.by_topic(ROOM, 1),
    "whether a chat has tickets": lambda work: work.rooms.any_in(ROOM),
    "hushed chats": lambda work: work.chats.hushed(MONDAY),
    "the open period": lambda work: work.periods.open_of(TICKET),
    "the end of a period": lambda work: work.periods.end(PeriodId(1), Ended.ANSWERED, MONDAY),
    "due pings": lambda work: work.periods.to_ping(MONDAY, 10),
    "due closes": lambda work: work.periods.to_close(MONDAY, 10),
    "due alerts": lambda work: work.tickets.to_alert(MONDAY, 10),
    "access data": lambda work: work.secrets.get(SecretId(1)),
    "access data of a ticket": lambda work: work.secrets.of(TICKET),
    "access data of an employee": lambda work: work.secrets.asked_by(BORIS),
    "access data by their request": lambda work: work.secrets.by_request(ANNA, 1),
    "due access data": lambda work: work.secrets.due(MONDAY, 10),
    "access data that move": lambda work: work.secrets.move(TICKET, TicketId(2)),
    "access data that wait": lambda work: work.secrets.held(),
    "open steps": lambda work: work.drafts.steps(10),
    "history": lambda work: work.events.of(TICKET),
    "events of a day": lambda work: work.events.tickets([EventKind.FILED, EventKind.SOLVED], MONDAY, LATER),
    "a solution's rating": lambda work: work.ratings.of(TICKET, MONDAY),
    "ratings of a day": lambda work: work.ratings.total(MONDAY, LATER),
    "feedback of a day": lambda work: work.feedback.count(MONDAY, LATER),
    "a price": lambda work: work.charges.current(TICKET),
    "prices of several": lambda work: work.charges.currents([TICKET]),
    "prices of a month": lambda work: work.charges.offered(MONDAY, LATER),
    "times of a ticket": lambda work: work.times.of(TICKET),
    "times of a month": lambda work: work.times.recorded(MONDAY, LATER),
    "a time taken back": lambda work: work.times.take_back(SpentId(1), MONDAY),
    "notices to start": lambda work: work.outbox.start([OutboxId(1)]),
    "what was being sent": lambda work: work.outbox.left_sending(),
    "what waits for a chat": lambda work: work.outbox.waiting(ROOM),
    "what is hurried": lambda work: work.outbox.hurry(ROOM, MONDAY),
    "whose things wait for a chat": lambda work: work.outbox.owed_tickets(ROOM),
    "what goes to another chat": lambda work: work.outbox.readdress(TICKET, ROOM, ChatId(-1)),
    "what was given up": lambda work: work.outbox.lost([ROOM], MONDAY, LATER),
    "what a group refused": lambda work: work.outbox.unheard(ROOM, [NotDelivered], 10),
    "what nobody heard of": lambda work: work.outbox.given_up([NotDelivered], MONDAY),
    "the queue of what is owed": lambda work: work.outbox.queue(LATER),
    "what was not delivered": lambda work: work.outbox.undelivered(MONDAY),
    "calls of late": lambda work: work.outbox.sent_since(MONDAY),
    "sent notices to prune": lambda work: work.outbox.prune(MONDAY, 10),
    "the newest update": lambda work: work.inbox.newest(),
    "ready updates": lambda work: work.inbox.ready(MONDAY, 10),
    "ready updates of other chats": lambda work: work.inbox.ready(MONDAY, 10, without=[1, 2]),
    "a handled album": lambda work: work.inbox.handled(1, "77"),
    "done updates": lambda work: work.inbox.done([1], MONDAY),
    "parked updates": lambda work: work.inbox.parked(),
    "updates set aside": lambda work: work.inbox.set_aside(10),
    "words to erase": lambda work: work.traces.erase_words(ANNA, MONDAY, 10),
    "leftovers that are over": lambda work: work.traces.fade(Fading.LEFTOVERS, MONDAY, LATER, 10),
    "the queue of updates": lambda work: work.inbox.queue(),
    "the next try": lambda work: work.inbox.next_try(MONDAY),
    "updates to prune": lambda work: work.inbox.prune(MONDAY, 10),
    "a delivered digest": lambda work: work.digests.delivered(date(2026, 3, 2), ROOM, MONDAY),
}


def replace_a_screen(work: Work) -> Awaitable[object]:
    work.outbox.say(LanguageAsked(to=ANNA), key="key")
    return work.commit()


QUESTIONS["a notice that replaces another"] = replace_a_screen

SORTED: dict[str, Question] = {
    "links of a person": lambda work: work.people.links_of(ANNA),
    "employees of a day": lambda work: work.events.by_employee([EventKind.FILED], MONDAY, LATER),
    "tickets of a person": lambda work: work.tickets.of_person(ANNA, [ROMASHKA]),
    "the draft touched last": lambda work: work.drafts.of(ANNA),
    "a draft": lambda work: work.drafts.of(ANNA, FormName.TICKET),
    "the newest code": lambda work: work.codes.newest_of(ANNA),
    "who has a copy": lambda work: work.posts.holders(MessageId(1)),
    "the original of a message": lambda work: work.posts.original_of(MessageId(1)),
    "whose tickets": lambda work: work.tickets.holders(ROOM),
    "tickets by words": lambda work: work.search.find("сайт сертификат", ROOM),
    "what may be sent": lambda work: work.outbox.heads(MONDAY, 10),
}
"""These sort what an index found: one person's, one message's, or what is unfinished."""


async def plan(file: Path, question: Question) -> list[str]:
    """How SQLite would answer, step by step."""
    database, said = Database(f"sqlite:///{file}"), []

    def note(*call: Any) -> None:
        said.append(call[2:4])

    event.listen(database._writer.sync_engine, "before_cursor_execute", note)
    async with database.begin(FakeClock(MONDAY), a_policy())() as work:
        await question(work)
    event.remove(database._writer.sync_engine, "before_cursor_execute", note)
    async with database._writer.connect() as connection:
        steps = [
            str(step.detail)
            for statement, parameters in said
            if not statement.startswith(("BEGIN", "INSERT"))
            for step in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    await database.dispose()
    return steps


def reads_all(step: str) -> bool:
    """Of a table: what was found is another matter."""
    return step.startswith("SCAN") and not re.search(r"USING|CONSTANT ROW|subquery|SCAN (line|chosen)\b", step)


@pytest.fixture
def file(tmp_path: Path, template: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "desk.db"))


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
async def test_it_is_answered_by_an_index_in_its_order(file: Path, question: Question) -> None:
    steps = await plan(file, question)
    assert steps
    assert not [step for step in steps if reads_all(step) or ("TEMP B-TREE" in step and step != DISTINCT)]


@pytest.mark.parametrize("question", SORTED.values(), ids=SORTED)
async def test_it_is_found_by_an_index_and_then_sorted(file: Path, question: Question) -> None:
    steps = await plan(file, question)
    assert [step for step in steps if "USING" in step and "INDEX" in step]
    assert not [step for step in steps if reads_all(step)]
