"""Somebody who acted for a client is let go while things are on their way to them (regulation 2.2)."""

from desk.ids import PersonId
from desk.notices.client import StaffAnswer
from desk.notices.people import InvitationMade
from desk.notices.staff import Trouble
from desk.ports import OwedState, Work
from desk.rules.form import key_of
from desk.rules.people import Role
from desk.usecases.delegates import make_invitation, revoke
from desk.usecases.delivery.failures import undeliverable
from desk.usecases.delivery.outcomes import Accepted, Placed, accepted
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


async def test_2_2_a_link_is_kept_nowhere_once_it_was_told_or_could_not_be(stage: Stage) -> None:
    for told in (True, False):
        await stage.office.run(make_invitation, person=ANNA, key=key_of(ROMASHKA), sees_all=True, bot="a_desk_bot")
        link = stage.last(InvitationMade).link
        payload = link.rpartition("=")[2]
        assert len(payload) <= 64
        owed = await stage.is_sending(InvitationMade)
        if told:
            await stage.office.run(accepted, outcome=Accepted(owed, stage.now, (Placed(900),)))
        else:
            await stage.office.run(undeliverable, owed=owed, why=Trouble.BLOCKED)
        assert stage.store.outbox[owed].erased or stage.store.outbox[owed].state is OwedState.SENT
        assert payload not in str(stage.store.invitations)


async def test_2_2_what_had_arrived_is_not_said_again(stage: Stage) -> None:
    await stage.office.run(viktor_acts_for_anna)
    await stage.has_ticket(author=VIKTOR)
    await stage.answers("Is it better?")
    await stage.delivers()
    await lets_go(stage)
    assert [notice.to for notice in stage.said(StaffAnswer)] == [VIKTOR]
