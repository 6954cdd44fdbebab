"""Promises and tickets put aside, judged by their own times (T12, T15, T19, T34)."""

from datetime import timedelta

from desk.notices.dates import BackAgain, PromiseBroken, PromiseMade, PromisePassed, PromiseSoon
from desk.notices.toasts import Toast
from desk.rules.events import EventKind
from desk.rules.reminders import Over, Set
from desk.rules.ticket import Status
from desk.usecases.dates import due_reminders, look_at
from desk.usecases.promises import promise_by
from desk.usecases.recalls import recall, recall_last
from desk.usecases.snoozes import snooze
from desk.usecases.staff_actions import Action, in_place, on_ticket, solve
from tests.builders import BORIS, ROOM
from tests.usecases.stage import FIRST, Stage


async def does(stage: Stage, action: Action) -> Toast:
    return await stage.office.run(on_ticket, by=BORIS, room=ROOM, number=FIRST, action=action)


async def looks(stage: Stage) -> None:
    for reminder in await stage.office.look(due_reminders):
        await stage.office.run(look_at, reminder=reminder)


def over(stage: Stage) -> list[Over | None]:
    return [reminder.over for reminder in stage.store.reminders.values()]


async def test_t12_an_answer_is_judged_by_when_it_was_written_not_by_when_it_was_handled(stage: Stage) -> None:
    await stage.has_ticket()
    await does(stage, promise_by("in 2h reason"))
    due = stage.last(PromiseMade).due
    stage.set_clock(due + timedelta(hours=1))
    await stage.answers("In time", at=due - timedelta(minutes=1))
    assert over(stage) == [Over.KEPT]
    await looks(stage)
    assert stage.said(PromiseBroken) == []


async def test_t12_an_answer_one_minute_late_is_late_although_no_beat_came_before_it(stage: Stage) -> None:
    await stage.has_ticket()
    await does(stage, promise_by("in 2h reason"))
    due = stage.last(PromiseMade).due
    stage.set_clock(due + timedelta(hours=1))
    await stage.answers("Too late", at=due + timedelta(minutes=1))
    assert over(stage) == [Over.LATE]
    assert stage.last(PromiseBroken).answered_at == due + timedelta(minutes=1)
    assert stage.said(PromisePassed) == []


async def test_t34_reminded_once_before_and_once_after_whatever_the_beat(stage: Stage) -> None:
    await stage.has_ticket()
    await does(stage, promise_by("in 2h reason"))
    stage.passes(hours=1, minutes=45)
    for _ in range(3):
        await looks(stage)
    assert len(stage.said(PromiseSoon)) == 1
    stage.passes(minutes=20)
    for _ in range(3):
        await looks(stage)
    assert (len(stage.said(PromisePassed)), len(stage.said(PromiseBroken))) == (1, 1)
    assert len(stage.events(EventKind.PROMISE_BROKEN)) == 1


async def test_t19_a_promise_ends_the_wait_and_leaves_what_is_on_hold(stage: Stage) -> None:
    await stage.waits()
    await does(stage, promise_by("tomorrow reason"))
    assert (stage.wait(), stage.status()) == (None, Status.OPEN)
    await stage.change(status=Status.ON_HOLD)
    await does(stage, promise_by("2wd another reason"))
    assert stage.status() is Status.ON_HOLD
    assert over(stage) == [Over.REPLACED, None]


async def test_the_end_of_a_ticket_ends_its_dates(stage: Stage) -> None:
    await stage.has_ticket()
    await does(stage, promise_by("tomorrow reason"))
    await does(stage, snooze("tomorrow"))
    await does(stage, solve)
    assert over(stage) == [Over.ENDED, Over.ENDED]


async def test_a_word_of_the_client_wakes_it_and_thanks_alone_do_too(stage: Stage) -> None:
    await stage.has_ticket()
    await does(stage, snooze("tomorrow"))
    await stage.writes("Anything new?")
    assert stage.last(BackAgain).how is Over.CLIENT_WROTE
    assert [one.what for one in stage.store.reminders.values()] == [Set.SNOOZE]


async def test_t19_a_promise_that_a_recalled_answer_kept_is_open_again_and_missed_in_its_time(stage: Stage) -> None:
    await stage.has_ticket()
    await does(stage, promise_by("in 2h reason"))
    stage.passes(minutes=5)
    await stage.answers("A mistake")
    assert over(stage) == [Over.KEPT]
    await does(stage, recall_last)
    assert over(stage) == [None]
    stage.passes(hours=2)
    await looks(stage)
    assert len(stage.said(PromisePassed)) == 1


async def test_t19_a_promise_that_another_answer_has_kept_stays_kept(stage: Stage) -> None:
    await stage.has_ticket()
    await does(stage, promise_by("in 2h reason"))
    for words in ("An answer", "A mistake"):
        stage.passes(minutes=5)
        await stage.answers(words)
    before = dict(stage.store.reminders)
    stage.passes(minutes=5)
    await does(stage, recall_last)
    assert over(stage) == [Over.KEPT]
    assert stage.store.reminders == before


async def test_t19_of_a_promise_the_next_answer_that_stands_says_whether_it_was_kept_in_time(stage: Stage) -> None:
    await stage.has_ticket()
    await does(stage, promise_by("in 2h reason"))
    stage.passes(minutes=5)
    first = await stage.answers("A mistake")
    stage.passes(hours=2)
    await stage.answers("Late")
    spot = stage.spot(replied=first, replied_by=BORIS)
    await stage.office.run(in_place, by=BORIS, spot=spot, action=recall(spot))
    assert over(stage) == [Over.LATE]
