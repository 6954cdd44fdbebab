"""A recalled answer was none, whatever it is doing at that moment (T9, T10, T19)."""

from datetime import timedelta
from typing import Any

from desk.notices.client import StaffAnswer
from desk.notices.mail import AnswerMail
from desk.notices.recalls import CopyRecalled, RecallIs, RecallTold
from desk.notices.staff import Trouble, WentByMail
from desk.notices.toasts import Toast
from desk.rules.periods import Ended
from desk.rules.ticket import Status
from desk.usecases.delivery.failures import undeliverable
from desk.usecases.delivery.outcomes import Accepted, accepted
from desk.usecases.recalls import recall, recall_last
from desk.usecases.staff_actions import in_place, on_ticket
from desk.usecases.staff_messages import Spot
from tests.builders import BORIS, ROOM
from tests.usecases.stage import FIRST, Stage


async def recalls(stage: Stage) -> Toast:
    return await stage.office.run(on_ticket, by=BORIS, room=ROOM, number=FIRST, action=recall_last)


async def test_what_waits_to_be_sent_is_not_sent(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.answers("A mistake")
    await recalls(stage)
    assert stage.last(RecallTold).how is RecallIs.ON_ITS_WAY
    await stage.delivers()
    assert [told.how for told in stage.said(RecallTold)] == [RecallIs.ON_ITS_WAY, RecallIs.NOT_SENT]
    assert stage.said(CopyRecalled) == []
    ticket = stage.ticket()
    assert (ticket.reacted_at, ticket.status, stage.wait()) == (None, Status.OPEN, None)


async def test_a_delivered_one_is_deleted_and_its_wait_is_over(stage: Stage) -> None:
    await stage.waits("A mistake")
    wait = stage.the_wait()
    await recalls(stage)
    assert stage.store.periods[wait.id].ended is Ended.RECALLED
    await stage.delivers()
    assert stage.last(RecallTold).how is RecallIs.DONE
    assert len(stage.said(StaffAnswer)) == 1


async def test_an_earlier_answer_that_awaits_the_client_goes_on_waiting(stage: Stage) -> None:
    await stage.waits("Please send the log")
    anchor = stage.the_wait().started_at
    stage.passes(hours=2)
    await stage.answers("A mistake")
    await stage.delivers()
    stage.passes(minutes=5)
    await recalls(stage)
    assert stage.status() is Status.WAITING
    assert stage.the_wait().started_at == anchor


async def test_t10_what_the_client_wrote_before_it_is_due_again_and_the_time_between_is_no_delay(stage: Stage) -> None:
    await stage.waits()
    await stage.writes("Still broken")
    since, due = stage.ticket().unanswered_since, stage.ticket().answer_by
    assert due is not None
    stage.passes(minutes=10)
    await stage.answers("A mistake")
    await stage.delivers()
    stage.passes(hours=1)
    await recalls(stage)
    ticket = stage.ticket()
    assert (ticket.status, ticket.unanswered_since) == (Status.OPEN, since)
    assert ticket.answer_by is not None
    assert (ticket.answer_by - due).total_seconds() == 3600


async def test_a_double_tap_recalls_one_answer(stage: Stage) -> None:
    await stage.waits("Please send the log")
    stage.passes(minutes=5)
    await stage.answers("A mistake")
    await stage.delivers()
    assert await recalls(stage) is Toast.DONE
    assert await recalls(stage) is Toast.ALREADY
    await stage.delivers()
    assert [told.words for told in stage.said(RecallTold)] == ["A mistake"]
    stage.passes(minutes=2)
    assert await recalls(stage) is Toast.DONE
    assert await recalls(stage) is Toast.ALREADY


async def test_an_answer_written_after_a_recall_may_be_recalled_at_once(stage: Stage) -> None:
    await stage.waits("A mistake")
    assert await recalls(stage) is Toast.DONE
    await stage.answers("Another mistake")
    await stage.delivers()
    assert await recalls(stage) is Toast.DONE
    await stage.delivers()
    assert stage.last(RecallTold).words == "Another mistake"


async def test_t19_the_wait_of_a_newer_answer_goes_on_when_an_older_one_is_recalled(stage: Stage) -> None:
    older = await mistaken_then_asked(stage)
    wait = stage.the_wait()
    assert wait.started_at == stage.now
    stage.passes(hours=25)
    await stage.office.run(in_place, by=BORIS, spot=older, action=recall(older))
    assert stage.status() is Status.WAITING
    assert stage.the_wait() == wait


async def test_t9_the_first_answer_that_stands_is_measured_from_when_the_request_came(stage: Stage) -> None:
    hour = timedelta(hours=1)
    came = stage.now
    stage.passes(hours=1)
    older = await mistaken_then_asked(stage, came_at=came)
    assert stage.ticket().took == hour
    await stage.office.run(in_place, by=BORIS, spot=older, action=recall(older))
    assert stage.ticket().took == 2 * hour


async def mistaken_then_asked(stage: Stage, **facts: Any) -> Spot:
    """Two answers, the client's words between them; where the first is replied to."""
    await stage.has_ticket(**facts)
    first = await stage.answers("A mistake")
    await stage.delivers()
    await stage.writes("What is that?")
    stage.passes(hours=1)
    await stage.answers("Please send the log")
    await stage.delivers()
    return stage.spot(replied=first, replied_by=BORIS)


async def waits_for_its_letter(stage: Stage) -> None:
    """The client's chat refuses the answer, and its letter has not gone yet."""
    await stage.has_ticket()
    await stage.answers("A mistake")
    await stage.office.run(undeliverable, owed=await stage.is_sending(StaffAnswer), why=Trouble.BLOCKED)


async def test_an_answer_that_waits_for_its_letter_is_not_mailed_and_staff_read_so(stage: Stage) -> None:
    await waits_for_its_letter(stage)
    await recalls(stage)
    await stage.delivers()
    assert [told.how for told in stage.said(RecallTold)] == [RecallIs.ON_ITS_WAY, RecallIs.NOT_SENT]
    assert stage.said(WentByMail) == []


async def test_of_an_answer_that_went_by_mail_staff_read_that_it_cannot_be_taken_back(stage: Stage) -> None:
    await waits_for_its_letter(stage)
    await stage.delivers()
    assert len(stage.said(WentByMail)) == 1
    await recalls(stage)
    assert [told.how for told in stage.said(RecallTold)] == [RecallIs.MAILED]


async def test_of_a_letter_that_was_being_sent_staff_read_what_became_of_it(stage: Stage) -> None:
    await waits_for_its_letter(stage)
    letter = await stage.is_sending(AnswerMail)
    await recalls(stage)
    await stage.office.run(accepted, outcome=Accepted(letter, stage.now, ()))
    assert [told.how for told in stage.said(RecallTold)] == [RecallIs.ON_ITS_WAY, RecallIs.MAILED]
    assert stage.wait() is None
