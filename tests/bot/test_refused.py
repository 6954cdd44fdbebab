"""Telegram refuses what was said, and also that it was refused: somebody hears of it all the same."""

import pytest

from bot.check import check
from simulator import Message, Topic
from simulator.faults import Kind, Rule
from tests.bot.running import RunningDesk
from tests.bot.waiting import sooner_or_later, with_a_ticket

FOR_EVER = 0
REFUSALS = {
    "blocked": (Kind.FORBIDDEN, "Forbidden: bot was blocked by the user"),
    "unknown": (Kind.BAD_REQUEST, "Bad Request: SOMETHING_NEW"),
}


async def unheard(desk: RunningDesk, how: str, words: str) -> tuple[Topic, Message]:
    """What Anna says now is refused in the group, and whatever is said to her is refused too."""
    topic = await with_a_ticket(desk)
    kind, text = REFUSALS[how]
    desk.sim.faults.add(Rule(kind, chat=desk.anna.id, times=FOR_EVER, text=text))
    uncopied = "Bad Request: message can't be copied"
    desk.sim.faults.add(Rule(Kind.BAD_REQUEST, chat=desk.room.id, words=words, times=FOR_EVER, text=uncopied))
    return topic, await desk.anna.writes("Тайные слова")


@pytest.mark.parametrize("how", REFUSALS)
async def test_staff_hear_that_a_client_was_not_heard_and_does_not_know_it(desk: RunningDesk, how: str) -> None:
    topic, _ = await unheard(desk, how, "Тайные слова")
    told = await sooner_or_later(
        desk, lambda timeout: desk.boris.sees("сообщения клиента", topic=topic, timeout=timeout), seconds=2
    )
    assert "сказать об этом клиенту" in told.text


async def test_what_nobody_heard_of_is_counted_for_the_managers_and_by_check(desk: RunningDesk) -> None:
    """The group refuses the news too."""
    await unheard(desk, "blocked", "")
    await desk.sim.until(lambda: _untold(desk))
    await desk.olga.writes("/digest")
    await desk.olga.sees("Не доставлено или не подтверждено: 1")


async def _untold(desk: RunningDesk) -> bool:
    said = [finding.text async for finding in check(desk.settings)]
    return any("could not be told of" in text for text in said)
