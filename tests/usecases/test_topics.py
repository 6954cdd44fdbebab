"""Topics that people close and open by hand, that are closed when something has to be said, and that exist twice."""

from datetime import timedelta

import pytest

from desk.notices.base import AboutTicket
from desk.notices.staff import (
    ClientMessage,
    Happened,
    TopicByHand,
    TopicNeeded,
    TopicOpenNeeded,
    TopicState,
    TopicTwice,
    What,
)
from desk.rules.ticket import Status
from desk.usecases.delivery.failures import topic_closed, topic_gone, topic_seen
from desk.usecases.delivery.outcomes import Accepted, accepted
from desk.usecases.staff_actions import solve
from desk.usecases.topics import topic_set_by_hand
from tests.builders import MANAGERS, ROOM
from tests.usecases.stage import FIRST, Stage
from tests.usecases.test_failures import say

TOPIC = 9001
SECONDS = timedelta(seconds=4)


async def by_hand(stage: Stage, *, closed: bool) -> None:
    await stage.office.run(topic_set_by_hand, chat=ROOM, topic=TOPIC, closed=closed)


async def test_closing_the_topic_of_an_open_ticket_is_asked_about_and_the_client_hears_nothing(stage: Stage) -> None:
    await stage.has_ticket()
    await by_hand(stage, closed=True)
    assert await stage.delivers() == [TopicByHand(room=ROOM, ticket=FIRST, closed=True)]
    assert stage.ticket().is_open
    assert stage.store.rooms[FIRST].closed is True
    assert stage.said(AboutTicket) == []


async def test_opening_the_topic_of_a_ticket_that_has_ended_is_asked_about(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.does(solve)
    await stage.delivers()
    assert stage.store.rooms[FIRST].closed is True
    await by_hand(stage, closed=False)
    assert await stage.delivers() == [TopicByHand(room=ROOM, ticket=FIRST, closed=False)]
    assert not stage.ticket().is_open


async def test_what_fits_the_ticket_is_not_asked_about(stage: Stage) -> None:
    await stage.has_ticket(status=Status.SOLVED, ended_at=stage.now)
    await by_hand(stage, closed=True)
    await stage.office.run(topic_set_by_hand, chat=MANAGERS, topic=TOPIC, closed=True)
    assert stage.news() == []


async def test_a_topic_that_was_closed_for_a_moment_is_not_asked_about(stage: Stage) -> None:
    await stage.has_ticket()
    await by_hand(stage, closed=True)
    await by_hand(stage, closed=False)
    assert await stage.delivers() == []


async def test_a_topic_closed_by_hand_opens_when_the_client_writes(stage: Stage) -> None:
    await stage.has_ticket()
    await by_hand(stage, closed=True)
    await stage.delivers()
    await stage.writes("Is anybody there?")
    delivered = [type(notice) for notice in await stage.delivers()]
    assert delivered[0] is ClientMessage
    assert TopicState in delivered
    assert stage.store.rooms[FIRST].closed is False


async def test_what_a_closed_topic_does_not_take_is_sent_once_it_is_open(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.writes("Is anybody there?")
    owed = await stage.is_sending(ClientMessage)
    await stage.office.run(topic_closed, owed=owed, after=timedelta(0), error="TOPIC_CLOSED")
    delivered = [type(notice) for notice in await stage.delivers()]
    assert delivered[:2] == [TopicOpenNeeded, ClientMessage]
    assert stage.store.rooms[FIRST].closed is False


async def test_the_topic_of_a_ticket_that_has_ended_is_closed_again_after_it(stage: Stage) -> None:
    await stage.has_ticket(status=Status.SOLVED, ended_at=stage.now)
    await stage.office.run(say, notice=Happened(room=ROOM, ticket=FIRST, what=What.SOLVED))
    owed = await stage.is_sending(Happened)
    await stage.office.run(topic_closed, owed=owed, after=timedelta(0), error="TOPIC_CLOSED")
    assert [type(notice) for notice in await stage.delivers()] == [TopicOpenNeeded, Happened, TopicState]
    assert stage.store.rooms[FIRST].closed is True


async def test_a_topic_that_turns_up_late_is_closed_with_a_pointer_once(stage: Stage) -> None:
    await stage.has_ticket()
    for _ in range(2):
        await stage.office.run(topic_seen, chat=ROOM, topic=55, ticket=FIRST)
        await stage.office.run(topic_seen, chat=ROOM, topic=TOPIC, ticket=FIRST)
    assert stage.said(TopicTwice) == [TopicTwice(to=ROOM, ticket=FIRST, topic=55)]
    assert stage.store.rooms[FIRST].topic == TOPIC


async def test_of_two_topics_the_one_that_was_found_by_its_echo_stays(stage: Stage) -> None:
    """The echo of a first creation came while a second one was under way: what was sent since is in the first."""
    await stage.files()
    owed = await stage.is_sending(TopicNeeded)
    await stage.office.run(topic_seen, chat=ROOM, topic=55, ticket=FIRST)
    await stage.office.run(accepted, outcome=Accepted(owed, stage.now, topic=56))
    await stage.office.run(topic_seen, chat=ROOM, topic=56, ticket=FIRST)
    assert stage.store.rooms[FIRST].topic == 55
    assert stage.said(TopicTwice) == [TopicTwice(to=ROOM, ticket=FIRST, topic=56)]


@pytest.mark.parametrize(("refused", "made_again"), [(TOPIC, True), (8000, False)])
async def test_news_of_an_older_topic_does_not_undo_the_newer_one(
    stage: Stage, refused: int, *, made_again: bool
) -> None:
    await stage.has_ticket()
    await stage.writes("Is anybody there?")
    owed = await stage.is_sending(ClientMessage)
    await stage.office.run(topic_gone, owed=owed, topic=refused)
    assert (stage.store.rooms[FIRST].topic is None) is made_again
    assert bool(stage.said(TopicNeeded)) is made_again


async def test_a_topic_of_no_ticket_is_nobodys_business(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.office.run(topic_set_by_hand, chat=ROOM, topic=1, closed=True)
    assert stage.news() == []
