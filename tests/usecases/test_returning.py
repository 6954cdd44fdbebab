"""What a client hears of their access and of recalled answers when the bot may write to them again (4.4, T22)."""

from dataclasses import replace

import pytest

from desk.ids import SecretId, private_chat
from desk.notices import AnyNotice
from desk.notices.recalls import CopyRecalled
from desk.notices.staff import Trouble
from desk.notices.vault import Access, AccessAsked, AccessTold, ChangePassword
from desk.ports import OwedState, Work
from desk.rules.ticket import Status
from desk.rules.vault import Change, Secret, SecretState
from desk.usecases.delivery.failures import undeliverable
from desk.usecases.recalls import recall_last
from desk.usecases.returning import come_back
from tests.builders import ANNA, BORIS, MONDAY
from tests.usecases.stage import FIRST, Stage


async def keep(work: Work, *, state: SecretState, change: Change = Change.NOT_YET) -> SecretId:
    """Boris has asked Anna for something."""
    blank = Secret(SecretId(0), FIRST, FIRST, BORIS, ANNA, "FTP", MONDAY, giver=ANNA)
    added = await work.secrets.add(blank)
    return (await work.secrets.save(replace(added, state=state, change=change))).id


async def owe(work: Work, *, notice: AnyNotice) -> None:
    work.outbox.say(notice)


async def held(stage: Stage, *notices: AnyNotice) -> None:
    """Each was refused, because Anna had blocked the bot."""
    for notice in notices:
        await stage.office.run(owe, notice=notice)
        owed = await stage.is_sending(type(notice))
        await stage.office.run(undeliverable, owed=owed, why=Trouble.BLOCKED)


async def back(stage: Stage) -> list[AnyNotice]:
    """What goes to Anna now that she has come back."""
    await stage.office.run(come_back, person=ANNA)
    rows = sorted(stage.store.outbox.items())
    return [row.notice for _, row in rows if row.state is OwedState.WAITING and row.notice.chat == private_chat(ANNA)]


def the_change(*, again: bool = False) -> ChangePassword:
    return ChangePassword(to=ANNA, ticket=FIRST, subject="The site is down", by="Boris", again=again)


async def test_4_4_to_change_the_password_is_said_on_return_once_though_the_ticket_has_ended(stage: Stage) -> None:
    await stage.has_ticket(status=Status.SOLVED, ended_at=MONDAY)
    await stage.office.run(keep, state=SecretState.SHOWN, change=Change.REMINDED)
    await held(stage, the_change(), the_change(again=True))
    assert await back(stage) == [the_change(again=True)]


@pytest.mark.parametrize(
    ("status", "change"), [(Status.SOLVED, Change.DONE), (Status.OPEN, Change.TOLD)], ids=["changed", "opened again"]
)
async def test_4_4_a_password_that_need_not_be_changed_now_is_not_asked_for(
    stage: Stage, status: Status, change: Change
) -> None:
    await stage.has_ticket(status=status, ended_at=MONDAY if status is Status.SOLVED else None)
    await stage.office.run(keep, state=SecretState.SHOWN, change=change)
    await held(stage, the_change())
    assert await back(stage) == []


async def test_4_4_what_became_of_the_access_is_said_on_return_though_the_ticket_has_ended(stage: Stage) -> None:
    await stage.has_ticket(status=Status.SOLVED, ended_at=MONDAY)
    told = [AccessTold(to=ANNA, ticket=FIRST, what=what, by="Boris") for what in (Access.SEEN, Access.UNSURE)]
    await held(stage, *told)
    assert await back(stage) == told


async def test_4_4_each_request_that_still_waits_is_made_on_return(stage: Stage) -> None:
    await stage.has_ticket()
    states = (SecretState.ASKED, SecretState.WITHDRAWN, SecretState.ASKED)
    asked = [
        AccessAsked(
            to=ANNA,
            ticket=FIRST,
            secret=await stage.office.run(keep, state=state),
            subject="The site is down",
            what="FTP",
            by="Boris",
        )
        for state in states
    ]
    await held(stage, *asked)
    assert await back(stage) == [asked[0], asked[2]]


async def test_t19_a_copy_that_could_not_be_deleted_is_deleted_on_return_though_the_ticket_has_ended(
    stage: Stage,
) -> None:
    await stage.waits("A mistake")
    await stage.answers("Another")
    await stage.delivers()
    for _ in range(2):
        await stage.does(recall_last)
        owed = await stage.is_sending(CopyRecalled)
        await stage.office.run(undeliverable, owed=owed, why=Trouble.BLOCKED)
        stage.passes(minutes=2)
    await stage.change(status=Status.SOLVED, ended_at=stage.now)
    copies = [notice for notice in await back(stage) if isinstance(notice, CopyRecalled)]
    assert len(copies) == 2
