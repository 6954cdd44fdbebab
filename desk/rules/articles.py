"""Articles of the knowledge base, and which of them fit a question. Source: regulation 2.5, final provisions."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import log
from typing import Final

MOST_SUGGESTED: Final = 3
SUGGESTED: Final = 0.38
"""An article that fits less than this is not suggested to somebody who has not asked for any."""
FOUND: Final = 0.06
"""The same for whoever looks for one: rather too many than none."""

LONGEST_SLUG: Final = 60
LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 60_000
MOST_TAGS: Final = 30

IN_TAG: Final = 0.85
IN_TEXT: Final = 0.3
"""How much a word says that stands there, beside one in the title."""

UNKNOWN: Final = 0.5
"""How much a word of the question counts that no article has: it may be what the question is about, or a name."""


class Use(StrEnum):
    """What became of an article."""

    SHOWN = "shown"
    OPENED = "opened"
    HELPED = "helped"
    """It ended a form before it was sent."""
    SENT = "sent"
    """By an employee to a client."""


class Place(StrEnum):
    """Where in an article a word stands."""

    TITLE = "title"
    TAG = "tag"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Article:
    """`text` is plain, `entities` are the messenger's marks on it, as JSON, opaque to the desk.

    `slug` is its name for operators and staff. An article with `categories` is suggested in tickets of these only; one
    with a `language` to readers of that only. `url` is where it stands in public.
    """

    slug: str
    title: str
    text: str
    entities: str = ""
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    language: str = ""
    url: str = ""
    id: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Heading:
    """An article in a list."""

    id: int
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question by its stem; `weight` up to 1: how much it says what the question is about."""

    stem: str
    weight: float = 1.0


Stems = Mapping[int, Collection[str]]
"""The stems of each article in one place."""


def fits(article: Article, *, language: str = "", category: str = "") -> bool:
    """Whether it may be suggested there; an empty language or category is any."""
    spoken = not language or article.language in {"", language}
    return spoken and (not category or not article.categories or category in article.categories)


def rank(terms: Iterable[Term], places: Mapping[Place, Stems], articles: Collection[int]) -> list[tuple[int, float]]:
    """The articles that have any of the words, those that fit best first: (article, from 0 to 1).

    Of the texts only the words of the question need to be there. A rare word says more than one that most articles
    have. What counts is how much of the question the article has, and how much of the title the question has.
    """
    asked = {term.stem: term.weight for term in terms}
    everywhere = [stems for of_place in places.values() for stems in _at(of_place, articles)]
    telling = _telling(asked, places, articles) | _telling(
        {stem: 1.0 for stems in _at(places[Place.TITLE], articles) for stem in stems}, places, articles
    )
    known = {stem for stems in everywhere for stem in stems}
    whole = sum(weight * telling[stem] * (1 if stem in known else UNKNOWN) for stem, weight in asked.items())
    judged = [(article, _fit(article, asked, places, telling, whole)) for article in articles]
    return sorted(((article, fit) for article, fit in judged if fit > 0), key=lambda one: (-one[1], one[0]))


def _at(stems: Stems, articles: Collection[int]) -> list[Collection[str]]:
    return [stems.get(article, ()) for article in articles]


def _telling(asked: Mapping[str, float], places: Mapping[Place, Stems], articles: Collection[int]) -> dict[str, float]:
    """How much each word tells articles apart: the rarer the more."""

    def having(stem: str) -> int:
        return sum(any(stem in stems.get(article, ()) for stems in places.values()) for article in articles)

    return {stem: log(1 + (len(articles) + 1) / (having(stem) + 0.5)) for stem in asked}


def _fit(
    article: int,
    asked: Mapping[str, float],
    places: Mapping[Place, Stems],
    telling: Mapping[str, float],
    whole: float,
) -> float:
    title = places[Place.TITLE].get(article, ())
    tags = places[Place.TAG].get(article, ())
    text = places[Place.TEXT].get(article, ())
    answered = in_head = 0.0
    for stem, weight in asked.items():
        says = weight * telling[stem]
        if stem in title:
            answered, in_head = answered + says, in_head + says
        elif stem in tags:
            answered, in_head = answered + IN_TAG * says, in_head + IN_TAG * says
        elif stem in text:
            answered += IN_TEXT * says
    if not answered:
        return 0.0
    name = sum(telling[stem] for stem in title)
    return (min(1.0, answered / whole) + min(1.0, in_head / name if name else 0.0)) / 2
