"""A ticket is given to a colleague: the client hears of it like of any taken ticket (regulation 2.3)."""

from desk.notices.client import Taken
from desk.notices.toasts import Toast
from desk.rules.ticket import Status
from desk.usecases.assigning import assign_to, staff_came
from tests.builders import ANNA, BORIS, ROOM, VERA, a_person
from tests.usecases.stage import FIRST, Stage


async def colleagues(stage: Stage) -> None:
    for person in (BORIS, VERA):
        await stage.office.run(staff_came, room=ROOM, person=a_person(id=person))


async def test_the_client_hears_who_has_it_by_when_and_once_of_each(stage: Stage) -> None:
    await colleagues(stage)
    await stage.has_ticket()
    due = stage.ticket().react_by
    assert await stage.does(assign_to(VERA)) is Toast.DONE
    assert stage.last(Taken) == Taken(to=ANNA, ticket=FIRST, by="Vera", employee=VERA, react_by=due)
    for who in (BORIS, VERA):
        assert await stage.does(assign_to(who)) is Toast.DONE
    assert [taken.employee for taken in stage.said(Taken)] == [VERA, BORIS]


async def test_while_the_client_is_waited_for_the_next_answer_says_whose_it_is(stage: Stage) -> None:
    await colleagues(stage)
    await stage.waits()
    before = len(stage.said(Taken))
    assert await stage.does(assign_to(VERA)) is Toast.DONE
    assert (stage.ticket().assignee, stage.status()) == (VERA, Status.WAITING)
    assert len(stage.said(Taken)) == before
