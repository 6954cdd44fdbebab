"""Complaints and praise."""

from datetime import timedelta

import pytest

from desk.ids import TicketId
from desk.ports import Begin
from desk.rules.events import Feedback
from desk.rules.ticket import Ticket
from tests.builders import ANNA, MONDAY
from tests.storage.saving import saving
from tests.storage.test_people import DANGLING

DAY = timedelta(days=1)


async def test_feedback_gets_its_number_and_is_kept(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        first = await work.feedback.add(Feedback(0, ANNA, praise=True, text="Спасибо", at=MONDAY))
        second = await work.feedback.add(Feedback(0, ANNA, praise=False, text="Slow", at=MONDAY, ticket=ticket.id))
    async with begin() as work:
        assert first.id != second.id
        assert await work.feedback.get(first.id) == first
        assert await work.feedback.get(second.id) == second
        assert await work.feedback.get(999) is None


async def test_feedback_about_a_ticket_needs_the_ticket(begin: Begin) -> None:
    async with begin() as work:
        with pytest.raises(DANGLING):
            await work.feedback.add(Feedback(0, ANNA, praise=True, text="", at=MONDAY, ticket=TicketId(9)))


async def test_complaints_and_praise_are_counted_apart(begin: Begin) -> None:
    async with saving(begin) as work:
        for praise, at in [(True, MONDAY), (False, MONDAY), (False, MONDAY + DAY / 2), (False, MONDAY + DAY)]:
            await work.feedback.add(Feedback(0, ANNA, praise=praise, text="x", at=at))
        assert await work.feedback.count(MONDAY, MONDAY + DAY) == (2, 1)
        assert await work.feedback.count(MONDAY - DAY, MONDAY) == (0, 0)
