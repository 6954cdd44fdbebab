"""What limits go by: when somebody wrote and filed; and what is owed for later."""

from datetime import timedelta

from desk.notices.client import Reopened
from desk.ports import Begin
from tests.builders import ANNA, BORIS, MONDAY, a_message, an_answer
from tests.storage.saving import file, saving

MINUTE = timedelta(minutes=1)


async def test_2_1_an_authors_times_in_all_tickets_come_oldest_first(begin: Begin) -> None:
    ticket, other = await file(begin), await file(begin, draft=2)
    async with saving(begin) as work:
        for after in (2, 1, -5):
            await work.messages.add(a_message(ticket=ticket.id, written_at=MONDAY + after * MINUTE))
        await work.messages.add(an_answer(ticket=ticket.id, written_at=MONDAY + MINUTE))
        await work.messages.add(a_message(ticket=other.id, written_at=MONDAY + 3 * MINUTE))
        assert await work.messages.times_of(ANNA, MONDAY) == [
            (ticket.id, MONDAY + MINUTE),
            (ticket.id, MONDAY + 2 * MINUTE),
            (other.id, MONDAY + 3 * MINUTE),
        ]
        assert await work.messages.times_of(BORIS, MONDAY) == [(ticket.id, MONDAY + MINUTE)]


async def test_2_1_when_a_person_filed_tickets_comes_oldest_first(begin: Begin) -> None:
    for draft, after in ((1, 2), (2, 1), (3, -5)):
        await file(begin, draft=draft, filed_at=MONDAY + after * MINUTE)
    await file(begin, draft=4, author=BORIS, filed_at=MONDAY + MINUTE)
    async with begin() as work:
        assert await work.tickets.filed_by(ANNA, MONDAY) == [MONDAY + MINUTE, MONDAY + 2 * MINUTE]


async def test_what_is_owed_for_later_is_not_said_before(begin: Begin) -> None:
    ticket = await file(begin)
    async with saving(begin) as work:
        work.outbox.say(Reopened(to=ANNA, ticket=ticket.id, subject="x"), at=MONDAY + MINUTE)
    async with begin() as work:
        assert await work.outbox.heads(MONDAY, 9) == []
        assert len(await work.outbox.heads(MONDAY + MINUTE, 9)) == 1
