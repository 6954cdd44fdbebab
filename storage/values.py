"""Between the desk's dataclasses and columns of the same names."""

from dataclasses import fields
from typing import Any, cast


def columns_of(value: object, *without: str) -> dict[str, Any]:
    """The fields of a dataclass, by name, as they are."""
    return {part.name: getattr(value, part.name) for part in fields(cast("Any", value)) if part.name not in without}
