"""The forms as data, and a pure engine that asks the next question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from desk.ids import DraftId, PersonId
from desk.rules.came import FROM_OUTSIDE, Way
from desk.rules.content import Parts

Answers = Mapping[str, str]

MOST_FILES = 20
"""Messages with files in one form; an album counts as one."""

LONGEST_STORY = 16_000
"""Several full messages: a long text arrives in pieces. What is still more is kept as messages beside it."""

PROSE = 40
"""A text at least this long, typed where a button is asked for, is kept as the description."""


class FormName(StrEnum):
    TICKET = "ticket"
    PROSPECT = "prospect"
    FEEDBACK = "feedback"
    SIGN_IN = "sign_in"
    RATING = "rating"
    """The words beside a rating."""
    SECRET = "secret"  # noqa: S105
    """The protected step: access data are typed. Nothing of them is kept here."""
    ON_BEHALF = "on_behalf"
    """An employee's entry for a client, in the staff's group: no form of the employee's private chat."""
    UNPLACED = "unplaced"
    """Not a form: a message that waits until its sender says which ticket it belongs to."""


class QuestionKind(StrEnum):
    CHOICE = "choice"
    TEXT = "text"
    FILES = "files"
    DATE = "date"
    """A day from today on; kept as 2027-03-15."""


PAGES = 1_000_000
"""A draft has fewer pages than this, so that a page of one draft is never taken for a page of another."""


def first_rev(draft: DraftId) -> int:
    """The revision that a draft begins with: higher than any of a draft before it."""
    return int(draft) * PAGES


def always(_: Answers) -> bool:
    return True


def incident(answers: Answers) -> bool:
    return answers.get("category") == "incident"


def for_somebody(answers: Answers) -> bool:
    """Of an entry by staff: not for themselves."""
    return answers.get("way") != Way.OWN


def about(*categories: str) -> Callable[[Answers], bool]:
    """Asked in tickets of these categories only."""
    return lambda answers: answers.get("category") in categories


@dataclass(frozen=True, slots=True)
class Question:
    """One step. `options` of None means that they come from the context (the client's own services)."""

    name: str
    kind: QuestionKind
    options: tuple[str, ...] | None = ()
    shortest: int = 1
    longest: int = 4096
    optional: bool = False
    asked: Callable[[Answers], bool] = always


CONSENT = "consent"

NO_SERVICE = "-"
"""The option 'not about a service'."""

LONGEST_KEY = 20
SKIPPED = ""
DONE = "done"

ASIDE = "aside"
"""A question whose answer was written aside, where something else was asked for: it is asked all the same."""

CATEGORIES = ("incident", "connection", "change", "content", "billing", "consultation", "access", "other")
DOCUMENTS = ("invoice", "act", "reconciliation", "contract", "other")

_FILES = Question("files", QuestionKind.FILES, optional=True)

FORMS: dict[FormName, tuple[Question, ...]] = {
    FormName.TICKET: (
        Question("client", QuestionKind.CHOICE, options=None),
        Question("service", QuestionKind.CHOICE, options=None),
        Question("category", QuestionKind.CHOICE, CATEGORIES),
        Question("seen", QuestionKind.CHOICE, ("yes", "no"), asked=incident),
        Question("changed", QuestionKind.CHOICE, ("no", "yes", "unknown"), asked=incident),
        Question("since", QuestionKind.TEXT, longest=200, optional=True, asked=incident),
        Question("product", QuestionKind.TEXT, shortest=2, longest=200, asked=about("connection")),
        Question("domain", QuestionKind.TEXT, shortest=3, longest=253, optional=True, asked=about("connection")),
        Question("where", QuestionKind.TEXT, shortest=3, longest=500, asked=about("content")),
        Question("system", QuestionKind.TEXT, shortest=2, longest=200, asked=about("access")),
        Question("document", QuestionKind.CHOICE, DOCUMENTS, asked=about("billing")),
        Question("period", QuestionKind.TEXT, longest=100, optional=True, asked=about("billing")),
        Question("payer", QuestionKind.TEXT, longest=300, optional=True, asked=about("billing")),
        Question("by_when", QuestionKind.DATE, longest=60, optional=True, asked=about("content", "change")),
        Question("urgency", QuestionKind.CHOICE, ("normal", "urgent")),
        Question("subject", QuestionKind.TEXT, shortest=3, longest=120),
        Question("description", QuestionKind.TEXT, shortest=10, longest=LONGEST_STORY),
        _FILES,
    ),
    FormName.PROSPECT: (
        Question(CONSENT, QuestionKind.CHOICE, ("yes",)),
        Question("name", QuestionKind.TEXT, shortest=2, longest=120),
        Question("contact", QuestionKind.TEXT, shortest=5, longest=200),
        Question("description", QuestionKind.TEXT, shortest=10, longest=LONGEST_STORY),
        _FILES,
    ),
    FormName.FEEDBACK: (
        Question("feedback", QuestionKind.CHOICE, ("complaint", "praise")),
        Question("description", QuestionKind.TEXT, shortest=3, longest=LONGEST_STORY),
    ),
    FormName.SIGN_IN: (
        Question("email", QuestionKind.TEXT, shortest=3, longest=254),
        Question("code", QuestionKind.TEXT, shortest=4, longest=20),
    ),
    FormName.RATING: (Question("comment", QuestionKind.TEXT, longest=1000),),
    FormName.SECRET: (),
    FormName.ON_BEHALF: (
        Question("way", QuestionKind.CHOICE, tuple(FROM_OUTSIDE), asked=for_somebody),
        Question("came", QuestionKind.TEXT, longest=60, asked=for_somebody),
        Question("who", QuestionKind.CHOICE, None, asked=for_somebody),
        Question("service", QuestionKind.CHOICE, None, asked=for_somebody),
        Question("category", QuestionKind.CHOICE, CATEGORIES),
        Question("urgency", QuestionKind.CHOICE, ("normal", "urgent")),
        Question("subject", QuestionKind.TEXT, shortest=3, longest=120),
        Question("description", QuestionKind.TEXT, shortest=3),
    ),
    FormName.UNPLACED: (),
}
"""Source: regulation 2.1, 2.2, 4.2, 4.3, final provisions."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form in work: one per person, a row, so that a restart or a pause changes nothing.

    `rev` grows with each change and is never that of another draft: a button of an older page is recognised by
    it. `revisiting` names the question that is asked again. `files` are messages (albums are one). `typed_in` says
    which message gave an answer, and `story` of which messages the description is made: (message, words).
    """

    id: DraftId
    person: PersonId
    form: FormName
    answers: Answers = field(default_factory=dict)
    files: tuple[Parts, ...] = ()
    typed_in: Mapping[str, int] = field(default_factory=dict)
    story: tuple[tuple[int, str], ...] = ()
    revisiting: str | None = None
    rev: int = 1
    touched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What the form cannot know by itself: the options of questions whose options are data.

    A question whose options are data is not asked when there is nothing to choose from.
    """

    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    agreed: bool = False
    """The person has agreed to the company's text already: a form that was begun does not ask once more."""
    today: date | None = None
    """In the desk's zone."""


WORDS = frozenset({QuestionKind.TEXT, QuestionKind.DATE})
"""Answered by typing."""


class Problem(StrEnum):
    """Why an answer could not be taken; each is a sentence that says what to do."""

    PRESS_A_BUTTON = "press_a_button"
    TYPE_A_TEXT = "type_a_text"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_MANY_FILES = "too_many_files"
    NOT_AN_OPTION = "not_an_option"
    NO_ROOM = "no_room"
    """Not even beside the description: this message is not kept."""
    NO_STICKER = "no_sticker"
    NOT_A_DAY = "not_a_day"
    DAY_IS_OVER = "day_is_over"


class Remark(StrEnum):
    """Something kind to know about the step that just passed."""

    KEPT_AS_DESCRIPTION = "kept_as_description"
    FILE_ADDED = "file_added"
    TEXT_ADDED = "text_added"
    WRITTEN_ASIDE = "written_aside"
    """There is an answer, from words that came where something else was asked for: new ones are added to them."""
    FOLLOWS = "follows"
    """It goes on from a ticket that ended too long ago to be opened again."""


@dataclass(frozen=True, slots=True)
class Step:
    """What came of an action: the draft as it is now, and what to tell about it."""

    draft: Draft
    problem: Problem | None = None
    remark: Remark | None = None


def options_of(question: Question, context: Context) -> tuple[str, ...]:
    return question.options if question.options is not None else context.options.get(question.name, ())


def questions(draft: Draft, context: Context) -> tuple[Question, ...]:
    """The questions of this draft, in order, as its answers so far make them. Data with no choice is not asked."""
    return tuple(
        question
        for question in FORMS[draft.form]
        if question.asked(draft.answers)
        and not (context.agreed and question.name == CONSENT and CONSENT in draft.answers)
        and (question.options is not None or options_of(question, context))
    )


def next_question(draft: Draft, context: Context) -> Question | None:
    """The question to ask now; None when everything is answered and only the confirmation is left."""
    asked = questions(draft, context)
    for question in asked:
        if question.name == draft.revisiting:
            return question
    return next((one for one in asked if not _has_answer(draft, one, context) or is_aside(draft, one)), None)


def progress(draft: Draft, context: Context) -> tuple[int, int]:
    """(which, of how many) for the question asked now."""
    asked = questions(draft, context)
    now = next_question(draft, context)
    return (asked.index(now) + 1 if now else len(asked), len(asked))


def given(draft: Draft, context: Context) -> tuple[tuple[str, str], ...]:
    """The answers that count, in the order of the form: (question, answer)."""
    return tuple(
        (question.name, draft.answers[question.name])
        for question in questions(draft, context)
        if question.name in draft.answers and question.kind is not QuestionKind.FILES
    )


def key_of(option: str) -> str:
    """What a button carries for an option: short, whatever a panel calls its services."""
    plain = len(option) <= LONGEST_KEY and option.isascii() and option.replace("_", "").replace("-", "").isalnum()
    return option if plain or option == NO_SERVICE else "~" + sha256(option.encode()).hexdigest()[:LONGEST_KEY]


def choose(draft: Draft, key: str, context: Context) -> Step:
    """A button was pressed at the current question; `key` is `key_of` an option."""
    question = next_question(draft, context)
    if question is None or question.kind is not QuestionKind.CHOICE:
        return Step(draft, Problem.NOT_AN_OPTION)
    chosen = next((option for option in options_of(question, context) if key_of(option) == key), None)
    return Step(draft, Problem.NOT_AN_OPTION) if chosen is None else Step(answered(draft, question, chosen))


def skip(draft: Draft, context: Context) -> Step:
    """'Done' at the files, 'Skip' at an optional question, 'Keep' at one that is asked again."""
    question = next_question(draft, context)
    if question is None:
        return Step(draft)
    again = question.name == draft.revisiting or is_aside(draft, question)
    if again and _has_answer(draft, question, context):
        return Step(renewed(replace(settled(draft, question), revisiting=None)))
    if not question.optional:
        return Step(draft, Problem.TYPE_A_TEXT if question.kind in WORDS else Problem.PRESS_A_BUTTON)
    return Step(answered(draft, question, DONE if question.kind is QuestionKind.FILES else SKIPPED))


def back(draft: Draft, context: Context) -> Step:
    """The question before, asked again with its answer kept."""
    asked = questions(draft, context)
    now = next_question(draft, context)
    place = asked.index(now) if now else len(asked)
    return Step(renewed(replace(draft, revisiting=asked[place - 1].name))) if place else Step(draft)


def edit(draft: Draft, name: str, context: Context) -> Step:
    """One answer is to be changed from the confirmation."""
    if name not in {question.name for question in questions(draft, context)}:
        return Step(draft, Problem.NOT_AN_OPTION)
    return Step(renewed(replace(draft, revisiting=name)))


def is_aside(draft: Draft, question: Question) -> bool:
    return draft.answers.get(ASIDE) == question.name


def settled(draft: Draft, question: Question) -> Draft:
    """The answer that was written aside has been seen and kept, or another one is there."""
    if not is_aside(draft, question):
        return draft
    return replace(draft, answers={name: value for name, value in draft.answers.items() if name != ASIDE})


def _has_answer(draft: Draft, question: Question, context: Context) -> bool:
    answer = draft.answers.get(question.name)
    if answer is None:
        return False
    if question.kind is QuestionKind.CHOICE:
        return answer in options_of(question, context)
    if question.kind is QuestionKind.DATE:
        return answer == SKIPPED or not is_over(answer, context.today)
    return question.optional or len(answer) >= question.shortest


def is_over(day: str, today: date | None) -> bool:
    """Whether a day that was written down once is past; a form may wait for two weeks."""
    return today is not None and date.fromisoformat(day) < today


def answered(draft: Draft, question: Question, value: str) -> Draft:
    answers = {**settled(draft, question).answers, question.name: value}
    return renewed(replace(draft, answers=answers, revisiting=None))


def renewed(draft: Draft) -> Draft:
    """With the next revision: the buttons of the page before lead nowhere."""
    return replace(draft, rev=draft.rev + 1)
