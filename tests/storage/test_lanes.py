"""What may be sent now: the order within lanes and between them."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from desk.ids import ChatId, MessageId, OutboxId, PersonId, TicketId
from desk.notices import AnyNotice
from desk.notices.client import HelpShown, Received, StaffAnswer, Taken
from desk.notices.mail import CodeMail
from desk.notices.staff import (
    CardChanged,
    CardNeeded,
    ClientMessage,
    Happened,
    Mark,
    Marked,
    TopicNeeded,
    TopicState,
    What,
)
from desk.ports import Begin, Owed, OwedState
from storage.lanes import HEADS
from tests.builders import ANNA, MONDAY, ROOM, VIKTOR, a_policy
from tests.fakes import FakeDesk
from tests.storage.conftest import EMPTY, POSTGRES, Keeper
from tests.storage.saving import saving

SECOND = timedelta(seconds=1)
BACKLOG = """
    INSERT INTO outbox
        (kind, payload, chat, lane, rank, priority, holds, collapse, state, due_at, tries, parts, weight, repeat, error)
    SELECT 'Marked', '{}', -number, number % 50, 1, 2, true, 'x' || number, 'waiting', :due, 0, 0, 1, false, ''
    FROM generate_series(1, :many) AS number
"""
ONE, TWO = TicketId(1), TicketId(2)


def relay(ticket: TicketId = ONE, message: int = 1) -> ClientMessage:
    return ClientMessage(room=ROOM, ticket=ticket, message=MessageId(message))


def happened(ticket: TicketId = ONE) -> Happened:
    return Happened(room=ROOM, ticket=ticket, what=What.TAKEN)


def mark(message: int = 9, ticket: TicketId = ONE) -> Marked:
    return Marked(room=ROOM, ticket=ticket, message=message, mark=Mark.DELIVERED)


class Lanes:
    """Says, and tells what may be sent."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin

    async def say(self, *notices: AnyNotice) -> None:
        async with saving(self._begin) as work:
            for notice in notices:
                work.outbox.say(notice)

    async def heads(self, limit: int = 100) -> list[AnyNotice]:
        async with self._begin() as work:
            return [owed.notice for owed in await work.outbox.heads(MONDAY, limit)]

    async def start(self, notice: AnyNotice) -> OutboxId:
        async with saving(self._begin) as work:
            number = next(owed.id for owed in await work.outbox.heads(MONDAY, 100) if owed.notice == notice)
            await work.outbox.start([number])
            return number

    async def settle(self, number: OutboxId, state: OwedState = OwedState.SENT) -> None:
        async with saving(self._begin) as work:
            await work.outbox.settle(number, state, MONDAY)

    async def postpone(self, notice: AnyNotice) -> None:
        async with saving(self._begin) as work:
            number = next(owed.id for owed in await work.outbox.heads(MONDAY, 100) if owed.notice == notice)
            await work.outbox.again(number, MONDAY + SECOND, repeat=False)


@pytest.fixture
def lanes(begin: Begin) -> Lanes:
    return Lanes(begin)


async def test_the_first_of_a_lane_goes_first(lanes: Lanes) -> None:
    await lanes.say(relay(message=1), relay(message=2))
    assert await lanes.heads() == [relay(message=1)]


async def test_a_lane_is_a_ticket_in_a_chat(lanes: Lanes) -> None:
    taken = Taken(to=ANNA, ticket=ONE, by="Boris")
    await lanes.say(relay(ONE), relay(TWO), taken, relay(ONE, 2))
    assert await lanes.heads() == [relay(ONE), relay(TWO), taken]


async def test_what_is_about_no_ticket_shares_the_lane_of_its_chat(lanes: Lanes) -> None:
    # Two pages would collapse to one; a page and a menu of another person do not share a lane.
    pages = [HelpShown(to=person, phone="", help_centre="", hours="") for person in (ANNA, VIKTOR)]
    await lanes.say(*pages)
    assert await lanes.heads() == pages


async def test_mail_has_a_lane_for_each_address(lanes: Lanes) -> None:
    first, second, other = (
        CodeMail(to=ANNA, address=address, code=code, asked_by="Anna")
        for address, code in [("a@x.example", "1"), ("a@x.example", "2"), ("b@x.example", "3")]
    )
    await lanes.say(first, second, other)
    assert await lanes.heads() == [first, other]


async def test_topic_and_card_go_before_the_rest_whenever_they_were_said(lanes: Lanes) -> None:
    card, topic = CardNeeded(room=ROOM, ticket=ONE), TopicNeeded(room=ROOM, ticket=ONE)
    await lanes.say(mark(), relay(), card, topic)
    for expected in (topic, card):
        assert await lanes.heads() == [expected]
        await lanes.settle(await lanes.start(expected))
    assert await lanes.heads() == [mark(), relay()]


async def test_a_row_that_is_being_sent_stops_its_lane_until_it_is_settled(lanes: Lanes) -> None:
    await lanes.say(relay(message=1), relay(message=2))
    number = await lanes.start(relay(message=1))
    assert await lanes.heads() == []
    await lanes.settle(number)
    assert await lanes.heads() == [relay(message=2)]


@pytest.mark.parametrize("state", [OwedState.UNCERTAIN, OwedState.UNDELIVERABLE])
async def test_a_row_that_did_not_get_through_stops_nobody(lanes: Lanes, state: OwedState) -> None:
    await lanes.say(relay(message=1), relay(message=2))
    await lanes.settle(await lanes.start(relay(message=1)), state)
    assert await lanes.heads() == [relay(message=2)]


async def test_a_row_that_waits_for_its_next_try_stops_its_own_lane_only(lanes: Lanes) -> None:
    await lanes.say(relay(ONE, 1), relay(ONE, 2), relay(TWO, 3))
    await lanes.postpone(relay(ONE, 1))
    assert await lanes.heads() == [relay(TWO, 3)]


async def test_nothing_waits_for_what_does_not_hold_its_lane(lanes: Lanes) -> None:
    await lanes.say(mark(8), mark(9), relay())
    assert await lanes.heads() == [mark(8), mark(9), relay()]
    await lanes.postpone(mark(8))
    assert await lanes.heads() == [mark(9), relay()]
    await lanes.start(mark(9))
    assert await lanes.heads() == [relay()]


async def test_what_does_not_hold_its_lane_waits_for_what_does(lanes: Lanes) -> None:
    await lanes.say(relay(), mark(8), mark(9))
    assert await lanes.heads() == [relay()]
    await lanes.settle(await lanes.start(relay()))
    assert await lanes.heads() == [mark(8), mark(9)]


async def test_a_twin_waits_until_the_one_being_sent_is_settled(lanes: Lanes) -> None:
    change = CardChanged(room=ROOM, ticket=ONE)
    await lanes.say(change)
    number = await lanes.start(change)
    await lanes.say(change, TopicState(room=ROOM, ticket=ONE))
    assert await lanes.heads() == [TopicState(room=ROOM, ticket=ONE)]
    await lanes.settle(number)
    assert await lanes.heads() == [change, TopicState(room=ROOM, ticket=ONE)]


async def test_lanes_go_by_what_is_most_urgent_in_them(lanes: Lanes) -> None:
    icon = mark(ticket=TWO)
    await lanes.say(CardNeeded(room=ROOM, ticket=TicketId(3)), happened(ONE), icon, relay(TWO))
    await lanes.say(relay(TicketId(4)))
    assert await lanes.heads() == [
        icon,
        relay(TWO),
        relay(TicketId(4)),
        happened(ONE),
        CardNeeded(room=ROOM, ticket=TicketId(3)),
    ]


async def test_a_lane_is_urgent_for_what_stands_behind_its_head(lanes: Lanes) -> None:
    await lanes.say(happened(ONE), CardNeeded(room=ROOM, ticket=TWO), relay(TWO))
    assert await lanes.heads() == [CardNeeded(room=ROOM, ticket=TWO), happened(ONE)]


async def test_lanes_of_the_same_urgency_go_oldest_first_and_no_more_than_asked(lanes: Lanes) -> None:
    notices = [happened(TicketId(number)) for number in (5, 3, 4)]
    await lanes.say(*notices)
    assert await lanes.heads() == notices
    assert await lanes.heads(limit=2) == notices[:2]


def anything(choice: random.Random) -> AnyNotice:
    ticket = TicketId(choice.randint(1, 3))
    room, person = ChatId(-choice.randint(1, 2)), PersonId(choice.randint(1, 2))
    notices: list[AnyNotice] = [
        TopicNeeded(room=room, ticket=ticket),
        CardNeeded(room=room, ticket=ticket),
        CardChanged(room=room, ticket=ticket),
        ClientMessage(room=room, ticket=ticket, message=MessageId(choice.randint(1, 99))),
        Marked(room=room, ticket=ticket, message=choice.randint(1, 3), mark=Mark.INSIDE),
        HelpShown(to=person, phone=str(choice.random()), help_centre="", hours=""),
        StaffAnswer(to=person, ticket=ticket, message=MessageId(choice.randint(1, 99))),
        Received(to=person, ticket=ticket, marked=choice.randint(1, 99)),
        CodeMail(to=person, address=f"{choice.randint(1, 2)}@x.example", code="1", asked_by=""),
    ]
    return choice.choice(notices)


async def a_busy_day(keeper: Keeper, seed: int) -> list[list[Owed]]:
    """The heads after each of many random steps, without their numbers: a notice that was replaced at once has none."""
    choice, found = random.Random(seed), []
    for _ in range(25):
        keeper.clock.advance(choice.randint(0, 3) * SECOND)
        async with saving(keeper.begin) as work:
            for _ in range(choice.randint(0, 4)):
                work.outbox.say(anything(choice), key=choice.choice([None, None, f"key {choice.randint(1, 9)}"]))
        async with saving(keeper.begin) as work:
            heads = await work.outbox.heads(work.now, 100)
            found.append([replace(owed, id=OutboxId(0)) for owed in heads])
            picked = [owed.id for owed in heads if choice.random() < 0.5]
            await work.outbox.start(picked)
            for owed in await work.outbox.left_sending():
                if choice.random() < 0.3:
                    await work.outbox.again(owed.id, work.now + choice.randint(0, 5) * SECOND, repeat=False)
                elif choice.random() < 0.8:
                    state = choice.choice([OwedState.SENT, OwedState.UNCERTAIN, OwedState.UNDELIVERABLE])
                    await work.outbox.settle(owed.id, state, work.now)
    return found


@pytest.mark.parametrize("seed", range(6))
async def test_databases_and_memory_agree_on_any_day(sql: Keeper, seed: int) -> None:
    desk = FakeDesk(a_policy(), MONDAY)
    expected = await a_busy_day(Keeper(desk.begin, desk.look, desk.clock), seed)
    assert await a_busy_day(sql, seed) == expected
    assert sum(map(len, expected)) > 50


def rows_gone_through(node: dict[str, Any]) -> int:
    below = sum(rows_gone_through(child) for child in node.get("Plans", []))
    left_out = sum(count for name, count in node.items() if name.startswith("Rows Removed"))
    return below + int((node["Actual Rows"] + left_out) * node["Actual Loops"])


@pytest.mark.skipif(not POSTGRES, reason="a question of PostgreSQL's planner")
async def test_a_plan_from_before_the_backlog_goes_through_it_a_few_times_and_not_once_for_each_row(
    postgres_url: str,
) -> None:
    """PostgreSQL keeps the plan that it made when there was little to send."""
    many, engine = 600, create_async_engine(postgres_url)
    asked = HEADS.params(now=MONDAY, most=40, without=[-1])
    question = asked.compile(engine.sync_engine, compile_kwargs={"render_postcompile": True, "literal_binds": True})
    async with engine.connect() as connection:
        await connection.execute(text(EMPTY))
        await connection.execute(text(f"PREPARE question AS {question}"))
        await connection.execute(text("EXECUTE question"))
        await connection.execute(text(BACKLOG), {"many": many, "due": MONDAY})
        found = await connection.execute(text("EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE question"))
        (plan,) = found.scalar_one()
        await connection.rollback()
    await engine.dispose()
    assert many < rows_gone_through(plan["Plan"]) < 30 * many
