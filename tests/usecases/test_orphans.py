"""Invitations of somebody who does not own the client any more. Source: regulation 2.2."""

import re
from dataclasses import replace

import pytest

from desk.errors import BadInvitation
from desk.ids import NOBODY, MessageId, PersonId
from desk.notices.client import StaffAnswer
from desk.notices.people import DelegateTold, InvitationMade, Standing
from desk.notices.staff import Trouble
from desk.ports import Work
from desk.rules.form import key_of
from desk.rules.people import Assurance, Link, Proof, Role
from desk.rules.ticket import Status
from desk.usecases.delegates import come_by_link, make_invitation
from desk.usecases.delivery.failures import undeliverable
from desk.usecases.letting_go import Ending, let_go
from desk.usecases.panel import address_changed
from desk.usecases.tying import tie
from tests.builders import ANNA, BORIS, OLGA, ROMASHKA, VERA, VIKTOR, a_client
from tests.usecases.stage import Stage

KEY = key_of(str(ROMASHKA))


async def test_2_2_who_owns_the_client_later_gets_what_nobody_could_read(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.office.run(is_let_go, how=Ending.STAFF)
    await stage.answers("Nobody reads this")
    assert [one.to for one in stage.said(StaffAnswer)] == [NOBODY]
    owed = await stage.is_sending(StaffAnswer)
    await stage.office.run(undeliverable, owed=owed, why=Trouble.ABSENT)
    await stage.office.run(owns, person=VIKTOR, proof=Proof.PANEL)
    assert [(one.to, one.message) for one in stage.said(StaffAnswer)][1:] == [(VIKTOR, MessageId(1))]


@pytest.mark.parametrize("why", ["delivered", "recalled", "ended", "is their own again"])
async def test_2_2_who_owns_the_client_later_gets_nothing_that_is_not_open(stage: Stage, why: str) -> None:
    await stage.has_ticket()
    await stage.answers("It may have been read")
    if why == "delivered":
        await stage.delivers()
    message = stage.store.messages[MessageId(1)]
    if why == "recalled":
        stage.store.messages[MessageId(1)] = replace(message, recalled_at=stage.now)
    if why == "ended":
        await stage.change(status=Status.SOLVED, ended_at=stage.now)
    if why == "is their own again":
        await stage.change(client=None)
    before = len(stage.said(StaffAnswer))
    await stage.office.run(is_unlinked)
    await stage.office.run(owns, person=VIKTOR, proof=Proof.PANEL)
    assert stage.said(StaffAnswer)[before:] == []


async def is_unlinked(work: Work) -> None:
    await work.people.unlink(ANNA, ROMASHKA)


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
