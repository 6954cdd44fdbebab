"""Links inside texts and buttons."""

import re
import socket
from dataclasses import dataclass

from simulator.text.letters import NAME, SPACE, lower

OWN_SCHEMES = ("tg", "ton", "tonsite")
USER_LINK = re.compile(r"tg:(?://)?user/?\?([^#]*)")
HIGHEST_USER = 2**40 - 1
HIGHEST_PORT = 65_535
ALLOWED = r"a-z0-9.\-_!$,~*'();&+=\x80-\U0010ffff"
HOST = re.compile(rf"(?:[{ALLOWED}]|%[0-9a-f]{{2}})*")
USER = re.compile(rf"(?:[{ALLOWED}:]|%[0-9a-f]{{2}})*")
ESCAPED_UNTIL = " "


class LinkError(ValueError):
    """No link; the message says why in Telegram's words."""


def mentioned_user(url: str) -> int:
    """The user of a `tg://user?id=…` link, or 0."""
    found = USER_LINK.match(lower(url))
    for parameter in found.group(1).split("&") if found else ():
        key, _, value = parameter.partition("=")
        if key == "id":
            user = whole_number(value, bits=64)
            return user if 0 < user <= HIGHEST_USER else 0
    return 0


def checked_link(url: str) -> str:
    """The link in full, or an empty string where Telegram drops the entity."""
    return "" if link_problem(url) else full_link(url)


def link_problem(url: str) -> str:
    """What Telegram says is wrong with a link; empty when it is right."""
    try:
        full_link(url)
    except LinkError as error:
        return str(error)
    return ""


def full_link(url: str) -> str:
    """With a scheme, and a slash after a bare host; raises LinkError."""
    for scheme in OWN_SCHEMES:
        if lower(url).startswith(f"{scheme}:"):
            return _own_link(scheme, url[len(scheme) + 1 :].removeprefix("//"))
    link = _parse(url)
    if "." not in link.host and not link.is_ipv6:
        raise LinkError("Wrong HTTP URL")
    user = f"{link.user}@" if link.user else ""
    port = f":{link.port}" if link.port else ""
    return f"{link.scheme}://{user}{link.host}{port}{link.path}"


def whole_number(text: str, *, bits: int) -> int:
    """A signed number in its usual spelling, or 0."""
    number = int(text) if re.fullmatch(r"-?[0-9]{1,20}", text) else 0
    usual = str(number) == text and -(2 ** (bits - 1)) <= number < 2 ** (bits - 1)
    return number if usual else 0


@dataclass(frozen=True, slots=True)
class _Link:
    scheme: str
    user: str
    host: str
    port: int
    path: str
    is_ipv6: bool


def _own_link(scheme: str, rest: str) -> str:
    link = _parse(rest)
    if lower(rest).startswith("http://") or link.scheme == "https" or link.user or link.port or link.is_ipv6:
        raise LinkError("Wrong tg URL" if scheme == "tg" else "Wrong ton URL")
    if set(link.host) - NAME - set("-." if scheme == "tonsite" else "-"):
        raise LinkError("Unallowed characters in URL host")
    path = link.path[1:] if link.path.startswith("/?") else link.path
    return f"{scheme}://{link.host}{path}"


def _parse(url: str) -> _Link:
    scheme, rest = "http", url
    if found := re.match(r"([^:/?#@\[\]]*)://", url):
        scheme, rest = lower(found.group(1)), url[found.end() :]
        if scheme not in {"http", "https"}:
            raise LinkError("Unsupported URL protocol")
    end = next((index for index, character in enumerate(rest) if character in "/?#"), len(rest))
    address, port = _port(rest[:end])
    user, _, host = address.rpartition("@")
    host = lower(host)
    is_ipv6 = host.startswith("[") and host.endswith("]")
    if is_ipv6 and not _is_ipv6(host):
        raise LinkError("Wrong IPv6 address specified in the URL")
    if not host:
        raise LinkError("URL host is empty")
    if host == ".":
        raise LinkError("Host is invalid")
    path = _path(rest[end:])
    if not is_ipv6:
        _check_characters(HOST, host, "host")
        _check_characters(USER, lower(user), "userinfo")
    return _Link(scheme, user, host, port, path, is_ipv6)


def _port(address: str) -> tuple[str, int]:
    last = max(address.rfind(mark, 1) for mark in ":]@")
    if last < 1 or address[last] != ":":
        return address, 0
    digits = address[last + 1 :]
    port = whole_number(digits.lstrip("0") or digits[-1:], bits=32)
    if not 0 < port <= HIGHEST_PORT:
        raise LinkError("Wrong port number specified in the URL")
    return address[:last], port


def _is_ipv6(host: str) -> bool:
    try:
        socket.inet_pton(socket.AF_INET6, host[1:-1])
    except (OSError, ValueError):
        return False
    return True


def _path(rest: str) -> str:
    rest = rest.rstrip(SPACE) or "/"
    path = rest if rest.startswith("/") else f"/{rest}"
    return "".join(f"%{ord(character):02X}" if character <= ESCAPED_UNTIL else character for character in path)


def _check_characters(allowed: re.Pattern[str], written: str, what: str) -> None:
    found = allowed.match(written)
    good = found.end() if found else 0
    if good < len(written):
        wrong = "Wrong percent-encoded symbol" if written[good] == "%" else "Disallowed character"
        raise LinkError(f"{wrong} in URL {what}")
