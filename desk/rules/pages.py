"""A long list, a page at a time."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def page_of(items: Sequence[T], page: int, size: int) -> tuple[Sequence[T], int, int]:
    """(the items of the page, which page it is, how many there are). A page that is not there is the nearest one."""
    pages = max(1, -(-len(items) // size))
    shown = min(max(1, page), pages)
    return items[(shown - 1) * size : shown * size], shown, pages
