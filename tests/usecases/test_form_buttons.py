"""The buttons of a form. One of an older page changes nothing."""

import asyncio

import pytest

from desk.notices.client import FormAsked, FormConfirm, FormGone, WhereTo
from desk.notices.toasts import Toast
from desk.rules.form import FormName, Problem
from desk.usecases.form_buttons import Button, press
from tests.builders import ANNA, HOSTING, SITE, VIKTOR
from tests.usecases.stage import Stage

# --- older pages ----------------------------------------------------------------------------------


@pytest.mark.parametrize("button", [Button.CHOOSE, Button.SKIP, Button.BACK, Button.EDIT, Button.SEND])
async def test_a_button_of_an_older_page_changes_nothing_and_shows_the_page_as_it_is_now(
    stage: Stage, button: Button
) -> None:
    await stage.opens()
    old = stage.draft().rev
    await stage.chooses(HOSTING)
    before = stage.draft()
    stage.news()
    assert await stage.presses(button, SITE, rev=old) is Toast.OUT_OF_DATE
    assert stage.draft() == before
    (page,) = stage.news()
    assert isinstance(page, FormAsked)
    assert (page.question, page.rev, page.problem) == ("category", before.rev, None)


async def test_a_double_press_answers_one_question_only(stage: Stage) -> None:
    await stage.opens()
    rev = stage.draft().rev
    toasts = await asyncio.gather(*(stage.presses(Button.CHOOSE, HOSTING, rev=rev) for _ in range(2)))
    assert toasts == [None, Toast.OUT_OF_DATE]
    assert stage.draft().answers == {"client": "romashka", "service": HOSTING}


async def test_a_button_without_a_form_is_out_of_date(stage: Stage) -> None:
    assert await stage.presses(Button.CHOOSE, HOSTING, rev=2) is Toast.OUT_OF_DATE
    assert stage.names() == []
    await stage.opens()
    assert await stage.presses(Button.CHOOSE, HOSTING) is None


async def test_a_button_of_a_form_that_was_left_does_nothing_to_the_next_one(stage: Stage) -> None:
    await stage.fills()
    last_page = stage.draft().rev
    await stage.presses(Button.CANCEL)
    await stage.opens()
    assert await stage.presses(Button.SEND, rev=last_page) is Toast.OUT_OF_DATE
    assert not stage.store.tickets


async def test_a_page_of_a_form_that_was_left_is_never_taken_for_a_page_of_the_next_one(stage: Stage) -> None:
    """Both forms are at their first page: what tells them apart?"""
    await stage.opens()
    first_page = stage.draft().rev
    await stage.presses(Button.CANCEL)
    await stage.opens()
    assert await stage.presses(Button.CHOOSE, SITE, rev=first_page) is Toast.OUT_OF_DATE
    assert stage.draft().answers == {"client": "romashka"}


async def test_an_older_page_of_another_form_does_not_cancel_this_one(stage: Stage) -> None:
    await stage.opens(FormName.FEEDBACK)
    older = stage.draft(FormName.FEEDBACK).rev
    stage.passes(minutes=1)
    await stage.opens()
    await stage.chooses(HOSTING)
    assert stage.draft().rev != older
    await stage.presses(Button.CANCEL, rev=older)
    assert stage.draft().answers == {"client": "romashka", "service": HOSTING}


async def test_cancel_leaves_the_form(stage: Stage) -> None:
    await stage.opens()
    assert await stage.presses(Button.CANCEL) is None
    assert not stage.store.drafts
    assert stage.last(FormGone).form is FormName.TICKET


async def test_a_stale_button_asks_again_where_a_kept_message_belongs(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.has_ticket()
    await stage.writes("Where does this belong?")
    asked = stage.last(WhereTo)
    stage.news()
    assert await stage.presses(Button.PLACE, "1", rev=asked.rev - 1) is Toast.OUT_OF_DATE
    assert stage.news() == [asked]


async def test_the_buttons_of_a_person_do_nothing_to_the_form_of_another(stage: Stage) -> None:
    await stage.opens()
    rev = stage.draft().rev
    assert await stage.presses(Button.CHOOSE, HOSTING, by=VIKTOR, rev=rev) is Toast.OUT_OF_DATE
    assert await stage.presses(Button.CANCEL, by=VIKTOR, rev=rev) is Toast.OUT_OF_DATE
    assert stage.draft().answers == {"client": "romashka"}
    await stage.presses(Button.CHOOSE, HOSTING, by=ANNA, rev=rev)
    assert stage.draft().answers == {"client": "romashka", "service": HOSTING}


# --- each button ----------------------------------------------------------------------------------


async def test_a_form_can_be_filled_back_and_forth(stage: Stage) -> None:
    await stage.opens()
    await stage.chooses(HOSTING, "billing")
    await stage.presses(Button.BACK)
    assert stage.last(FormAsked).question == "category"
    assert stage.last(FormAsked).answer == "billing"
    await stage.chooses("incident")
    assert stage.last(FormAsked).question == "seen"
    await stage.presses(Button.BACK)
    await stage.presses(Button.SKIP)
    assert stage.last(FormAsked).question == "seen"


async def test_an_answer_is_changed_from_the_confirmation(stage: Stage) -> None:
    await stage.fills()
    await stage.presses(Button.EDIT, "service")
    assert stage.last(FormAsked).answer == HOSTING
    await stage.chooses(SITE)
    assert stage.news()[-1] == stage.last(FormConfirm)
    assert stage.draft().answers["service"] == SITE


async def test_what_is_no_option_is_said_and_changes_nothing(stage: Stage) -> None:
    await stage.opens()
    before = stage.draft()
    await stage.presses(Button.CHOOSE, "s-9")
    assert stage.last(FormAsked).problem is Problem.NOT_AN_OPTION
    assert stage.draft() == before


@pytest.mark.parametrize("button", [Button.RESEND, Button.PLACE, Button.NEW])
async def test_a_button_of_another_kind_of_page_shows_this_one_again(stage: Stage, button: Button) -> None:
    await stage.opens()
    before = stage.draft()
    stage.news()
    await stage.presses(button, "1")
    assert (stage.draft(), stage.names()) == (before, ["FormAsked"])


@pytest.mark.parametrize("button", [Button.CHANGE, Button.SHOW])
async def test_the_choice_of_what_to_change_is_a_page_of_its_own(stage: Stage, button: Button) -> None:
    await stage.fills()
    before = stage.draft()
    await stage.presses(button)
    assert stage.last(FormConfirm).changing is (button is Button.CHANGE)
    assert stage.draft() == before


# --- sending --------------------------------------------------------------------------------------


async def test_a_form_is_sent_when_everything_is_answered_and_not_before(stage: Stage) -> None:
    await stage.opens()
    await stage.chooses(HOSTING)
    assert await stage.presses(Button.SEND) is Toast.OUT_OF_DATE
    assert (stage.last(FormAsked).question, len(stage.store.tickets)) == ("category", 0)
    await stage.presses(Button.CANCEL)
    await stage.fills()
    assert await stage.presses(Button.SEND) is None
    assert len(stage.store.tickets) == 1


async def test_1_5_1_a_service_that_vanished_meanwhile_is_asked_for_again_instead_of_filing(stage: Stage) -> None:
    await stage.fills()
    del stage.store.services[HOSTING]
    assert await stage.presses(Button.SEND) is Toast.OUT_OF_DATE
    assert (stage.last(FormAsked).question, len(stage.store.tickets)) == ("service", 0)
    await stage.chooses(SITE)
    await stage.presses(Button.SEND)
    assert stage.ticket().service == SITE


async def test_t31_a_double_press_files_one_ticket(stage: Stage) -> None:
    await stage.fills()
    rev = stage.draft().rev
    assert [await stage.presses(Button.SEND, rev=rev) for _ in range(2)] == [None, Toast.OUT_OF_DATE]
    assert list(stage.store.tickets) == [1]


async def test_t31_two_presses_at_a_time_file_one_ticket(stage: Stage) -> None:
    await stage.fills()
    rev = stage.draft().rev
    toasts = await asyncio.gather(*(stage.presses(Button.SEND, rev=rev) for _ in range(3)))
    assert toasts == [None, Toast.OUT_OF_DATE, Toast.OUT_OF_DATE]
    assert list(stage.store.tickets) == [1]


async def test_t31_a_press_that_lost_the_race_files_nothing_more(stage: Stage) -> None:
    await stage.fills()
    rev = stage.draft().rev
    slow = stage.overtaken_by(lambda: stage.presses(Button.SEND, rev=rev))
    assert await slow.run(press, person=ANNA, rev=rev, button=Button.SEND, value="") is Toast.OUT_OF_DATE
    assert list(stage.store.tickets) == [1]
