"""The articles of the knowledge base, and what became of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from desk.ids import DraftId
from desk.rules.articles import Article, Heading, Use


class Articles(Protocol):
    async def keep(self, article: Article, at: datetime) -> None:
        """In place of the one of that slug, whose number stays."""
        ...

    async def drop(self, slug: str) -> bool:
        """Whether it was there. How often it was used is not forgotten."""
        ...

    async def all(self) -> list[Article]:
        """By slug."""
        ...

    async def get(self, number: int) -> Article | None: ...
    async def by_slug(self, slug: str) -> Article | None: ...
    async def headings(self, language: str = "") -> list[Heading]:
        """Those for readers of that language, or all: by title."""
        ...

    async def find(
        self, subject: str, text: str = "", *, language: str = "", category: str = "", least: float, most: int
    ) -> list[Heading]:
        """The articles that fit the question, best first; whatever the forms of its words, and small slips in them."""
        ...

    async def note(self, slug: str, use: Use, at: datetime, draft: DraftId | None = None) -> None:
        """Count it; in one form each use of an article counts once."""
        ...

    async def uses(self, since: datetime | None = None, until: datetime | None = None) -> Mapping[tuple[str, Use], int]:
        """How often each article was used in [since, until)."""
        ...
