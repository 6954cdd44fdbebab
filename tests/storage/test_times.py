"""Recorded working time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.errors import Conflict
from desk.ids import SpentId, TicketId
from desk.ports import Begin
from desk.rules.ticket import Ticket
from tests.builders import BORIS, MONDAY, VERA, a_time
from tests.storage.saving import file, saving
from tests.storage.test_people import DANGLING

DAY = timedelta(days=1)


async def test_2_3_time_gets_its_number_and_is_kept(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        late = await work.times.add(a_time(id=SpentId(77), ticket=ticket.id, at=MONDAY + DAY, by=VERA, paid=True))
        early = await work.times.add(a_time(ticket=ticket.id, client=None))
    async with begin() as work:
        assert late == a_time(id=late.id, ticket=ticket.id, at=MONDAY + DAY, by=VERA, paid=True)
        assert await work.times.get(late.id) == late
        assert await work.times.of(ticket.id) == [early, late]
        assert await work.times.recorded(MONDAY, MONDAY + DAY) == [early]
        assert await work.times.get(SpentId(999)) is None
        assert await work.times.of(TicketId(999)) == []


async def test_2_3_time_needs_its_ticket(begin: Begin) -> None:
    async with begin() as work:
        with pytest.raises(DANGLING):
            await work.times.add(a_time(ticket=TicketId(9), client=None))


async def test_2_3_what_is_taken_back_counts_no_more_and_is_not_forgotten(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        spent = await work.times.add(a_time(ticket=ticket.id))
        assert await work.times.take_back(spent.id, MONDAY + DAY)
    async with saving(begin) as work:
        assert not await work.times.take_back(spent.id, MONDAY + 2 * DAY)
        assert not await work.times.take_back(SpentId(999), MONDAY)
        assert await work.times.of(ticket.id) == await work.times.recorded(MONDAY, MONDAY + DAY) == []
        assert await work.times.get(spent.id) == replace(spent, taken_back_at=MONDAY + DAY)


async def test_2_3_the_question_at_solving_has_one_answer_until_that_is_taken_back(begin: Begin) -> None:
    one, other = await file(begin, draft=1), await file(begin, draft=2)
    async with saving(begin) as work:
        first = await work.times.add(a_time(ticket=one.id, asked=True))
        await work.times.add(a_time(ticket=other.id, asked=True))
        await work.times.add(a_time(ticket=one.id, by=BORIS))
    async with begin() as work:
        with pytest.raises(Conflict):
            await work.times.add(a_time(ticket=one.id, by=VERA, asked=True))
    async with saving(begin) as work:
        await work.times.take_back(first.id, MONDAY)
        await work.times.add(a_time(ticket=one.id, by=VERA, asked=True))
