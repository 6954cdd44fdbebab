"""Invitations of somebody who does not own the client any more. Source: regulation 2.2."""

import re

import pytest

from desk.errors import BadInvitation
from desk.ids import PersonId
from desk.notices.people import DelegateTold, InvitationMade, Standing
from desk.ports import Work
from desk.rules.form import key_of
from desk.rules.people import Assurance, Link, Proof, Role
from desk.usecases.delegates import come_by_link, make_invitation
from desk.usecases.letting_go import Ending, let_go
from desk.usecases.panel import address_changed
from desk.usecases.tying import tie
from tests.builders import ANNA, BORIS, OLGA, ROMASHKA, VERA, VIKTOR, a_client
from tests.usecases.stage import Stage

KEY = key_of(str(ROMASHKA))


async def owns(work: Work, *, person: PersonId, proof: Proof) -> None:
    await work.people.unlink(person, ROMASHKA)
    sure = Assurance.HIGH if proof is Proof.PANEL else Assurance.MEDIUM
    await tie(work, Link(person, ROMASHKA, Role.OWNER, sure, proof=proof), by=person)


async def is_let_go(work: Work, *, how: Ending) -> None:
    await let_go(work, ANNA, a_client(), BORIS, how, reason="x")


async def has_another_address(work: Work) -> None:
    await address_changed(work, a_client(), a_client(email="new@romashka.example"))


async def is_a_delegate_says_the_panel(work: Work) -> None:
    await tie(work, Link(ANNA, ROMASHKA, Role.DELEGATE, Assurance.HIGH, proof=Proof.PANEL), by=ANNA)


async def invites(stage: Stage, person: PersonId) -> str:
    await stage.office.run(make_invitation, person=person, key=KEY, sees_all=True, bot="a_desk_bot")
    found = re.search(r"start=(\S+)", stage.last(InvitationMade).link)
    assert found
    return found[1]


async def losing(stage: Stage, how: str) -> None:
    if how == "address":
        await stage.office.run(has_another_address)
    elif how == "panel":
        await stage.office.run(is_a_delegate_says_the_panel)
    else:
        await stage.office.run(is_let_go, how=Ending(how))


@pytest.mark.parametrize("how", [Ending.STAFF.value, Ending.STRANGER.value, Ending.OWN.value, "address", "panel"])
async def test_2_2_an_invitation_ends_with_the_link_of_the_owner_who_sent_it(stage: Stage, how: str) -> None:
    await stage.office.run(owns, person=ANNA, proof=Proof.MAIL)
    await stage.office.run(owns, person=OLGA, proof=Proof.PANEL)
    opened, unopened, anothers = await invites(stage, ANNA), await invites(stage, ANNA), await invites(stage, OLGA)
    await stage.office.run(come_by_link, person=VIKTOR, payload=opened)
    await losing(stage, how)
    told = [one.standing for one in stage.said(DelegateTold) if one.to == VIKTOR]
    assert told == [Standing.WAITING, Standing.ORPHANED]
    for payload in (opened, unopened):
        with pytest.raises(BadInvitation, match="orphaned"):
            await stage.office.run(come_by_link, person=VERA, payload=payload)
    await stage.office.run(come_by_link, person=VERA, payload=anothers)
    assert stage.last(DelegateTold).standing is Standing.WAITING
