"""Ratings: asked for once for each solution, given once (T33)."""

from datetime import timedelta

import pytest

from desk.ids import TicketId
from desk.ports import Begin
from desk.rules.rating import Rating
from desk.rules.ticket import Ticket
from tests.builders import ANNA, BORIS, MONDAY
from tests.storage.saving import saving
from tests.storage.test_people import DANGLING

DAY = timedelta(days=1)


def a_rating(ticket: TicketId, days: int = 0) -> Rating:
    return Rating(0, ticket, MONDAY + days * DAY, ANNA, BORIS)


async def test_t33_each_solution_is_asked_about_once(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        first = await work.ratings.ask(a_rating(ticket.id))
        assert first
        assert await work.ratings.ask(a_rating(ticket.id)) is None
        second = await work.ratings.ask(a_rating(ticket.id, days=3))
        assert second
    async with begin() as work:
        assert first.id != second.id
        assert await work.ratings.get(first.id) == first
        assert await work.ratings.of(ticket.id, MONDAY + 3 * DAY) == second
        assert await work.ratings.of(ticket.id, MONDAY + DAY) is None
        assert await work.ratings.get(999) is None


async def test_t33_a_rating_is_given_once_and_its_comment_is_kept(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        asked = await work.ratings.ask(a_rating(ticket.id))
        assert asked
        assert await work.ratings.rate(asked.id, 2, MONDAY + DAY)
        await work.ratings.comment(asked.id, "Долго")
    async with saving(begin) as work:
        assert not await work.ratings.rate(asked.id, 5, MONDAY + DAY)
        assert not await work.ratings.rate(999, 5, MONDAY + DAY)
    async with begin() as work:
        kept = await work.ratings.get(asked.id)
        assert kept
        assert (kept.score, kept.comment, kept.rated_at) == (2, "Долго", MONDAY + DAY)


async def test_t33_a_days_ratings_are_counted_and_added_up(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        for days, score, rated in [(0, 5, MONDAY), (1, 2, MONDAY + DAY / 2), (2, 1, MONDAY + DAY), (3, None, None)]:
            asked = await work.ratings.ask(a_rating(ticket.id, days=days))
            assert asked
            if score and rated:
                await work.ratings.rate(asked.id, score, rated)
        assert await work.ratings.total(MONDAY, MONDAY + DAY) == (2, 7)
        assert await work.ratings.total(MONDAY - DAY, MONDAY) == (0, 0)


async def test_a_rating_needs_its_ticket(begin: Begin) -> None:
    async with begin() as work:
        with pytest.raises(DANGLING):
            await work.ratings.ask(a_rating(TicketId(9)))
