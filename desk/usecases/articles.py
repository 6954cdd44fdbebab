"""Articles in the middle of a form, and for whoever looks for them. Source: regulation 2.5, final provisions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from desk.ids import PersonId
from desk.notices.articles import ArticleHelped, ArticleShown, ArticlesListed, ArticlesOffered
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.articles import FOUND, MOST_SUGGESTED, SUGGESTED, Article, Heading, Use
from desk.rules.form import Context, Draft, FormName, QuestionKind, Step, next_question, renewed
from desk.rules.form_told import count_files

PASSED = "articles"
"""The answer that says that the person has seen them, and goes on."""

A_PAGE = 8
MOST_FOUND = 40
MOST_WORDS = 200


async def offered(work: Work, step: Step, context: Context) -> bool:
    """Whether the person is shown articles now: once all is told, before files and confirmation."""
    draft = step.draft
    if PASSED in draft.answers or draft.revisiting or draft.form not in {FormName.TICKET, FormName.PROSPECT}:
        return False
    question = next_question(draft, context)
    if question is not None and question.kind is not QuestionKind.FILES:
        return False
    found = await _fitting(work, draft)
    for heading in found:
        await work.articles.note(heading.slug, Use.SHOWN, work.now, draft.id)
    if found:
        work.outbox.say(
            ArticlesOffered(
                to=draft.person,
                rev=draft.rev,
                articles=tuple(found),
                files=count_files(draft),
                problem=step.problem,
                remark=step.remark,
            )
        )
    return bool(found)


async def _fitting(work: Work, draft: Draft) -> list[Heading]:
    answers = draft.answers
    return await work.articles.find(
        answers.get("subject") or answers.get("description", ""),
        answers.get("description", ""),
        language=await language_of(work, draft.person),
        category=answers.get("category", ""),
        least=SUGGESTED,
        most=MOST_SUGGESTED,
    )


async def language_of(work: Work, person: PersonId) -> str:
    """The language in which the desk speaks with them."""
    known = await work.people.get(person)
    code = (known.chosen or known.language) if known else ""
    return work.policy.speaks(code or work.policy.language)


def gone_on(draft: Draft) -> Step:
    """They were seen, and are not shown again in this form."""
    return Step(renewed(replace(draft, answers={**draft.answers, PASSED: "seen"})))


async def open_in_form(work: Work, draft: Draft, value: str) -> Toast | None:
    """Shows an article, which stays in the chat; what was typed waits."""
    number, _, page = value.partition("-")
    article = await _article(work, number)
    if article is None:
        return Toast.GONE
    await work.articles.note(article.slug, Use.OPENED, work.now, draft.id)
    work.outbox.say(_shown(draft.person, article, _number(page), rev=draft.rev))
    return None


async def helped(work: Work, draft: Draft, value: str) -> Toast | None:
    """The article was the answer: the form is closed, and that is counted."""
    article = await _article(work, value)
    if article is None:
        return Toast.GONE
    await work.articles.note(article.slug, Use.HELPED, work.now, draft.id)
    await work.drafts.drop(draft.id)
    work.outbox.say(ArticleHelped(to=draft.person, title=article.title))
    return None


async def list_articles(work: Work, *, person: PersonId, words: str = "", page: int = 1) -> None:
    """`/articles`: all of them, or those that fit the words."""
    language = await language_of(work, person)
    words = " ".join(words.split())[:MOST_WORDS]
    if words:
        found = await work.articles.find(words, language=language, least=FOUND, most=A_PAGE)
    else:
        found = await work.articles.headings(language)
    pages = max(1, -(-len(found) // A_PAGE))
    page = min(max(1, page), pages)
    shown = found[(page - 1) * A_PAGE : page * A_PAGE]
    for heading in shown if words else ():
        await work.articles.note(heading.slug, Use.SHOWN, work.now)
    centre = work.policy.help_centre
    work.outbox.say(
        ArticlesListed(to=person, articles=tuple(shown), words=words, page=page, pages=pages, help_centre=centre)
    )


async def read_article(work: Work, *, person: PersonId, number: int, page: int = 0) -> Toast | None:
    """Outside of forms; one that was begun waits."""
    article = await work.articles.get(number)
    if article is None:
        return Toast.GONE
    if not page:
        await work.articles.note(article.slug, Use.OPENED, work.now)
    draft = await work.drafts.of(person, FormName.TICKET) is not None
    work.outbox.say(_shown(person, article, page, draft=draft))
    return None


def _shown(
    person: PersonId, article: Article, page: int, *, rev: int | None = None, draft: bool = False
) -> ArticleShown:
    return ArticleShown(
        to=person,
        article=article.id,
        title=article.title,
        text=article.text,
        entities=article.entities,
        url=article.url,
        page=page,
        rev=rev,
        draft=draft,
    )


LONGEST_NUMBER = 15


def _number(value: str) -> int:
    return int(value) if value.isdecimal() and value.isascii() and len(value) <= LONGEST_NUMBER else 0


async def _article(work: Work, value: str) -> Article | None:
    """The one that a button names; anybody can send any bytes as a button."""
    return await work.articles.get(_number(value))


@dataclass(frozen=True, slots=True)
class Difference:
    """What an import changes, by slug. `missing`: those that it does not have."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    missing: tuple[str, ...]


async def compare(work: Work, *, articles: Mapping[str, Article]) -> Difference:
    known = {article.slug: article for article in await work.articles.all()}
    return Difference(
        added=tuple(sorted(articles.keys() - known.keys())),
        changed=tuple(sorted(slug for slug in articles.keys() & known.keys() if articles[slug] != known[slug])),
        same=tuple(sorted(slug for slug in articles.keys() & known.keys() if articles[slug] == known[slug])),
        missing=tuple(sorted(known.keys() - articles.keys())),
    )


async def take_over(work: Work, *, articles: Mapping[str, Article], prune: bool = False) -> Difference:
    """Keep these; with `prune` no others."""
    difference = await compare(work, articles=articles)
    for slug in (*difference.added, *difference.changed):
        await work.articles.keep(articles[slug], work.now)
    for slug in difference.missing if prune else ():
        await work.articles.drop(slug)
    return difference
