"""What is done now and then, so that nothing lies about for ever."""

import pytest

from desk.notices.client import FormGone, Gone, TicketShown
from desk.notices.staff import ClientMessage
from desk.ports import Arrived, Work
from desk.rules.form import FormName
from desk.rules.ticket import Status
from desk.usecases.arrivals import nothing
from desk.usecases.form_buttons import Button
from desk.usecases.identity import begin_sign_in
from desk.usecases.upkeep import drop_old_drafts, place_unanswered, prune, unanswered_places
from tests.builders import ANNA, HOSTING, VIKTOR
from tests.usecases.stage import Stage


async def arrive(work: Work, *, update: int) -> None:
    await work.inbox.add([Arrived(update, lane=1, raw="{}")], work.now)


@pytest.mark.parametrize(("days", "dropped"), [(14, False), (14.001, True)])
async def test_a_form_untouched_for_two_weeks_is_dropped_and_its_owner_is_told(
    stage: Stage, days: float, dropped: bool
) -> None:
    await stage.opens()
    draft = stage.draft().id
    stage.passes(days=days)
    assert await stage.office.run(drop_old_drafts) == ([draft] if dropped else [])
    assert stage.said(FormGone) == [FormGone(to=ANNA, form=FormName.TICKET, why=Gone.DROPPED)] * dropped
    assert bool(stage.store.drafts) is not dropped


async def test_a_form_that_was_gone_on_with_lives_on(stage: Stage) -> None:
    await stage.opens()
    await stage.opens(FormName.PROSPECT, by=VIKTOR)
    stage.passes(days=10)
    await stage.chooses(HOSTING)
    stage.passes(days=10)
    await stage.office.run(drop_old_drafts)
    assert set(stage.store.drafts) == {(ANNA, FormName.TICKET)}


async def test_a_proof_that_was_left_is_dropped_without_a_word(stage: Stage) -> None:
    await stage.office.run(begin_sign_in, person=VIKTOR)
    stage.passes(days=15)
    assert len(await stage.office.run(drop_old_drafts)) == 1
    assert (stage.store.drafts, stage.said(FormGone)) == ({}, [])


async def answers_for_them(stage: Stage) -> None:
    """Each question where a message belongs that was not answered for long is looked at by itself."""
    for draft in await stage.office.look(unanswered_places):
        await stage.office.run(place_unanswered, person=draft.person)


@pytest.mark.parametrize(("hours", "placed"), [(12, False), (12.001, True)])
async def test_words_that_nobody_placed_for_twelve_hours_go_into_the_newest_open_ticket(
    stage: Stage, hours: float, placed: bool
) -> None:
    await stage.has_ticket()
    await stage.has_ticket()
    await stage.opens(FormName.PROSPECT, by=VIKTOR)
    written = stage.now
    await stage.writes("It is still down")
    stage.passes(hours=hours)
    await answers_for_them(stage)
    relayed = [(message.ticket, message.written_at) for message in stage.store.messages.values()]
    assert relayed == [(2, written)] * placed
    assert ((ANNA, FormName.UNPLACED) not in stage.store.drafts) is placed
    assert [shown.ticket for shown in stage.said(TicketShown)] == [2] * placed
    assert (VIKTOR, FormName.PROSPECT) in stage.store.drafts


async def test_words_that_belong_to_no_open_ticket_wait_on(stage: Stage) -> None:
    await stage.has_ticket(status=Status.SOLVED, ended_at=stage.now)
    await stage.writes("It is down again")
    stage.passes(hours=13)
    await answers_for_them(stage)
    assert (stage.status(), stage.said(ClientMessage)) == (Status.SOLVED, [])
    assert len(stage.draft(FormName.UNPLACED).files) == 1


async def test_words_that_were_placed_or_added_to_meanwhile_are_left_alone(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.has_ticket()
    await stage.writes("It is still down")
    stage.passes(hours=13)
    await stage.writes("Are you there?")
    await stage.office.run(place_unanswered, person=ANNA)
    assert len(stage.draft(FormName.UNPLACED).files) == 2
    await stage.presses(Button.PLACE, "1")
    await stage.office.run(place_unanswered, person=ANNA)
    assert {message.ticket for message in stage.store.messages.values()} == {1}


async def test_what_was_sent_a_week_ago_is_forgotten_and_what_is_owed_is_not(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.writes("Hello")
    await stage.delivers()
    sent = set(stage.store.outbox)
    stage.passes(days=6)
    await stage.office.run(prune)
    assert set(stage.store.outbox) == sent
    await stage.writes("Hello again")
    owed = set(stage.store.outbox) - sent
    stage.passes(days=30)
    assert await stage.office.run(prune) == len(sent)
    assert set(stage.store.outbox) == owed


async def test_handled_updates_are_forgotten_but_the_newest_number_is_kept(stage: Stage) -> None:
    for update in (7, 8, 9):
        await stage.office.run(arrive, update=update)
    for update in (7, 9):
        await stage.office.handling((update,), None).run(nothing)
    stage.passes(days=8)
    await stage.office.run(prune)
    assert set(stage.store.inbox) == {8, 9}


async def test_codes_are_forgotten_after_two_days(stage: Stage) -> None:
    await stage.office.run(begin_sign_in, person=VIKTOR)
    await stage.writes("anna@romashka.example", by=VIKTOR)
    left = []
    for hours in (47, 2):
        stage.passes(hours=hours)
        await stage.office.run(prune)
        left.append(len(stage.store.codes))
    assert left == [1, 0]
