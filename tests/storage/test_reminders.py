"""Dates that staff set on tickets: one of each kind, ended once, found when it is their time."""

from datetime import timedelta

import pytest

from desk.errors import Conflict
from desk.ids import TicketId
from desk.ports import Begin
from desk.rules.reminders import Over, Reminder, Set
from tests.builders import BORIS, MONDAY
from tests.storage.saving import file, saving

HOUR = timedelta(hours=1)


def a_reminder(ticket: TicketId, what: Set = Set.PROMISE, look_in: timedelta | None = HOUR) -> Reminder:
    look = MONDAY + look_in if look_in is not None else None
    return Reminder(0, ticket, what, MONDAY + 2 * HOUR, "ждём регистратора", BORIS, MONDAY, look)


async def test_a_ticket_has_one_of_each_kind(begin: Begin) -> None:
    ticket, other = await file(begin), await file(begin, draft=2)
    async with saving(begin) as work:
        promise = await work.reminders.begin(a_reminder(ticket.id))
        snooze = await work.reminders.begin(a_reminder(ticket.id, Set.SNOOZE))
        theirs = await work.reminders.begin(a_reminder(other.id))
    async with begin() as work:
        assert await work.reminders.get(promise.id) == promise
        assert await work.reminders.open_of(ticket.id, Set.SNOOZE) == snooze
        assert await work.reminders.open_of(other.id, Set.SNOOZE) is None
        found = await work.reminders.open_for([ticket.id, other.id], Set.PROMISE)
        assert found == {ticket.id: promise, other.id: theirs}
    with pytest.raises(Conflict):
        async with saving(begin) as work:
            await work.reminders.begin(a_reminder(ticket.id))


async def test_the_last_that_was_over_may_go_on_where_no_other_does(begin: Begin) -> None:
    ticket = await file(begin)
    async with saving(begin) as work:
        assert await work.reminders.over_last(ticket.id, Set.PROMISE) is None
        first = await work.reminders.begin(a_reminder(ticket.id))
        await work.reminders.end(first.id, Over.REPLACED, MONDAY - HOUR)
        second = await work.reminders.begin(a_reminder(ticket.id))
        assert await work.reminders.over_last(ticket.id, Set.SNOOZE) is None
        await work.reminders.end(second.id, Over.KEPT, MONDAY)
        last = await work.reminders.over_last(ticket.id, Set.PROMISE)
        assert last is not None
        assert last.id == second.id
        await work.reminders.go_on(second.id, MONDAY + HOUR)
        assert await work.reminders.open_of(ticket.id, Set.PROMISE) == second
    with pytest.raises(Conflict):
        async with saving(begin) as work:
            await work.reminders.go_on(first.id, MONDAY)


async def test_it_ends_once_and_makes_room_for_another(begin: Begin) -> None:
    ticket = await file(begin)
    async with saving(begin) as work:
        first = await work.reminders.begin(a_reminder(ticket.id))
        assert await work.reminders.end(first.id, Over.KEPT, MONDAY + HOUR)
        assert not await work.reminders.end(first.id, Over.LATE, MONDAY + 2 * HOUR)
        assert not await work.reminders.end(999, Over.LATE, MONDAY)
        await work.reminders.look_again(first.id, MONDAY)
        second = await work.reminders.begin(a_reminder(ticket.id))
    async with begin() as work:
        over = await work.reminders.get(first.id)
        assert over is not None
        assert (over.over, over.over_at, over.look_at) == (Over.KEPT, MONDAY + HOUR, None)
        assert await work.reminders.open_of(ticket.id, Set.PROMISE) == second


async def test_what_is_to_be_looked_at_comes_most_overdue_first(begin: Begin) -> None:
    tickets = [await file(begin, draft=number) for number in range(1, 5)]
    async with saving(begin) as work:
        late = await work.reminders.begin(a_reminder(tickets[0].id, look_in=2 * HOUR))
        early = await work.reminders.begin(a_reminder(tickets[1].id))
        await work.reminders.begin(a_reminder(tickets[2].id, look_in=None))
        moved = await work.reminders.begin(a_reminder(tickets[3].id))
        await work.reminders.look_again(moved.id, MONDAY + 3 * HOUR)
    async with begin() as work:
        assert await work.reminders.to_look(MONDAY, 10) == []
        assert await work.reminders.to_look(MONDAY + 2 * HOUR, 10) == [early.id, late.id]
        assert await work.reminders.to_look(MONDAY + 2 * HOUR, 1) == [early.id]
        assert await work.reminders.to_look(MONDAY + 3 * HOUR, 10) == [early.id, late.id, moved.id]
