"""An employee answers a question of the desk in words."""

import pytest

from desk.errors import MovedOn
from desk.ids import ChatId, PersonId
from desk.notices.client import StaffAnswer
from desk.notices.staff import StaffHint
from desk.ports import Work
from desk.rules.events import EventKind
from desk.rules.prompts import ARRIVES, Asked, Prompt
from desk.usecases.asking import ask
from desk.usecases.staff_actions import hold
from desk.usecases.staff_messages import Spot
from desk.usecases.words import room_writes
from tests.builders import BORIS, ROOM, a_text
from tests.usecases.stage import Stage, a_stage

OTHER = ChatId(-1020)


async def asks(stage: Stage, what: Asked, *, delivered: bool = True) -> Prompt:
    await stage.does(ask(what))
    if delivered:
        await stage.delivers()
    (prompt,) = [one for one in stage.store.prompts.values() if one.over_at is None]
    stage.news()
    return prompt


async def says(stage: Stage, spot: Spot, text: str = "Words", *, by: PersonId = BORIS) -> list[str]:
    """What was said because of it: the names of hints, and the kinds of everything else."""
    stage.news()
    await stage.office.run(
        room_writes, by=by, spot=spot, parts=a_text(text, spot.message, spot.chat), written_at=stage.now
    )
    return [notice.what if isinstance(notice, StaffHint) else type(notice).__name__ for notice in stage.news()]


def in_general(stage: Stage, replied: int) -> Spot:
    return Spot(ROOM, stage.next_message(), None, replied)


# --- what was replied to --------------------------------------------------------------------------


async def test_a_reply_to_the_question_answers_it(stage: Stage) -> None:
    await stage.has_ticket()
    prompt = await asks(stage, Asked.NOTE)
    assert await says(stage, stage.spot(replied=prompt.message)) == ["Marked", "WordsOver"]
    assert [event.detail for event in stage.events(EventKind.NOTED)] == ["Words"]


async def test_a_question_that_is_on_its_way_may_be_meant_by_a_reply_to_what_is_not_known(stage: Stage) -> None:
    await stage.has_ticket()
    await asks(stage, Asked.NOTE, delivered=False)
    assert await says(stage, stage.spot(replied=7777)) == ["Marked"]
    assert [event.detail for event in stage.events(EventKind.NOTED)] == ["Words"]


@pytest.mark.parametrize("delivered", [True, False], ids=["it stands elsewhere", "it was asked long ago"])
async def test_a_reply_to_something_else_is_neither_an_answer_to_it_nor_one_to_the_client(
    stage: Stage, *, delivered: bool
) -> None:
    await stage.has_ticket()
    prompt = await asks(stage, Asked.NOTE, delivered=delivered)
    stage.passes(seconds=0 if delivered else ARRIVES.total_seconds())
    assert await says(stage, stage.spot(replied=7777)) == ["prompt_unsure"]
    assert stage.events(EventKind.NOTED) == []
    assert stage.store.prompts[prompt.id].over_at is None


async def test_a_reply_in_the_group_answers_no_question_of_a_topic(stage: Stage) -> None:
    await stage.has_ticket()
    await asks(stage, Asked.CLARIFY, delivered=False)
    assert await says(stage, in_general(stage, 7777)) == []
    assert stage.said(StaffAnswer) == []


async def test_in_a_plain_group_no_client_is_asked_by_a_guess() -> None:
    stage = await a_stage()
    await stage.office.run(_has_no_topics)
    await stage.has_ticket(topic=False)
    await asks(stage, Asked.CLARIFY, delivered=False)
    assert await says(stage, in_general(stage, 7777)) == ["prompt_unsure"]
    assert stage.said(StaffAnswer) == []


async def _has_no_topics(work: Work) -> None:
    await work.chats.describe(ROOM, title="Support", forum=False)


async def test_a_reply_to_what_is_not_known_is_an_ordinary_message_where_nothing_was_asked(stage: Stage) -> None:
    await stage.has_ticket()
    assert "StaffAnswer" in await says(stage, stage.spot(replied=7777))


# --- what becomes of it ---------------------------------------------------------------------------


async def test_what_changes_nothing_is_answered_so(stage: Stage) -> None:
    await stage.has_ticket()
    prompt = await asks(stage, Asked.HOLD)
    await stage.does(hold("the registry"))
    assert await says(stage, stage.spot(replied=prompt.message), "the registry") == ["already", "WordsOver"]


async def test_a_question_of_a_ticket_that_has_moved_is_answered_there_no_more(stage: Stage) -> None:
    await stage.has_ticket()
    prompt = await asks(stage, Asked.NOTE)
    spot = stage.spot(replied=prompt.message)
    await stage.change(room=OTHER)
    with pytest.raises(MovedOn):
        await says(stage, spot)
    assert stage.events(EventKind.NOTED) == []
