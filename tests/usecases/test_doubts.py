"""'I do not know this person', between people of whom neither is the surer one. Source: ASVS 6.3.7."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from desk.errors import CannotDisown
from desk.ids import PersonId
from desk.notices.client_look import SomebodyLinked
from desk.notices.mail import LinkMail
from desk.notices.people import Disowned, Doubted, Reported, UndoAsked
from desk.notices.staff import StaffHint
from desk.ports import Work
from desk.rules.auth import AuthWhat
from desk.rules.form import key_of
from desk.rules.people import Assurance, Client, Link, Proof, Role
from desk.usecases.catching_up import tell_who_is_there
from desk.usecases.linking import disown, unlinking
from desk.usecases.tying import tie
from desk.usecases.undoing import come_to_undo, undo_it
from tests.builders import ANNA, BORIS, OLGA, ROMASHKA, ROOM, VIKTOR, a_client
from tests.usecases.stage import FIRST, Stage

KEY = key_of(str(ROMASHKA))
BY_MAIL = Link(ANNA, ROMASHKA, Role.OWNER, Assurance.MEDIUM, proof=Proof.MAIL)
BY_PANEL = replace(BY_MAIL, assurance=Assurance.HIGH, proof=Proof.PANEL)


async def ties(work: Work, *, link: Link) -> bool:
    return await tie(work, link, by=link.person)


async def unties(work: Work, *, person: PersonId) -> None:
    await work.people.unlink(person, ROMASHKA)


async def owned_by(stage: Stage, *links: Link) -> Stage:
    """In this order, a day between two of them."""
    await stage.office.run(unties, person=ANNA)
    for link in links:
        await stage.office.run(ties, link=link)
        stage.passes(days=1)
    return stage


async def two_by_mail(stage: Stage) -> Stage:
    return await owned_by(stage, BY_MAIL, replace(BY_MAIL, person=VIKTOR))


def people(stage: Stage) -> set[PersonId]:
    return {person for person, client in stage.store.links if client == ROMASHKA}


@pytest.mark.parametrize(("who", "whom"), [(ANNA, VIKTOR), (VIKTOR, ANNA)])
async def test_sec_38_of_two_owners_as_sure_neither_ends_the_other_and_staff_hear_of_both(
    stage: Stage, who: PersonId, whom: PersonId
) -> None:
    await two_by_mail(stage)
    await stage.office.run(disown, person=who, key=KEY, who=whom)
    assert people(stage) == {ANNA, VIKTOR}
    assert not stage.said(Disowned)
    assert [(told.to, told.client) for told in stage.said(Reported)] == [(who, "Romashka")]
    doubted = stage.last(Doubted)
    assert (doubted.to, doubted.person, doubted.ends) == (whom, who, False)
    hint = stage.last(StaffHint)
    assert (hint.to, hint.what, hint.facts["ticket"]) == (ROOM, "doubted", "")
    assert (hint.facts["of_id"], hint.facts["by_id"]) == (str(int(whom)), str(int(who)))
    assert (hint.facts["of_proof"], hint.facts["by_proof"]) == ("mail", "mail")
    assert hint.facts["of_since"] != hint.facts["by_since"]
    [event] = [one for one in stage.store.auth_events if one.what is AuthWhat.REPORTED]
    assert (event.actor, event.person, event.client) == (who, whom, ROMASHKA)


async def test_sec_38_whom_somebody_does_not_know_says_the_same_of_them(stage: Stage) -> None:
    await two_by_mail(stage)
    await stage.office.run(disown, person=ANNA, key=KEY, who=VIKTOR)
    answer = stage.last(Doubted)
    assert answer.person is not None
    await stage.office.run(disown, person=VIKTOR, key=answer.key, who=answer.person)
    assert [hint.facts["by_id"] for hint in stage.said(StaffHint)] == [str(int(ANNA)), str(int(VIKTOR))]


async def test_sec_38_staff_are_told_once_a_day_and_in_the_clients_open_ticket(stage: Stage) -> None:
    await stage.files()
    await two_by_mail(stage)
    await stage.office.run(disown, person=ANNA, key=KEY, who=VIKTOR)
    assert stage.last(StaffHint).facts["ticket"] == str(FIRST)
    with pytest.raises(CannotDisown, match="known"):
        await stage.office.run(disown, person=ANNA, key=KEY, who=VIKTOR)
    assert len(stage.said(StaffHint)) == 1
    stage.passes(days=1, minutes=1)
    await stage.office.run(disown, person=ANNA, key=KEY, who=VIKTOR)
    assert len(stage.said(StaffHint)) == 2


async def test_sec_38_the_number_of_an_account_without_a_username_decides_as_well(stage: Stage) -> None:
    await stage.files()
    await two_by_mail(stage)
    await stage.does(unlinking(f"{int(VIKTOR)} the director says so"))
    assert people(stage) == {ANNA}


async def test_sec_38_a_surer_owner_ends_a_lesser_one_however_late_they_came(stage: Stage) -> None:
    await owned_by(stage, BY_MAIL, replace(BY_PANEL, person=VIKTOR))
    await stage.office.run(disown, person=VIKTOR, key=KEY, who=ANNA)
    assert people(stage) == {VIKTOR}
    assert stage.last(Disowned).to == VIKTOR
    assert not stage.said(StaffHint)[1:]


async def newcomer_hears(work: Work, *, person: PersonId, client: Client, new: bool) -> None:
    await tell_who_is_there(work, person, client, new=new)


async def test_sec_38_a_new_owner_hears_of_every_owner_with_proof_day_and_the_same_button(stage: Stage) -> None:
    links: Sequence[Link] = (replace(BY_PANEL, person=OLGA), BY_MAIL, replace(BY_MAIL, person=VIKTOR))
    await owned_by(stage, *links)
    await stage.office.run(newcomer_hears, person=VIKTOR, client=a_client(), new=True)
    heard = [told for told in stage.said(SomebodyLinked) if told.to == VIKTOR]
    assert {(told.person, told.proof, told.ends) for told in heard} == {
        (OLGA, Proof.PANEL, False),
        (ANNA, Proof.MAIL, False),
    }
    assert all(told.there is not None for told in heard)


async def test_sec_38_who_proves_it_again_hears_only_of_those_whom_they_can_end(stage: Stage) -> None:
    await two_by_mail(stage)
    before = len(stage.said(SomebodyLinked))
    await stage.office.run(newcomer_hears, person=VIKTOR, client=a_client(), new=False)
    assert len(stage.said(SomebodyLinked)) == before


# --- the letter -------------------------------------------------------------------------------------


async def by_letter(stage: Stage, *, reader: PersonId = BORIS) -> LinkMail:
    letter = stage.last(LinkMail)
    await stage.office.run(come_to_undo, person=reader, payload=letter.undo)
    await stage.office.run(undo_it, person=reader, number=stage.last(UndoAsked).undo)
    return letter


async def test_sec_38_the_mailbox_ends_what_stands_on_the_mailbox(stage: Stage) -> None:
    await owned_by(stage, BY_MAIL)
    letter = await by_letter(stage)
    assert letter.ends
    assert people(stage) == set()


async def test_sec_38_the_mailbox_does_not_end_what_stands_on_the_panel_and_staff_hear_of_it(stage: Stage) -> None:
    await owned_by(stage, BY_PANEL)
    letter = await by_letter(stage)
    assert not letter.ends
    assert not stage.last(UndoAsked).ends
    assert people(stage) == {ANNA}
    hint = stage.last(StaffHint)
    assert (hint.what, hint.facts["mailed"], hint.facts["by_proof"]) == ("doubted", "yes", "")
    assert stage.last(Reported).to == BORIS
    doubted = stage.last(Doubted)
    assert (doubted.to, doubted.person, doubted.name) == (ANNA, None, "")
