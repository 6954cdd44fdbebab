"""A unit of work: one transaction, one moment, all or nothing."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError, InvalidRequestError

from desk.errors import Unavailable
from desk.ids import PersonId, TicketId
from desk.notices.client import Taken
from desk.ports import Begin
from desk.rules.events import Event, EventKind
from desk.rules.ticket import Ticket
from tests.builders import ANNA, BORIS, MONDAY, a_person, a_policy
from tests.storage.conftest import Keeper
from tests.storage.saving import saving


async def test_what_is_committed_stays(begin: Begin) -> None:
    async with begin() as work:
        await work.people.seen(a_person())
        await work.commit()
    async with begin() as work:
        assert await work.people.get(ANNA) == a_person()


async def test_what_is_not_committed_is_gone(begin: Begin) -> None:
    async with begin() as work:
        await work.people.seen(a_person())
        assert await work.people.get(ANNA) == a_person()
    async with begin() as work:
        assert await work.people.get(ANNA) is None


async def see_anna_and_fail(begin: Begin, *, committed: bool) -> None:
    async with begin() as work:
        await work.people.seen(a_person())
        if committed:
            await work.commit()
        raise ZeroDivisionError


async def test_an_exception_undoes_everything(begin: Begin) -> None:
    with pytest.raises(ZeroDivisionError):
        await see_anna_and_fail(begin, committed=False)
    async with begin() as work:
        assert await work.people.get(ANNA) is None


async def test_an_exception_after_the_commit_undoes_nothing(begin: Begin) -> None:
    with pytest.raises(ZeroDivisionError):
        await see_anna_and_fail(begin, committed=True)
    async with begin() as work:
        assert await work.people.get(ANNA) == a_person()


async def test_a_unit_of_work_is_committed_once(begin: Begin) -> None:
    async with begin() as work:
        await work.commit()
        with pytest.raises((RuntimeError, InvalidRequestError)):
            await work.commit()


async def test_what_is_said_and_what_happened_is_written_by_the_commit(begin: Begin, ticket: Ticket) -> None:
    async with begin() as work:
        work.outbox.say(Taken(to=ANNA, ticket=ticket.id, by="Boris"))
        work.events.add(Event(ticket.id, EventKind.TAKEN, MONDAY, BORIS))
    async with begin() as work:
        assert not await work.outbox.heads(MONDAY, 10)
        assert not await work.events.of(ticket.id)
    async with saving(begin) as work:
        work.outbox.say(Taken(to=ANNA, ticket=ticket.id, by="Boris"))
        work.events.add(Event(ticket.id, EventKind.TAKEN, MONDAY, BORIS))
    async with begin() as work:
        assert [owed.notice for owed in await work.outbox.heads(MONDAY, 10)] == [
            Taken(to=ANNA, ticket=ticket.id, by="Boris")
        ]
        assert await work.events.of(ticket.id) == [Event(ticket.id, EventKind.TAKEN, MONDAY, BORIS)]


async def test_a_unit_of_work_knows_one_now_and_the_policy(keeper: Keeper) -> None:
    async with keeper.begin() as work:
        keeper.clock.advance(timedelta(hours=1))
        assert work.now == MONDAY
        assert work.policy.room == a_policy().room
    async with keeper.look() as work:
        assert work.now == MONDAY + timedelta(hours=1)


async def test_a_look_sees_what_was_committed(keeper: Keeper) -> None:
    async with saving(keeper.begin) as work:
        await work.people.seen(a_person())
    async with keeper.look() as work:
        assert await work.people.get(ANNA) == a_person()


async def test_a_look_sees_one_moment(keeper: Keeper) -> None:
    async with keeper.look() as looking:
        assert await looking.people.get(ANNA) is None
        async with saving(keeper.begin) as work:
            await work.people.seen(a_person())
        assert await looking.people.get(ANNA) is None


async def test_a_look_changes_nothing(keeper: Keeper) -> None:
    with pytest.raises((RuntimeError, DBAPIError, Unavailable)):
        async with keeper.look() as work:
            await work.people.seen(a_person())
    async with keeper.look() as work:
        assert await work.people.get(ANNA) is None


async def test_a_look_commits_nothing(keeper: Keeper) -> None:
    async with keeper.look() as work:
        work.outbox.say(Taken(to=ANNA, ticket=TicketId(1), by="Boris"))
        with pytest.raises(RuntimeError):
            await work.commit()


async def test_writers_wait_for_each_other(begin: Begin) -> None:
    people = [PersonId(number) for number in range(1, 31)]

    async def see(person: PersonId) -> None:
        async with saving(begin) as work:
            await work.people.seen(a_person(id=person))
            await asyncio.sleep(0)

    await asyncio.gather(*(see(person) for person in people))
    async with begin() as work:
        assert len(await work.people.names(people)) == len(people)
