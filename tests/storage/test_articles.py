"""The knowledge base: kept by name, found by what it is about."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.articles import read_folder
from desk.ids import DraftId
from desk.ports import Begin, Work
from desk.rules.articles import FOUND, MOST_SUGGESTED, SUGGESTED, Article, Use
from tests.articles.questions import QUESTIONS, UNSEEN, Question
from tests.builders import MONDAY
from tests.storage.saving import saving

FOLDER = Path(__file__).parent.parent / "articles"
MAIL = Article("pochta", "Не приходят письма", "Не приходят письма\n\nПосмотрите в папку Спам.", tags=("спам",))


async def suggested(work: Work, subject: str, text: str = "", *, language: str = "ru", category: str = "") -> list[str]:
    found = await work.articles.find(
        subject, text, language=language, category=category, least=SUGGESTED, most=MOST_SUGGESTED
    )
    return [heading.slug for heading in found]


async def test_one_is_kept_under_its_name_and_changed_in_place(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.articles.keep(MAIL, MONDAY)
        before = await work.articles.by_slug("pochta")
        changed = Article(
            "pochta", "Домен не продлён", "Новый текст", "[]", ("а", "б"), ("incident",), "ru", "https://x"
        )
        await work.articles.keep(changed, MONDAY + timedelta(days=1))
        (after,) = await work.articles.all()
        assert after == changed
        assert before is not None
        assert after.id == before.id
        assert await work.articles.get(after.id) == changed
        assert await suggested(work, "письма не приходят", category="incident") == []
        assert await suggested(work, "не продлён домен", category="incident") == ["pochta"]


async def test_what_is_removed_is_not_found_and_its_uses_are_not_forgotten(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.articles.keep(MAIL, MONDAY)
        await work.articles.note("pochta", Use.HELPED, MONDAY, DraftId(7))
        assert await work.articles.drop("pochta")
        assert not await work.articles.drop("pochta")
        assert await work.articles.by_slug("pochta") is None
        assert await suggested(work, "не приходят письма") == []
        assert await work.articles.uses() == {("pochta", Use.HELPED): 1}


async def test_they_are_listed_by_title_for_readers_of_a_language(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.articles.keep(MAIL, MONDAY)
        await work.articles.keep(Article("b", "Backup", "How to", language="en"), MONDAY)
        await work.articles.keep(Article("a", "Архив", "Как", language="ru"), MONDAY)
        assert [heading.slug for heading in await work.articles.headings("ru")] == ["a", "pochta"]
        assert [heading.title for heading in await work.articles.headings()] == ["Backup", "Архив", MAIL.title]
        assert await suggested(work, "backup", language="ru") == []
        assert await suggested(work, "backups", language="en") == ["b"]


async def test_an_article_with_categories_is_suggested_in_these_only(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.articles.keep(Article("ftp", "Доступ по FTP", "Порт 22", categories=("access",)), MONDAY)
        assert await suggested(work, "доступ FTP", category="access") == ["ftp"]
        assert await suggested(work, "доступ FTP") == ["ftp"]
        assert await suggested(work, "доступ FTP", category="billing") == []


async def test_in_one_form_each_use_counts_once_and_outside_of_forms_always(begin: Begin) -> None:
    later = MONDAY + timedelta(days=1)
    async with saving(begin) as work:
        for draft in (DraftId(1), DraftId(1), DraftId(2), None, None):
            await work.articles.note("pochta", Use.SHOWN, MONDAY, draft)
        await work.articles.note("pochta", Use.OPENED, later, DraftId(1))
    async with begin() as work:
        assert await work.articles.uses() == {("pochta", Use.SHOWN): 4, ("pochta", Use.OPENED): 1}
        assert await work.articles.uses(later) == {("pochta", Use.OPENED): 1}
        assert await work.articles.uses(MONDAY, later) == {("pochta", Use.SHOWN): 4}


async def test_without_words_or_articles_nothing_is_found(begin: Begin) -> None:
    async with saving(begin) as work:
        assert await suggested(work, "почта") == []
        await work.articles.keep(MAIL, MONDAY)
        for words in ("", "?!", "и не в", "x" * 5000, "🙂"):
            assert await work.articles.find(words, words, least=FOUND, most=5) == []


@pytest.mark.parametrize(("questions", "right"), [(QUESTIONS, 28), (UNSEEN, 24)], ids=["questions", "unseen"])
async def test_the_right_article_is_suggested_and_none_for_another_question(
    begin: Begin, questions: tuple[Question, ...], right: int
) -> None:
    """38 questions with which the weights were chosen, and 34 that were not looked at: each has its article or none."""
    folder = read_folder(FOLDER)
    assert folder.bad == ()
    async with saving(begin) as work:
        for article in folder.articles.values():
            await work.articles.keep(article, MONDAY)
        first, wrong = 0, []
        for subject, text, answers in questions:
            found = await suggested(work, subject, text)
            first += bool(answers.intersection(found[:1]))
            if (found and not answers) or (answers and not answers.intersection(found)):
                wrong.append((subject, found))
        assert wrong == []
        assert first == right
