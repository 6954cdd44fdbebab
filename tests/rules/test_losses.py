"""How much may go at once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desk.ids import ServiceId
from desk.rules.entitlement import Service, ServiceStatus, Terms
from desk.rules.losses import Loss, loss
from tests.builders import a_service

TODAY = date(2026, 3, 2)
NOW = Terms(TODAY)
TEN = [a_service(id=ServiceId(f"s-{number}")) for number in range(10)]


def ended(service: Service) -> Service:
    return replace(service, status=ServiceStatus.ENDED)


def test_what_is_gone_or_not_active_any_more_is_lost() -> None:
    after = [*TEN[:6], ended(TEN[6]), replace(TEN[7], paid_until=TODAY - timedelta(days=1))]
    assert loss(TEN, after, NOW) == Loss(4, 10)


def test_what_was_not_active_cannot_be_lost_and_what_is_new_makes_up_for_nothing() -> None:
    old = [ended(TEN[0]), TEN[1]]
    new = [a_service(id=ServiceId("new"))]
    assert loss(old, new, NOW) == Loss(1, 1)


@pytest.mark.parametrize(
    ("lost", "of", "percent", "exceeds"),
    [
        (20, 100, 20, False),
        (21, 100, 20, True),
        (5, 5, 20, False),
        (6, 6, 20, True),
        (6, 6, 100, False),
        (6, 100, 0, True),
    ],
)
def test_more_than_the_share_is_too_much_unless_it_is_a_handful(
    lost: int, of: int, percent: int, exceeds: bool
) -> None:
    assert Loss(lost, of).exceeds(percent) is exceeds
