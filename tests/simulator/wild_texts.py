"""Random markup and texts, as nasty as people, programs and their mistakes make them; the same for the same seed.

References to halves of surrogate pairs stand in texts only: in a link they stop TDLib's process.
"""

import random

WORDS = [
    "a", "B", "bold", "ж", "Ё", "слово", "ß", "İ", "ǅ", "中文", "שלום", "مرحبا", "ไทย", "ක", "1", "42", "٣", "²", "Ⅷ",
]  # fmt: skip
STRANGE = [
    "😀", "👨‍👩‍👧", "🇷🇺", "𝔘", "e\u0301", "a\u0308\u0323", "\u030a", "\u0333", "\u033f", "\u202e", "\u2028", "\u200e",
    "\u200f\u200e\u200f", "\u200b", "\u200c", "\u200d", "\u2066", "\ufeff", "\u00a0", "\u3000", "\u00ad", "\u00b7",
    "\u2013", "\u00ab", "\u00bb", "\ufffd", "\U0010fffd",
]  # fmt: skip
CONTROLS = ["\0", "\x01", "\x07", "\b", "\t", "\v", "\f", "\x1b", "\x1f", "\x7f", "\x85"]
SPACES = [" ", "  ", "\n", "\r\n", "\r", "\n\n\n", "\t", " " * 40, "\n" * 20]
SIGNS = list("<>&\"'=/\\;:.,!?()[]{}-+_*~`|#$@%^")
REFERENCES = [
    "&lt;", "&gt;", "&amp;", "&quot;", "&lt", "&gt", "&amp", "&quot", "&LT;", "&nbsp;", "&apos;", "&", "&&", "&;",
    "&#;", "&#x;", "&#60;", "&#x3c;", "&#X3C;", "&#x1F600;", "&#128512", "&#0;", "&#x0;", "&#10;", "&#13;", "&#32;",
    "&#x10fffe;", "&#x10ffff;", "&#x110000;", "&#1114110;", "&#1114111;", "&#9999999;", "&#99999999;", "&#0000060;",
    "&#x00003c;", "&#x000003c;", "&#4294967356;", "&amp;lt;", "&lt;b&gt;", "&ltb", "&#60b", "&#38;lt;", "&#x202e;",
    "&#769;",
]  # fmt: skip
HALVES = ["&#xd800;", "&#xdfff;", "&#55357;&#56832;", "&#xd83d"]
TAGS = [
    "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "tg-spoiler", "span", "tg-emoji",
    "tg-time", "blockquote",
]  # fmt: skip
NO_TAGS = ["div", "br", "p", "", "b/", "tg", "ß", "İ", "K", "tg-emoj", "spoiler", "h1", "script", "!--", "?", "bb"]
HOSTS = [
    "example.org", "EXAMPLE.com", "a.b", "x.yy", "localhost", "sub.example.co.uk", "пример.рф", "Пример.Рф",
    "example.Com", "example.cOm", "xn--e1afmkfd.xn--p1ai", "1.2.3.4", "01.2.3.4", "256.1.1.1", "1.2.3", "1.2.3.4.5",
    "a..b", "a.-b.org", "a-.org", "a_b.org", "x.a_b.org", "example.zzzz", "teiegram.org", "t.me", "[::1]",
    "[::ffff:1.2.3.4]", "[1:2]", "[]", ".", "..", "a%20b.org", "a%2.org", "ex!ample.org", "ex^ample.org",
    "ex ample.org", "", "q" * 64 + ".org", "q" * 63 + ".org", "a.ton", "a.c-m", "a.xn--", "a.xn--a", "gmail.com",
    "a.中国", "a.co\u0301m", "e~f.org",
]  # fmt: skip
SCHEMES = [
    "", "", "", "http://", "https://", "HTTP://", "hTTps://", "ftp://", "sftp://", "shttp://", "xhttp://", "mailto:",
    "tg://", "TG://", "tg:", "ton://", "tonsite://", "Tonsite:", "javascript:", "data:", "//", "://", "file:///",
    "жhttp://", "a.http://", "a_http://",
]  # fmt: skip
USERS = ["", "", "", "", "u@", "u:p@", "a@b@", "@", "user.name@", "ж@", "a+b@", "-a@", "a" * 36 + "@", "(u@"]
PORTS = ["", "", "", ":80", ":0", ":00443", ":65535", ":65536", ":999999", ":", ":x", ":-1", ":80:80", ":00"]
PATHS = [
    "", "", "", "/", "/a", "/a/b.html", "?q=1", "?", "#f", "#", "/a(b)", "/a(b", "/a)b", "/a]", "/{a}}", "/a.",
    "/a,!?", "/a`", "/?a=b&c=d", "/a&amp;b", "/a b", "/ж", "/\u2014x", "/\u200dx", "/\u2060x", "/a\u00bb", "/😀",
    "/a'", "/a;", "/%zz", "/a\u00a0b", "/a?b#c@d", "/-", "/a\t ", "/..", "?.",
]  # fmt: skip
PEOPLE = [
    "tg://user?id=42", "TG://USER?ID=42", "tg:user?id=7", "tg://user/?id=7", "tg://user?id=0", "tg://user?id=-1",
    "tg://user?id=007", "tg://user?id=1099511627775", "tg://user?id=1099511627776",
    "tg://user?id=99999999999999999999", "tg://user?id=5#x", "tg://user?x=1&id=5", "tg://user?id=5&id=6",
    "tg://user?id=", "tg://user?id", "tg://user", "tg://userx?id=5", "tg://user?ID=x&id=3", "tg://resolve?domain=x",
    "tg://http://x", "tg://https://a", "tg://a:80", "tg://u@a", "tg://a.b", "tg://", "tg:", "ton://a-b_c/d",
    "tonsite://a.b/c", "tg://a/?b", "tg://a#b", "tg://a?b c", "tg://жук",
]  # fmt: skip
FINDS = [
    "@user_name", "@abc", "@gif", "@GIF", "@pic", "@ab", "@" + "a" * 32, "@" + "a" * 33, "@@user", "x@user", "@userж",
    "@1234", "@us-er", "/start", "/start@front_desk", "/start@ab", "/start@", "/a/b", "and/or", "/" + "c" * 64,
    "/" + "c" * 65, "//x", "/x/", "</x", "/x>", "/жук", "/x@" + "b" * 33, "#tag", "#тег", "#1", "#1a", "#a#b", "##a",
    "#a_b", "x#a", "#", "#" + "t" * 256, "#" + "t" * 260, "#" + "1" * 256 + "a", "#a\u200cb", "#a\u00b7", "#ක",
    "#a\u0301b", "#😀", "#_", "#a-b", "$USD", "$usd", "$1INCH", "$1INCHX", "$ABCDEFGH", "$ABCDEFGHI", "$$USD", "$USDж",
    "$US1", "x$USD", "$A$B", "a@example.org", "A.B+c@Example.Org", "a@b", "a@b.c", "a@b.co", "a@b.museums",
    "a@b.travelers", "a@b_c.org", "a@-b.org", "a@b-.org", "a.b.c.d.e.f.g.h.i.j.k@l.mn",
    "a.b.c.d.e.f.g.h.i.j.k.l@m.no", "+a@b.cd", "a..b@c.de", "x" * 27 + ".y@c.de", "a@b.c.d.e.f.g.hi",
    "a@b.c.d.e.f.g.h.ij", "mailto:a@b.cd", "a@example.org/path", "me@", "a:b@example.org", "a@b@example.org",
    "a@1.2.3.4", "a@" + "b" * 31 + ".org", "12:30", "1:02:03", "12:30.com", "4111111111111111", "4111 1111 1111 1111",
    "+7 900 123-45-67", "+1 (555) 123-4567", "file.py", "End.Of", "e.g.", "i.e.ok", "...", "a.b.c", "1.5",
    "10.000.000", "v1.2.3.4", "tg://resolve?domain=a", "TON://x-y", "tonsite://a.b", "xtg://a", "tg://a.b/c",
    "tg://" + "a" * 254, "tg://ж",
]  # fmt: skip
DATES = [
    "0", "1700000000", "-5", "2147483647", "2147483648", "4294967297", "12x", "x", "", "007", "--3",
    "99999999999999999999",
]  # fmt: skip
FORMATS = ["", "r", "R", "t", "T", "d", "D", "w", "W", "wDT", "tT", "dDtT", "rt", "x", "w w", "TDW"]
EMOJI_IDS = [
    "5368324170671202286", "1", "0", "-1", "007", "x", "", "9223372036854775807", "9223372036854775808",
    "-9223372036854775808", "+1", "1 ",
]  # fmt: skip
CLASSES = [
    "language-python", "language-", "language-c++", "language-a b", "language-\u202ex", "tg-spoiler", "tg-",
    "tg-spoilerx", "TG-SPOILER", "spoiler", "python", "language-x&amp;y",
]  # fmt: skip


class Wild:
    """A source of texts."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def markup(self) -> str:
        """HTML: mostly right, often nearly right, sometimes nonsense."""
        sane = self._random.random()
        made = self._inside(self._random.choice([1, 2, 2, 3, 3, 4, 8]), sane)
        if sane < 0.25:
            made = self._broken(made)
        return made

    def typed(self) -> str:
        """What people type: much for Telegram to find."""
        parts = [self._typed_piece() for _ in range(self._random.choice([1, 2, 2, 3, 4, 7]))]
        return self._random.choice(["", " ", " ", "\n", ", ", ".", "(", "/", "@"]).join(parts)

    def link(self) -> str:
        """An address, often a wrong one."""
        if self._chance(0.2):
            return self._one(PEOPLE)
        return self._one(SCHEMES) + self._one(USERS) + self._one(HOSTS) + self._one(PORTS) + self._one(PATHS)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _one(self, choices: list[str]) -> str:
        return self._random.choice(choices)

    def _typed_piece(self) -> str:
        if self._chance(0.4):
            return self._one(FINDS)
        if self._chance(0.5):
            return self.link()
        return self._one(self._random.choice([WORDS, WORDS, STRANGE, SIGNS, SPACES]))

    def _inside(self, depth: int, sane: float) -> str:
        parts = [self._piece(depth, sane) for _ in range(self._random.randint(0, 3 if depth < 6 else 1) or depth % 2)]
        return "".join(parts)

    def _piece(self, depth: int, sane: float) -> str:
        if depth > 0 and self._chance(0.6):
            return self._element(depth, sane)
        kinds = [WORDS, WORDS, WORDS, STRANGE, SPACES, REFERENCES, FINDS]
        if sane < 0.3:
            kinds += [CONTROLS, SIGNS, HALVES]
        return self._one(self._random.choice(kinds)).replace("<", "<" if sane < 0.1 else "")

    def _element(self, depth: int, sane: float) -> str:
        if self._chance(0.08):
            return self._code(depth, sane)
        tag = self._one(NO_TAGS) if sane < 0.15 and self._chance(0.1) else self._one(TAGS)
        closing = tag
        if sane < 0.2 and self._chance(0.15):
            closing = self._one([*TAGS, "x", ""])
        if self._chance(0.1):
            closing = self._one(["", closing.upper(), closing + " ", closing + "\n"])
        start = f"<{tag.upper() if self._chance(0.1) else tag}{self._attributes(tag, sane)}>"
        end = "" if sane < 0.2 and self._chance(0.1) else f"</{closing}>"
        if tag == "a" and self._chance(0.2):
            return start + self.link().replace("<", "") + end
        twin = start + self._inside(depth - 1, sane) + end if self._chance(0.1) else ""
        return start + self._inside(depth - 1, sane) + end + twin

    def _code(self, depth: int, sane: float) -> str:
        language = self._attribute("class", self._one(CLASSES), 1)
        inner = self._inside(1, sane) if self._chance(0.2) else self._one(WORDS)
        inside = self._random.choice([f"<code{language}>{inner}</code>", f"<code{language}>{inner}</code>x"])
        return self._random.choice([f"<pre>{inside}</pre>", f"<code{language}><pre>{inner}</pre></code>"])

    def _attributes(self, tag: str, sane: float) -> str:
        made = ""
        if tag == "a" and self._chance(0.85):
            made += self._attribute("href", self.link(), sane)
        if tag in {"span", "code"} and (tag == "span" or self._chance(0.5)):
            value = "tg-spoiler" if tag == "span" and self._chance(0.85) else self._one(CLASSES)
            made += self._attribute("class", value, sane)
        if tag == "tg-emoji" and self._chance(0.95):
            made += self._attribute("emoji-id", self._one(EMOJI_IDS[:2] if sane > 0.3 else EMOJI_IDS), sane)
        if tag == "tg-time":
            made += self._attribute("unix", self._one(DATES), sane)
            if self._chance(0.6):
                made += self._attribute("format", self._one(FORMATS[:12] if sane > 0.3 else FORMATS), sane)
        if tag == "blockquote" and self._chance(0.4):
            made += self._one(
                [" expandable", " expandable ", " EXPANDABLE", " expandable=1", " expandable=''", "\nexpandable x"]
            )
        if self._chance(0.05):
            made += self._one([" ", "  \n", " x", " x=1", " href='a.bc'", " class=x", ' a="1"b="2"'])
        if sane < 0.2 and self._chance(0.1):
            made += self._one(
                [
                    " =",
                    "/",
                    " /",
                    " x=",
                    " x='",
                    ' x="',
                    " 'x'",
                    " x=a/b",
                    " x=\0",
                    "\0",
                    " x = 1",
                    " x=1=2",
                    " ж=1",
                    " x=ж",
                ]
            )
        return made

    def _attribute(self, name: str, value: str, sane: float) -> str:
        if self._chance(0.05):
            name = name.upper()
        equals = self._one(["=", "=", "=", "=", " = ", "=\n", " ="])
        quote = self._one(['"', '"', '"', "'", ""]) if sane < 0.4 else self._one(['"', "'"])
        if quote and self._chance(0.15):
            value += self._one([reference for reference in REFERENCES if quote not in reference])
        return self._one([" ", " ", "  ", "\n", "\t"]) + name + equals + quote + value + quote

    def _broken(self, markup: str) -> str:
        for _ in range(self._random.randint(0, 2)):
            at = self._random.randint(0, len(markup))
            stop = at + self._random.choice([0, 0, 1, 1, 5])
            markup = markup[:at] + self._one(["", *SIGNS, *CONTROLS, "<", "</", "<b", "</b>", "&#"]) + markup[stop:]
        return markup
