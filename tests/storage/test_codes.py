"""One-time codes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desk.errors import Conflict
from desk.ids import ClientId
from desk.ports import Begin
from desk.rules.codes import Code
from tests.builders import ANNA, MONDAY, ROMASHKA, VIKTOR, a_client
from tests.storage.saving import saving

LATER = MONDAY + timedelta(minutes=5)


def a_code(**facts: Any) -> Code:
    return replace(Code(0, ANNA, None, "anna@romashka.example", b"\x00salt", b"\xffdigest", MONDAY), **facts)


async def test_the_newest_code_is_the_one_that_counts(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.codes.add(a_code())
        await work.codes.add(a_code(asked_at=LATER, salt=b"other"))
        newest = await work.codes.newest_of(ANNA)
        assert newest is not None
        assert replace(newest, id=0) == a_code(asked_at=LATER, salt=b"other")
        assert await work.codes.newest_of(VIKTOR) is None


async def test_a_new_code_voids_the_earlier_ones_even_if_it_is_forgotten(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.codes.add(a_code(asked_at=LATER))
        await work.codes.add(a_code(asked_at=MONDAY))
        assert await work.codes.forget(LATER) == 1
        assert await work.codes.newest_of(ANNA) is None


async def test_codes_can_be_voided_and_were_asked_for_all_the_same(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.codes.add(a_code())
        await work.codes.add(a_code(person=VIKTOR))
        await work.codes.void(ANNA)
        assert await work.codes.newest_of(ANNA) is None
        assert await work.codes.newest_of(VIKTOR) is not None
        assert await work.codes.asked_since(MONDAY, person=ANNA, client=None) == 1


async def test_codes_of_others_are_not_voided(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.codes.add(a_code())
        await work.codes.add(a_code(person=VIKTOR))
        newest = await work.codes.newest_of(ANNA)
        assert newest is not None
        assert newest.person == ANNA


async def test_tries_and_use_are_kept(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.codes.add(a_code())
        asked = await work.codes.newest_of(ANNA)
        assert asked is not None
        await work.codes.save(replace(asked, tries=1, used_at=LATER))
    async with begin() as work:
        assert await work.codes.newest_of(ANNA) == replace(asked, tries=1, used_at=LATER)


@pytest.mark.parametrize("first", [{"tries": 1}, {"tries": 1, "used_at": LATER}])
async def test_sec_01_a_try_that_does_not_know_of_another_one_is_a_conflict(
    begin: Begin, first: dict[str, Any]
) -> None:
    async with saving(begin) as work:
        await work.codes.add(a_code())
        asked = await work.codes.newest_of(ANNA)
        assert asked is not None
        await work.codes.save(replace(asked, **first))
    async with begin() as work:
        with pytest.raises(Conflict):
            await work.codes.save(replace(asked, tries=1, used_at=LATER))


async def test_codes_are_counted_by_person_or_by_client(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.clients.replace([a_client(), a_client(id=ClientId("other"))], [])
        await work.codes.add(a_code(asked_at=MONDAY - timedelta(seconds=1), client=ROMASHKA))
        await work.codes.add(a_code(client=ROMASHKA))
        await work.codes.add(a_code())
        await work.codes.add(a_code(person=VIKTOR, client=ROMASHKA))
        await work.codes.add(a_code(person=VIKTOR, client=ClientId("other")))
        assert await work.codes.asked_since(MONDAY, person=ANNA, client=None) == 2
        assert await work.codes.asked_since(MONDAY, person=ANNA, client=ROMASHKA) == 3
        assert await work.codes.asked_since(MONDAY, person=VIKTOR, client=None) == 2
        assert await work.codes.asked_since(LATER, person=ANNA, client=ROMASHKA) == 0
        assert (await work.codes.asked_by_all(MONDAY), await work.codes.asked_by_all(LATER)) == (4, 0)


async def test_codes_are_counted_by_person_and_address(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.codes.add(a_code(asked_at=MONDAY - timedelta(seconds=1)))
        await work.codes.add(a_code())
        await work.codes.add(a_code())
        await work.codes.add(a_code(email="other@romashka.example"))
        await work.codes.add(a_code(person=VIKTOR))
        assert await work.codes.asked_for(a_code().email, MONDAY, person=ANNA) == 2
        assert await work.codes.asked_for("nobody@romashka.example", MONDAY, person=ANNA) == 0


async def test_old_codes_are_forgotten(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.codes.add(a_code())
        await work.codes.add(a_code(asked_at=LATER))
        assert await work.codes.forget(LATER) == 1
        assert await work.codes.forget(LATER) == 0
        assert await work.codes.asked_since(MONDAY, person=ANNA, client=None) == 1
