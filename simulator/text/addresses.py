"""Links and e-mail addresses inside plain text, as (begin, end) in characters."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from simulator.text.hosts import is_email, link_end
from simulator.text.letters import DIGITS, NAME, is_address, is_separator, is_word, lower

OWN_HOST = re.compile(r"://[A-Za-z0-9_-]{1,253}")
OWN_SCHEMES = (("tg", 2), ("ton", 3), ("tonsite", 3))
SHORTEST_LINK = 6
NOT_IN_PATH = '\n<>"\u00ab\u00bb'
NOT_IN_USER = "\n/[]{}()'`<>\"@\u00ab\u00bb"
TRAILING = ".:;,('?!`"
PATH_BEGINS = ("/", "?", "#")
HIGHEST_PORT, PORT_DIGITS = 65_535, 5
SCHEMES: tuple[tuple[str, set[str]], ...] = (
    ("http", {"shttp"}),
    ("https", set()),
    ("ftp", {"tftp", "sftp"}),
    ("tonsite", set()),
)
SHORTEST_PREFIX = 6
FIRST_FREE = "\u00c0"
ASCII_END = "\x80"


def own_links(text: str) -> Iterator[tuple[int, int]]:
    """Links of Telegram's own schemes; of `tonsite://` only the last three letters are marked, as Telegram does."""
    at = 0
    while _bytes_left(text, at) and (found := OWN_HOST.search(text, at)):
        before = lower(text[: found.start()][-len("tonsite") :])
        marked = next((size for scheme, size in OWN_SCHEMES if before.endswith(scheme)), 0)
        at = _path_end(text, found.end()) if marked else found.start() + 1
        if marked:
            yield found.start() - marked, at


def web_addresses(text: str) -> Iterator[tuple[str, int, int]]:
    """Links (`url`) and addresses (`email`)."""
    for begin, end in _candidates(text):
        written = text[begin:end]
        if is_email(written):
            yield "email", begin, end
        elif written.startswith("mailto:") and is_email(written.removeprefix("mailto:")):
            yield "email", begin + len("mailto:"), end
        elif size := link_end(written):
            yield "url", begin, begin + size


def _bytes_left(text: str, at: int) -> bool:
    """Whether the rest is long enough for Telegram to look for a link in it; it may begin behind the scheme's name."""
    return len(text[at : at + SHORTEST_LINK].encode()) >= SHORTEST_LINK


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    """From each dot to both sides, as far as an address can go."""
    first = 0
    while True:
        dot = text.find(".", first)
        if dot < 0 or dot + 1 == len(text):
            return
        if text[dot + 1] == " ":
            first = dot + 2
            continue
        found = _around(text, first, dot)
        end = found.end
        if found.good:
            if end > dot + 1:
                yield found.begin, end
            while text[end : end + 1] == ".":
                end += 1
        else:
            while text[end - 1] != ".":
                end -= 1
        first = max(end, dot + 1)


@dataclass(frozen=True, slots=True)
class _Candidate:
    begin: int
    end: int
    good: bool


def _around(text: str, first: int, dot: int) -> _Candidate:
    begin = _back(text, first, dot, _in_host)
    end = dot
    while end < len(text) and (text[end] == "@" or _in_host(text[end])):
        end += 1
    has_user = "@" in text[dot:end]
    if has_user:
        begin = _back(text, first, begin, _in_user)
    end = _path_end(text, _port_end(text, end))
    while end > dot + 1 and text[end - 1] == ".":
        end -= 1
    good = True
    if begin > first and text[begin - 1] == "@":
        user = _back(text, first, begin - 1, _in_user)
        good = not has_user and user < begin - 1
        begin = user
    scheme = _scheme(text, first, begin)
    return _Candidate(begin - max(scheme, 0), end, good and scheme >= 0)


def _scheme(text: str, first: int, begin: int) -> int:
    """Characters of the scheme before an address; negative where no address may begin."""
    prefix = text[first:begin]
    if not prefix:
        return 0
    if not prefix.endswith("://") or len(prefix.encode()) < SHORTEST_PREFIX:
        return -1 if is_word(prefix[-1]) or prefix[-1] in "/#@" else 0
    written = lower(text[_back(text, first, begin - 3, _in_scheme) : begin - 3])
    for scheme, but in SCHEMES:
        if written.endswith(scheme) and written not in but:
            return len(scheme) + 3
    return -1


def _back(text: str, first: int, at: int, fits: Callable[[str], bool]) -> int:
    while at > first and fits(text[at - 1]):
        at -= 1
    return at


def _port_end(text: str, end: int) -> int:
    if text[end : end + 1] != ":":
        return end
    stop = end + 1
    while text[stop : stop + 1] in DIGITS:
        stop += 1
    digits = text[end + 1 : stop].lstrip("0")
    return stop if 0 < len(digits) <= PORT_DIGITS and int(digits) <= HIGHEST_PORT else end


def _path_end(text: str, end: int) -> int:
    if not text.startswith(PATH_BEGINS, end):
        return end
    stop = end + 1
    while stop < len(text) and text[stop] not in NOT_IN_PATH and is_address(text[stop]):
        stop += 1
    while stop > end + 1 and text[stop - 1] in TRAILING:
        stop -= 1
    return stop if text[end] == "/" or stop > end + 1 else end


def _in_host(character: str) -> bool:
    if character < FIRST_FREE:
        return character in NAME or character in "-.~"
    return is_address(character)


def _in_user(character: str) -> bool:
    return character not in NOT_IN_USER and is_address(character)


def _in_scheme(character: str) -> bool:
    if character < ASCII_END:
        return character != "_" and (character in NAME or character in "+-")
    return not is_separator(character)
