"""Between the desk's dataclasses and columns of the same names."""

from dataclasses import fields
from functools import cache
from typing import Any, cast


def columns_of(value: object, *without: str) -> dict[str, Any]:
    """The fields of a dataclass, by name, as they are."""
    return {name: getattr(value, name) for name in names_of(cast("Any", type(value)), *without)}


@cache
def names_of(kind: Any, *without: str) -> tuple[str, ...]:
    return tuple(part.name for part in fields(cast("Any", kind)) if part.name not in without)
