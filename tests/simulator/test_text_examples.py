"""Where the local Telegram once read a text otherwise than Telegram: the smallest example of each difference."""

from typing import Any

import pytest

from simulator.errors import ApiError
from simulator.text.cleaning import cleaned
from simulator.text.detect import detected
from simulator.text.formatted import finished
from simulator.text.hosts import zones
from simulator.text.html import parse_html
from simulator.text.links import link_problem
from tests.simulator import telegrams_parser as telegram

Place = tuple[str, int, int]


def places(entities: list[dict[str, Any]]) -> list[Place]:
    return [(entity["type"], entity["offset"], entity["length"]) for entity in entities]


def given(*entities: Place) -> list[dict[str, Any]]:
    return [{"type": kind, "offset": offset, "length": length} for kind, offset, length in entities]


READ: list[tuple[str, str, list[dict[str, Any]]]] = [
    ("<b x>y</b>", "y", [{"type": "bold"}]),
    ("<a href>x</a>", "x", []),
    ('<b a="1"b="2">x</b>', "x", [{"type": "bold"}]),
    ("<blockquote expandable=1>x</blockquote>", "x", [{"type": "expandable_blockquote"}]),
    ("<blockquote EXPANDABLE>x</blockquote>", "x", [{"type": "blockquote"}]),
    ("&#X3C;", "<", []),
    ("<pre><code>x</code></pre>", "x", [{"type": "pre"}, {"type": "code"}]),
    ('<code class="language-a"><code class="language-b">x</code></code>', "x", [{"type": "code"}, {"type": "code"}]),
    (
        '<code class="language-b"><pre><code class="language-a">x</code></pre></code>',
        "x",
        [{"type": "pre", "language": "a"}, {"type": "code"}],
    ),
    ("<i><b>x</b></i>", "x", [{"type": "bold"}, {"type": "italic"}]),
    ("<tg-time unix=5 format='twDT'>x</tg-time>", "x", [
        {"type": "date_time", "unix_time": 5, "date_time_format": "wDt"},
    ]),
    ("<tg-time unix=5 format=R>x</tg-time>", "x", [{"type": "date_time", "unix_time": 5, "date_time_format": "r"}]),
    ("<tg-time unix=4294967297x>x</tg-time>", "x", [{"type": "date_time", "unix_time": 1}]),
    ("<tg-time unix=2147483648>x</tg-time>", "x", []),
    ("<tg-emoji emoji-id=-1>x</tg-emoji>", "x", [{"type": "custom_emoji", "custom_emoji_id": "-1"}]),
    ("<a href='TG:USER/?x=1&amp;id=42#y'>x</a>", "x", [{"type": "text_mention", "user": {"id": 42}}]),
    ("<a href='tg://user?id=0'>x</a>", "x", [{"type": "text_link", "url": "tg://user?id=0"}]),
    ("<a href='tg://user?id=007'>x</a>", "x", [{"type": "text_link", "url": "tg://user?id=007"}]),
    ("<a href='HTTPS://Example.ORG:0443?Q #f '>x</a>", "x", [{"type": "text_link", "url": "https://example.org:443/?Q%20#f"}]),
    ("<a href='u:p@example.org'>x</a>", "x", [{"type": "text_link", "url": "http://u:p@example.org/"}]),
    ("<a href='a@b@example.org'>x</a>", "x", []),
    ("<a href='a@b@[::1]'>x</a>", "x", [{"type": "text_link", "url": "http://a@b@[::1]/"}]),
    ("<a href='example.org:99999'>x</a>", "x", []),
    ("<a href='tg://a.b'>x</a>", "x", []),
    ("<a href='ton:a/b'>x</a>", "x", [{"type": "text_link", "url": "ton://a/b"}]),
]  # fmt: skip

HALVES = "Text contains invalid Unicode characters after decoding HTML entities"
REFUSED = [
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<b ", 'Empty attribute name in the tag "b" at byte offset 0'),
    ("<b/>x</b>", 'Unsupported start tag "b/" at byte offset 0'),
    ("<b />x</b>", 'Empty attribute name in the tag "b" at byte offset 0'),
    ("<a href", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href=x", "Unclosed start tag at byte offset 0"),
    ("<a 'x'>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ("ж<b\0>", "Unclosed start tag at byte offset 2"),
    ("<\u0130>", 'Unsupported start tag "\u0130" at byte offset 0'),
    ("<a href='x.yy\0'>z</a>", "Unclosed start tag at byte offset 0"),
    ("<tg-time unix=5 format=x>y</tg-time>", "Invalid date format used"),
    ("<tg-emoji emoji-id='007'>x</tg-emoji>", "Invalid custom emoji identifier specified"),
    ("<tg-emoji emoji-id='9223372036854775808'>x</tg-emoji>", "Invalid custom emoji identifier specified"),
    ("&#xd83d;&#xde00;", f"{HALVES}, check for unmatched surrogate code units"),
    ("&#xd800;<b>", 'Can\'t find end tag corresponding to start tag "b"'),
]  # fmt: skip

FOUND: list[tuple[str, list[Place]]] = [
    ("a.b", []),
    ("http://x.y", []),
    ("example.museum", [("url", 0, 14)]),
    ("example.cOm", [("url", 0, 11)]),
    ("end.Com", []),
    ("a.b.c\u0130", [("url", 0, 6)]),
    ("1.2.3.4", [("url", 0, 7)]),
    ("01.2.3.4", []),
    ("teiegram.org", []),
    ("http://localhost", []),
    ("ftp://example.org", [("url", 0, 17)]),
    ("sftp://example.org", []),
    ("tonsite://example.org", [("url", 0, 21)]),
    ("tonsite://a", [("url", 4, 7)]),
    ("tg://resolve?domain=a.", [("url", 0, 21)]),
    ("tg://atg://b", [("url", 0, 8)]),
    ("#1xtg://atg://user?id=1", [("hashtag", 0, 5), ("url", 9, 14)]),
    ("example.org/a(b))", [("url", 0, 16)]),
    ("example.org:99999/a", [("url", 0, 11)]),
    ("user:word@example.org", [("url", 0, 21)]),
    ("mailto:a@b.cd", [("email", 7, 6)]),
    ("a@b.museums", [("email", 0, 11)]),
    ("#tag@channel", [("hashtag", 0, 12)]),
    ("#a#b", []),
    ("#1", []),
    ("#" + "t" * 260, [("hashtag", 0, 257)]),
    ("$USD", [("cashtag", 0, 4)]),
    ("$USD@bot $usd", [("cashtag", 0, 8)]),
    ("@gif @abc @abcd", [("mention", 0, 4), ("mention", 10, 5)]),
    ("/a@ab", []),
    ("/a/b", []),
    ("<x/y", []),
]

B, C, U = "bold", "italic", "underline"
CLEANED: list[tuple[str, list[Place], str, list[Place]]] = [
    ("ab", [(B, 0, 1), (B, 1, 1)], "ab", [(B, 0, 2)]),
    ("abc", [(B, 0, 3), (C, 1, 1)], "abc", [(B, 0, 1), (B, 1, 2), (C, 1, 1)]),
    ("abc", [(B, 0, 2), (C, 1, 2)], "abc", [(B, 0, 1), (C, 1, 2), (B, 1, 1)]),
    ("abc", [("code", 0, 3), (B, 1, 1)], "abc", [("code", 0, 3)]),
    ("abc", [(B, 0, 3), ("pre", 1, 1)], "abc", [(B, 0, 1), ("pre", 1, 1), (B, 2, 1)]),
    ("abc", [("blockquote", 0, 3), ("expandable_blockquote", 1, 1)], "abc", [("blockquote", 0, 3)]),
    ("abc", [("blockquote", 0, 2), ("code", 1, 2)], "abc", [("blockquote", 0, 2)]),
    ("a\r\nb", [(B, 0, 4)], "a\nb", [(B, 0, 3)]),
    ("a\u202eb\u0333", [(B, 1, 1), (U, 2, 1)], "ab", [(U, 1, 1)]),
    ("a\tb\u200e\u200f", [], "a b\u200c\u200f", []),
    ("\t\n", [], "", []),
    ("a b", [(B, 1, 1)], "a b", [(B, 1, 1)]),
]


@pytest.mark.parametrize(("markup", "plain", "entities"), READ)
def test_markup_is_read(markup: str, plain: str, entities: list[dict[str, Any]]) -> None:
    text, found = parse_html(markup)
    assert (text, found) == (plain, [{"offset": 0, "length": len(plain)} | entity for entity in entities])
    assert telegram.parsed(markup) == (text, found)


@pytest.mark.parametrize(("markup", "error"), REFUSED)
def test_markup_is_refused(markup: str, error: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(markup)
    assert caught.value.description == f"Bad Request: can't parse entities: {error}"
    assert telegram.parsed(markup) == caught.value.description


@pytest.mark.parametrize(("text", "entities"), FOUND)
def test_entities_are_found(text: str, entities: list[Place]) -> None:
    assert places(detected(text)) == entities
    assert places(telegram.found(text)) == entities


@pytest.mark.parametrize(("text", "entities", "plain", "kept"), CLEANED)
def test_texts_are_cleaned(text: str, entities: list[Place], plain: str, kept: list[Place]) -> None:
    made, left = cleaned(text, given(*entities))
    assert (made, places(left)) == (plain, kept)
    assert telegram.cleaned(text, given(*entities)) == (made, left)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://example.org", ""),
        ("", "URL host is empty"),
        (".", "Host is invalid"),
        ("localhost", "Wrong HTTP URL"),
        ("javascript://x.y", "Unsupported URL protocol"),
        ("a.b:x", "Wrong port number specified in the URL"),
        ("[1:2]", "Wrong IPv6 address specified in the URL"),
        ("a^.b", "Disallowed character in URL host"),
        ("a%2.b", "Wrong percent-encoded symbol in URL host"),
        ("a b@c.de", "Disallowed character in URL userinfo"),
        ("%zz@c.de", "Wrong percent-encoded symbol in URL userinfo"),
        ("tg://a:80", "Wrong tg URL"),
        ("ton://u@a", "Wrong ton URL"),
        ("tg://a.b", "Unallowed characters in URL host"),
    ],
)
def test_links_are_refused_in_telegrams_words(url: str, problem: str) -> None:
    assert link_problem(url) == problem
    answer = telegram.cleaned("x", [{"type": "text_link", "offset": 0, "length": 1, "url": url}])
    assert answer == f"Bad Request: entity URL '{url}' is invalid: {problem}" or not isinstance(answer, str)
    assert isinstance(answer, str) == bool(problem)


def test_only_spaces_and_line_breaks_are_cut_at_the_ends() -> None:
    made = finished(" \n\u00a0a\u00a0\t\n", given((B, 3, 4)))
    assert (made.text, places(made.entities)) == ("\u00a0a\u00a0", [(B, 1, 2)])


def test_what_the_sender_marked_wins_over_what_telegram_finds() -> None:
    made = finished("see example.org and a.org", given(("code", 4, 11), (B, 16, 9)))
    assert places(made.entities) == [("code", 4, 11), (B, 16, 4), ("url", 20, 5), (B, 20, 5)]


def test_phone_numbers_stand_where_nothing_else_does() -> None:
    made = finished("+7 900 123-45-67 https://example.org/+79001234567", [])
    assert places(made.entities) == [("phone_number", 0, 16), ("url", 17, 32)]
    assert places(finished("+7 900 1234567@example.org", []).entities) == [("email", 7, 19)]


def test_every_top_level_domain_here_makes_a_link_for_telegram() -> None:
    text = "\n".join(f"example.{zone}" for zone in sorted(zones()))
    assert places(telegram.found(text)) == places(detected(text))
    assert len(detected(text)) == len(zones()) > 1400
