"""Which ratings count (T33)."""

from datetime import timedelta

import pytest

from desk.rules.rating import EXPIRES_AFTER, SCORES, Rating, has_expired, is_low, is_of_this_solution
from desk.rules.ticket import Status
from tests.builders import ANNA, BORIS, MONDAY, a_ticket

RATING = Rating(1, a_ticket().id, MONDAY, ANNA, BORIS)


def test_t33_one_and_two_of_five_are_low() -> None:
    assert [score for score in SCORES if is_low(score)] == [1, 2]
    assert list(SCORES) == [1, 2, 3, 4, 5]


def test_t33_it_expires_after_two_weeks() -> None:
    assert timedelta(days=14) == EXPIRES_AFTER
    assert not has_expired(RATING, MONDAY + EXPIRES_AFTER - timedelta(microseconds=1))
    assert has_expired(RATING, MONDAY + EXPIRES_AFTER)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.SOLVED])
def test_t33_only_what_is_solved_is_rated(status: Status) -> None:
    assert not is_of_this_solution(RATING, a_ticket(status=status, ended_at=MONDAY))


def test_t33_each_solution_is_rated_by_itself() -> None:
    assert is_of_this_solution(RATING, a_ticket(status=Status.SOLVED, ended_at=MONDAY))
    again = a_ticket(status=Status.SOLVED, ended_at=MONDAY + timedelta(hours=1))
    assert not is_of_this_solution(RATING, again)
