"""What happened about who somebody is, and the links of letters that end an access."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.ids import ClientId
from desk.ports import Begin
from desk.rules.auth import AuthEvent, AuthWhat
from desk.rules.invitations import digest_of
from desk.rules.people import Proof
from desk.rules.undos import LIFETIME, Undo, undo_of
from tests.builders import ANNA, MONDAY, ROMASHKA, VIKTOR, a_client, a_link
from tests.storage.saving import saving
from tests.storage.test_people import DANGLING

LATER = MONDAY + timedelta(days=1)
LINKED = AuthEvent(MONDAY, AuthWhat.LINKED, ANNA, ANNA, ROMASHKA, Proof.MAIL)
ASKED = AuthEvent(LATER, AuthWhat.CODE_ASKED, VIKTOR, VIKTOR, None, Proof.MAIL, "too_many")


async def test_sec_38_events_of_identity_come_newest_first_by_client_and_by_person(begin: Begin) -> None:
    async with saving(begin) as work:
        for event in (LINKED, ASKED, replace(LINKED, what=AuthWhat.LEFT, at=LATER)):
            await work.auth_events.add(event)
    async with begin() as work:
        of_client = await work.auth_events.of_client(ROMASHKA, 5)
        assert [event.what for event in of_client] == [AuthWhat.LEFT, AuthWhat.LINKED]
        assert replace(of_client[1], id=0) == LINKED
        assert len(await work.auth_events.of_client(ROMASHKA, 1)) == 1
        assert [replace(event, id=0) for event in await work.auth_events.of_person(VIKTOR, 5)] == [ASKED]


async def test_old_events_are_forgotten(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.auth_events.add(LINKED)
        await work.auth_events.add(ASKED)
        assert await work.auth_events.forget(LATER, 10) == 1
        assert await work.auth_events.of_client(ROMASHKA, 5) == []


async def an_undo(begin: Begin, payload: str = "u_one") -> Undo:
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [])
        await work.undos.add(undo_of(ANNA, ROMASHKA, payload, MONDAY))
        found = await work.undos.by_digest(digest_of(payload))
        assert found
        return found


async def test_a_link_of_a_letter_is_found_by_its_digest_and_used_once(begin: Begin) -> None:
    undo = await an_undo(begin)
    assert (undo.person, undo.client, undo.opened_by, undo.used_at) == (ANNA, ROMASHKA, None, None)
    async with saving(begin) as work:
        assert await work.undos.by_digest("u_one") is None
        await work.undos.open(undo.id, VIKTOR)
        assert await work.undos.get(undo.id) == replace(undo, opened_by=VIKTOR)
        assert await work.undos.use(undo.id, LATER)
        assert not await work.undos.use(undo.id, LATER)
        await work.undos.open(undo.id, ANNA)
        assert await work.undos.get(undo.id) == replace(undo, opened_by=VIKTOR, used_at=LATER)
        assert await work.undos.get(999) is None


async def test_links_of_letters_are_forgotten_after_their_time(begin: Begin) -> None:
    undo = await an_undo(begin)
    async with saving(begin) as work:
        assert await work.undos.forget(undo.expires_at) == 0
        assert await work.undos.forget(MONDAY + LIFETIME + timedelta(seconds=1)) == 1
        assert await work.undos.get(undo.id) is None


async def test_a_link_of_a_letter_needs_its_client(begin: Begin) -> None:
    async with begin() as work:
        with pytest.raises(DANGLING):
            await work.undos.add(undo_of(ANNA, ClientId("nobody"), "u_one", MONDAY))


async def test_that_somebody_was_told_of_a_link_is_kept_the_first_time(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [])
        await work.people.link(a_link(), MONDAY)
        await work.people.told(ANNA, ROMASHKA, MONDAY)
        await work.people.told(ANNA, ROMASHKA, LATER)
        assert [link.told_at for link in await work.people.links_of(ANNA)] == [MONDAY]
        await work.people.told(VIKTOR, ROMASHKA, LATER)
        assert await work.people.links_of(VIKTOR) == []
