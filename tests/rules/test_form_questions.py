"""Which question a form asks, and what its buttons do."""

from collections.abc import Mapping

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from desk.ids import DraftId
from desk.rules.form import (
    DONE,
    FORMS,
    LONGEST_KEY,
    NO_SERVICE,
    SKIPPED,
    Context,
    Draft,
    FormName,
    Problem,
    QuestionKind,
    Step,
    back,
    choose,
    edit,
    first_rev,
    given,
    key_of,
    next_question,
    progress,
    questions,
    skip,
)
from desk.rules.ticket import Category, Urgency
from tests.builders import a_draft

SERVICES = Context({"service": ("s-1", "s-2", NO_SERVICE)})
TWO_CLIENTS = Context({"client": ("romashka", "vasilek"), "service": ("s-1", "s-2", NO_SERVICE)})
FULL = {
    "service": "s-1",
    "category": "consultation",
    "urgency": "normal",
    "subject": "A question",
    "description": "How do I do this?",
    "files": DONE,
}
INCIDENT = {**FULL, "category": "incident", "seen": "yes", "changed": "no", "since": "yesterday"}


def filled(answers: Mapping[str, str] = FULL, *but: str) -> Draft:
    """A ticket form with these answers, but for some."""
    return a_draft(answers={name: value for name, value in answers.items() if name not in but})


def asked(draft: Draft, context: Context = SERVICES) -> str | None:
    question = next_question(draft, context)
    return question.name if question else None


def names(draft: Draft, context: Context = SERVICES) -> list[str]:
    return [question.name for question in questions(draft, context)]


# --- the order ------------------------------------------------------------------------------------


def test_2_1_the_ticket_form_asks_about_service_category_urgency_subject_description_and_files() -> None:
    answers: dict[str, str] = {}
    order = []
    while (name := asked(a_draft(answers=answers))) is not None:
        order.append(name)
        answers[name] = FULL[name]
    assert order == ["service", "category", "urgency", "subject", "description", "files"]


@pytest.mark.parametrize("category", Category)
def test_4_2_4_3_only_an_incident_is_asked_who_saw_it_who_changed_it_and_since_when(category: Category) -> None:
    more = {"seen", "changed", "since"} & set(names(filled({"category": category})))
    assert more == ({"seen", "changed", "since"} if category is Category.INCIDENT else set())


def test_4_3_a_no_to_have_you_seen_it_yourself_lowers_nothing() -> None:
    seen, unseen = filled(INCIDENT), filled({**INCIDENT, "seen": "no"})
    assert names(unseen) == names(seen)
    assert asked(unseen) is None


def test_every_category_and_urgency_of_a_ticket_can_be_chosen_in_the_form() -> None:
    options = {question.name: question.options for question in FORMS[FormName.TICKET]}
    assert set(options["category"] or ()) == set(Category)
    assert set(options["urgency"] or ()) == set(Urgency)


def test_1_2_4_a_prospect_is_asked_for_consent_first_then_name_contact_and_the_question() -> None:
    assert names(a_draft(form=FormName.PROSPECT), Context()) == ["consent", "name", "contact", "description", "files"]


def test_a_person_who_acts_for_one_client_is_not_asked_for_which() -> None:
    assert asked(a_draft(), SERVICES) == "service"
    assert asked(a_draft(), TWO_CLIENTS) == "client"


def test_1_5_1_a_client_without_services_is_not_asked_about_which() -> None:
    assert asked(a_draft(), Context({"service": ()})) == "category"
    assert asked(a_draft(), Context()) == "category"


def test_a_finished_form_asks_nothing_more() -> None:
    assert asked(filled()) is None
    assert asked(filled(FULL, "subject")) == "subject"


def test_a_skipped_question_counts_as_answered() -> None:
    assert asked(filled(INCIDENT, "since")) == "since"
    assert asked(filled({**INCIDENT, "since": SKIPPED})) is None


def test_an_answer_that_is_too_short_by_now_is_asked_for_again() -> None:
    assert asked(filled({**FULL, "description": "Hello"})) == "description"


# --- answers that lose their option ---------------------------------------------------------------


def test_1_5_1_a_service_that_the_panel_no_longer_knows_is_asked_for_again() -> None:
    gone = Context({"service": ("s-2", NO_SERVICE)})
    assert asked(filled(), SERVICES) is None
    assert asked(filled(), gone) == "service"


def test_another_client_means_that_the_service_is_asked_for_again() -> None:
    complete = filled({"client": "romashka", **FULL})
    assert asked(complete, TWO_CLIENTS) is None
    step = choose(edit(complete, "client", TWO_CLIENTS).draft, "vasilek", TWO_CLIENTS)
    theirs = Context({"client": ("romashka", "vasilek"), "service": ("s-7", NO_SERVICE)})
    assert asked(step.draft, theirs) == "service"


def test_not_about_a_service_stays_an_answer_whoever_the_client_is() -> None:
    theirs = Context({"client": ("romashka", "vasilek"), "service": ("s-7", NO_SERVICE)})
    general = filled({"client": "vasilek", **FULL, "service": NO_SERVICE})
    assert asked(general, theirs) is None
    assert asked(filled({"client": "vasilek", **FULL}), theirs) == "service"


def test_what_only_an_incident_is_asked_does_not_count_for_another_category() -> None:
    was_incident = choose(edit(filled(INCIDENT), "category", SERVICES).draft, "billing", SERVICES).draft
    assert [name for name, _ in given(was_incident, SERVICES)] == [
        "service",
        "category",
        "urgency",
        "subject",
        "description",
    ]
    again = choose(edit(was_incident, "category", SERVICES).draft, "incident", SERVICES).draft
    assert ("since", "yesterday") in given(again, SERVICES)


def test_what_was_given_comes_in_the_order_of_the_form() -> None:
    shuffled = a_draft(answers=dict(reversed(INCIDENT.items())))
    assert [name for name, _ in given(shuffled, SERVICES)] == [
        "service",
        "category",
        "seen",
        "changed",
        "since",
        "urgency",
        "subject",
        "description",
    ]


# --- progress -------------------------------------------------------------------------------------


def test_progress_counts_the_questions_of_this_form() -> None:
    assert progress(a_draft(), SERVICES) == (1, 6)
    assert progress(filled({"service": "s-1"}), SERVICES) == (2, 6)
    assert progress(filled({"service": "s-1", "category": "incident"}), SERVICES) == (3, 9)
    assert progress(filled(), SERVICES) == (6, 6)


def test_progress_follows_the_person_back() -> None:
    assert progress(filled(FULL, "files"), SERVICES) == (6, 6)
    assert progress(back(filled(FULL, "files"), SERVICES).draft, SERVICES) == (5, 6)


# --- back, edit, keep -----------------------------------------------------------------------------


def test_back_asks_the_question_before_with_its_answer_kept() -> None:
    step = back(filled(FULL, "description", "files"), SERVICES)
    assert asked(step.draft) == "subject"
    assert step.draft.answers["subject"] == FULL["subject"]
    assert asked(back(step.draft, SERVICES).draft) == "urgency"


def test_back_from_the_confirmation_leads_to_the_last_question() -> None:
    assert asked(filled()) is None
    assert asked(back(filled(), SERVICES).draft) == "files"


def test_back_steps_over_what_is_not_asked() -> None:
    assert asked(back(filled(FULL, "urgency", "subject", "description", "files"), SERVICES).draft) == "category"
    incident = filled(INCIDENT, "urgency", "subject", "description", "files")
    assert asked(back(incident, SERVICES).draft) == "since"


def test_there_is_nothing_before_the_first_question() -> None:
    first = a_draft()
    assert back(first, SERVICES) == Step(first)
    assert back(filled({"service": "s-1"}), SERVICES).draft != filled({"service": "s-1"})


def test_keep_goes_on_from_where_the_person_went_back() -> None:
    here = filled(FULL, "description", "files")
    kept = skip(back(here, SERVICES).draft, SERVICES)
    assert (kept.problem, asked(kept.draft), kept.draft.answers) == (None, "description", here.answers)


@pytest.mark.parametrize("name", ["service", "category", "since", "subject", "description", "files"])
def test_one_answer_can_be_changed_from_the_confirmation_or_kept(name: str) -> None:
    step = edit(filled(INCIDENT), name, SERVICES)
    assert (step.problem, asked(step.draft)) == (None, name)
    kept = skip(step.draft, SERVICES)
    assert (kept.problem, asked(kept.draft), kept.draft.answers) == (None, None, INCIDENT)


def test_a_changed_answer_leads_back_to_the_confirmation() -> None:
    step = choose(edit(filled(), "urgency", SERVICES).draft, "urgent", SERVICES)
    assert (asked(step.draft), step.draft.answers["urgency"]) == (None, "urgent")


@pytest.mark.parametrize("name", ["seen", "consent", "client", "", "nothing of the kind"])
def test_a_question_that_this_form_does_not_ask_cannot_be_changed(name: str) -> None:
    draft = filled()
    assert edit(draft, name, SERVICES) == Step(draft, Problem.NOT_AN_OPTION)
    assert edit(draft, "category", SERVICES).problem is None


def test_an_answer_without_its_option_cannot_be_kept() -> None:
    gone = Context({"service": ("s-2", NO_SERVICE)})
    revisited = edit(filled(), "service", gone).draft
    assert skip(revisited, gone).problem is Problem.PRESS_A_BUTTON
    assert skip(revisited, SERVICES).problem is None


def test_a_question_that_is_not_asked_any_more_is_not_asked_again_either() -> None:
    revisited = edit(filled(INCIDENT), "since", SERVICES).draft
    assert asked(revisited) == "since"
    other = a_draft(answers={**INCIDENT, "category": "consultation"}, revisiting=revisited.revisiting)
    assert asked(other) is None


# --- skip -----------------------------------------------------------------------------------------


def test_an_optional_question_can_be_skipped() -> None:
    step = skip(filled(INCIDENT, "since"), SERVICES)
    assert (step.problem, step.draft.answers["since"], asked(step.draft)) == (None, SKIPPED, None)


def test_no_files_is_an_answer_too() -> None:
    step = skip(filled(FULL, "files"), SERVICES)
    assert (step.problem, step.draft.answers["files"], asked(step.draft)) == (None, DONE, None)


@pytest.mark.parametrize(
    ("missing", "problem"),
    [
        ("category", Problem.PRESS_A_BUTTON),
        ("urgency", Problem.PRESS_A_BUTTON),
        ("subject", Problem.TYPE_A_TEXT),
        ("description", Problem.TYPE_A_TEXT),
    ],
)
def test_what_is_needed_cannot_be_skipped(missing: str, problem: Problem) -> None:
    draft = filled(FULL, missing)
    assert skip(draft, SERVICES) == Step(draft, problem)
    assert asked(draft) == missing


def test_there_is_nothing_to_skip_at_the_confirmation() -> None:
    assert skip(filled(), SERVICES) == Step(filled())
    assert skip(filled(FULL, "files"), SERVICES) != Step(filled(FULL, "files"))


# --- choose ---------------------------------------------------------------------------------------


ODD_NAMES = [
    "s-1",
    "10_42",
    "услуга",
    "a service with spaces",
    "with:colon",
    "x" * LONGEST_KEY,
    "x" * (LONGEST_KEY + 1),
    "x" * 300,
    "~tilde",
    "--",
    "",
    "🌼",
    NO_SERVICE,
]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_button_can_stand_for_any_name_that_a_panel_gives_a_service(name: str) -> None:
    step = choose(a_draft(), key_of(name), Context({"service": tuple(ODD_NAMES)}))
    assert (step.problem, step.draft.answers.get("service")) == (None, name)
    others = tuple(other for other in ODD_NAMES if other != name)
    assert choose(a_draft(), key_of(name), Context({"service": others})).problem is Problem.NOT_AN_OPTION


@for_any(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=8))
def test_a_key_is_short_plain_and_means_one_option_only(name: str, others: list[str]) -> None:
    key = key_of(name)
    assert len(key.encode()) <= LONGEST_KEY + 1
    assert key.isascii()
    assert ":" not in key
    assert all(key_of(other) != key for other in others if other != name)


def test_a_plain_name_is_its_own_key() -> None:
    assert key_of("s-1") == "s-1"
    assert key_of(NO_SERVICE) == NO_SERVICE
    assert key_of("услуга") != "услуга"


def test_a_button_of_another_question_is_no_option_here() -> None:
    draft = filled({"service": "s-1"})
    assert choose(draft, "urgent", SERVICES) == Step(draft, Problem.NOT_AN_OPTION)
    assert choose(draft, "billing", SERVICES).draft.answers["category"] == "billing"


@pytest.mark.parametrize("missing", ["subject", "description", "files", "nothing"])
def test_where_a_text_or_a_file_is_asked_for_no_button_is_an_option(missing: str) -> None:
    draft = filled(FULL, missing)
    assert choose(draft, "s-1", SERVICES) == Step(draft, Problem.NOT_AN_OPTION)
    assert choose(filled(FULL, "service"), "s-1", SERVICES).problem is None


def test_a_choice_is_kept_and_the_next_question_asked() -> None:
    step = choose(a_draft(rev=4), "s-2", SERVICES)
    assert step.problem is None
    assert (step.draft.answers, step.draft.rev, asked(step.draft)) == ({"service": "s-2"}, 5, "category")


def test_a_page_of_one_draft_is_never_a_page_of_another() -> None:
    first, second = first_rev(DraftId(1)), first_rev(DraftId(2))
    assert 0 < first < second
    assert second - first > 100_000
    assert len(str(first_rev(DraftId(10**9)))) < 20


def test_every_choice_has_options_and_every_text_a_possible_length() -> None:
    for form, form_questions in FORMS.items():
        for question in form_questions:
            assert question.longest >= question.shortest, (form, question.name)
            assert (question.kind is QuestionKind.CHOICE) == (question.options != ()), (form, question.name)
