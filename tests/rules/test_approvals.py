"""Who may decide about a request to be let in, and who may confirm it."""

from dataclasses import replace
from datetime import timedelta

from desk.ids import ClientId
from desk.rules.approvals import LIFETIME, Approval, CannotDecide, Settlement, judge, judge_second
from tests.builders import ANNA, BORIS, MONDAY, ROMASHKA, VERA

REQUEST = Approval(1, ANNA, "It is me", MONDAY, ROMASHKA, BORIS)


def test_a_request_is_decided_by_anybody_else_for_a_week() -> None:
    last = MONDAY + LIFETIME - timedelta(seconds=1)
    assert judge(REQUEST, BORIS, last) is None
    assert judge(REQUEST, BORIS, MONDAY + LIFETIME) is CannotDecide.OVER
    assert judge(replace(REQUEST, settled=Settlement.REFUSED), BORIS, MONDAY) is CannotDecide.OVER
    assert judge(REQUEST, ANNA, MONDAY) is CannotDecide.OWN
    assert judge(None, BORIS, MONDAY) is CannotDecide.UNKNOWN


def test_the_second_is_another_one_and_means_the_same_client() -> None:
    assert judge_second(REQUEST, ROMASHKA, VERA, 2) is None
    assert judge_second(REQUEST, ROMASHKA, BORIS, 2) is CannotDecide.SAME
    assert judge_second(REQUEST, ROMASHKA, BORIS, 1) is None
    assert judge_second(REQUEST, ClientId("c-9"), VERA, 1) is CannotDecide.OTHER
    assert judge_second(replace(REQUEST, client=None), ROMASHKA, VERA, 2) is CannotDecide.OTHER
