"""What a form does with a message: an answer in words, a file, or something that waits for its place."""

from dataclasses import replace

import pytest

from desk.rules.content import Content, Kind, Parts, Source
from desk.rules.form import (
    DONE,
    LONGEST_STORY,
    MOST_FILES,
    NO_SERVICE,
    PROSE,
    Context,
    Draft,
    FormName,
    Problem,
    Remark,
    Step,
    choose,
    edit,
    next_question,
)
from desk.rules.form_told import carry_over, count_files, prefill, receive, retype
from tests.builders import a_draft, a_text, an_album

SERVICES = Context({"service": ("s-1", NO_SERVICE)})
STORY = "Since this morning the site answers with 502, and the mail does not arrive."
FULL = {
    "service": "s-1",
    "category": "consultation",
    "urgency": "normal",
    "subject": "A question",
    "description": "How do I do this?",
    "files": DONE,
}
LONGEST = {"subject": 120, "description": LONGEST_STORY}
SHORTEST = {"subject": 3, "description": 10}


def missing(*names: str) -> Draft:
    """A ticket form with everything but these."""
    return a_draft(answers={name: value for name, value in FULL.items() if name not in names})


def asked(draft: Draft) -> str | None:
    question = next_question(draft, SERVICES)
    return question.name if question else None


def a_file(kind: Kind = Kind.DOCUMENT, caption: str = "", message: int = 21) -> Parts:
    return (Content(kind, Source(a_text()[0].source.chat, message), caption, file="file"),)


# --- words ----------------------------------------------------------------------------------------


def test_a_text_answers_the_question_and_its_message_is_remembered() -> None:
    step = receive(missing("subject", "description"), a_text("Mail is down", message=42), SERVICES)
    assert (step.problem, step.draft.answers["subject"], asked(step.draft)) == (None, "Mail is down", "description")
    assert step.draft.typed_in == {"subject": 42}


def test_blanks_around_an_answer_do_not_count() -> None:
    assert receive(missing("subject"), a_text("  Mail \n"), SERVICES).draft.answers["subject"] == "Mail"
    assert receive(missing("subject"), a_text(" a \n "), SERVICES).problem is Problem.TOO_SHORT


@pytest.mark.parametrize("name", ["subject", "description"])
def test_the_shortest_answer_is_taken_and_a_shorter_one_is_refused(name: str) -> None:
    draft = missing(name)
    assert receive(draft, a_text("x" * SHORTEST[name]), SERVICES).problem is None
    assert receive(draft, a_text("x" * (SHORTEST[name] - 1)), SERVICES) == Step(draft, Problem.TOO_SHORT)


def test_the_longest_answer_is_taken_and_a_longer_one_is_refused() -> None:
    name, draft = "subject", missing("subject")
    assert receive(draft, a_text("x" * LONGEST[name]), SERVICES).problem is None
    step = receive(draft, a_text("x" * (LONGEST[name] + 1)), SERVICES)
    assert step.problem is Problem.TOO_LONG
    assert step.draft.answers.get("subject") == draft.answers.get("subject")


def test_a_story_given_as_the_subject_is_not_to_be_typed_twice() -> None:
    step = receive(missing("subject", "description"), a_text("x" * 121), SERVICES)
    assert (step.problem, asked(step.draft)) == (Problem.TOO_LONG, "subject")
    assert step.draft.answers["description"] == "x" * 121
    subject = receive(step.draft, a_text("In short"), SERVICES)
    assert asked(subject.draft) is None


def test_a_subject_that_is_too_long_goes_on_with_the_description() -> None:
    draft = missing("subject")
    step = receive(draft, a_text("x" * 121), SERVICES)
    assert (step.problem, asked(step.draft)) == (Problem.TOO_LONG, "subject")
    assert step.draft.answers["description"] == f"{FULL['description']}\n\n{'x' * 121}"


def test_a_new_answer_replaces_the_one_that_was_given_before() -> None:
    step = receive(edit(missing(), "subject", SERVICES).draft, a_text("Another subject"), SERVICES)
    assert (step.draft.answers["subject"], asked(step.draft)) == ("Another subject", None)


# --- words where a button is asked for ------------------------------------------------------------


def test_a_long_text_at_a_button_is_kept_as_the_description() -> None:
    step = receive(a_draft(), a_text(STORY, message=42), SERVICES)
    assert (step.problem, step.remark) == (None, Remark.KEPT_AS_DESCRIPTION)
    assert (step.draft.answers, step.draft.typed_in) == ({"description": STORY}, {"description": 42})
    assert asked(step.draft) == "service"


@pytest.mark.parametrize("length", [PROSE - 1, PROSE])
def test_a_short_text_at_a_button_is_refused(length: int) -> None:
    step = receive(a_draft(), a_text("x" * length), SERVICES)
    if length < PROSE:
        assert step == Step(a_draft(), Problem.PRESS_A_BUTTON)
    else:
        assert step.draft.answers["description"] == "x" * length


def test_a_second_story_at_a_button_goes_on_with_the_first() -> None:
    first = receive(a_draft(), a_text(STORY), SERVICES).draft
    second = receive(first, a_text("x" * 100), SERVICES)
    assert (second.problem, second.remark) == (None, Remark.TEXT_ADDED)
    assert second.draft.answers["description"] == f"{STORY}\n\n{'x' * 100}"


def test_a_form_asks_for_the_kept_story_no_more() -> None:
    draft = receive(missing("service", "description"), a_text(STORY), SERVICES).draft
    assert asked(choose(draft, "s-1", SERVICES).draft) is None
    assert asked(choose(missing("service", "description"), "s-1", SERVICES).draft) == "description"


# --- words where nothing is asked for -------------------------------------------------------------


@pytest.mark.parametrize("names", [("files",), ()])
def test_a_text_at_the_files_or_the_confirmation_is_added_to_the_description(names: tuple[str, ...]) -> None:
    step = receive(missing(*names), a_text("And the mail is down too"), SERVICES)
    assert (step.problem, step.remark) == (None, Remark.TEXT_ADDED)
    assert step.draft.answers["description"] == "How do I do this?\n\nAnd the mail is down too"
    assert asked(step.draft) == asked(missing(*names))


def test_what_would_make_the_description_too_long_is_kept_beside_it_while_there_is_room() -> None:
    room = LONGEST["description"] - len(FULL["description"]) - 2
    draft = missing()
    assert receive(draft, a_text("x" * room), SERVICES).draft.files == ()
    more = a_text("x" * (room + 1))
    beside = receive(draft, more, SERVICES)
    assert (beside.problem, beside.remark, beside.draft.files) == (None, Remark.TEXT_ADDED, (more,))
    assert count_files(beside.draft) == 0
    full = replace(draft, files=(a_file(Kind.PHOTO),) * MOST_FILES)
    assert receive(full, more, SERVICES) == Step(full, Problem.NO_ROOM)


@pytest.mark.parametrize("question", ["service", "subject", "files", "nothing"])
def test_a_bare_sticker_is_no_answer(question: str) -> None:
    draft = missing(question)
    assert receive(draft, a_file(Kind.STICKER), SERVICES) == Step(draft, Problem.NO_STICKER)


@pytest.mark.parametrize("words", ["\u2800" * 20, "\u3164\u200b\ufeff" * 9, "\u2060"])
@pytest.mark.parametrize("question", ["subject", "description", "files", "nothing"])
def test_what_nobody_sees_is_no_answer(question: str, words: str) -> None:
    draft = missing(question)
    assert receive(draft, a_text(words), SERVICES) == Step(draft, Problem.TOO_SHORT)


# --- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in {Kind.TEXT, Kind.STICKER}])
@pytest.mark.parametrize("question", ["service", "subject", "files", "nothing"])
def test_a_file_of_any_kind_is_kept_wherever_it_comes(kind: Kind, question: str) -> None:
    draft = missing(question)
    step = receive(draft, a_file(kind), SERVICES)
    assert (step.problem, step.remark, step.draft.files) == (None, Remark.FILE_ADDED, (a_file(kind),))
    assert (step.draft.answers, asked(step.draft)) == (draft.answers, asked(draft))


def test_an_album_is_one_message() -> None:
    album = an_album(5)
    assert receive(missing("files"), album, SERVICES).draft.files == (album,)


def test_a_caption_answers_the_question_and_the_file_is_kept() -> None:
    step = receive(missing("description"), an_album(2, caption=STORY, message=42), SERVICES)
    assert (step.problem, step.remark) == (None, Remark.FILE_ADDED)
    assert step.draft.answers["description"] == STORY
    assert step.draft.files == (an_album(2, caption=STORY, message=42),)
    assert step.draft.typed_in == {"description": 42}


def test_a_caption_too_short_to_be_the_answer_stays_with_its_file() -> None:
    step = receive(missing("description"), an_album(2, caption="Look"), SERVICES)
    assert (step.problem, asked(step.draft)) == (None, "description")
    assert step.draft.files == (an_album(2, caption="Look"),)


def test_a_caption_too_long_to_be_the_answer_is_said_and_the_file_is_kept() -> None:
    album = an_album(2, caption="x" * 121)
    step = receive(missing("subject"), album, SERVICES)
    assert (step.problem, asked(step.draft), step.draft.files) == (Problem.TOO_LONG, "subject", (album,))


def test_a_caption_at_a_button_stays_with_its_file() -> None:
    album = an_album(2, caption=STORY)
    step = receive(a_draft(), album, SERVICES)
    assert (step.problem, step.draft.files, step.draft.answers) == (None, (album,), {})


def test_a_form_holds_so_many_files_and_says_when_it_is_full() -> None:
    draft = missing("files")
    for number in range(MOST_FILES):
        step = receive(draft, a_file(message=100 + number), SERVICES)
        assert step.problem is None
        draft = step.draft
    assert receive(draft, a_file(message=200), SERVICES) == Step(draft, Problem.TOO_MANY_FILES)
    assert len(draft.files) == MOST_FILES


def test_feedback_takes_no_files_and_says_so() -> None:
    draft = a_draft(form=FormName.FEEDBACK, answers={"feedback": "praise"})
    assert receive(draft, a_file(), Context()) == Step(draft, Problem.TYPE_A_TEXT)
    assert receive(draft, a_text("Thank you all"), Context()).problem is None


# --- edits of what was typed ----------------------------------------------------------------------


def test_an_answer_follows_the_edit_of_its_message() -> None:
    draft = receive(missing("subject"), a_text("Mial is down", message=42), SERVICES).draft
    changed = retype(draft, 42, " Mail is down ")
    assert changed is not None
    assert changed.answers["subject"] == "Mail is down"
    assert changed.rev == draft.rev + 1


def test_an_edit_of_a_message_that_gave_no_answer_changes_nothing() -> None:
    draft = receive(missing("subject"), a_text("Mail is down", message=42), SERVICES).draft
    assert retype(draft, 43, "Another message") is None
    assert retype(draft, 42, "Another subject") is not None


@pytest.mark.parametrize("words", ["", "x", "x" * 121])
def test_an_edit_that_would_no_longer_be_an_answer_changes_nothing(words: str) -> None:
    draft = receive(missing("subject"), a_text("Mail is down", message=42), SERVICES).draft
    assert retype(draft, 42, words) is None
    assert retype(draft, 42, "xxx") is not None


def test_an_edit_of_a_replaced_answer_changes_nothing() -> None:
    first = receive(missing("subject"), a_text("The first", message=42), SERVICES).draft
    second = receive(edit(first, "subject", SERVICES).draft, a_text("The second", message=43), SERVICES).draft
    assert retype(second, 42, "The first, edited") is None
    changed = retype(second, 43, "The second, edited")
    assert changed is not None
    assert changed.answers["subject"] == "The second, edited"


def test_an_edit_of_the_description_keeps_what_was_added_to_it_later() -> None:
    draft = receive(missing("description"), a_text("The site is donw today", message=42), SERVICES).draft
    more = receive(draft, a_text("And the mail is down too", message=43), SERVICES).draft
    changed = retype(more, 42, "The site is down today")
    assert changed is not None
    assert "The site is down today" in changed.answers["description"]
    assert "And the mail is down too" in changed.answers["description"]


def test_each_piece_of_the_description_follows_its_own_message() -> None:
    draft = receive(missing("description"), a_text("The site is down today", message=42), SERVICES).draft
    more = receive(draft, a_text("And the mial is down too", message=43), SERVICES).draft
    changed = retype(more, 43, "And the mail is down too")
    assert changed is not None
    assert changed.answers["description"] == "The site is down today\n\nAnd the mail is down too"
    again = retype(changed, 42, "The site was down today")
    assert again is not None
    assert again.answers["description"] == "The site was down today\n\nAnd the mail is down too"
    assert draft.rev < more.rev < changed.rev < again.rev


@pytest.mark.parametrize(("words", "fits"), [("x", True), ("", False), ("  ", False), ("x" * 15_990, False)])
def test_a_piece_of_the_description_is_neither_emptied_nor_made_too_long(words: str, fits: bool) -> None:
    draft = receive(missing("description"), a_text("The site is down today", message=42), SERVICES).draft
    more = receive(draft, a_text("And the mail too", message=43), SERVICES).draft
    assert (retype(more, 43, words) is not None) is fits


def test_a_new_description_has_nothing_to_do_with_the_pieces_of_the_old_one() -> None:
    draft = receive(missing("description"), a_text("The site is down today", message=42), SERVICES).draft
    more = receive(draft, a_text("And the mail too", message=43), SERVICES).draft
    anew = receive(edit(more, "description", SERVICES).draft, a_text("All is well again", message=44), SERVICES).draft
    assert anew.answers["description"] == "All is well again"
    assert [retype(anew, message, "Edited later") for message in (42, 43)] == [None, None]
    changed = retype(anew, 44, "All is well")
    assert changed is not None
    assert changed.answers["description"] == "All is well"


@pytest.mark.parametrize("length", [121, 200])
def test_a_story_given_as_the_subject_follows_the_edit_of_its_message(length: int) -> None:
    kept = receive(missing("subject", "description"), a_text("x" * length, message=42), SERVICES).draft
    changed = retype(kept, 42, "y" * length)
    assert changed is not None
    assert (changed.answers["description"], "subject" in changed.answers) == ("y" * length, False)


# --- a message that begins a form -----------------------------------------------------------------


def test_a_message_outside_of_any_ticket_begins_the_form_with_its_words() -> None:
    draft = prefill(a_draft(), a_text(STORY, message=42))
    assert (draft.answers, draft.files, draft.typed_in) == ({"description": STORY}, (), {"description": 42})


def test_a_message_outside_of_any_ticket_begins_the_form_with_its_files() -> None:
    album = an_album(3, caption="Look at this")
    draft = prefill(a_draft(), album)
    assert (draft.answers, draft.files) == ({"description": "Look at this"}, (album,))
    assert prefill(a_draft(), an_album(3)).answers == {}


def test_several_messages_are_all_in_the_form() -> None:
    draft = prefill(prefill(a_draft(), a_text("Hello", message=42)), a_text(STORY, message=43))
    assert draft.answers["description"] == f"Hello\n\n{STORY}"


def test_an_edit_of_one_of_several_messages_keeps_the_others() -> None:
    draft = prefill(prefill(a_draft(), a_text(STORY, message=42)), a_text("It is urnget", message=43))
    changed = retype(draft, 43, "It is urgent now")
    assert changed is not None
    assert STORY in changed.answers["description"]
    assert "It is urgent now" in changed.answers["description"]


def test_what_was_told_in_one_form_is_added_to_another() -> None:
    album = an_album(2)
    written = prefill(prefill(a_draft(form=FormName.PROSPECT), a_text(STORY, message=42)), album)
    into = prefill(a_draft(), a_text("I began before", message=41))
    carried = carry_over(written, into)
    assert carried.answers == {"description": f"I began before\n\n{STORY}"}
    assert (carried.files, carried.form, carried.rev > into.rev) == ((album,), FormName.TICKET, True)
    changed = retype(carried, 42, "In short: it is down")
    assert changed is not None
    assert changed.answers["description"] == "I began before\n\nIn short: it is down"
    again = retype(changed, 41, "I began")
    assert again is not None
    assert again.answers["description"] == "I began\n\nIn short: it is down"


def test_a_description_of_unknown_origin_is_kept_when_more_is_told() -> None:
    old = a_draft(answers={"description": "From an older version"})
    assert prefill(old, a_text(STORY)).answers["description"] == f"From an older version\n\n{STORY}"
    told = prefill(a_draft(form=FormName.PROSPECT), a_text(STORY))
    assert carry_over(told, old).answers["description"] == f"From an older version\n\n{STORY}"
    assert carry_over(old, a_draft()).answers["description"] == "From an older version"


def test_nothing_told_is_nothing_carried_over() -> None:
    carried = carry_over(a_draft(form=FormName.PROSPECT, answers={"consent": "yes", "name": "Viktor"}), a_draft())
    assert (carried.answers, carried.files) == ({}, ())


def test_a_greeting_alone_is_kept_but_the_form_still_asks_what_it_is_about() -> None:
    greeting = prefill(missing("description"), a_text("Hello"))
    assert (greeting.answers["description"], asked(greeting)) == ("Hello", "description")
    assert asked(prefill(missing("description"), a_text(STORY))) is None
