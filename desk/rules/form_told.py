"""What people tell a form in words and files: answers, the description, corrections. Nothing of it is lost."""

from dataclasses import replace
from datetime import date

from desk.rules.content import Content, Parts, has_file, is_answer, seen, text_of, told_by
from desk.rules.dates import day_in
from desk.rules.form import (
    ASIDE,
    FORMS,
    MOST_FILES,
    PROSE,
    Context,
    Draft,
    Problem,
    Question,
    QuestionKind,
    Remark,
    Step,
    answered,
    is_over,
    next_question,
    questions,
    renewed,
    settled,
)


def receive(draft: Draft, parts: Parts, context: Context) -> Step:
    """A message was sent: an answer in words, a file, or something that waits for its place. Nothing is lost."""
    question = next_question(draft, context)
    if not is_answer(parts):
        return Step(draft, Problem.NO_STICKER)
    if has_file(parts):
        return _receive_file(draft, parts, question, context)
    if question is None or question.kind is QuestionKind.FILES:
        return _add_to_description(draft, parts)
    if question.kind is QuestionKind.CHOICE:
        return _keep_prose(draft, parts, context)
    return _receive_text(draft, question, told_by(parts), parts, context)


def _receive_text(draft: Draft, question: Question, text: str, parts: Parts, context: Context) -> Step:
    words = seen(text)
    if question.name == "description" and draft.revisiting is None and draft.answers.get("description"):
        # What was kept of an earlier message was too short to be the answer, or written aside; it is a part of it.
        return _add_to_description(settled(draft, question), parts)
    if len(words) < question.shortest:
        return Step(draft, Problem.TOO_SHORT)
    if len(words) > question.longest:
        return _keep_long(draft, words, parts)
    if question.kind is QuestionKind.DATE:
        return _receive_day(draft, question, words, parts, context)
    return Step(_typed(answered(draft, question, words), question.name, parts))


def _receive_day(draft: Draft, question: Question, words: str, parts: Parts, context: Context) -> Step:
    day = day_in(words, context.today) if context.today else None
    if day is None:
        return Step(draft, Problem.NOT_A_DAY)
    if is_over(day.isoformat(), context.today):
        return Step(draft, Problem.DAY_IS_OVER)
    return Step(_typed(answered(draft, question, day.isoformat()), question.name, parts))


def _tell(draft: Draft, parts: Parts, words: str) -> Draft:
    """The description with these words added to it."""
    story = (*(draft.story or _before(draft)), (parts[0].source.message, words))
    return replace(draft, story=story, answers={**draft.answers, "description": _joined(story)})


def _joined(story: tuple[tuple[int, str], ...]) -> str:
    return "\n\n".join(words for _, words in story)


def _keep_long(draft: Draft, words: str, parts: Parts) -> Step:
    """A whole story given as the subject is the description, or goes on with it: it must not be typed twice."""
    if "description" not in {q.name for q in FORMS[draft.form]}:
        return Step(draft, Problem.TOO_LONG)
    if draft.answers.get("description") or len(words) > _longest(draft, "description"):
        added = _add_to_description(draft, parts)
        return replace(added, problem=added.problem or Problem.TOO_LONG, remark=None)
    return Step(renewed(_typed(_tell(draft, parts, words), "description", parts)), Problem.TOO_LONG)


def _receive_file(draft: Draft, parts: Parts, question: Question | None, context: Context) -> Step:
    if not any(q.kind is QuestionKind.FILES for q in FORMS[draft.form]):
        return Step(draft, Problem.TYPE_A_TEXT)
    if len(draft.files) >= MOST_FILES:
        return Step(draft, Problem.TOO_MANY_FILES)
    added = renewed(replace(draft, files=(*draft.files, parts)))
    caption = text_of(parts)
    if question and question.kind is QuestionKind.TEXT and len(caption.strip()) >= question.shortest:
        answered = _receive_text(added, question, caption, parts, context)
        return answered if answered.problem else replace(answered, remark=Remark.FILE_ADDED)
    return Step(added, remark=Remark.FILE_ADDED)


def _add_to_description(draft: Draft, parts: Parts) -> Step:
    words = seen(told_by(parts))
    if not words:
        return Step(draft, Problem.TOO_SHORT)
    told = _tell(draft, parts, words)
    if len(told.answers["description"]) <= _longest(draft, "description"):
        return Step(renewed(told), remark=Remark.TEXT_ADDED)
    if len(draft.files) >= MOST_FILES or not any(q.kind is QuestionKind.FILES for q in FORMS[draft.form]):
        return Step(draft, Problem.NO_ROOM)
    return Step(renewed(replace(draft, files=(*draft.files, parts))), remark=Remark.TEXT_ADDED)


def _keep_prose(draft: Draft, parts: Parts, context: Context) -> Step:
    words = seen(told_by(parts))
    room = "description" in {question.name for question in questions(draft, context)}
    if len(words) < PROSE or not room:
        return Step(draft, Problem.PRESS_A_BUTTON)
    if draft.answers.get("description"):
        return _add_to_description(draft, parts)
    kept = _typed(_tell(draft, parts, words), "description", parts)
    return Step(renewed(kept), remark=Remark.KEPT_AS_DESCRIPTION)


def follow(draft: Draft, edit: Content, today: date | None = None) -> Draft | None:
    """A message that the form holds was edited: its files and answers follow. None: nothing in it has changed."""
    files = tuple(tuple(_as_edited(item, edit) for item in parts) for parts in draft.files)
    filed = replace(draft, files=files)
    return retype(filed, edit.source.message, edit.text, today) or (renewed(filed) if files != draft.files else None)


def _as_edited(item: Content, edit: Content) -> Content:
    return replace(edit, written_at=item.written_at) if item.source == edit.source else item


def retype(draft: Draft, message: int, words: str, today: date | None = None) -> Draft | None:
    """The message that gave an answer was edited: the answer follows. None: it gave none, or no longer fits."""
    if message in {number for number, _ in draft.story}:
        return _retell(draft, message, words.strip())
    for name, source in draft.typed_in.items():
        question = next((q for q in FORMS[draft.form] if q.name == name), None)
        if source == message and question and question.shortest <= len(words.strip()) <= question.longest:
            answer = words.strip() if question.kind is QuestionKind.TEXT else _day_from(words, today)
            return renewed(replace(draft, answers={**draft.answers, name: answer})) if answer else None
    return None


def _retell(draft: Draft, message: int, words: str) -> Draft | None:
    """One of the messages that the description is made of has other words now."""
    story = tuple((number, words if number == message else said) for number, said in draft.story)
    description = _joined(story)
    if not words or len(description) > _longest(draft, "description"):
        return None
    return renewed(replace(draft, story=story, answers={**draft.answers, "description": description}))


def count_files(draft: Draft) -> int:
    """Items of albums each; words that are kept beside the description are none."""
    return sum(len(parts) for parts in draft.files if has_file(parts))


def _day_from(words: str, today: date | None) -> str:
    """Empty: no day, or one that is over."""
    day = day_in(words, today) if today else None
    return day.isoformat() if day and not is_over(day.isoformat(), today) else ""


def prefill(draft: Draft, parts: Parts) -> Draft:
    """A message that came outside of any ticket begins the form: its words and files are already filled in."""
    started = replace(draft, files=(*draft.files, parts)) if has_file(parts) else draft
    words = told_by(parts).strip()
    if not words:
        return started
    told = _tell(started, parts, words)
    return told if "description" in draft.typed_in else _typed(told, "description", parts)


def carry_over(written: Draft, into: Draft) -> Draft:
    """What was told in one form, added to another: its files and its description."""
    aside = {ASIDE: written.answers[ASIDE]} if ASIDE in written.answers else {}
    carried = replace(into, files=(*into.files, *written.files), answers={**into.answers, **aside})
    for message, words in written.story or ((0, written.answers.get("description", "")),):
        if words:
            before = carried.story or _before(carried)
            story = (*before, (message, words))
            carried = replace(carried, story=story, answers={**carried.answers, "description": _joined(story)})
    return renewed(carried)


def _before(draft: Draft) -> tuple[tuple[int, str], ...]:
    """A description of which nobody knows any more from which messages it came."""
    return ((0, draft.answers["description"]),) if draft.answers.get("description") else ()


def _longest(draft: Draft, name: str) -> int:
    return next((question.longest for question in FORMS[draft.form] if question.name == name), 4096)


def _typed(draft: Draft, name: str, parts: Parts) -> Draft:
    message = parts[0].source.message
    typed = replace(draft, typed_in={**draft.typed_in, name: message})
    if name != "description" or message in {number for number, _ in draft.story}:
        return typed
    return replace(typed, story=((message, typed.answers["description"]),))
