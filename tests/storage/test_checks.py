"""When the panel was asked about whom."""

from datetime import timedelta

from desk.ids import ClientId
from desk.ports import Begin
from desk.rules.freshness import Check
from tests.builders import MONDAY, ROMASHKA
from tests.storage.saving import saving

OTHER = ClientId("other")
LATER = MONDAY + timedelta(minutes=1)
LAST = LATER + timedelta(minutes=1)


async def test_nothing_is_known_of_whom_nobody_asked_about(begin: Begin) -> None:
    async with begin() as work:
        assert await work.checks.of([ROMASHKA]) == {}
        assert await work.checks.of([]) == {}
        assert await work.checks.wanted(LAST, 10) == []


async def test_what_was_asked_for_waits_for_its_answer(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.checks.ask([OTHER], LATER)
        await work.checks.ask([ROMASHKA, ROMASHKA], MONDAY)
        await work.checks.ask([], MONDAY)
    async with saving(begin) as work:
        assert await work.checks.of([ROMASHKA, OTHER]) == {
            ROMASHKA: Check(ROMASHKA, asked_at=MONDAY),
            OTHER: Check(OTHER, asked_at=LATER),
        }
        assert await work.checks.wanted(LAST, 10) == [ROMASHKA, OTHER]
        assert await work.checks.wanted(LAST, 1) == [ROMASHKA]
        await work.checks.answered([ROMASHKA], LATER)
        assert await work.checks.wanted(LAST, 10) == [OTHER]
        assert await work.checks.of([ROMASHKA]) == {ROMASHKA: Check(ROMASHKA, checked_at=LATER)}


async def test_what_was_asked_for_after_the_panel_answered_is_still_wanted(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.checks.ask([ROMASHKA], LATER)
        await work.checks.answered([ROMASHKA], MONDAY)
        assert await work.checks.of([ROMASHKA]) == {ROMASHKA: Check(ROMASHKA, MONDAY, LATER)}
        assert await work.checks.wanted(LAST, 10) == [ROMASHKA]


async def test_a_failure_is_kept_until_there_is_an_answer(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.checks.answered([ROMASHKA], MONDAY)
        await work.checks.ask([ROMASHKA], LATER)
        await work.checks.failed([ROMASHKA, OTHER], LATER)
        assert await work.checks.of([ROMASHKA, OTHER]) == {
            ROMASHKA: Check(ROMASHKA, MONDAY, LATER, LATER),
            OTHER: Check(OTHER, failed_at=LATER),
        }
        assert await work.checks.wanted(LATER, 10) == []
        assert await work.checks.wanted(LAST, 10) == [ROMASHKA]
        assert await work.checks.any_failing()
        await work.checks.answered([ROMASHKA], LAST)
        assert not await work.checks.any_failing()
        assert await work.checks.of([ROMASHKA]) == {ROMASHKA: Check(ROMASHKA, LAST)}


async def test_what_was_not_understood_is_kept_until_something_is(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.checks.answered([ROMASHKA], MONDAY)
        await work.checks.ask([ROMASHKA], MONDAY)
        assert await work.checks.misread(ROMASHKA, "a date that is none", LATER)
        assert not await work.checks.misread(ROMASHKA, "another", LAST)
        assert await work.checks.misread(OTHER, "no status", LATER)
        assert await work.checks.wrong() == {OTHER: "no status", ROMASHKA: "another"}
        assert await work.checks.of([ROMASHKA]) == {ROMASHKA: Check(ROMASHKA, MONDAY, None, LAST, "another")}
        assert await work.checks.wanted(LAST + timedelta(hours=1), 10) == []
        assert not await work.checks.any_failing()
        await work.checks.answered([ROMASHKA], LAST)
        assert await work.checks.wrong() == {OTHER: "no status"}


async def test_what_is_asked_for_after_an_answer_that_was_not_understood_is_wanted(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.checks.ask([ROMASHKA], LAST)
        await work.checks.misread(ROMASHKA, "a date that is none", LATER)
        assert await work.checks.wanted(LAST, 10) == [ROMASHKA]


async def test_who_was_told_of_by_which_panel(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.checks.told(ROMASHKA, "this one")
        await work.checks.told(OTHER, "another")
        await work.checks.answered([ROMASHKA], MONDAY)
    async with begin() as work:
        assert await work.checks.told_by("this one") == {ROMASHKA}
        assert await work.checks.of([ROMASHKA]) == {ROMASHKA: Check(ROMASHKA, MONDAY, told_by="this one")}


async def test_what_is_unknown_to_a_panel_waits_for_nothing(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.checks.ask([ROMASHKA], MONDAY)
        await work.checks.failed([ROMASHKA], MONDAY)
        await work.checks.unknown(ROMASHKA, LATER)
        await work.checks.unknown(OTHER, LATER)
        then = {client: Check(client, failed_at=LATER) for client in (ROMASHKA, OTHER)}
        assert await work.checks.of([ROMASHKA, OTHER]) == then
        assert not await work.checks.any_failing()
        assert await work.checks.wanted(LAST, 10) == []
        await work.checks.ask([ROMASHKA], LAST)
        await work.checks.unknown(ROMASHKA, LATER)
        assert await work.checks.wanted(LAST, 10) == [ROMASHKA]


async def test_whose_address_was_removed_lately_is_counted_once(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.checks.address_removed(ROMASHKA, MONDAY)
        await work.checks.address_removed(ROMASHKA, LATER)
        await work.checks.address_removed(OTHER, LAST)
        await work.checks.closed(OTHER, MONDAY)
    async with begin() as work:
        assert await work.checks.addresses_removed_since(MONDAY) == 2
        assert await work.checks.addresses_removed_since(LAST) == 1
        assert await work.checks.addresses_removed_since(LAST + timedelta(seconds=1)) == 0


async def test_who_was_closed_lately_is_counted_once(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.checks.closed(ROMASHKA, MONDAY)
        await work.checks.closed(ROMASHKA, LATER)
        await work.checks.closed(OTHER, LAST)
    async with begin() as work:
        assert await work.checks.closed_since(MONDAY) == 2
        assert await work.checks.closed_since(LAST) == 1
        assert await work.checks.closed_since(LAST + timedelta(seconds=1)) == 0
