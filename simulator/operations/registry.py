"""The operations by name."""

from collections.abc import Callable
from typing import Any, TypeVar

Operation = TypeVar("Operation", bound=Callable[..., Any])
OPERATIONS: dict[str, Callable[..., Any]] = {}


def operation(function: Operation) -> Operation:
    """Registers a function of a Stage and keyword arguments of plain values, which returns plain values."""
    OPERATIONS[function.__name__] = function
    return function
