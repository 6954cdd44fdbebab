"""A client with nobody in Telegram: staff hear what became of each letter (regulation 2.3, 3.3)."""

from desk.ids import NOBODY
from desk.notices.client import WentInactive
from desk.notices.mail import ClosingMail
from desk.notices.staff import Letter, NoMail, NotDelivered, Trouble, WentByMail
from desk.ports import Work
from desk.rules.ticket import Status
from desk.usecases.delivery.failures import undeliverable
from tests.builders import ANNA, a_link
from tests.usecases.stage import Stage


async def leave(work: Work) -> None:
    await work.people.unlink(ANNA, a_link().client)


async def ended(stage: Stage) -> None:
    """Answered by mail, and ended by silence; what is said of the end is on its way."""
    await stage.office.run(leave)
    await stage.has_ticket(author=NOBODY)
    await stage.answers()
    await stage.delivers()
    stage.passes(hours=24)
    await stage.ticks()
    await stage.delivers()
    close_at = stage.the_wait().close_at
    assert close_at
    stage.set_clock(close_at)
    await stage.ticks()
    assert stage.status() is Status.INACTIVE
    stage.news()


def went(stage: Stage) -> list[Trouble]:
    return [told.why for told in stage.said(WentByMail) if told.what is Letter.CLOSING]


async def test_3_3_staff_hear_once_that_the_end_went_by_mail_whichever_comes_first(stage: Stage) -> None:
    await ended(stage)
    await stage.delivers(ClosingMail)
    assert went(stage) == []
    await stage.delivers()
    assert went(stage) == [Trouble.ABSENT]


async def test_3_3_a_letter_that_is_taken_before_the_chat_is_looked_at_is_told_once(stage: Stage) -> None:
    await ended(stage)
    await stage.delivers(WentInactive)
    await stage.delivers()
    assert went(stage) == [Trouble.ABSENT]


async def test_3_3_staff_hear_once_that_the_letter_about_the_end_was_lost(stage: Stage) -> None:
    await ended(stage)
    await stage.office.run(undeliverable, owed=stage.owed(ClosingMail).id, why=Trouble.REFUSED, detail="550")
    await stage.delivers()
    told = [(lost.why, lost.mail) for lost in stage.said(NotDelivered)]
    assert (told, went(stage)) == ([(Trouble.ABSENT, NoMail.REFUSED)], [])


async def test_3_3_a_letter_that_is_lost_after_the_chat_was_looked_at_is_told_once(stage: Stage) -> None:
    await ended(stage)
    await stage.delivers(ClosingMail)
    await stage.office.run(undeliverable, owed=stage.owed(ClosingMail).id, why=Trouble.REFUSED, detail="550")
    assert [lost.mail for lost in stage.said(NotDelivered)] == [NoMail.REFUSED]
