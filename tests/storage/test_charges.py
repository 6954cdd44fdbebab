"""What tickets cost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.errors import Conflict
from desk.ids import ChargeId, TicketId
from desk.ports import Begin
from desk.rules.charges import ChargeState, settle
from desk.rules.ticket import Ticket
from tests.builders import ANNA, MONDAY, a_charge
from tests.storage.saving import file, saving
from tests.storage.test_people import DANGLING

DAY = timedelta(days=1)


async def test_2_4_a_price_gets_its_number_and_is_kept(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        charge = await work.charges.add(a_charge(id=ChargeId(77), ticket=ticket.id, amount=10**9, invoice="17"))
    assert charge == a_charge(id=charge.id, ticket=ticket.id, amount=10**9, invoice="17")
    async with begin() as work:
        assert await work.charges.get(charge.id) == charge
        assert await work.charges.current(ticket.id) == charge
        assert await work.charges.currents([ticket.id, TicketId(999)]) == {ticket.id: charge}
        assert await work.charges.get(ChargeId(999)) is None
        assert await work.charges.current(TicketId(999)) is None


async def test_2_4_a_price_needs_its_ticket(begin: Begin) -> None:
    async with begin() as work:
        with pytest.raises(DANGLING):
            await work.charges.add(a_charge(ticket=TicketId(9)))


async def test_2_4_a_ticket_has_one_price_at_a_time(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        first = await work.charges.add(a_charge(ticket=ticket.id))
    async with begin() as work:
        with pytest.raises(Conflict):
            await work.charges.add(a_charge(ticket=ticket.id))
    async with saving(begin) as work:
        await work.charges.save(replace(first, state=ChargeState.REPLACED), ChargeState.OFFERED)
        second = await work.charges.add(a_charge(ticket=ticket.id, amount=1))
    async with begin() as work:
        assert await work.charges.current(ticket.id) == second


async def test_2_4_of_two_who_settle_a_price_one_is_too_late(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        offered = await work.charges.add(a_charge(ticket=ticket.id))
    accepted = settle(offered, ChargeState.ACCEPTED, ANNA, MONDAY + DAY)
    async with saving(begin) as work:
        await work.charges.save(accepted, ChargeState.OFFERED)
    async with begin() as work:
        with pytest.raises(Conflict):
            await work.charges.save(settle(offered, ChargeState.DECLINED, ANNA, MONDAY), ChargeState.OFFERED)
    async with begin() as work:
        assert await work.charges.get(offered.id) == accepted


async def test_2_4_a_month_lists_what_was_named_in_it_and_not_replaced(begin: Begin) -> None:
    tickets = [await file(begin, draft=draft) for draft in range(1, 5)]
    days = [MONDAY + DAY, MONDAY, MONDAY + 2 * DAY, MONDAY]
    async with saving(begin) as work:
        added = [
            await work.charges.add(a_charge(ticket=ticket.id, offered_at=day))
            for ticket, day in zip(tickets, days, strict=True)
        ]
        await work.charges.save(replace(added[3], state=ChargeState.REPLACED), ChargeState.OFFERED)
    async with begin() as work:
        assert await work.charges.offered(MONDAY, MONDAY + 2 * DAY) == [added[1], added[0]]
