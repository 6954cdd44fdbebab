"""Lists, numbers, dates and names as WHMCS gives them: the shapes drift between actions and versions.

What is missing or cannot be read is garbled, never empty: an answer that is half understood must not read as 'none'.
"""

import html
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from desk.rules.panel import ClientGarbled, Fault, PanelGarbled

Row = Mapping[str, Any]

LONGEST_NAME = 200

_NOTHING: tuple[object, ...] = ("", None, [], {})
_NO_DATE = frozenset({"", "0000-00-00", "0000-00-00 00:00:00"})


def rows_of(reply: Row, outer: str, inner: str) -> list[Row]:
    """`{outer: {inner: [row, …]}}` in all its forms: without `inner`, numbered, a single row, empty as `{}` or `""`."""
    if outer not in reply:
        raise PanelGarbled(f"WHMCS has answered without {outer}")
    found = reply[outer]
    if isinstance(found, dict) and inner in found:
        found = found[inner]
    if found in _NOTHING:
        return []
    if isinstance(found, dict):
        numbered = all(str(key).isdecimal() for key in found)
        found = [found[key] for key in sorted(found, key=int)] if numbered else [found]
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise PanelGarbled(f"WHMCS has answered with {outer} that are no rows")
    return found


def whole(reply: Row, field: str) -> int:
    """A number, in digits or as one."""
    given = reply.get(field)
    if isinstance(given, bool) or not isinstance(given, int | str) or not str(given).strip().isdecimal():
        raise PanelGarbled(f"WHMCS has answered without a number in {field}")
    return int(given)


def only(row: Row, fields: Collection[str]) -> Row:
    """What we need of a row, and nothing else: passwords and access codes end here. Source: ASVS 15.3.1."""
    return {field: row[field] for field in fields if field in row}


def words(row: Row, field: str) -> str:
    """A text in one line; WHMCS keeps some of them as HTML. Empty if there is none."""
    given = row.get(field)
    text = html.unescape(given) if isinstance(given, str) else "" if given is None else str(given)
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:LONGEST_NAME]


def day(row: Row, field: str) -> date | None:
    """None for WHMCS's own 'no date'. One that cannot be read must not read as 'without term'."""
    if field not in row:
        raise ClientGarbled(f"WHMCS has answered without {field}", Fault.DATE)
    given = str(row[field] if row[field] is not None else "").strip()
    if given in _NO_DATE:
        return None
    try:
        return date.fromisoformat(given[:10])
    except ValueError:
        raise ClientGarbled(f"WHMCS has answered with {field} that is no date", Fault.DATE) from None
