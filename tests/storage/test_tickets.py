"""Tickets."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from desk.errors import Conflict
from desk.ids import ChatId, ClientId, DraftId, TicketId
from desk.ports import Begin
from desk.rules.digest import Due
from desk.rules.entitlement import Entitlement, Ground, ServiceState, Standing
from desk.rules.messages import Room
from desk.rules.paid import Billing
from desk.rules.ticket import Category, Status, Support, Ticket, Urgency
from tests.builders import (
    ANNA,
    BORIS,
    MANAGERS,
    MONDAY,
    ROMASHKA,
    ROOM,
    SITE,
    VERA,
    VIKTOR,
    a_client,
    a_prospects_ticket,
    a_ticket,
    at,
)
from tests.storage.saving import file, saving
from tests.storage.test_people import DANGLING

DAY = timedelta(days=1)


async def filed(begin: Begin, *tickets: Ticket) -> list[Ticket]:
    """Each from a draft of its own."""
    async with saving(begin) as work:
        await work.clients.replace([a_client(), a_client(id=ClientId("other"))], [])
        return [
            await work.tickets.file(replace(ticket, draft=DraftId(number))) for number, ticket in enumerate(tickets, 1)
        ]


def ended(status: Status, when: datetime = MONDAY, **facts: Any) -> Ticket:
    return a_ticket(status=status, ended_at=when, **facts)


async def test_a_filed_ticket_gets_its_number(begin: Begin) -> None:
    first, second = await filed(begin, a_ticket(id=TicketId(77)), a_prospects_ticket())
    assert (first.id, second.id) == (1, 2)
    async with begin() as work:
        assert await work.tickets.get(first.id) == first
        assert await work.tickets.get(second.id) == second
        assert await work.tickets.get(TicketId(3)) is None
    assert first == a_ticket(id=first.id, version=first.version)


async def test_everything_of_a_ticket_is_kept(begin: Begin, ticket: Ticket) -> None:
    changed = replace(
        ticket,
        author=VIKTOR,
        client=None,
        room=MANAGERS,
        category=Category.BILLING,
        urgency=Urgency.URGENT,
        support=Support.ROUND_THE_CLOCK,
        answer_by=MONDAY + DAY,
        paused_at=MONDAY,
        alert_at=MONDAY + DAY,
        subject="Счёт № 5",
        description="«Ёлки» 😀\n\nсо скобками {x}",
        entitlement=Entitlement(Standing.DISCRETIONARY, Ground.NO_ACTIVE_SERVICE),
        filed_at=MONDAY + timedelta(microseconds=1),
        service=SITE,
        service_name="shop",
        service_state=ServiceState.EXPIRED,
        answers=(("since", ""), ("seen", "no")),
        status=Status.SOLVED,
        assignee=BORIS,
        react_by=None,
        reacted_at=MONDAY + timedelta(hours=1, microseconds=7),
        took=timedelta(minutes=59, microseconds=3),
        ended_at=MONDAY + DAY,
    )
    async with saving(begin) as work:
        saved = await work.tickets.save(changed)
    assert saved == replace(changed, version=saved.version)
    async with begin() as work:
        assert await work.tickets.get(ticket.id) == saved


async def test_a_ticket_needs_its_client(begin: Begin) -> None:
    async with begin() as work:
        with pytest.raises(DANGLING):
            await work.tickets.file(a_ticket())


async def test_one_ticket_comes_of_one_draft(begin: Begin, ticket: Ticket) -> None:
    async with begin() as work:
        with pytest.raises(Conflict):
            await work.tickets.file(a_ticket(draft=ticket.draft, subject="Once more"))
    second = await file(begin, draft=2)
    assert second.id != ticket.id


async def test_a_save_gives_the_next_version(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        taken = await work.tickets.save(replace(ticket, assignee=BORIS))
        assert taken.version > ticket.version
        freed = await work.tickets.save(replace(taken, assignee=None))
    assert freed.version > taken.version


async def test_a_stale_copy_cannot_be_saved(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        await work.tickets.save(replace(ticket, assignee=BORIS))
    async with begin() as work:
        with pytest.raises(Conflict):
            await work.tickets.save(replace(ticket, subject="Changed meanwhile"))


async def test_a_ticket_that_is_not_there_cannot_be_saved(begin: Begin, ticket: Ticket) -> None:
    async with begin() as work:
        with pytest.raises(Conflict):
            await work.tickets.save(replace(ticket, id=TicketId(999)))


async def test_a_persons_tickets_are_those_of_their_clients_and_their_own_of_any(begin: Begin) -> None:
    mine, others, without, not_mine = await filed(
        begin,
        a_ticket(),
        a_ticket(client=ClientId("other"), author=ANNA),
        a_prospects_ticket(author=ANNA),
        a_prospects_ticket(),
    )
    async with begin() as work:
        assert await work.tickets.of_person(VIKTOR, [ROMASHKA]) == [not_mine, mine]
        assert await work.tickets.of_person(ANNA, []) == [without, others, mine]
        assert await work.tickets.of_person(ANNA, [ROMASHKA, ClientId("other")]) == [without, others, mine]
        assert await work.tickets.of_person(VIKTOR, []) == [not_mine]


async def test_open_tickets_come_first_and_then_the_newest(begin: Begin) -> None:
    tickets = await filed(
        begin,
        a_ticket(status=Status.WAITING),
        ended(Status.SOLVED, filed_at=MONDAY + DAY),
        a_ticket(filed_at=MONDAY + DAY),
        ended(Status.INACTIVE, filed_at=MONDAY + DAY),
        a_ticket(status=Status.ON_HOLD),
    )
    async with begin() as work:
        found = await work.tickets.of_person(ANNA, [ROMASHKA])
        assert [ticket.id for ticket in found] == [3, 5, 1, 4, 2]
        assert await work.tickets.of_person(ANNA, [ROMASHKA], limit=2) == [tickets[2], tickets[4]]


async def test_the_ages_of_open_tickets_are_known(begin: Begin) -> None:
    await filed(
        begin,
        a_ticket(filed_at=MONDAY),
        a_ticket(filed_at=MONDAY - DAY, status=Status.ON_HOLD),
        *(ended(status) for status in (Status.SOLVED, Status.INACTIVE, Status.REFUSED, Status.MERGED)),
    )
    async with begin() as work:
        assert await work.tickets.filed_times_of_open() == [MONDAY - DAY, MONDAY]


async def test_reactions_that_are_due_come_most_urgent_first(begin: Begin) -> None:
    due = at("2026-03-03 12:00")
    await filed(
        begin,
        a_ticket(react_by=due, subject="Third"),
        a_ticket(react_by=due - DAY, subject="First"),
        a_ticket(react_by=due - timedelta(hours=1), subject="Second"),
        a_ticket(react_by=due + timedelta(seconds=1)),
        a_ticket(react_by=None),
        a_ticket(react_by=due - DAY, reacted_at=MONDAY, took=DAY),
        ended(Status.SOLVED, react_by=due - DAY),
    )
    async with begin() as work:
        found = await work.tickets.due(due + timedelta(seconds=1), 10)
        assert [item.subject for item in found] == ["First", "Second", "Third"]
        assert await work.tickets.due(due, 10) == found[:2]
        assert await work.tickets.due(due + timedelta(seconds=1), 1) == found[:1]


async def test_what_is_due_leads_to_its_place(begin: Begin, ticket: Ticket) -> None:
    assert ticket.react_by is not None
    until = ticket.react_by + DAY
    async with saving(begin) as work:
        assert await work.tickets.due(until, 10) == [Due(ticket.id, ticket.subject, ticket.react_by, ROOM)]
        await work.rooms.save(Room(ticket.id, MANAGERS, topic=5, card=6))
        assert await work.tickets.due(until, 10) == [Due(ticket.id, ticket.subject, ticket.react_by, MANAGERS, 5, 6)]


async def test_reaction_times_are_those_of_the_day(begin: Begin) -> None:
    await filed(
        begin,
        a_ticket(reacted_at=MONDAY + timedelta(hours=2), took=timedelta(hours=2)),
        a_ticket(reacted_at=MONDAY, took=timedelta(minutes=1)),
        a_ticket(reacted_at=MONDAY + DAY, took=timedelta(hours=9)),
        a_ticket(),
    )
    async with begin() as work:
        assert await work.tickets.reaction_times(MONDAY, MONDAY + DAY) == [timedelta(minutes=1), timedelta(hours=2)]


async def test_the_tickets_that_an_employee_holds_are_open_and_of_one_room(begin: Begin) -> None:
    held = await file(begin, draft=DraftId(71), assignee=BORIS)
    also = await file(begin, draft=DraftId(72), assignee=BORIS)
    await file(begin, draft=DraftId(73), assignee=VERA)
    await file(begin, draft=DraftId(74), assignee=BORIS, status=Status.SOLVED)
    await file(begin, draft=DraftId(75), assignee=BORIS, room=ChatId(-1009))
    async with begin() as work:
        assert await work.tickets.held_by(BORIS, ROOM) == [held, also]
        assert await work.tickets.held_by(BORIS, ChatId(-5)) == []


async def test_open_tickets_are_found_by_their_room(begin: Begin) -> None:
    away = ChatId(-77)
    first, _, third, _ = await filed(
        begin, a_ticket(room=away), a_ticket(), a_ticket(room=away), ended(Status.SOLVED, room=MANAGERS)
    )
    async with begin() as work:
        assert await work.tickets.open_rooms() == sorted([away, ROOM])
        assert await work.tickets.open_in(away) == [first, third]
        assert await work.tickets.open_in(MANAGERS) == []


async def test_2_4_a_ticket_keeps_what_it_was_filed_as(begin: Begin) -> None:
    for draft, billing in enumerate([None, *Billing], start=1):
        ticket = await file(begin, draft, billing=billing)
        async with begin() as work:
            assert await work.tickets.get(ticket.id) == ticket
            assert ticket.billing is billing


async def test_2_4_a_months_paid_tickets_are_found_by_what_they_were_filed_as(begin: Begin) -> None:
    facts = [
        (Billing.UNRELATED, MONDAY + DAY),
        (Billing.OUTSIDE_HOURS, MONDAY),
        (Billing.WAITS, MONDAY),
        (None, MONDAY),
        (Billing.TERM_OVER, MONDAY + 2 * DAY),
    ]
    filed = [await file(begin, draft, billing=one, filed_at=when) for draft, (one, when) in enumerate(facts, start=1)]
    async with begin() as work:
        assert await work.tickets.filed_as_paid(MONDAY, MONDAY + 2 * DAY) == [filed[1], filed[0]]
