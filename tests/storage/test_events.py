"""The history of tickets."""

from datetime import timedelta

import pytest

from desk.ids import TicketId
from desk.ports import Begin
from desk.rules.events import Event, EventKind
from desk.rules.ticket import Ticket
from tests.builders import BORIS, MONDAY, VERA
from tests.storage.saving import file, saving
from tests.storage.test_people import DANGLING

HOUR = timedelta(hours=1)


async def test_events_come_oldest_first_and_in_the_order_they_were_added(begin: Begin, ticket: Ticket) -> None:
    other = await file(begin, draft=2)
    late = Event(ticket.id, EventKind.SOLVED, MONDAY + HOUR, BORIS, "ёлка")
    first, second = Event(ticket.id, EventKind.FILED, MONDAY), Event(ticket.id, EventKind.TAKEN, MONDAY, BORIS)
    async with saving(begin) as work:
        for event in (late, first, second, Event(other.id, EventKind.FILED, MONDAY)):
            work.events.add(event)
    async with begin() as work:
        assert await work.events.of(ticket.id) == [first, second, late]
        assert await work.events.of(TicketId(999)) == []


async def test_what_was_added_is_read_before_the_commit_and_kept_once(begin: Begin, ticket: Ticket) -> None:
    filed, taken = Event(ticket.id, EventKind.FILED, MONDAY), Event(ticket.id, EventKind.TAKEN, MONDAY, BORIS)
    async with saving(begin) as work:
        work.events.add(filed)
        assert await work.events.of(ticket.id) == [filed]
        work.events.add(taken)
    async with begin() as work:
        assert await work.events.of(ticket.id) == [filed, taken]


async def test_an_event_needs_its_ticket(begin: Begin) -> None:
    async with begin() as work:
        work.events.add(Event(TicketId(999), EventKind.FILED, MONDAY))
        with pytest.raises(DANGLING):
            await work.commit()


async def test_what_employees_did_is_counted(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        for kind, by, hours in [
            (EventKind.ANSWERED, BORIS, 0),
            (EventKind.ANSWERED, BORIS, 1),
            (EventKind.SOLVED, BORIS, 1),
            (EventKind.ANSWERED, VERA, 1),
            (EventKind.ANSWERED, VERA, 2),
            (EventKind.ANSWERED, None, 1),
            (EventKind.TAKEN, VERA, 1),
        ]:
            work.events.add(Event(ticket.id, kind, MONDAY + hours * HOUR, by))
    wanted = [EventKind.ANSWERED, EventKind.SOLVED]
    async with begin() as work:
        assert dict(await work.events.by_employee(wanted, MONDAY, MONDAY + 2 * HOUR)) == {
            (BORIS, EventKind.ANSWERED): 2,
            (BORIS, EventKind.SOLVED): 1,
            (VERA, EventKind.ANSWERED): 1,
        }
        assert dict(await work.events.by_employee([], MONDAY, MONDAY + 2 * HOUR)) == {}


async def test_a_days_events_are_counted_by_ticket(begin: Begin, ticket: Ticket) -> None:
    other = await file(begin, draft=2)
    async with saving(begin) as work:
        for kind, whose, hours in [
            (EventKind.SOLVED, ticket.id, 0),
            (EventKind.SOLVED, ticket.id, 1),
            (EventKind.SOLVED, other.id, 1),
            (EventKind.INACTIVE, ticket.id, 1),
            (EventKind.INACTIVE, other.id, 2),
            (EventKind.TAKEN, ticket.id, 1),
        ]:
            work.events.add(Event(whose, kind, MONDAY + hours * HOUR))
    wanted = [EventKind.SOLVED, EventKind.INACTIVE, EventKind.REFUSED]
    async with begin() as work:
        assert await work.events.tickets(wanted, MONDAY, MONDAY + 2 * HOUR) == 2
        assert await work.events.tickets([EventKind.INACTIVE], MONDAY, MONDAY + 2 * HOUR) == 1
        assert await work.events.tickets([EventKind.REFUSED], MONDAY, MONDAY + 2 * HOUR) == 0
        assert await work.events.tickets([], MONDAY, MONDAY + 2 * HOUR) == 0
