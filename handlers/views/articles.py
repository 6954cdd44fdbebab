"""Articles as pages: lists of them, and their text in pieces that Telegram takes."""

import json
from collections.abc import Sequence

from aiogram.types import MessageEntity

from desk.notices.articles import ArticleHelped, ArticlesFound, ArticleShown, ArticlesListed, ArticlesOffered
from desk.notices.base import Screen
from handlers.callbacks import Fill, Go, Hand, Leaf, Read
from handlers.texts import Html, Texts, escape
from handlers.views.call import Page
from handlers.views.keyboards import Button, column, keyboard
from handlers.views.split import Piece, cut, split, units, visible

A_PIECE = 3000
MOST_MARKS = 90
"""Telegram reads a hundred marks of a message, and leaves the rest unmarked without a word."""


def article_page(screen: Screen, texts: Texts) -> Page | None:
    match screen:
        case ArticlesOffered():
            return _offered(screen, texts)
        case ArticleShown():
            return _article(screen, texts)
        case ArticleHelped(title=title):
            return Page(texts.article_helped(title=title), keyboard([(texts.button("menu"), Go(to="menu"))]))
        case ArticlesListed():
            return _listed(screen, texts)
        case _:
            return None


def _offered(screen: ArticlesOffered, texts: Texts) -> Page:
    lines: list[Html] = []
    if screen.problem:
        lines.append(Html(f"<b>{texts.problem(screen.problem, 0)}</b>"))
    if screen.remark:
        lines.append(texts.remark(screen.remark))
    lines.append(texts.articles_offered())
    if screen.files:
        lines.append(texts.files_so_far(screen.files))
    titles: list[Button] = [
        (one.title, Fill(rev=screen.rev, button="article", value=str(one.id))) for one in screen.articles
    ]
    on: Button = (texts.button("continue"), Fill(rev=screen.rev, button="go_on"))
    away: list[Button] = [(texts.button(name), Fill(rev=screen.rev, button=name)) for name in ("back", "cancel")]
    return Page(Html("\n\n".join(lines)), keyboard(*column([*titles, on]), away))


def pieces_of(text: str, entities: str) -> list[Piece]:
    """As few as Telegram allows: short enough, and with few enough marks."""
    marks = [MessageEntity.model_validate(mark) for mark in json.loads(entities or "[]")]
    room = A_PIECE
    while True:
        pieces = visible(split(text, marks, room, room))
        if room < A_PIECE // 8 or all(len(of_piece) <= MOST_MARKS for _, of_piece in pieces):
            return pieces
        room //= 2


TAGS = {"bold": "b", "italic": "i", "strikethrough": "s", "code": "code", "blockquote": "blockquote"}


def html_of(text: str, marks: Sequence[MessageEntity]) -> Html:
    """As markup. The marks of an article stand within each other, never by halves: they come from a tree."""
    ordered = sorted(marks, key=lambda mark: (mark.offset, -mark.length))
    return _marked(text, ordered, 0, units(text))


def _marked(text: str, marks: Sequence[MessageEntity], start: int, end: int) -> Html:
    said, place, rest = "", start, list(marks)
    while rest:
        mark, stop = rest[0], rest[0].offset + rest[0].length
        inside = [one for one in rest[1:] if one.offset < stop]
        rest = rest[1 + len(inside) :]
        opens, closes = _tags(mark)
        said += escape(cut(text, place, mark.offset)) + opens + _marked(text, inside, mark.offset, stop) + closes
        place = stop
    return Html(said + escape(cut(text, place, end)))


def _tags(mark: MessageEntity) -> tuple[str, str]:
    match mark.type:
        case "text_link":
            return f'<a href="{escape(mark.url or "")}">', "</a>"
        case "pre" if mark.language:
            return f'<pre><code class="language-{escape(mark.language)}">', "</code></pre>"
        case "pre":
            return "<pre>", "</pre>"
        case _:
            return f"<{TAGS[mark.type]}>", f"</{TAGS[mark.type]}>"


def _article(screen: ArticleShown, texts: Texts) -> Page:
    pieces = pieces_of(screen.text, screen.entities)
    page = min(screen.page, len(pieces) - 1)
    words, marks = pieces[page]
    last = page + 1 == len(pieces)
    blocks = [html_of(words, marks)]
    if screen.url and last:
        blocks.append(texts.article_address(screen.url))
    more = [] if last else [_more(screen, texts, page + 1, len(pieces))]
    return Page(Html("\n\n".join(blocks)), keyboard(more, *_after_reading(screen, texts)))


def _more(screen: ArticleShown, texts: Texts, page: int, pages: int) -> Button:
    words = texts.article_goes_on(page=page + 1, pages=pages)
    if screen.rev is None:
        return words, Read(article=screen.article, page=page)
    return words, Fill(rev=screen.rev, button="article", value=f"{screen.article}-{page}")


def _after_reading(screen: ArticleShown, texts: Texts) -> list[list[Button]]:
    if screen.rev is None:
        ways = ["continue" if screen.draft else "new", "articles"]
        return column([(texts.button(way), Go(to="new" if way == "continue" else way)) for way in ways])
    helped: Button = (texts.button("helped"), Fill(rev=screen.rev, button="helped", value=str(screen.article)))
    on: Button = (texts.button("continue"), Fill(rev=screen.rev, button="go_on"))
    others: Button = (texts.button("other_articles"), Fill(rev=screen.rev, button="show"))
    return column([helped, on, others])


def _listed(screen: ArticlesListed, texts: Texts) -> Page:
    text = texts.articles_listed(words=screen.words, some=bool(screen.articles), centre=screen.help_centre)
    titles: list[Button] = [(one.title, Read(article=one.id)) for one in screen.articles]
    leaves: list[Button] = []
    if screen.page > 1:
        leaves.append((texts.button("page_before"), Leaf(of="articles", page=screen.page - 1)))
    if screen.page < screen.pages:
        leaves.append((texts.button("page_after"), Leaf(of="articles", page=screen.page + 1)))
    return Page(text, keyboard(*column(titles), leaves, [(texts.button("menu"), Go(to="menu"))]))


def found_page(notice: ArticlesFound, texts: Texts) -> Page:
    """For an employee: in a ticket's place each button sends one."""
    send = notice.ticket is not None
    head = texts.articles_found(words=notice.words, some=bool(notice.articles), send=send)
    lines = [texts.article_line(title=one.title, slug=one.slug) for one in notice.articles]
    more = notice.total - len(notice.articles)
    blocks = [head, "\n".join(lines), texts.list_and_more(more) if more else ""]
    rows: list[Button] = [
        (one.title, Hand(article=one.id, ticket=notice.ticket)) for one in notice.articles if notice.ticket is not None
    ]
    return Page(Html("\n\n".join(block for block in blocks if block)), keyboard(*column(rows)))
