"""Passwords in ordinary messages, by simple signs: rather one too few than many false alarms. Source: 4.4."""

import re
from datetime import timedelta
from enum import StrEnum
from typing import Final

HIDDEN: Final = "•••"

REMIND_AFTER: Final = timedelta(minutes=10)
"""So long nobody is reminded that their message waits for their word."""


class Choice(StrEnum):
    """What is to become of a message that seems to hold a password. Source: security 24."""

    SEND = "send"
    """As it is: staff read it, or it is no password at all."""
    PROTECT = "protect"
    """The password goes through the vault, the rest as it is."""


_LABEL: Final = (
    r"(?:password|passwd|passphrase|(?<![^\W_])(?:pass|pwd)|(?<![^\W_])парол(?:ь|и|ем|я)|(?<![^\W_])пасс?ворд|"
    r"(?:api|access|secret)[ _-]?key|(?<![^\W_])(?:token|токен|пин[ -]?код|pin[ -]?code|ключ api|код доступа))"
    r"(?![^\W_])"
)
_AFTER_SIGN: Final = re.compile(
    _LABEL + r"(?:[ \t]+(?![-–—])[^\s:=]{1,30}){0,4}?[\"'`]?\s*(?::|=>?|->|[ \t][-–—])\s*(?P<value>\S+)", re.IGNORECASE
)
"""`password for the mail: Qwerty12`; the value may stand on the next line."""

_DIRECTLY: Final = re.compile(_LABEL + r"[ \t]+(?:(?:is|это|такой|вот|тут|here)[ \t]+)?(?P<value>\S+)", re.IGNORECASE)
"""`password Qwerty12`."""

_PAIR: Final = re.compile(
    r"(?<![^\W_])(?:логин|login|доступ\w*|учётк\w*|учетк\w*|credentials|креды)[ \t]*[:=][ \t]*[\w.@-]+[ \t]*[/|][ \t]*"
    r"(?P<value>\S+)",
    re.IGNORECASE,
)
"""`login: admin / Qwerty12`."""

_IN_ADDRESS: Final = re.compile(
    r"(?<![\w/@])(?:[a-z][a-z0-9+.-]{1,20}://)?(?P<value>[\w.+%-]{1,64}:[^\s:@/]{3,}@)[\w-]+[.\w-]*", re.IGNORECASE
)
"""`ftp://user:secret@host`, and without its beginning."""

_KEY_BLOCK: Final = re.compile(
    r"(?P<value>-----BEGIN [A-Z ]*PRIVATE KEY-----(?:.*?-----END [A-Z ]*PRIVATE KEY-----|.*))", re.DOTALL
)
_TOKENS: Final = re.compile(
    r"(?<![\w-])(?P<value>\d{8,10}:[A-Za-z0-9_-]{35}|gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,}|glpat-[\w-]{20,}|"
    r"sk-[A-Za-z0-9_-]{20,}|AKIA[0-9A-Z]{16}|xox[baprs]-[\w-]{10,}|AIza[\w-]{35}|y0_[\w-]{30,}|"
    r"eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}|Bearer[ ][\w.~+/-]{20,}=*)"
)
_ON_COMMAND_LINE: Final = re.compile(
    r"\b(?:mysql\w{0,12}|sshpass)\b[^\n]{0,80}?[ \t]-p[ \t]?['\"]?(?P<value>[^\s'\"-]\S{3,})"
)

_ABOUT_IT: Final = re.compile(
    r"забы|не пом|сброс|восстан|смен|измен|нужен|нужна|какой|потеря|forg|reset|chang|recover|lost|need|which|what",
    re.IGNORECASE,
)
"""Somebody speaks about a password, and does not tell it."""

_WORDS: Final = """
a an and any are as at be been before but by can case change changed changing code does doesn don empty error expired
expires field for forgotten forgot from has have help here how if in incorrect invalid is it its lost manager me
minimum missing must my need needed never new no none not null of off old on or our out page please protected
recovery rejected required reset see sent should some that the them then there they this to too true false undefined
unknown update updated verification was what when where which who why will with without wrong yes you your
"""
_ORDINARY: Final = frozenset(_WORDS.split())
_NO_PASSWORD: Final = re.compile(
    r"https?://\S*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:[\w-]+\.)+[a-zа-я]{2,}/?|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?|"
    r"\d{1,2}:\d{2}|<[^>]*>|\[[^\]]*\]|\{[^}]*\}|%[^%]*%",
    re.IGNORECASE,
)
"""Addresses, dates, hours, places to fill in."""

_LOGIN: Final = re.compile(r"[:=@]|логин|login|user", re.IGNORECASE)
_SPECIAL: Final = re.compile(r"[!@#$%^&*+=~]")
_QUOTES: Final = "\"'`«»“”"
_LEAST: Final = 4
_LEAST_DIRECTLY: Final = 6
_BEFORE: Final = 40


def holds_password(text: str) -> bool:
    return bool(_spans(text))


def without_passwords(text: str) -> str:
    """The same with each password, to the end of its line, hidden; all of it if there is still one."""
    spans = _spans(text)
    if not spans:
        return text
    hidden = text
    for begin, finish in sorted(spans, reverse=True):
        hidden = hidden[:begin] + HIDDEN + hidden[finish:]
    return HIDDEN if holds_password(hidden) else hidden


def password_lines(text: str) -> str:
    """The lines that hold passwords, with a line just before them that may be the login: what is worth passing on."""
    spans = _spans(text)
    if not spans:
        return ""
    begin = text.rfind("\n", 0, spans[0][0]) + 1
    lines_before = text[:begin].splitlines()
    login = lines_before[-1] if lines_before and _LOGIN.search(lines_before[-1]) else ""
    return f"{login}\n{text[begin : _end_of_line(text, spans[-1][1])]}".strip()


def _spans(text: str) -> list[tuple[int, int]]:
    """Where passwords stand, without overlaps."""
    found = [(match.start("value"), _end_of_line(text, match.end("value"))) for match in _labelled(text)]
    for pattern in (_IN_ADDRESS, _KEY_BLOCK, _TOKENS, _ON_COMMAND_LINE):
        found += [match.span("value") for match in pattern.finditer(text)]
    return _joined(sorted(found))


def _labelled(text: str) -> list[re.Match[str]]:
    signed = [match for match in _AFTER_SIGN.finditer(text) if _may_be(match["value"])]
    pairs = [match for match in _PAIR.finditer(text) if _may_be(match["value"])]
    return [*signed, *pairs, *(match for match in _DIRECTLY.finditer(text) if _is_told(text, match))]


def _is_told(text: str, match: re.Match[str]) -> bool:
    sentence = re.split(r"[.!?\n]", text[max(0, match.start() - _BEFORE) : match.start()])[-1]
    return _looks_made_up(match["value"]) and not _ABOUT_IT.search(sentence)


def _bare(value: str) -> str:
    return value.strip(_QUOTES).rstrip(".,;:)").strip(_QUOTES)


def _may_be(value: str) -> bool:
    """After a colon: letters of another alphabet or digits, and no ordinary word."""
    bare = _bare(value)
    return (
        len(bare) >= _LEAST
        and re.search(r"[A-Za-z0-9]", bare) is not None
        and len(set(bare)) > 1
        and bare.lower() not in _ORDINARY
        and not _NO_PASSWORD.fullmatch(bare)
    )


def _looks_made_up(value: str) -> bool:
    """Without a colon more is needed: letters and digits together, or signs that no word has."""
    bare = _bare(value)
    letters, digits = re.search(r"[^\W\d_]", bare), re.search(r"\d", bare)
    strange = bool(digits and (letters or _SPECIAL.search(bare))) or bool(letters and _SPECIAL.search(bare))
    return _may_be(value) and len(bare) >= _LEAST_DIRECTLY and strange


def _end_of_line(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for begin, finish in spans:
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(finish, joined[-1][1]))
        else:
            joined.append((begin, finish))
    return joined
