"""Which help a client is entitled to (regulation 1.2, 1.5, 1.7)."""

from datetime import date, timedelta

import pytest

from desk.rules.entitlement import (
    PROSPECT,
    Entitlement,
    Ground,
    Service,
    ServiceState,
    ServiceStatus,
    Standing,
    Terms,
    entitlement,
    is_active,
    state_of,
)
from tests.builders import a_second_service, a_service

TODAY = date(2026, 3, 2)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
NOW = Terms(TODAY)

ACTIVE = a_service()
EXPIRED = a_second_service(paid_until=YESTERDAY)
SUSPENDED = a_service(status=ServiceStatus.SUSPENDED)
ENDED = a_service(status=ServiceStatus.ENDED)
PENDING = a_service(status=ServiceStatus.PENDING)


@pytest.mark.parametrize(
    ("status", "paid_until", "state"),
    [
        (ServiceStatus.ACTIVE, None, ServiceState.ACTIVE),
        (ServiceStatus.ACTIVE, TOMORROW, ServiceState.ACTIVE),
        (ServiceStatus.ACTIVE, TODAY, ServiceState.ACTIVE),
        (ServiceStatus.ACTIVE, YESTERDAY, ServiceState.EXPIRED),
        (ServiceStatus.SUSPENDED, None, ServiceState.SUSPENDED),
        (ServiceStatus.SUSPENDED, TOMORROW, ServiceState.SUSPENDED),
        (ServiceStatus.SUSPENDED, YESTERDAY, ServiceState.SUSPENDED),
        (ServiceStatus.PENDING, TOMORROW, ServiceState.PENDING),
        (ServiceStatus.COMPLETED, TOMORROW, ServiceState.COMPLETED),
        (ServiceStatus.ENDED, None, ServiceState.ENDED),
        (ServiceStatus.ENDED, TOMORROW, ServiceState.ENDED),
        (ServiceStatus.ENDED, YESTERDAY, ServiceState.ENDED),
    ],
)
def test_1_5_2_a_service_is_active_when_the_panel_says_so_and_its_term_is_not_over(
    status: ServiceStatus, paid_until: date | None, state: ServiceState
) -> None:
    service = a_service(status=status, paid_until=paid_until)
    assert state_of(service, NOW) is state
    assert is_active(service, NOW) is (state is ServiceState.ACTIVE)


def test_1_5_2_the_last_paid_day_counts_to_its_end() -> None:
    service = a_service(paid_until=TODAY)
    assert is_active(service, NOW)
    assert not is_active(service, Terms(TOMORROW))


@pytest.mark.parametrize("status", ServiceStatus)
def test_1_5_2_only_the_word_active_counts_as_active(status: ServiceStatus) -> None:
    assert is_active(a_service(status=status), NOW) is (status is ServiceStatus.ACTIVE)


ENTITLED = Entitlement(Standing.ENTITLED, Ground.ACTIVE_SERVICE)
ENTITLED_BY_ANOTHER = Entitlement(Standing.ENTITLED, Ground.ANY_ACTIVE_SERVICE)
AT_DISCRETION = Entitlement(Standing.DISCRETIONARY, Ground.SERVICE_NOT_ACTIVE)
NOT_PAID = Entitlement(Standing.DISCRETIONARY, Ground.UNPAID)
NOTHING_ACTIVE = Entitlement(Standing.DISCRETIONARY, Ground.NO_ACTIVE_SERVICE)


@pytest.mark.parametrize(
    ("about", "services", "expected"),
    [
        (ACTIVE, [ACTIVE], ENTITLED),
        (ACTIVE, [ACTIVE, EXPIRED], ENTITLED),
        (EXPIRED, [ACTIVE, EXPIRED], NOT_PAID),
        (SUSPENDED, [SUSPENDED], NOT_PAID),
        (PENDING, [PENDING, ACTIVE], Entitlement(Standing.DISCRETIONARY, Ground.PENDING)),
        (ENDED, [ENDED], AT_DISCRETION),
        (None, [ACTIVE], ENTITLED_BY_ANOTHER),
        (None, [EXPIRED, ACTIVE], ENTITLED_BY_ANOTHER),
        (None, [EXPIRED, SUSPENDED, ENDED], NOTHING_ACTIVE),
        (None, [], NOTHING_ACTIVE),
    ],
)
def test_1_7_what_is_not_met_makes_a_ticket_discretionary_and_not_refused(
    about: Service | None, services: list[Service], expected: Entitlement
) -> None:
    assert entitlement(about, services, NOW) == expected


def test_1_5_another_active_service_does_not_cover_the_one_that_the_ticket_is_about() -> None:
    assert entitlement(EXPIRED, [ACTIVE, EXPIRED], NOW).standing is Standing.DISCRETIONARY
    assert entitlement(EXPIRED, [ACTIVE, EXPIRED], Terms(YESTERDAY)).standing is Standing.ENTITLED


def test_1_2_4_a_prospect_stands_on_a_ground_of_their_own() -> None:
    assert Entitlement(Standing.PROSPECT, Ground.NOT_A_CLIENT) == PROSPECT


@pytest.mark.parametrize(
    ("grace", "paid_until", "state"),
    [
        (0, TODAY, ServiceState.ACTIVE),
        (0, YESTERDAY, ServiceState.EXPIRED),
        (1, YESTERDAY, ServiceState.ACTIVE),
        (3, TODAY - timedelta(days=3), ServiceState.ACTIVE),
        (3, TODAY - timedelta(days=4), ServiceState.EXPIRED),
    ],
)
def test_1_5_2_a_payment_may_be_late_by_the_days_of_grace(grace: int, paid_until: date, state: ServiceState) -> None:
    assert state_of(a_service(paid_until=paid_until), Terms(TODAY, grace=grace)) is state


def test_1_5_2_grace_is_for_what_the_panel_calls_active_only() -> None:
    suspended = a_service(status=ServiceStatus.SUSPENDED, paid_until=YESTERDAY)
    assert state_of(suspended, Terms(TODAY, grace=30)) is ServiceState.SUSPENDED


@pytest.mark.parametrize(
    ("done_on", "warranty", "state"),
    [
        (TODAY, 30, ServiceState.WARRANTY),
        (TODAY - timedelta(days=30), 30, ServiceState.WARRANTY),
        (TODAY - timedelta(days=31), 30, ServiceState.COMPLETED),
        (TODAY, 0, ServiceState.COMPLETED),
        (None, 30, ServiceState.COMPLETED),
    ],
)
def test_1_5_2_done_work_is_served_for_the_days_of_its_warranty(
    done_on: date | None, warranty: int, state: ServiceState
) -> None:
    work = a_service(status=ServiceStatus.COMPLETED, done_on=done_on)
    terms = Terms(TODAY, warranty=warranty)
    assert state_of(work, terms) is state
    served = entitlement(work, [work], terms)
    assert (served.standing is Standing.ENTITLED) is (state is ServiceState.WARRANTY)
    assert (served.ground is Ground.WARRANTY) is (state is ServiceState.WARRANTY)


def test_1_2_a_warranty_covers_that_work_and_nothing_else() -> None:
    work = a_service(status=ServiceStatus.COMPLETED, done_on=TODAY)
    assert entitlement(None, [work], Terms(TODAY, warranty=30)) == NOTHING_ACTIVE
