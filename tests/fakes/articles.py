"""The knowledge base in memory."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from desk.ids import DraftId
from desk.rules.articles import Article, Heading, Place, Use, fits, rank
from storage.article_words import terms, words_of
from tests.fakes.store import Store, Used


class FakeArticles:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def keep(self, article: Article, at: datetime) -> None:
        known = self._store.articles.get(article.slug)
        number = known.id if known else self._store.number("article")
        self._store.articles[article.slug] = replace(article, id=number)

    async def drop(self, slug: str) -> bool:
        return self._store.articles.pop(slug, None) is not None

    async def all(self) -> list[Article]:
        return [article for _, article in sorted(self._store.articles.items())]

    async def get(self, number: int) -> Article | None:
        return next((article for article in self._store.articles.values() if article.id == number), None)

    async def by_slug(self, slug: str) -> Article | None:
        return self._store.articles.get(slug)

    async def headings(self, language: str = "") -> list[Heading]:
        spoken = [article for article in self._store.articles.values() if fits(article, language=language)]
        return [_heading(article) for article in sorted(spoken, key=lambda one: (one.title, one.id))]

    async def find(
        self, subject: str, text: str = "", *, language: str = "", category: str = "", least: float, most: int
    ) -> list[Heading]:
        known = {
            article.id: article
            for article in self._store.articles.values()
            if fits(article, language=language, category=category)
        }
        words = {article.id: words_of(article) for article in self._store.articles.values()}
        places = {place: {number: of_one[place] for number, of_one in words.items()} for place in Place}
        heads = {stem for place in (Place.TITLE, Place.TAG) for stems in places[place].values() for stem in stems}
        in_texts = {stem for stems in places[Place.TEXT].values() for stem in stems}
        ranked = rank(terms(subject, text, heads, heads | in_texts), places, list(known))
        return [_heading(known[article]) for article, fit in ranked if fit >= least][:most]

    async def note(self, slug: str, use: Use, at: datetime, draft: DraftId | None = None) -> None:
        noted = Used(slug, use, draft, at)
        if draft is None or not any((slug, use, draft) == (one.slug, one.use, one.draft) for one in self._store.uses):
            self._store.uses.append(noted)

    async def uses(self, since: datetime | None = None, until: datetime | None = None) -> Mapping[tuple[str, Use], int]:
        return Counter(
            (one.slug, one.use)
            for one in self._store.uses
            if (since is None or one.at >= since) and (until is None or one.at < until)
        )


def _heading(article: Article) -> Heading:
    return Heading(article.id, article.slug, article.title)
