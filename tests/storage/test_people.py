"""People, and what ties them to clients."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from desk.ids import ClientId
from desk.ports import Begin
from desk.rules.people import Assurance, Link, Proof, Role
from tests.builders import ANNA, BORIS, MONDAY, ROMASHKA, VERA, VIKTOR, a_client, a_link, a_person
from tests.fakes.store import Dangling
from tests.storage.saving import saving

DANGLING = (Dangling, IntegrityError)


def tied(**changes: Any) -> Link:
    """Anna's link as it is read after it was made on Monday."""
    return a_link(since=MONDAY, proven_at=MONDAY, **changes)


async def test_a_person_is_kept_as_seen(begin: Begin) -> None:
    async with saving(begin) as work:
        assert await work.people.seen(a_person()) == a_person()
    async with begin() as work:
        assert await work.people.get(ANNA) == a_person()
        assert await work.people.get(VIKTOR) is None


async def test_seeing_somebody_again_keeps_what_they_chose(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.people.seen(a_person())
        await work.people.choose_language(ANNA, "en")
        await work.people.choose_zone(ANNA, "Asia/Omsk")
        await work.people.reach(ANNA, reachable=False)
    renamed = a_person(name="Anna P.", username="anna_p", language="de")
    async with saving(begin) as work:
        assert await work.people.seen(renamed) == replace(renamed, chosen="en", reachable=False, zone="Asia/Omsk")
    async with begin() as work:
        assert await work.people.get(ANNA) == replace(renamed, chosen="en", reachable=False, zone="Asia/Omsk")


async def test_a_person_can_be_reached_again(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.people.seen(a_person(reachable=False))
        await work.people.reach(ANNA, reachable=True)
        assert await work.people.get(ANNA) == a_person()


async def test_what_is_said_of_somebody_never_seen_changes_nothing(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.people.reach(ANNA, reachable=False)
        await work.people.choose_language(ANNA, "en")
        assert await work.people.get(ANNA) is None


async def test_names_are_those_of_people_we_know(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.people.seen(a_person(id=BORIS))
        await work.people.seen(a_person(id=VERA))
        assert await work.people.names([BORIS, VERA, VIKTOR]) == {BORIS: "Boris", VERA: "Vera"}
        assert await work.people.names([]) == {}


async def test_a_link_ties_a_person_to_a_client(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [])
        await work.people.link(a_link(), MONDAY)
    async with begin() as work:
        assert await work.people.links_of(ANNA) == [tied()]
        assert await work.people.links_of(VIKTOR) == []


async def test_a_link_needs_its_client(begin: Begin) -> None:
    async with begin() as work:
        with pytest.raises(DANGLING):
            await work.people.link(a_link(client=ClientId("nobody")), MONDAY)


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (Assurance.LOW, Assurance.MEDIUM, Assurance.MEDIUM),
        (Assurance.LOW, Assurance.HIGH, Assurance.HIGH),
        (Assurance.MEDIUM, Assurance.HIGH, Assurance.HIGH),
        (Assurance.HIGH, Assurance.MEDIUM, Assurance.HIGH),
        (Assurance.HIGH, Assurance.LOW, Assurance.HIGH),
        (Assurance.MEDIUM, Assurance.LOW, Assurance.MEDIUM),
    ],
)
async def test_a_second_link_can_only_raise_the_assurance(
    begin: Begin, first: Assurance, second: Assurance, kept: Assurance
) -> None:
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [])
        await work.people.link(a_link(assurance=first), MONDAY)
        await work.people.link(a_link(assurance=second), MONDAY)
        assert await work.people.links_of(ANNA) == [tied(assurance=kept)]


SURE = (Assurance.LOW, Assurance.MEDIUM, Assurance.HIGH)


@pytest.mark.parametrize("again", SURE)
@pytest.mark.parametrize("first", SURE)
async def test_2_2_a_surer_proof_says_who_is_no_owner_and_a_lesser_one_makes_none(
    begin: Begin, first: Assurance, again: Assurance
) -> None:
    surer, lesser = SURE.index(again) > SURE.index(first), SURE.index(again) < SURE.index(first)
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [])
        await work.people.link(a_link(assurance=first), MONDAY)
        await work.people.link(a_link(assurance=again, role=Role.DELEGATE, sees_all=False), MONDAY)
        await work.people.link(a_link(person=VIKTOR, assurance=first, role=Role.DELEGATE, sees_all=False), MONDAY)
        await work.people.link(a_link(person=VIKTOR, assurance=again), MONDAY)
        (was_owner,) = await work.people.links_of(ANNA)
        (was_delegate,) = await work.people.links_of(VIKTOR)
    assert (was_owner.role, was_owner.sees_all) == ((Role.DELEGATE, False) if surer else (Role.OWNER, True))
    assert (was_delegate.role, was_delegate.sees_all) == ((Role.DELEGATE, False) if lesser else (Role.OWNER, True))


@pytest.mark.parametrize("again", [Assurance.LOW, Assurance.MEDIUM, Assurance.HIGH])
async def test_what_is_as_sure_as_what_was_known_is_the_proof_from_now_on(begin: Begin, again: Assurance) -> None:
    later = MONDAY + timedelta(days=1)
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [])
        await work.people.link(a_link(assurance=Assurance.MEDIUM, proof=Proof.MAIL), MONDAY)
        await work.people.link(a_link(assurance=again, proof=Proof.STAFF), later)
    async with begin() as work:
        (link,) = await work.people.links_of(ANNA)
        assert await work.people.linked_to(ROMASHKA) == [link]
    known = (Proof.MAIL, MONDAY) if again is Assurance.LOW else (Proof.STAFF, later)
    assert (link.proof, link.proven_at) == known
    assert link.since == MONDAY


async def test_links_of_a_person_come_by_the_name_of_the_client(begin: Begin) -> None:
    names = {"a": "Яблоко", "b": "apple", "c": "Берёза", "d": "Birch"}
    async with saving(begin) as work:
        await work.clients.replace([a_client(id=ClientId(key), name=name) for key, name in names.items()], [])
        for key in names:
            await work.people.link(a_link(client=ClientId(key)), MONDAY)
        assert [link.client for link in await work.people.links_of(ANNA)] == ["d", "b", "c", "a"]


async def test_2_2_an_owner_by_proof_is_one_though_they_came_as_a_delegate_and_stays_one(begin: Begin) -> None:
    delegate = a_link(role=Role.DELEGATE, sees_all=False, assurance=Assurance.LOW)
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [])
        await work.people.link(delegate, MONDAY)
        await work.people.link(a_link(assurance=Assurance.MEDIUM), MONDAY)
        assert await work.people.links_of(ANNA) == [tied(assurance=Assurance.MEDIUM)]
        await work.people.link(delegate, MONDAY)
        assert await work.people.links_of(ANNA) == [tied(assurance=Assurance.MEDIUM)]


async def test_2_2_what_a_delegate_sees_can_be_changed_and_taken_away(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [])
        await work.people.link(a_link(person=VIKTOR, role=Role.DELEGATE, sees_all=False), MONDAY)
        await work.people.link(a_link(), MONDAY - timedelta(days=1))
        assert [link.person for link in await work.people.linked_to(ROMASHKA)] == [ANNA, VIKTOR]
        await work.people.let_see(VIKTOR, ROMASHKA, sees_all=True)
        assert [link.sees_all for link in await work.people.links_of(VIKTOR)] == [True]
        await work.people.let_see(VIKTOR, ROMASHKA, sees_all=False)
        assert [link.sees_all for link in await work.people.links_of(VIKTOR)] == [False]
        assert await work.people.unlink(VIKTOR, ROMASHKA)
        assert not await work.people.unlink(VIKTOR, ROMASHKA)
        assert await work.people.links_of(VIKTOR) == []
        assert [link.person for link in await work.people.linked_to(ROMASHKA)] == [ANNA]


async def test_old_proofs_come_oldest_first_once_each_and_a_new_one_counts_alone(begin: Begin) -> None:
    old, older = MONDAY + timedelta(days=1), MONDAY
    mailed = a_link(assurance=Assurance.MEDIUM, proof=Proof.MAIL)
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [])
        await work.people.link(a_link(), older)
        await work.people.link(a_link(person=VIKTOR), old)
        await work.people.link(a_link(person=BORIS, assurance=Assurance.LOW), older)
        assert await work.people.aged(older, 5) == []
        assert [link.person for link in await work.people.aged(old + timedelta(1), 5)] == [ANNA, VIKTOR]
        assert [link.person for link in await work.people.aged(old + timedelta(1), 1)] == [ANNA]
        await work.people.asked(ANNA, ROMASHKA, old)
        assert [link.person for link in await work.people.aged(old + timedelta(1), 5)] == [VIKTOR]
        await work.people.renew(mailed, old + timedelta(1))
        (now,) = await work.people.links_of(ANNA)
        assert (now.assurance, now.proof, now.proven_at) == (Assurance.MEDIUM, Proof.MAIL, old + timedelta(1))
        assert now.since == older
        assert [link.person for link in await work.people.aged(old + timedelta(3), 5)] == [VIKTOR, ANNA]


async def test_sec_41_what_somebody_has_agreed_to_is_kept_with_its_time_and_can_be_taken_back(begin: Begin) -> None:
    later = MONDAY + timedelta(days=1)
    async with saving(begin) as work:
        await work.people.seen(a_person())
        await work.people.agree(ANNA, "1", "https://example.com/1", MONDAY)
        await work.people.agree(ANNA, "2", "https://example.com/2", later)
        assert (known := await work.people.get(ANNA))
        assert known.consent == "2"
        assert (await work.people.seen(replace(known, name="Another", consent=""))).consent == "2"
    async with saving(begin) as work:
        await work.people.disagree(ANNA, later)
    async with begin() as work:
        assert (known := await work.people.get(ANNA))
        assert known.consent == ""
        first, second = await work.people.consents_of(ANNA)
        assert (first.version, first.url, first.at, first.withdrawn_at) == ("1", "https://example.com/1", MONDAY, later)
        assert second.withdrawn_at == later
        assert await work.people.consents_of(VIKTOR) == []
