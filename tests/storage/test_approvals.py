"""Requests to be let in by staff: one open at a time, settled once, and the words go with that."""

from dataclasses import replace
from datetime import timedelta

from desk.ports import Begin
from desk.rules.approvals import Approval, Settlement
from tests.builders import ANNA, BORIS, MONDAY, ROMASHKA, VERA, VIKTOR, a_client
from tests.storage.saving import saving

SECOND = timedelta(seconds=1)


async def asked(begin: Begin) -> Approval:
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [])
        return await work.approvals.add(Approval(0, ANNA, "It is me", MONDAY))


async def test_a_request_is_kept_as_it_was_made(begin: Begin) -> None:
    request = await asked(begin)
    async with begin() as work:
        assert await work.approvals.get(request.id) == request
        assert await work.approvals.open_of(ANNA) == request
        assert await work.approvals.open_of(VIKTOR) is None
        assert await work.approvals.get(999) is None


async def test_the_last_word_about_the_client_counts(begin: Begin) -> None:
    request = await asked(begin)
    async with saving(begin) as work:
        assert await work.approvals.name(request.id, ROMASHKA, BORIS)
        assert await work.approvals.name(request.id, ROMASHKA, VERA)
        assert not await work.approvals.name(999, ROMASHKA, VERA)
    async with begin() as work:
        assert await work.approvals.get(request.id) == replace(request, client=ROMASHKA, named_by=VERA)


async def test_it_is_settled_once_and_a_new_one_can_be_made(begin: Begin) -> None:
    request = await asked(begin)
    async with saving(begin) as work:
        assert await work.approvals.settle(request.id, Settlement.REFUSED)
        assert not await work.approvals.settle(request.id, Settlement.APPROVED)
        assert not await work.approvals.name(request.id, ROMASHKA, BORIS)
        assert await work.approvals.open_of(ANNA) is None
        again = await work.approvals.add(Approval(0, ANNA, "It is me", MONDAY))
        assert again.id > request.id
    async with begin() as work:
        assert await work.approvals.get(request.id) == replace(request, settled=Settlement.REFUSED, words="")


async def test_open_ones_are_found_when_their_time_is_over_and_settled_ones_are_forgotten(begin: Begin) -> None:
    request = await asked(begin)
    async with saving(begin) as work:
        assert await work.approvals.open_before(MONDAY - SECOND, 10) == []
        assert await work.approvals.open_before(MONDAY, 10) == [request]
        assert await work.approvals.open_before(MONDAY, 0) == []
        assert await work.approvals.forget(MONDAY + SECOND) == 0
        await work.approvals.settle(request.id, Settlement.EXPIRED)
        assert await work.approvals.open_before(MONDAY, 10) == []
        assert await work.approvals.forget(MONDAY) == 0
        assert await work.approvals.forget(MONDAY + SECOND) == 1
        assert await work.approvals.get(request.id) is None
