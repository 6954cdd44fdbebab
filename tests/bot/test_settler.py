"""What became of calls is written down together: nobody's words wait, what nobody waits for goes along."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.background import Background
from bot.clock import Clock
from bot.settle import Settler
from bot.verdicts import Fate, Verdict
from desk.ids import MessageId, OutboxId, TicketId
from desk.notices import AnyNotice
from desk.notices.client import StaffAnswer
from desk.notices.staff import CardChanged, ClientMessage, Mark, Marked
from desk.ports import Owed, OwedState
from desk.usecases.delivery.outcomes import Accepted, Placed
from handlers.filters import Places
from tests.builders import ANNA, MONDAY, ROOM

MARKED = Marked(room=ROOM, ticket=TicketId(1), message=5, mark=Mark.DELIVERED)
CARD = CardChanged(room=ROOM, ticket=TicketId(1))
WORDS = ClientMessage(room=ROOM, ticket=TicketId(1), message=MessageId(7))
ANSWER = StaffAnswer(to=ANNA, ticket=TicketId(1), message=MessageId(7))


class Writing:
    """In place of the office: which rows were written down together."""

    def __init__(self) -> None:
        self.together: list[list[int]] = []
        self.parts: list[dict[str, Any]] = []

    async def run(self, _: Any, *, outcomes: list[Accepted] | None = None, **part: Any) -> None:
        if outcomes is None:
            self.parts.append(part)
        else:
            self.together.append([outcome.owed for outcome in outcomes])


@pytest.fixture
def writing() -> Writing:
    return Writing()


@pytest.fixture
async def settler(writing: Writing) -> AsyncIterator[Settler]:
    settler, tasks = Settler(writing, Clock(), Places(), lambda: None), Background()  # type: ignore[arg-type]
    tasks.begin(settler.run(), name="settler")
    yield settler
    await tasks.close()


async def taken(settler: Settler, number: int, notice: AnyNotice, *placed: Placed) -> None:
    """Telegram took it; returns when that is written down."""
    owed = OutboxId(number)
    row = Owed(owed, notice, OwedState.SENDING, MONDAY)
    await settler.accepted(row, Accepted(owed, MONDAY, placed))


async def everything_ran() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, the time is not over."""
    monkeypatch.setattr("bot.settle.AT_LATEST", 60)


@pytest.mark.usefixtures("patient")
async def test_a_mark_and_a_card_are_written_down_with_the_next_message(settler: Settler, writing: Writing) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(taken(settler, 1, MARKED))
        group.create_task(taken(settler, 2, CARD))
        await everything_ran()
        assert writing.together == []
        group.create_task(taken(settler, 3, ANSWER, Placed(70)))
    assert writing.together == [[3, 1, 2]]


async def test_a_mark_that_nothing_follows_is_written_down_soon(settler: Settler, writing: Writing) -> None:
    await taken(settler, 1, MARKED)
    await taken(settler, 2, CARD)
    assert writing.together == [[1], [2]]


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("notice", [ANSWER, CARD], ids=["a message", "a card that became a new message"])
async def test_what_made_a_message_waits_for_nothing(settler: Settler, writing: Writing, notice: AnyNotice) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(taken(settler, 1, notice, Placed(70)))
        await everything_ran()
        assert writing.together == [[1]]


async def test_a_part_is_written_down_with_the_chat_that_it_went_to(settler: Settler, writing: Writing) -> None:
    """Else, once the group has moved, it would have its number in another one."""
    row = Owed(OutboxId(1), CARD, OwedState.SENDING, MONDAY)
    await settler.advanced(row, 1, [Placed(70)], "made")
    assert writing.parts == [{"owed": 1, "parts": 1, "placed": (Placed(70),), "chat": ROOM, "made": "made"}]


@pytest.mark.parametrize(("tries", "seconds"), [(0, 0), (3, 8)])
async def test_what_lands_in_the_wrong_place_again_and_again_is_tried_less_and_less_often(
    settler: Settler, writing: Writing, tries: int, seconds: int
) -> None:
    row = Owed(OutboxId(1), WORDS, OwedState.SENDING, MONDAY, tries=tries)
    await settler.failed(row, Verdict(Fate.NO_FORUM, "it landed outside of its topic"))
    assert [part["after"] for part in writing.parts if "after" in part] == [timedelta(seconds=seconds)]
