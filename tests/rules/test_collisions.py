"""An answer and newer words of the client that cross. Source: T32."""

from datetime import timedelta

import pytest

from desk.ids import MessageId
from desk.rules.collisions import unseen
from tests.builders import MONDAY, a_message

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("delivered", "expected"),
    [(None, True), (SECOND, True), (SECOND / 2, False), (-SECOND, False), (-3600 * SECOND, False)],
)
def test_t32_words_that_came_after_an_answer_was_written_are_unseen(
    delivered: timedelta | None, *, expected: bool
) -> None:
    said = a_message(written_at=MONDAY - SECOND, delivered_at=None if delivered is None else MONDAY + delivered)
    assert unseen([said], MONDAY, answered=None) is expected


def test_t32_the_description_is_on_the_card_and_needs_no_copy() -> None:
    assert not unseen([a_message(is_description=True, written_at=MONDAY - SECOND)], MONDAY, answered=None)


@pytest.mark.parametrize(("before", "expected"), [(5, True), (20, True), (21, False)])
def test_t32_who_answers_one_message_does_not_see_what_comes_while_they_write(before: int, *, expected: bool) -> None:
    first = a_message(id=MessageId(1), written_at=MONDAY - 60 * SECOND, delivered_at=MONDAY - 59 * SECOND)
    newer = a_message(id=MessageId(2), written_at=MONDAY - 22 * SECOND, delivered_at=MONDAY - before * SECOND)
    assert unseen([first, newer], MONDAY, answered=first) is expected
    assert not unseen([first, newer], MONDAY, answered=newer)
    assert not unseen([first, newer], MONDAY, answered=None)
