"""Which host makes an address, and where the address ends; as Telegram decides it."""

from functools import cache
from pathlib import Path

from simulator.text.letters import DIGITS, LETTERS, NAME, lower

ZONES = Path(__file__).with_name("zones.txt")
SCHEMES = ("http://", "https://", "ftp://", "tonsite://")
LOOKS_LIKE_TELEGRAM = "teiegram.org"
BRACKETS = {"(": ")", "[": "]", "{": "}"}
TRAILING = ".:;,('?!`"
LONGEST_PART = 63
IPV4_PARTS, IPV4_DIGITS, HIGHEST_BYTE = 4, 3, 255
PUNYCODE = "xn--"
SHORTEST_PUNYCODE = 6
EMAIL_PARTS, EMAIL_PART, EMAIL_LAST_PART = 11, 26, 35
EMAIL_HOST_PARTS, EMAIL_HOST_PART = range(2, 8), 30
EMAIL_ZONE = range(2, 9)


@cache
def zones() -> frozenset[str]:
    """Top-level domains that make a link without a scheme."""
    return frozenset(ZONES.read_text(encoding="utf-8").split())


def link_end(written: str) -> int:
    """How many characters of it are the link; 0 when it is none."""
    scheme = next((scheme for scheme in SCHEMES if lower(written[:10]).startswith(scheme)), "")
    rest = written[len(scheme) :]
    size = next((index for index, character in enumerate(rest) if character in "/?#"), len(rest))
    host, path = rest[:size], rest[size:]
    if "@" in host:
        host = host.partition("@")[2]
    if ":" in host:
        host = host.rpartition(":")[0]
    if lower(host) == LOOKS_LIKE_TELEGRAM or not _is_host(host, with_scheme=scheme != ""):
        return 0
    return len(scheme) + size + _balanced(path)


def is_email(written: str) -> bool:
    """An address in the letters that mail servers agree on."""
    name, _, host = written.partition("@")
    *first, last = name.replace("+", ".").split(".")
    if len(first) + 1 > EMAIL_PARTS or not 0 < len(last) <= EMAIL_LAST_PART:
        return False
    if any(len(part) > EMAIL_PART for part in first) or set("".join([*first, last])) - NAME - {"-"}:
        return False
    *parts, zone = host.split(".")
    if len(parts) + 1 not in EMAIL_HOST_PARTS or len(zone) not in EMAIL_ZONE or set(zone) - LETTERS:
        return False
    return all(_is_email_part(part) for part in parts)


def _is_email_part(part: str) -> bool:
    if not 0 < len(part) <= EMAIL_HOST_PART or set(part) - NAME - {"-"}:
        return False
    return part[0] not in "_-" and part[-1] not in "_-"


def _balanced(path: str) -> int:
    """Up to a bracket that closes nothing, without the punctuation before it."""
    counts = dict.fromkeys(BRACKETS.values(), 0)
    end = len(path)
    for index, character in enumerate(path):
        if character in BRACKETS:
            counts[BRACKETS[character]] += 1
        elif character in counts:
            counts[character] -= 1
            if counts[character] < 0:
                end = index
                break
    return len(path[:end].rstrip(TRAILING))


def _is_host(host: str, *, with_scheme: bool) -> bool:
    parts = host.split(".")
    if any(not 0 < len(part.encode()) <= LONGEST_PART or part.endswith("-") for part in parts) or len(parts) == 1:
        return False
    if len(parts) == IPV4_PARTS and all(_is_byte(part) for part in parts):
        return True
    if all(set(part) <= DIGITS for part in parts) or "_" in parts[-2]:
        return False
    return _is_zone(parts[-1], with_scheme=with_scheme)


def _is_byte(part: str) -> bool:
    if set(part) - DIGITS or len(part) > IPV4_DIGITS or (len(part) > 1 and part[0] == "0"):
        return False
    return int(part) <= HIGHEST_BYTE


def _is_zone(zone: str, *, with_scheme: bool) -> bool:
    if len(zone) == 1:
        return False
    if zone.startswith(PUNYCODE):
        return len(zone.encode()) >= SHORTEST_PUNYCODE and not set(zone[len(PUNYCODE) :]) - (NAME - {"_"})
    if "_" in zone or "-" in zone:
        return False
    return with_scheme or _is_common(zone)


def _is_common(zone: str) -> bool:
    """Not `Com`: a sentence that begins without a space is no link."""
    small = "".join(character.lower()[0] for character in zone)
    return small in zones() and (small == zone or small[1:] != zone[1:])
