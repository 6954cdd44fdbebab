"""What the client was promised in a merged ticket holds in the one that it goes on in. Source: T19, T30."""

from datetime import datetime, timedelta

from desk.ids import TicketId
from desk.notices.dates import BackAgain
from desk.ports import Work
from desk.rules.reminders import Over, Reminder, Set
from desk.usecases.merged import merge_into
from tests.builders import BORIS, MONDAY
from tests.usecases.stage import Stage

SOON, LATER = MONDAY + timedelta(hours=3), MONDAY + timedelta(days=1)


async def set_date(work: Work, *, ticket: int, what: Set, until: datetime) -> None:
    await work.reminders.begin(Reminder(0, TicketId(ticket), what, until, "", BORIS, work.now, until))


async def merge_second(work: Work) -> None:
    source = await work.tickets.get(TicketId(2))
    assert source
    await merge_into(work, source, BORIS, TicketId(1))


def open_dates(stage: Stage, what: Set) -> dict[int, datetime]:
    found = stage.store.reminders.values()
    return {one.ticket: one.until for one in found if one.what is what and one.over_at is None}


async def two(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.has_ticket()


async def test_t30_a_promise_comes_along(stage: Stage) -> None:
    await two(stage)
    await stage.office.run(set_date, ticket=2, what=Set.PROMISE, until=SOON)
    await stage.office.run(merge_second)
    assert open_dates(stage, Set.PROMISE) == {1: SOON}


async def test_t30_of_two_promises_the_earlier_counts(stage: Stage) -> None:
    await two(stage)
    await stage.office.run(set_date, ticket=1, what=Set.PROMISE, until=LATER)
    await stage.office.run(set_date, ticket=2, what=Set.PROMISE, until=SOON)
    await stage.office.run(merge_second)
    assert open_dates(stage, Set.PROMISE) == {1: SOON}


async def test_t30_a_later_promise_of_the_merged_ticket_moves_nothing(stage: Stage) -> None:
    await two(stage)
    await stage.office.run(set_date, ticket=1, what=Set.PROMISE, until=SOON)
    await stage.office.run(set_date, ticket=2, what=Set.PROMISE, until=LATER)
    await stage.office.run(merge_second)
    assert open_dates(stage, Set.PROMISE)[1] == SOON


async def test_t30_what_was_put_aside_is_back_once_an_unanswered_ticket_joins_it(stage: Stage) -> None:
    await two(stage)
    await stage.office.run(set_date, ticket=1, what=Set.SNOOZE, until=LATER)
    await stage.office.run(merge_second)
    assert open_dates(stage, Set.SNOOZE) == {}
    assert stage.last(BackAgain).how is Over.CLIENT_WROTE
