"""Invitations: for one who comes first, settled once (regulation 2.2)."""

from datetime import timedelta

import pytest

from desk.ids import ClientId
from desk.ports import Begin
from desk.rules.invitations import LIFETIME, Invitation, Settlement, digest_of, invite
from tests.builders import ANNA, MONDAY, OLGA, ROMASHKA, VIKTOR, a_client
from tests.storage.saving import saving
from tests.storage.test_people import DANGLING


async def invited(begin: Begin, *payloads: str) -> list[Invitation]:
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [])
        return [await work.invitations.add(invite(ROMASHKA, ANNA, one, MONDAY, sees_all=False)) for one in payloads]


async def test_2_2_an_invitation_is_found_by_the_digest_of_its_payload_only(begin: Begin) -> None:
    first, second = await invited(begin, "i_one", "i_two")
    async with begin() as work:
        assert first.id != second.id
        assert await work.invitations.get(first.id) == first
        assert await work.invitations.by_digest(digest_of("i_two")) == second
        assert await work.invitations.by_digest("i_two") is None
        assert await work.invitations.get(999) is None


async def test_2_2_the_first_who_comes_has_it(begin: Begin) -> None:
    (one,) = await invited(begin, "i_one")
    until = MONDAY + 2 * LIFETIME
    async with saving(begin) as work:
        assert await work.invitations.come(one.id, VIKTOR, until)
        assert not await work.invitations.come(one.id, OLGA, until)
        assert not await work.invitations.come(999, OLGA, until)
    async with begin() as work:
        kept = await work.invitations.get(one.id)
        assert kept
        assert (kept.person, kept.expires_at) == (VIKTOR, until)


async def test_2_2_an_invitation_is_settled_once_and_nobody_comes_by_it_after_that(begin: Begin) -> None:
    (one,) = await invited(begin, "i_one")
    async with saving(begin) as work:
        assert await work.invitations.settle(one.id, Settlement.WITHDRAWN)
        assert not await work.invitations.settle(one.id, Settlement.CONFIRMED)
        assert not await work.invitations.come(one.id, VIKTOR, MONDAY + LIFETIME)
    async with begin() as work:
        kept = await work.invitations.get(one.id)
        assert kept
        assert (kept.person, kept.settled) == (None, Settlement.WITHDRAWN)


async def test_2_2_open_are_those_that_are_neither_settled_nor_expired(begin: Begin) -> None:
    first, second, third = await invited(begin, "i_one", "i_two", "i_three")
    async with saving(begin) as work:
        await work.invitations.settle(second.id, Settlement.DECLINED)
        assert await work.invitations.open_of(ROMASHKA, MONDAY) == [first, third]
        assert await work.invitations.open_of(ROMASHKA, MONDAY + LIFETIME) == []
        assert await work.invitations.open_of(ROMASHKA, MONDAY + LIFETIME - timedelta(seconds=1)) == [first, third]
        assert await work.invitations.open_of(ClientId("other"), MONDAY) == []


async def test_an_invitation_needs_its_client(begin: Begin) -> None:
    async with begin() as work:
        with pytest.raises(DANGLING):
            await work.invitations.add(invite(ClientId("nobody"), ANNA, "i_x", MONDAY, sees_all=True))
