"""Whatever a person does with a form: nothing that they typed is lost, and no page is mistaken for another."""

from dataclasses import dataclass, field
from typing import Final

from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st

from desk.ids import DraftId
from desk.rules.content import Content, Kind, Parts, Source, text_of
from desk.rules.form import (
    FORMS,
    NO_SERVICE,
    Context,
    Draft,
    FormName,
    Question,
    QuestionKind,
    Step,
    back,
    choose,
    edit,
    key_of,
    next_question,
    options_of,
    progress,
    questions,
    skip,
)
from desk.rules.form_told import receive, retype
from tests.builders import ANNA, a_text

CONTEXTS: Final = (
    Context(),
    Context({"service": ("s-1", "s-2", NO_SERVICE)}),
    Context({"client": ("romashka", "vasilek"), "service": ("s-2", "a service with a long name", NO_SERVICE)}),
)
CHAT: Final = a_text()[0].source.chat
LENGTHS: Final = st.sampled_from([1, 8, 15, 60, 150, 300, 4100])


@dataclass(frozen=True)
class Act:
    """What a person does: `what` names it, `number` picks among what is there, `length` is how much they type."""

    what: str
    number: int = 0
    length: int = 0


going_on: Final = st.builds(Act, st.just("go on"), st.integers(0, 8), LENGTHS)
acts: Final = st.one_of(
    going_on,
    going_on,
    st.builds(Act, st.just("choose"), st.integers(0, 8)),
    st.builds(Act, st.sampled_from(["skip", "back"])),
    st.builds(Act, st.just("edit"), st.integers(0, 12)),
    st.builds(Act, st.sampled_from(["type", "send file", "forward files"]), length=LENGTHS),
    st.builds(Act, st.just("retype"), st.integers(0, 20), LENGTHS),
    st.builds(Act, st.just("context"), st.integers(0, len(CONTEXTS) - 1)),
)


@dataclass
class Typing:
    """A person at a form, who knows what they have typed: message → the words that must be somewhere in the draft."""

    draft: Draft
    context: Context
    typed: dict[int, str] = field(default_factory=dict)
    last: int = 0

    def does(self, act: Act) -> Step:
        """The step that comes of it, and what the draft has to hold from now on."""
        match act.what:
            case "go on":
                return self._goes_on(act)
            case "type" | "send file" | "forward files":
                return self._sends(self._message(act))
            case "retype":
                return self._retypes(act)
            case "context":
                self.context = CONTEXTS[act.number]
                step = Step(self.draft)
            case "choose":
                step = choose(self.draft, self._key(act.number), self.context)
            case "skip":
                step = skip(self.draft, self.context)
            case "back":
                step = back(self.draft, self.context)
            case _:
                step = edit(self.draft, self._name(act.number), self.context)
        self.draft = step.draft
        return step

    def _goes_on(self, act: Act) -> Step:
        """The fitting act: a choice, a text, no more files."""
        question = next_question(self.draft, self.context)
        if question is None or question.kind is QuestionKind.TEXT:
            return self.does(Act("type", length=max(act.length, 15)))
        return self.does(Act("choose" if question.kind is QuestionKind.CHOICE else "skip", act.number))

    def lost(self) -> list[str]:
        held = [*self.draft.answers.values(), *(text_of(parts) for parts in self.draft.files)]
        return [words for words in self.typed.values() if not any(words in text for text in held)]

    def _message(self, act: Act) -> Parts:
        self.last += 1
        words = self._words(act.length)
        if act.what == "type":
            return a_text(words, self.last)
        photo = Content(Kind.PHOTO, Source(CHAT, self.last), words, file=f"f{self.last}")
        return (photo,) if act.what == "send file" else (photo, Content(Kind.PHOTO, Source(CHAT, self.last + 1000)))

    def _words(self, length: int) -> str:
        """Words that occur in no other message."""
        return f"<{self.last}>".ljust(length, "x") if length > 4 else f"{self.last}"[:length]

    def _sends(self, parts: Parts) -> Step:
        question, before = next_question(self.draft, self.context), self.draft
        step = receive(before, parts, self.context)
        self.draft = step.draft
        self._forget_what_is_replaced(question, before)
        if step.problem is None and len(text_of(parts)) > 4:
            self.typed[parts[0].source.message] = text_of(parts)
        return step

    def _forget_what_is_replaced(self, question: Question | None, before: Draft) -> None:
        """A newer answer to the same question takes the place of the older one: the words of that one may go."""
        name = question.name if question else ""
        was, now = before.answers.get(name, ""), self.draft.answers.get(name, "")
        if was and not now.startswith(was):
            self.typed = {message: words for message, words in self.typed.items() if words not in was}

    def _retypes(self, act: Act) -> Step:
        """A message is edited: its old words may go, the new ones stand in their place if they were taken."""
        numbers = sorted(self.typed)
        if not numbers:
            return Step(self.draft)
        message = numbers[act.number % len(numbers)]
        self.last += 1
        words = self._words(act.length)
        changed = retype(self.draft, message, words)
        if changed is None:
            return Step(self.draft)
        self.draft = changed
        del self.typed[message]
        if len(words) > 4:
            self.typed[message] = words
        return Step(changed)

    def _key(self, number: int) -> str:
        question = next_question(self.draft, self.context)
        options = options_of(question, self.context) if question else ()
        return key_of(options[number % len(options)]) if options else "nothing"

    def _name(self, number: int) -> str:
        form = FORMS[self.draft.form]
        return form[number % len(form)].name


forms: Final = st.sampled_from([FormName.TICKET, FormName.PROSPECT, FormName.FEEDBACK])
lives: Final = st.lists(acts, max_size=30)


@st.composite
def begun(draw: st.DrawFn) -> Typing:
    """Anywhere on the way through a form."""
    person = Typing(Draft(DraftId(1), ANNA, draw(forms)), draw(st.sampled_from(CONTEXTS)))
    for act in draw(st.lists(going_on, max_size=12)):
        person.does(act)
    return person


@for_any(begun(), st.lists(acts.filter(lambda act: act.what != "retype"), max_size=30))
@settings(deadline=None, max_examples=150)
def test_nothing_that_was_typed_is_lost_from_the_form(person: Typing, life: list[Act]) -> None:
    for act in life:
        person.does(act)
        assert not person.lost(), act


@for_any(begun(), lives)
@settings(deadline=None, max_examples=150)
def test_an_edit_of_a_message_takes_the_place_of_its_own_words_only(person: Typing, life: list[Act]) -> None:
    for act in life:
        person.does(act)
        assert not person.lost(), act


@for_any(begun(), lives)
@settings(deadline=None, max_examples=100)
def test_every_change_makes_another_page(person: Typing, life: list[Act]) -> None:
    for act in life:
        before = person.draft
        after = person.does(act).draft
        assert after is before if after == before else after.rev > before.rev, act
        assert (after.id, after.person, after.form) == (before.id, before.person, before.form)


@for_any(begun(), lives)
@settings(deadline=None, max_examples=100)
def test_only_questions_of_this_form_are_asked_and_the_progress_is_theirs(person: Typing, life: list[Act]) -> None:
    for act in life:
        person.does(act)
        asked = questions(person.draft, person.context)
        question = next_question(person.draft, person.context)
        assert question is None or question in asked
        step, steps = progress(person.draft, person.context)
        assert steps == len(asked)
        assert asked[step - 1] == (question or asked[-1])


@for_any(begun(), lives)
@settings(deadline=None, max_examples=100)
def test_a_refused_answer_is_explained_and_a_taken_one_is_not(person: Typing, life: list[Act]) -> None:
    """A file may be kept although its caption is no answer; otherwise a problem means that no answer changed.

    What is too long goes on with the description.
    """
    for act in life:
        before = person.draft
        step = person.does(act)
        if step.problem is not None and step.draft.files == before.files:
            others = [
                {name: words for name, words in draft.answers.items() if name != "description"}
                for draft in (before, step.draft)
            ]
            assert others[0] == others[1], act
            assert step.draft.answers.get("description", "").startswith(before.answers.get("description", "")), act


@for_any(begun(), lives)
@settings(deadline=None, max_examples=100)
def test_from_anywhere_a_person_can_finish_the_form(person: Typing, life: list[Act]) -> None:
    for act in life:
        person.does(act)
    for _ in range(2 * len(FORMS[person.draft.form])):
        question = next_question(person.draft, person.context)
        if question is None:
            return
        if options := options_of(question, person.context):
            step = choose(person.draft, key_of(options[0]), person.context)
        elif question.optional:
            step = skip(person.draft, person.context)
        else:
            step = receive(person.draft, a_text("x" * question.shortest), person.context)
        assert step.problem is None
        person.draft = step.draft
    raise AssertionError(f"the form asks {next_question(person.draft, person.context)} for ever")
