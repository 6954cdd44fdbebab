"""Somebody who acted for a client is let go while things are on their way to them (regulation 2.2)."""

from desk.ids import PersonId
from desk.notices.client import StaffAnswer
from desk.ports import Work
from desk.rules.form import key_of
from desk.rules.people import Role
from desk.usecases.delegates import revoke
from desk.usecases.staff_actions import take_it
from tests.builders import ANNA, ROMASHKA, VIKTOR, a_link
from tests.usecases.stage import Stage


async def viktor_acts_for_anna(work: Work) -> None:
    await work.people.link(a_link(person=VIKTOR, role=Role.DELEGATE, sees_all=False), work.now)


async def lets_go(stage: Stage, delegate: PersonId = VIKTOR) -> None:
    await stage.office.run(revoke, person=ANNA, key=key_of(ROMASHKA), delegate=delegate)


async def test_2_2_an_answer_on_its_way_to_somebody_let_go_arrives_at_the_owner(stage: Stage) -> None:
    await stage.office.run(viktor_acts_for_anna)
    await stage.has_ticket(author=VIKTOR)
    await stage.does(take_it)
    await stage.answers("The password is new")
    await lets_go(stage)
    delivered = await stage.delivers()
    assert [notice.to for notice in delivered if isinstance(notice, StaffAnswer)] == [ANNA]
    assert [type(notice).__name__ for notice in delivered if getattr(notice, "to", None) == VIKTOR] == ["DelegateTold"]
    assert stage.wait()


async def test_2_2_what_had_arrived_is_not_said_again(stage: Stage) -> None:
    await stage.office.run(viktor_acts_for_anna)
    await stage.has_ticket(author=VIKTOR)
    await stage.answers("Is it better?")
    await stage.delivers()
    await lets_go(stage)
    assert [notice.to for notice in stage.said(StaffAnswer)] == [VIKTOR]
