"""Links inside texts and buttons."""

import re

USER_LINK = re.compile(r"tg://user\?id=(\d+)$")
HOST = re.compile(r"(?:[^@/?#\s]+@)?([^:/?#\s]+)(?::\d+)?(?:[/?#]\S*)?$")


def mentioned_user(url: str) -> int | None:
    """The user of a `tg://user?id=…` link."""
    found = USER_LINK.match(url)
    return int(found.group(1)) if found else None


def checked_link(url: str) -> str:
    """The link in full, or an empty string where Telegram drops the entity."""
    return "" if link_problem(url) else full_link(url)


def full_link(url: str) -> str:
    """With a scheme, and a slash after a bare host."""
    if url.startswith(("tg://", "ton://", "tonsite://")):
        return url
    link = url if "://" in url else f"http://{url}"
    return link if re.search(r"://[^/?#]+[/?#]", link) else f"{link}/"


def link_problem(url: str) -> str:
    """What Telegram says is wrong with a link; empty when it is right."""
    scheme, _, rest = url.rpartition("://")
    if scheme.lower() in {"tg", "ton", "tonsite"}:
        return ""
    if scheme and scheme.lower() not in {"http", "https"}:
        return "Unsupported URL protocol"
    found = HOST.match(rest)
    if not rest or found is None:
        return "URL host is empty"
    return "" if "." in found.group(1).strip(".") else "Wrong HTTP URL"
