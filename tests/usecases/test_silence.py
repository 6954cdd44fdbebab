"""The two-day rule: a ping, then a close; in March 2026 Monday is the 2nd."""

from dataclasses import replace
from datetime import datetime

import pytest

from desk.ids import PeriodId, TicketId
from desk.notices.client import Pinged, WentInactive
from desk.notices.staff import Happened, What
from desk.ports import Work
from desk.rules.durations import parse_duration
from desk.rules.events import EventKind
from desk.rules.periods import Ended, Period
from desk.rules.silence import SilencePolicy
from desk.rules.ticket import Status
from desk.usecases.client_messages import client_writes
from desk.usecases.silence import close, due_closes, due_pings, ping
from desk.usecases.staff_actions import solve, still_working, take_it
from tests.builders import ANNA, a_text, at
from tests.fakes import Store
from tests.fakes.periods import FakePeriods
from tests.usecases.stage import FIRST, Stage, a_stage

NOON_TUESDAY = at("2026-03-03 12:00")


async def begin_period(work: Work, *, period: Period) -> Period:
    return await work.periods.begin(period)


async def ticket_is(work: Work, *, status: Status) -> None:
    """Something that forgot the wait moved the ticket."""
    ticket = await work.tickets.get(FIRST)
    assert ticket
    await work.tickets.save(replace(ticket, status=status))


async def waiting_since(clock: str, **changes: object) -> Stage:
    """Boris's answer was delivered at that time."""
    stage = await a_stage(at(clock), **changes)
    await stage.waits()
    return stage


def when(moment: datetime | None) -> datetime:
    assert moment
    return moment


async def pinged(stage: Stage) -> Pinged:
    stage.set_clock(when(stage.the_wait().ping_at))
    await stage.ticks()
    await stage.delivers()
    return stage.last(Pinged)


# --- the ping -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answered", "asked", "closes"),
    [
        ("2026-03-03 12:00", "2026-03-04 12:00", "2026-03-05 12:00"),
        ("2026-03-06 17:00", "2026-03-09 11:00", "2026-03-10 11:00"),
        ("2026-03-05 17:30", "2026-03-06 17:30", "2026-03-09 17:30"),
    ],
)
async def test_t22_the_client_is_asked_and_the_ticket_closed_in_working_time(
    answered: str, asked: str, closes: str
) -> None:
    stage = await waiting_since(answered)
    for clock, status in ((asked, Status.WAITING), (closes, Status.INACTIVE)):
        stage.set_clock(at(clock))
        stage.passes(seconds=-1)
        said = len(stage.desk.said)
        await stage.ticks()
        assert len(stage.desk.said) == said
        stage.passes(seconds=1)
        await stage.ticks()
        await stage.delivers()
        assert len(stage.desk.said) > said
        assert stage.status() is status


async def test_3_3_the_ping_tells_the_client_what_it_is_about_and_when_it_closes() -> None:
    stage = await waiting_since("2026-03-03 12:00")
    period = stage.the_wait()
    ping_said = await pinged(stage)
    assert ping_said == Pinged(
        to=ANNA,
        ticket=FIRST,
        period=period.id,
        number=1,
        subject="The site is down",
        close_at=at("2026-03-05 12:00"),
        may_extend=True,
    )
    assert [event.by for event in stage.events(EventKind.PINGED)] == [None]


async def test_t22_each_delivered_ping_is_shown_in_the_topic_with_the_closing_time() -> None:
    stage = await waiting_since("2026-03-03 12:00")
    await pinged(stage)
    happened = stage.last(Happened)
    assert (happened.what, happened.at) == (What.PINGED, at("2026-03-05 12:00"))
    wait = stage.the_wait()
    assert (wait.pinged_at, wait.close_at) == (stage.now, at("2026-03-05 12:00"))


async def test_t21_a_ping_exists_at_most_once_per_wait_and_number() -> None:
    stage = await waiting_since("2026-03-03 12:00")
    period = stage.the_wait()
    stage.set_clock(at("2026-03-04 12:00"))
    for _ in range(3):
        await stage.office.run(ping, period=period.id)
        await stage.ticks()
    assert len(stage.said(Pinged)) == 1


async def test_t21_the_same_ping_said_by_two_looks_is_owed_once() -> None:
    """Even if the mark 'said' were lost, the key in the outbox holds."""
    stage = await waiting_since("2026-03-03 12:00")
    period = stage.the_wait()
    stage.set_clock(at("2026-03-04 12:00"))
    await stage.office.run(ping, period=period.id)
    stage.store.periods[period.id] = period
    await stage.office.run(ping, period=period.id)
    assert len(stage.said(Pinged)) == 1


async def test_t21_another_wait_of_the_same_ticket_has_its_own_ping() -> None:
    stage = await waiting_since("2026-03-03 12:00")
    first = await pinged(stage)
    await stage.writes("No, it is still down")
    await stage.answers("And now?")
    await stage.delivers()
    second = await pinged(stage)
    assert (first.number, second.number) == (1, 1)
    assert first.period != second.period


async def test_t21_the_bots_own_ping_neither_ends_the_wait_nor_counts_as_an_answer() -> None:
    stage = await waiting_since("2026-03-03 12:00")
    before = stage.ticket()
    wait = stage.the_wait()
    await pinged(stage)
    assert stage.ticket() == before
    after = stage.the_wait()
    assert (after.id, after.started_at) == (wait.id, wait.started_at)


async def test_t22_after_downtime_the_ping_goes_first_and_the_close_moves() -> None:
    stage = await waiting_since("2026-03-03 12:00")
    stage.set_clock(at("2026-03-09 15:00"))
    await stage.ticks()
    assert stage.status() is Status.WAITING
    assert stage.last(Pinged).close_at == at("2026-03-10 15:00")
    await stage.delivers()
    wait = stage.the_wait()
    assert wait.close_at == at("2026-03-10 15:00")


async def test_t22_without_a_delivered_ping_nothing_closes() -> None:
    stage = await waiting_since("2026-03-03 12:00")
    stage.set_clock(at("2026-03-04 12:00"))
    await stage.ticks()
    assert stage.said(Pinged)
    stage.set_clock(at("2026-03-20 12:00"))
    await stage.ticks()
    assert (stage.status(), stage.said(WentInactive)) == (Status.WAITING, [])
    await stage.delivers()
    stage.set_clock(at("2026-03-23 18:00"))
    await stage.ticks()
    assert stage.status() is Status.INACTIVE


async def test_several_pings_are_numbered_and_the_close_is_counted_from_the_first() -> None:
    silence = SilencePolicy(
        (parse_duration("24h"), parse_duration("40h")), parse_duration("48h"), parse_duration("7wh")
    )
    stage = await waiting_since("2026-03-03 12:00", silence=silence)
    first = await pinged(stage)
    second = await pinged(stage)
    assert (first.number, second.number, first.period) == (1, 2, second.period)
    wait = stage.the_wait()
    assert (wait.pinged_at, wait.ping_at, wait.pings) == (at("2026-03-04 12:00"), None, 2)
    assert wait.close_at == at("2026-03-05 12:00")


async def test_after_downtime_several_missed_pings_are_one() -> None:
    silence = SilencePolicy(
        (parse_duration("24h"), parse_duration("40h")), parse_duration("48h"), parse_duration("7wh")
    )
    stage = await waiting_since("2026-03-03 12:00", silence=silence)
    stage.set_clock(at("2026-03-09 12:00"))
    for _ in range(3):
        await stage.ticks()
    assert len(stage.said(Pinged)) == 1


# --- the close ------------------------------------------------------------------------------------


async def closed(clock: str = "2026-03-03 12:00") -> Stage:
    stage = await waiting_since(clock)
    await pinged(stage)
    stage.news()
    stage.set_clock(when(stage.the_wait().close_at))
    await stage.ticks()
    return stage


async def test_t25_inactive_is_told_to_both_sides_with_the_end_of_the_window() -> None:
    stage = await closed()
    assert (stage.status(), stage.ticket().ended_at) == (Status.INACTIVE, stage.now)
    assert stage.last(WentInactive) == WentInactive(
        to=ANNA, ticket=FIRST, subject="The site is down", reopen_until=at("2026-03-19 12:00")
    )
    assert stage.last(Happened).what is What.INACTIVE
    assert stage.names() == ["WentInactive", "ClosingMail", "Happened", "CardChanged", "TopicState"]
    assert [event.by for event in stage.events(EventKind.INACTIVE)] == [None]


async def test_t21_a_wait_closes_its_ticket_once() -> None:
    stage = await closed()
    period = next(iter(stage.store.periods))
    before, said = stage.store.copy(), len(stage.desk.said)
    await stage.office.run(close, period=period)
    await stage.ticks()
    assert (stage.store, len(stage.desk.said)) == (before, said)
    assert stage.store.periods[period].ended is Ended.INACTIVE


async def test_t23_an_answer_before_the_close_wins() -> None:
    stage = await waiting_since("2026-03-03 12:00")
    period = (await pinged(stage)).period
    stage.set_clock(at("2026-03-05 12:00"))
    assert await stage.office.look(due_closes) == [period]
    await stage.writes("No, it is still down")
    await stage.office.run(close, period=period)
    assert (stage.status(), stage.said(WentInactive)) == (Status.OPEN, [])


async def test_t23_an_answer_that_is_saved_while_the_close_is_being_made_wins() -> None:
    stage = await waiting_since("2026-03-03 12:00")
    period = (await pinged(stage)).period
    stage.set_clock(at("2026-03-05 12:00"))
    await stage.overtaken_by(lambda: stage.writes("No, it is still down")).run(close, period=period)
    assert (stage.status(), stage.said(WentInactive)) == (Status.OPEN, [])
    assert stage.store.periods[period].ended is Ended.ANSWERED


async def test_t23_an_answer_that_loses_to_the_close_is_not_lost_and_asks_to_reopen() -> None:
    stage = await waiting_since("2026-03-03 12:00")
    period = (await pinged(stage)).period
    stage.set_clock(at("2026-03-05 12:00"))
    slow = stage.overtaken_by(lambda: stage.office.run(close, period=period))
    words = a_text("No, it is still down", stage.next_message())
    await slow.run(client_writes, person=ANNA, parts=words, replied=None, written_at=stage.now)
    assert stage.said(WentInactive)
    kept = [parts for draft in stage.store.drafts.values() for parts in draft.files]
    relayed = [message.parts for message in stage.store.messages.values()]
    assert words in [*kept, *relayed]


async def test_t23_the_close_is_one_conditional_update() -> None:
    """Whoever ends the wait first wins, even if this look had seen it open."""
    stage = await waiting_since("2026-03-03 12:00")
    period = (await pinged(stage)).period
    stage.set_clock(at("2026-03-05 12:00"))

    seen = stage.the_wait()
    async with stage.desk.begin() as work:
        await work.periods.end(period, Ended.ANSWERED, work.now)
        work.periods = SeenBefore(work.store, seen)
        await close(work, period=period)
        await work.commit()
    assert (stage.status(), stage.said(WentInactive)) == (Status.WAITING, [])
    assert stage.store.periods[period].ended is Ended.ANSWERED


class SeenBefore(FakePeriods):
    """Waits as they were before somebody else ended one."""

    def __init__(self, store: Store, seen: Period) -> None:
        super().__init__(store)
        self._seen = seen

    async def get(self, period: PeriodId) -> Period | None:
        return self._seen if period == self._seen.id else await super().get(period)


# --- what never closes ----------------------------------------------------------------------------


@pytest.mark.parametrize("status", [Status.NEW, Status.OPEN, Status.ON_HOLD, Status.SOLVED, Status.MERGED])
async def test_t20_t26_only_what_waits_for_the_client_is_asked_or_closed(status: Status) -> None:
    stage = await waiting_since("2026-03-03 12:00")
    await stage.office.run(ticket_is, status=status)
    stage.set_clock(at("2026-03-04 12:00"))
    await stage.ticks()
    assert stage.said(Pinged) == []
    assert stage.wait() is None


@pytest.mark.parametrize("status", [Status.NEW, Status.OPEN, Status.ON_HOLD, Status.SOLVED, Status.MERGED])
async def test_t20_t26_what_no_longer_waits_is_not_closed(status: Status) -> None:
    stage = await waiting_since("2026-03-03 12:00")
    await pinged(stage)
    await stage.office.run(ticket_is, status=status)
    stage.set_clock(at("2026-03-05 12:00"))
    await stage.ticks()
    assert (stage.status(), stage.said(WentInactive)) == (status, [])
    assert [period.ended for period in stage.store.periods.values()] == [Ended.SUPERSEDED]


async def test_still_working_stops_the_ping_and_the_close() -> None:
    stage = await waiting_since("2026-03-03 12:00")
    await pinged(stage)
    await stage.does(still_working)
    stage.set_clock(at("2026-03-20 12:00"))
    await stage.ticks()
    assert (stage.status(), stage.said(WentInactive), len(stage.said(Pinged))) == (Status.OPEN, [], 1)


async def test_a_solved_ticket_is_not_asked_about() -> None:
    stage = await waiting_since("2026-03-03 12:00")
    await stage.does(solve)
    stage.set_clock(at("2026-03-20 12:00"))
    await stage.ticks()
    assert stage.said(Pinged) == []


async def test_taking_a_waiting_ticket_changes_nothing_about_the_wait() -> None:
    stage = await waiting_since("2026-03-03 12:00")
    wait = stage.wait()
    await stage.change(assignee=None)
    await stage.does(take_it)
    assert (stage.wait(), stage.status()) == (wait, Status.WAITING)


async def test_t24_one_broken_wait_does_not_stop_the_others() -> None:
    stage = await waiting_since("2026-03-03 12:00")
    await stage.has_ticket(status=Status.WAITING)
    second = Period(PeriodId(0), TicketId(2), stage.now, ping_at=stage.the_wait().ping_at)
    await stage.office.run(begin_period, period=second)
    stage.set_clock(at("2026-03-04 12:00"))
    due = await stage.office.look(due_pings)
    assert len(due) == 2
    del stage.store.tickets[FIRST]
    for period in due:
        await stage.office.run(ping, period=period)
    assert [notice.ticket for notice in stage.said(Pinged)] == [2]


@pytest.mark.parametrize("step", [ping, close])
async def test_t24_a_wait_that_is_not_there_is_skipped(step: type) -> None:
    stage = await waiting_since("2026-03-03 12:00")
    before = stage.store.copy()
    await stage.office.run(step, period=PeriodId(99))
    assert stage.store == before


@pytest.mark.parametrize("step", [ping, close])
async def test_nothing_happens_before_its_time(step: type) -> None:
    stage = await waiting_since("2026-03-03 12:00")
    before, period = stage.store.copy(), stage.the_wait()
    stage.passes(hours=23)
    await stage.office.run(step, period=period.id)
    assert stage.store == before
    stage.passes(hours=1)
    await stage.office.run(ping, period=period.id)
    assert stage.store != before


async def test_the_most_overdue_come_first() -> None:
    stage = await a_stage(NOON_TUESDAY)
    for hours in (5, 0, 3):
        ticket = await stage.has_ticket(status=Status.WAITING)
        await stage.office.run(
            begin_period, period=Period(PeriodId(0), ticket.id, stage.now, ping_at=at(f"2026-03-04 1{hours}:00"))
        )
    stage.set_clock(at("2026-03-05 12:00"))
    assert await stage.office.look(due_pings) == [2, 3, 1]
    assert await stage.office.look(due_closes) == []
