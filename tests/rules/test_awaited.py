"""Whose turn it is, and pages of a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.awaited import Awaits, awaited
from desk.rules.pages import page_of
from desk.rules.ticket import ENDS, Status
from tests.builders import MONDAY, a_ticket


@pytest.mark.parametrize(
    ("status", "reacted", "awaits"),
    [
        (Status.NEW, False, Awaits.FIRST_ANSWER),
        (Status.OPEN, False, Awaits.FIRST_ANSWER),
        (Status.OPEN, True, Awaits.STAFF),
        (Status.WAITING, True, Awaits.CLIENT),
        (Status.ON_HOLD, True, Awaits.OTHERS),
        *[(status, True, Awaits.NOTHING) for status in sorted(ENDS)],
    ],
)
def test_2_3_it_is_known_from_whom_the_next_step_is_awaited(status: Status, reacted: bool, awaits: Awaits) -> None:
    assert awaited(a_ticket(status=status, reacted_at=MONDAY if reacted else None)) is awaits


@given(st.lists(st.integers(), max_size=40), st.integers(1, 9), st.integers(-5, 60))
def test_pages_together_are_the_whole_list_and_a_page_that_is_not_there_is_the_nearest(
    items: list[int], size: int, asked: int
) -> None:
    _, shown, pages = page_of(items, asked, size)
    assert 1 <= shown <= pages
    assert shown == min(max(asked, 1), pages)
    assert [item for page in range(1, pages + 1) for item in page_of(items, page, size)[0]] == items
    assert all(len(page_of(items, page, size)[0]) <= size for page in range(1, pages + 1))
