"""aiogram's models, each built when it is first needed.

aiogram has its 440 models built as it is imported, each with all that may be in it: three quarters of the seconds
that a start takes, and 100 MB. The desk uses a few dozen of them. pydantic can build a model at its first use; it only
has to be told what the names in the annotations stand for, which aiogram knows and keeps to itself.
"""

import sys
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

LIBRARY = "aiogram"
TYPES = "aiogram.types"


def put_off() -> None:
    """From the next import of aiogram on; to be called before it, and any number of times."""
    if TYPES not in sys.modules and not any(isinstance(finder, _Before) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Before())


class _Before(MetaPathFinder):
    """Finds nothing: it is asked just before the types are loaded. Until then pydantic need not be loaded either."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        if fullname == TYPES:
            sys.meta_path.remove(self)
            _build_when_needed()
        return None


def _build_when_needed() -> None:
    from pydantic import BaseModel

    rebuild: Callable[..., bool | None] = BaseModel.__dict__["model_rebuild"].__func__
    known: dict[str, Any] = {}

    def model_rebuild(cls: type[BaseModel], /, *, _parent_namespace_depth: int = 2, **how: Any) -> bool | None:
        if cls.__module__.partition(".")[0] != LIBRARY:
            return rebuild(cls, _parent_namespace_depth=_parent_namespace_depth + 1, **how)
        if (names := how.pop("_types_namespace", None)) is not None:
            # By aiogram itself, for each of its types, as it is imported.
            known.update(known or names)
            return None
        return rebuild(cls, _types_namespace=known, **how)

    setattr(BaseModel, "model_rebuild", classmethod(model_rebuild))  # noqa: B010
