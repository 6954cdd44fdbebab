"""Walking through a form: each action shows the next step."""

from collections.abc import Sequence
from datetime import date

import pytest

from desk.errors import NothingToCancel
from desk.ids import ClientId, PersonId, ServiceId
from desk.notices.client import FormAsked, FormConfirm, FormGone, Gone, Option, Welcome
from desk.ports import Work
from desk.rules.entitlement import Ground, Service, ServiceState, ServiceStatus, Standing
from desk.rules.form import DONE, NO_SERVICE, FormName, Problem, Remark
from desk.rules.people import Client
from desk.rules.ticket import Category
from desk.usecases.form_buttons import Button
from desk.usecases.forms import cancel
from tests.builders import ANNA, HOSTING, SITE, VIKTOR, a_client, a_link, a_second_service, a_service, at
from tests.usecases.stage import Stage, a_stage

VASILEK = ClientId("vasilek")


async def panel_tells(work: Work, *, clients: Sequence[Client] = (), services: Sequence[Service] = ()) -> None:
    await work.clients.replace(clients or [a_client()], services)


async def acts_for(work: Work, *, person: PersonId, client: ClientId) -> None:
    await work.people.link(a_link(person=person, client=client), work.now)


def page(stage: Stage) -> FormAsked:
    """The newest page is a question."""
    assert isinstance(stage.desk.said[-1], FormAsked)
    return stage.desk.said[-1]


def confirmation(stage: Stage) -> FormConfirm:
    """The newest page asks whether everything is right."""
    assert isinstance(stage.desk.said[-1], FormConfirm)
    return stage.desk.said[-1]


# --- the way in -----------------------------------------------------------------------------------


async def test_a_stranger_is_shown_the_way_in_instead_of_the_ticket_form(stage: Stage) -> None:
    await stage.opens(by=VIKTOR)
    assert stage.names()[-1] == "Welcome"
    assert not stage.store.drafts
    await stage.opens(by=ANNA)
    assert page(stage).question == "service"


async def test_1_2_4_a_stranger_can_leave_a_question(stage: Stage) -> None:
    await stage.opens(FormName.PROSPECT, by=VIKTOR)
    assert (page(stage).form, page(stage).question) == (FormName.PROSPECT, "consent")


async def test_a_form_that_is_in_work_is_gone_on_with(stage: Stage) -> None:
    await stage.opens()
    await stage.chooses(HOSTING)
    begun = stage.draft()
    await stage.opens()
    assert page(stage).question == "category"
    assert (stage.draft().id, stage.draft().answers) == (begun.id, {"client": "romashka", "service": HOSTING})
    assert stage.draft().rev > begun.rev


async def test_forms_of_a_person_do_not_disturb_each_other(stage: Stage) -> None:
    await stage.opens()
    await stage.chooses(HOSTING)
    await stage.opens(FormName.FEEDBACK)
    await stage.chooses("praise")
    assert stage.draft().answers == {"client": "romashka", "service": HOSTING}
    assert stage.draft(FormName.FEEDBACK).answers == {"feedback": "praise"}


# --- questions ------------------------------------------------------------------------------------


async def test_1_5_1_the_form_offers_the_clients_own_services_and_none_in_particular(stage: Stage) -> None:
    await stage.opens()
    assert page(stage).options == (
        Option(HOSTING, "romashka.example", ServiceState.ACTIVE),
        Option(SITE, "shop.example", ServiceState.ACTIVE),
        Option(NO_SERVICE),
    )


async def test_1_5_2_services_that_are_not_active_come_last_with_their_state(stage: Stage) -> None:
    states = [
        a_service(id=ServiceId("a"), name="A ended", status=ServiceStatus.ENDED),
        a_service(id=ServiceId("b"), name="B expired", paid_until=date(2026, 3, 1)),
        a_service(id=ServiceId("c"), name="C paid until today", paid_until=date(2026, 3, 2)),
        a_service(id=ServiceId("d"), name="D suspended", status=ServiceStatus.SUSPENDED),
    ]
    await stage.office.run(panel_tells, services=states)
    await stage.opens()
    assert [(option.name, option.state) for option in page(stage).options] == [
        ("C paid until today", ServiceState.ACTIVE),
        ("A ended", ServiceState.ENDED),
        ("B expired", ServiceState.EXPIRED),
        ("D suspended", ServiceState.SUSPENDED),
        ("", None),
    ]


async def test_1_5_2_the_last_paid_day_ends_at_midnight_in_moscow(stage: Stage) -> None:
    await stage.office.run(panel_tells, services=[a_service(paid_until=date(2026, 3, 2))])
    for clock, state in (("2026-03-02 23:59", ServiceState.ACTIVE), ("2026-03-03 00:00", ServiceState.EXPIRED)):
        stage.set_clock(at(clock))
        await stage.opens()
        assert page(stage).options[0].state is state


async def test_a_person_who_acts_for_two_clients_says_for_which_and_sees_its_services_only(stage: Stage) -> None:
    vasilek = a_client(id=VASILEK, name="Vasilek")
    theirs = a_service(id=ServiceId("v-1"), client=VASILEK, name="vasilek.example")
    await stage.office.run(panel_tells, clients=[vasilek], services=[theirs])
    await stage.office.run(acts_for, person=ANNA, client=VASILEK)
    await stage.opens()
    assert page(stage).options == (Option("romashka", "Romashka"), Option("vasilek", "Vasilek"))
    await stage.chooses("vasilek")
    assert [option.value for option in page(stage).options] == ["v-1", NO_SERVICE]


async def ends(work: Work, *, person: PersonId, client: ClientId) -> None:
    await work.people.unlink(person, client)


@pytest.mark.parametrize("of_two", [True, False])
async def test_sec_17_a_form_that_was_begun_for_one_client_is_never_filed_for_another(
    stage: Stage, of_two: bool
) -> None:
    """The first access ends between the confirmation and *Send*."""
    await stage.office.run(panel_tells, clients=[a_client(id=VASILEK, name="Vasilek")])
    if of_two:
        await stage.office.run(acts_for, person=ANNA, client=VASILEK)
    await stage.opens()
    if of_two:
        await stage.chooses("romashka")
    await stage.chooses(NO_SERVICE, "consultation", "normal")
    await stage.writes("A question")
    await stage.writes("What nobody of Vasilek may read")
    await stage.presses(Button.SKIP)
    assert confirmation(stage).form is FormName.TICKET
    if not of_two:
        await stage.office.run(acts_for, person=ANNA, client=VASILEK)
    await stage.office.run(ends, person=ANNA, client=a_client().id)
    await stage.presses(Button.SEND)
    assert not stage.store.tickets
    assert (page(stage).question, [option.value for option in page(stage).options]) == ("client", [VASILEK])
    await stage.chooses(VASILEK)
    await stage.presses(Button.SEND)
    assert [(ticket.client, ticket.service) for ticket in stage.store.tickets.values()] == [(VASILEK, None)]


async def test_a_second_client_that_comes_meanwhile_does_not_ask_anew_for_whom_it_is(stage: Stage) -> None:
    await stage.office.run(panel_tells, clients=[a_client(id=VASILEK, name="Vasilek")])
    await stage.opens()
    await stage.office.run(acts_for, person=ANNA, client=VASILEK)
    await stage.chooses(NO_SERVICE)
    assert page(stage).question == "category"


async def test_a_question_comes_with_its_progress_its_limit_and_what_was_answered_before(stage: Stage) -> None:
    await stage.fills()
    await stage.office.run(panel_tells, services=[a_service()])
    draft = stage.draft()
    assert confirmation(stage).rev == draft.rev
    await stage.presses(Button.EDIT, "subject")
    asked = page(stage)
    assert (asked.step, asked.steps, asked.limit) == (4, 6, 120)
    assert (asked.answer, asked.category, asked.optional) == ("A question about mail", Category.CONSULTATION, False)


async def test_a_refused_answer_says_why_and_how_long_it_may_be(stage: Stage) -> None:
    await stage.opens()
    await stage.chooses(HOSTING, "consultation", "normal")
    await stage.writes("x")
    assert (page(stage).problem, page(stage).limit) == (Problem.TOO_SHORT, 3)
    await stage.writes("x" * 121)
    assert (page(stage).problem, page(stage).limit) == (Problem.TOO_LONG, 120)
    await stage.writes("Mail")
    assert page(stage).problem is None


async def test_a_refused_answer_leaves_the_page_as_it_was(stage: Stage) -> None:
    await stage.opens()
    before = stage.draft()
    await stage.writes("short")
    assert (page(stage).problem, page(stage).rev) == (Problem.PRESS_A_BUTTON, before.rev)
    assert stage.draft() == before
    await stage.writes("A long story that is worth being kept by the form.")
    assert stage.draft().rev > before.rev
    assert page(stage).remark is Remark.KEPT_AS_DESCRIPTION


async def test_an_edit_of_an_answer_is_followed_while_the_form_is_in_work(stage: Stage) -> None:
    await stage.opens()
    await stage.chooses(HOSTING, "consultation", "normal")
    message = await stage.writes("Mial")
    await stage.edits(message, "Mail")
    assert stage.draft().answers["subject"] == "Mail"
    assert page(stage).rev == stage.draft().rev
    said = len(stage.desk.said)
    await stage.edits(message + 1000, "Something else")
    assert len(stage.desk.said) == said


# --- the confirmation -----------------------------------------------------------------------------


async def test_the_confirmation_shows_everything_that_was_answered(stage: Stage) -> None:
    await stage.fills(files=[stage.photo(), stage.photo()])
    shown = confirmation(stage)
    assert shown.given == (
        ("service", Option(HOSTING, "romashka.example", ServiceState.ACTIVE)),
        ("category", Option("consultation")),
        ("urgency", Option("normal")),
        ("subject", Option("A question about mail")),
        ("description", Option("How do I add a mailbox?")),
    )
    assert (shown.files, shown.rev) == (2, stage.draft().rev)
    assert stage.draft().answers["files"] == DONE


@pytest.mark.parametrize(
    ("clock", "react_by", "opens_at"),
    [
        ("2026-03-02 12:00", "2026-03-03 12:00", None),
        ("2026-03-02 18:00", "2026-03-03 18:00", "2026-03-03 11:00"),
        ("2026-03-07 12:00", "2026-03-09 15:00", "2026-03-09 11:00"),
    ],
)
async def test_3_2_1_4_the_confirmation_says_by_when_somebody_reacts_and_when_the_desk_opens(
    stage: Stage, clock: str, react_by: str, opens_at: str | None
) -> None:
    stage.set_clock(at(clock))
    await stage.fills()
    shown = confirmation(stage)
    assert (shown.react_by, shown.opens_at) == (at(react_by), at(opens_at) if opens_at else None)


@pytest.mark.parametrize(
    ("services", "about", "standing", "ground"),
    [
        ([a_service()], HOSTING, Standing.ENTITLED, Ground.ACTIVE_SERVICE),
        ([a_service(), a_second_service()], "", Standing.ENTITLED, Ground.ANY_ACTIVE_SERVICE),
        ([a_service(status=ServiceStatus.ENDED)], HOSTING, Standing.DISCRETIONARY, Ground.SERVICE_NOT_ACTIVE),
        ([a_service(status=ServiceStatus.ENDED)], "", Standing.DISCRETIONARY, Ground.NO_ACTIVE_SERVICE),
    ],
)
async def test_1_7_the_confirmation_says_on_what_ground_and_promises_a_reaction_only_where_one_is_due(
    stage: Stage, services: list[Service], about: str, standing: Standing, ground: Ground
) -> None:
    await stage.office.run(panel_tells, services=services)
    await stage.fills(service=about)
    shown = confirmation(stage)
    assert shown.entitlement
    assert (shown.entitlement.standing, shown.entitlement.ground) == (standing, ground)
    assert (shown.react_by is not None) is (standing is Standing.ENTITLED)


async def test_3_2_nothing_is_promised_to_a_prospect(stage: Stage) -> None:
    await stage.opens(FormName.PROSPECT, by=VIKTOR)
    await stage.chooses("yes", by=VIKTOR)
    for words in ("Viktor", "+7 495 000-00-02", "How do I become a client?"):
        await stage.writes(words, by=VIKTOR)
    await stage.presses(Button.SKIP, by=VIKTOR)
    shown = confirmation(stage)
    assert shown.entitlement
    assert (shown.entitlement.standing, shown.react_by) == (Standing.PROSPECT, None)


async def test_feedback_has_no_standing(stage: Stage) -> None:
    await stage.opens(FormName.FEEDBACK)
    await stage.chooses("praise")
    await stage.writes("Thank you all")
    assert (confirmation(stage).entitlement, confirmation(stage).react_by) == (None, None)


# --- cancelling -----------------------------------------------------------------------------------


async def test_cancel_leaves_the_form_that_is_in_work(stage: Stage) -> None:
    await stage.opens()
    await stage.chooses(HOSTING)
    stage.passes(minutes=1)
    await stage.opens(FormName.FEEDBACK)
    await stage.office.run(cancel, person=ANNA)
    assert stage.last(FormGone) == FormGone(to=ANNA, form=FormName.FEEDBACK, why=Gone.CANCELLED)
    assert stage.draft().answers == {"client": "romashka", "service": HOSTING}


async def test_there_is_nothing_to_cancel_where_no_form_is_in_work(stage: Stage) -> None:
    await stage.opens()
    await stage.office.run(cancel, person=ANNA)
    with pytest.raises(NothingToCancel):
        await stage.office.run(cancel, person=ANNA)


async def test_without_a_mail_server_the_way_in_offers_no_proof() -> None:
    for mail in (True, False):
        stage = await a_stage(mail=mail)
        await stage.opens(by=VIKTOR)
        assert stage.last(Welcome).can_sign_in is mail
