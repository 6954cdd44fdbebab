"""The HTML parse mode."""

from typing import Any

import pytest

from simulator.errors import ApiError
from simulator.text.html import parse_html


@pytest.mark.parametrize(
    ("markup", "plain", "entities"),
    [
        ("plain", "plain", []),
        ("<b>bold</b>", "bold", [("bold", 0, 4)]),
        ("<STRONG>bold</strong>", "bold", [("bold", 0, 4)]),
        ("a<i>b<b>c</b></i>", "abc", [("italic", 1, 2), ("bold", 2, 1)]),
        ("<u>u</u><ins>v</ins><s>s</s><strike>t</strike><del>d</del>", "uvstd", [
            ("underline", 0, 1), ("underline", 1, 1), ("strikethrough", 2, 1), ("strikethrough", 3, 1),
            ("strikethrough", 4, 1),
        ]),
        ("<em>e</em><tg-spoiler>x</tg-spoiler><span class=\"tg-spoiler\">y</span>", "exy", [
            ("italic", 0, 1), ("spoiler", 1, 1), ("spoiler", 2, 1),
        ]),
        ("😀<b>я</b>", "😀я", [("bold", 2, 1)]),
        ("1 &lt; 2 &amp; 3 &gt; 2 &quot;&#8364;&#x20AC;", '1 < 2 & 3 > 2 "€€', []),
        ("&nbsp; &copy &", "&nbsp; &copy &", []),
        ("&lt", "<", []),
        ("<b></b>", "", []),
        ("<b>open</>", "open", [("bold", 0, 4)]),
        ("<code>x</code><pre>y</pre>", "xy", [("code", 0, 1), ("pre", 1, 1)]),
        ("<blockquote>q</blockquote><blockquote expandable>r</blockquote>", "qr", [
            ("blockquote", 0, 1), ("expandable_blockquote", 1, 1),
        ]),
    ],
)  # fmt: skip
def test_markup_becomes_text_and_entities(markup: str, plain: str, entities: list[tuple[str, int, int]]) -> None:
    text, found = parse_html(markup)
    assert text == plain
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found] == entities


@pytest.mark.parametrize(
    ("markup", "entity"),
    [
        ('<a href="https://example.org/?a=1&amp;b=2">x</a>', {"type": "text_link", "url": "https://example.org/?a=1&b=2"}),
        ("<a href='example.org'>x</a>", {"type": "text_link", "url": "http://example.org/"}),
        ('<a href="tg://user?id=42">x</a>', {"type": "text_mention", "user": {"id": 42}}),
        ('<tg-emoji emoji-id="5368324170671202286">x</tg-emoji>', {
            "type": "custom_emoji", "custom_emoji_id": "5368324170671202286",
        }),
        ('<pre><code class="language-python">x</code></pre>', {"type": "pre", "language": "python"}),
        ('<code class="language-python"><pre>x</pre></code>', {"type": "pre", "language": "python"}),
        ('<code class="language-python">x</code>', {"type": "code"}),
    ],
)  # fmt: skip
def test_tags_with_arguments_keep_them(markup: str, entity: dict[str, Any]) -> None:
    assert parse_html(markup) == ("x", [{"offset": 0, "length": 1} | entity])


def test_a_link_that_is_none_leaves_plain_text() -> None:
    assert parse_html('<a href="nonsense">x</a>') == ("x", [])


@pytest.mark.parametrize(
    ("markup", "error"),
    [
        ("<div>x</div>", 'Unsupported start tag "div" at byte offset 0'),
        ("ю<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("<i>text</b>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_wrong_markup_is_refused_in_telegrams_words(markup: str, error: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(markup)
    assert caught.value.description == f"Bad Request: can't parse entities: {error}"
