"""Articles of the knowledge base, to clients and to staff. Source: regulation 2.5, final provisions."""

from dataclasses import dataclass

from desk.ids import TicketId
from desk.notices.base import ForChat, Screen
from desk.rules.articles import Heading
from desk.rules.form import Problem, Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesOffered(Screen):
    """In the middle of a form: perhaps one of these answers the question already."""

    rev: int
    articles: tuple[Heading, ...]
    files: int = 0
    problem: Problem | None = None
    remark: Remark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleShown(Screen):
    """One of them, from the `page`th piece on (0 is the first). `rev`: within that page of a form.

    `entities` are the messenger's marks on the text. `draft`: outside of forms, one can be gone on with.
    """

    article: int
    title: str
    text: str
    entities: str
    url: str
    page: int = 0
    rev: int | None = None
    draft: bool = False

    stays = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleHelped(Screen):
    """The form is put away: the article was the answer."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesListed(Screen):
    """What a client looked for, or all articles; page 1 is the first."""

    articles: tuple[Heading, ...]
    words: str
    page: int
    pages: int
    help_centre: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesFound(ForChat):
    """What an employee looked for, or all; in a ticket's place with a button for each that sends it."""

    articles: tuple[Heading, ...]
    words: str
    total: int
    ticket: TicketId | None = None
    topic: int | None = None
    reply_to: int | None = None


ArticleNotice = ArticlesOffered | ArticleShown | ArticleHelped | ArticlesListed | ArticlesFound
