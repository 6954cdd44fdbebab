"""What was told of the tickets' clocks."""

from datetime import timedelta

import pytest

from desk.ids import TicketId
from desk.ports import Begin
from desk.rules.clocks import Alert
from desk.rules.ticket import Status
from tests.builders import MONDAY
from tests.storage.saving import file, saving
from tests.storage.test_people import DANGLING

HOUR = timedelta(hours=1)


async def test_t34_an_alert_is_claimed_once_for_each_kind_and_due_time(begin: Begin) -> None:
    first, second = await file(begin), await file(begin, draft=2)
    async with saving(begin) as work:
        assert await work.alerts.begin(first.id, Alert.FIRST_LATE, MONDAY, MONDAY)
        assert not await work.alerts.begin(first.id, Alert.FIRST_LATE, MONDAY, MONDAY + HOUR)
    async with saving(begin) as work:
        assert not await work.alerts.begin(first.id, Alert.FIRST_LATE, MONDAY, MONDAY + HOUR)
        assert await work.alerts.begin(first.id, Alert.FIRST_SOON, MONDAY, MONDAY)
        assert await work.alerts.begin(first.id, Alert.FIRST_LATE, MONDAY + HOUR, MONDAY)
        assert await work.alerts.begin(second.id, Alert.FIRST_LATE, MONDAY, MONDAY)


async def test_a_claim_that_is_undone_can_be_made_again(begin: Begin) -> None:
    ticket = await file(begin)
    for _ in range(2):
        async with begin() as work:
            assert await work.alerts.begin(ticket.id, Alert.NEXT_LATE, MONDAY, MONDAY)


async def test_an_alert_belongs_to_a_ticket(begin: Begin) -> None:
    with pytest.raises(DANGLING):
        async with saving(begin) as work:
            await work.alerts.begin(TicketId(99), Alert.NEXT_LATE, MONDAY, MONDAY)


async def test_open_tickets_to_look_at_come_most_overdue_first(begin: Begin) -> None:
    second = await file(begin, draft=1, alert_at=MONDAY)
    first = await file(begin, draft=2, alert_at=MONDAY - HOUR)
    await file(begin, draft=3, alert_at=MONDAY + timedelta(microseconds=1))
    await file(begin, draft=4, alert_at=None)
    await file(begin, draft=5, alert_at=MONDAY - HOUR, status=Status.SOLVED, ended_at=MONDAY)
    async with begin() as work:
        assert await work.tickets.to_alert(MONDAY, 10) == [first.id, second.id]
        assert await work.tickets.to_alert(MONDAY, 1) == [first.id]
