"""The knowledge base in SQL."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, func, insert, or_, select

from desk.ids import DraftId
from desk.rules.articles import Article, Heading, Place, Use, fits, rank
from storage.article_words import terms, words_of
from storage.sql import Rows, Sql, upsert
from storage.tables import article_uses, article_words, articles
from storage.values import columns_of

_COLUMNS: Final = tuple(column for column in articles.c if column.name != "at")
_ALL: Final = select(*_COLUMNS).order_by(articles.c.slug)
_GET: Final = select(*_COLUMNS).where(articles.c.id == bindparam("number"))
_BY_SLUG: Final = select(*_COLUMNS).where(articles.c.slug == bindparam("name"))
_HEADINGS: Final = (
    select(articles.c.id, articles.c.slug, articles.c.title)
    .where(or_(bindparam("spoken") == "", articles.c.language.in_(["", bindparam("spoken")])))
    .order_by(articles.c.title, articles.c.id)
)
_LABELS: Final = select(
    articles.c.id, articles.c.slug, articles.c.title, articles.c.categories, articles.c.language
).order_by(articles.c.id)
_KEEP: Final = upsert(articles)
_KEEP_OR_CHANGE: Final = _KEEP.on_conflict_do_update(
    index_elements=[articles.c.slug],
    set_={column.name: _KEEP.excluded[column.name] for column in articles.c if column.name not in {"id", "slug"}},
).returning(articles.c.id)
_DROP: Final = delete(articles).where(articles.c.id == bindparam("number"))
_FORGET: Final = delete(article_words).where(article_words.c.article == bindparam("number"))
_LEARN: Final = insert(article_words)
_HEADS: Final = select(article_words.c.article, article_words.c.stem, article_words.c.place).where(
    article_words.c.place != Place.TEXT
)
_IN_TEXT: Final = select(article_words.c.article, article_words.c.stem).where(
    article_words.c.stem.in_(bindparam("stems", expanding=True)), article_words.c.place == Place.TEXT
)
_USED: Final = upsert(article_uses).on_conflict_do_nothing()
_USES: Final = select(article_uses.c.slug, article_uses.c.use, func.count().label("times")).group_by(
    article_uses.c.slug, article_uses.c.use
)


class Articles:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def keep(self, article: Article, at: datetime) -> None:
        number = await self._sql.value(_KEEP_OR_CHANGE, **columns_of(article, "id"), at=at)
        await self._sql.run(_FORGET, {"number": number})
        words = [(stem, place) for place, stems in words_of(article).items() for stem in stems]
        if words:
            await self._sql.run(_LEARN, [{"stem": stem, "article": number, "place": place} for stem, place in words])

    async def drop(self, slug: str) -> bool:
        known = await self.by_slug(slug)
        if known is None:
            return False
        await self._sql.run(_FORGET, {"number": known.id})
        return bool(await self._sql.changed(_DROP, number=known.id))

    async def all(self) -> list[Article]:
        return [Article(**row) for row in await self._sql.all(_ALL)]

    async def get(self, number: int) -> Article | None:
        return await self._one(_GET, number=number)

    async def by_slug(self, slug: str) -> Article | None:
        return await self._one(_BY_SLUG, name=slug)

    async def headings(self, language: str = "") -> list[Heading]:
        return [Heading(**row) for row in await self._sql.all(_HEADINGS, spoken=language)]

    async def find(
        self, subject: str, text: str = "", *, language: str = "", category: str = "", least: float, most: int
    ) -> list[Heading]:
        known = {
            row["id"]: Heading(row["id"], row["slug"], row["title"])
            for row in await self._sql.all(_LABELS)
            if fits(Article(text="", **row), language=language, category=category)
        }
        if not known:
            return []
        places: dict[Place, dict[int, set[str]]] = {place: defaultdict(set) for place in Place}
        for row in await self._sql.all(_HEADS):
            places[row["place"]][row["article"]].add(row["stem"])
        heads = {stem for of_place in places.values() for stems in of_place.values() for stem in stems}
        asked = [term.stem for term in terms(subject, text, (), ())]
        for row in await self._sql.all(_IN_TEXT, stems=asked):
            places[Place.TEXT][row["article"]].add(row["stem"])
        in_texts = {stem for stems in places[Place.TEXT].values() for stem in stems}
        ranked = rank(terms(subject, text, heads, heads | in_texts), places, list(known))
        return [known[article] for article, fit in ranked if fit >= least][:most]

    async def note(self, slug: str, use: Use, at: datetime, draft: DraftId | None = None) -> None:
        await self._sql.run(_USED, {"slug": slug, "use": use, "draft": draft, "at": at})

    async def uses(self, since: datetime | None = None, until: datetime | None = None) -> Mapping[tuple[str, Use], int]:
        statement, values = _USES, dict[str, Any]()
        if since is not None:
            statement, values = statement.where(article_uses.c.at >= bindparam("since")), {"since": since}
        if until is not None:
            statement, values = statement.where(article_uses.c.at < bindparam("until")), {**values, "until": until}
        return {(row["slug"], row["use"]): row["times"] for row in await self._sql.all(statement, **values)}

    async def _one(self, statement: Rows, **values: Any) -> Article | None:
        row = await self._sql.one(statement, **values)
        return Article(**row) if row else None
