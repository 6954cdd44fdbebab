"""Markdown becomes text with marks that Telegram takes, in pieces that fit."""

import json
import re
from html import unescape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from handlers.markdown import told
from handlers.views.articles import A_PIECE, MOST_MARKS, html_of, pieces_of
from handlers.views.split import units


def html(markdown: str) -> str:
    return "".join(html_of(text, marks) for text, marks in pieces_of(*told(markdown)))


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("# Да **и** нет", "<b>Да и нет</b>"),
        ("a *b* **c** ~~d~~ `<e>`", "a <i>b</i> <b>c</b> <s>d</s> <code>&lt;e&gt;</code>"),
        ("[a](https://x.ru/?b=1&c=2)", '<a href="https://x.ru/?b=1&amp;c=2">a</a>'),
        ("[a](other.md) [b](javascript:alert(1)) ![c](d.png)", "a [b](javascript:alert(1)) c"),
        ("![схема](https://x.ru/a.png)", '<a href="https://x.ru/a.png">схема</a>'),
        ("- a\n- b\n  - c\n\n1. d\n2. e", "• a\n• b\n   ◦ c\n\n1. d\n2. e"),
        ("> a\n> > b", "<blockquote>a\n\nb</blockquote>"),
        ("```sh\nls <a>\n```", '<pre><code class="language-sh">ls &lt;a&gt;</code></pre>'),
        ("|a|b|\n|-|-|\n|1|2|", "<b>a</b> | <b>b</b>\n1 | 2"),
        ("<b>a</b> <script>", "&lt;b&gt;a&lt;/b&gt; &lt;script&gt;"),
        ("a\nb  \nc\n\n---\n\n🙂 **d**", "a b\nc\n\n———\n\n🙂 <b>d</b>"),
    ],
)
def test_what_markdown_says_is_shown_as_telegram_can(markdown: str, shown: str) -> None:
    assert html(markdown) == shown


WORDS = some.sampled_from(
    ["*", "**", "`", "[", "](https://x.ru)", "# ", "> ", "- ", "1. ", "\n", "\n\n", "```\n", "🙂", "а <б> "]
)


@settings(max_examples=150)
@given(some.lists(WORDS, max_size=60).map("".join))
def test_whatever_is_written_marks_lie_within_the_text_and_one_within_another(markdown: str) -> None:
    text, marks = told(markdown)
    assert "".join(unescape(re.sub("<[^>]*>", "", html(markdown))).split()) == "".join(text.split())
    spans: list[dict[str, Any]] = json.loads(marks or "[]")
    for mark in spans:
        assert mark["length"] > 0
        assert 0 <= mark["offset"] <= mark["offset"] + mark["length"] <= units(text)
    for one in spans:
        for other in spans:
            a, b, c, d = (f for m in (one, other) for f in (m["offset"], m["offset"] + m["length"]))
            assert b <= c or d <= a or (a <= c and d <= b) or (c <= a and b <= d)


def test_a_long_article_is_cut_between_its_words_and_marks_and_nothing_of_it_is_lost() -> None:
    link = "[слово за словом](https://x.ru) и **ещё** "
    text, marks = told("\n\n".join(["# Заголовок", *(link * 5 for _ in range(60))]))
    pieces = pieces_of(text, marks)
    assert len(pieces) > 3
    assert "".join("".join(words.split()) for words, _ in pieces) == "".join(text.split())
    for words, of_piece in pieces:
        assert units(words) <= A_PIECE
        assert len(of_piece) <= MOST_MARKS
        for mark in of_piece:
            assert mark.extract_from(words) in {"слово за словом", "ещё", "Заголовок"}


def test_a_long_article_with_few_marks_is_cut_too() -> None:
    text, marks = told("# Заголовок\n\n" + "\n\n".join(["слово " * 50] * 60))
    pieces = pieces_of(text, marks)
    assert len(pieces) > 1
    assert max(units(words) for words, _ in pieces) <= A_PIECE
