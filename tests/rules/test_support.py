"""Priority support (regulation 1.4)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.calendar import Calendar, parse_days, parse_hours
from desk.rules.durations import parse_duration
from desk.rules.entitlement import PROSPECT, Entitlement, Ground, Service, ServiceStatus, Standing, Terms
from desk.rules.support import PrioritySupport, calmed, support_of
from desk.rules.ticket import Category, Support, Urgency
from tests.builders import MOSCOW, a_policy, a_service, at

TODAY = date(2026, 3, 2)
PRIORITY = PrioritySupport(
    frozenset({"Priority"}),
    Calendar(MOSCOW, parse_hours("08:00-23:00"), parse_days("mon-fri")),
    parse_duration("4wh"),
)
POLICY = a_policy(priority=PRIORITY)
ENTITLED = Entitlement(Standing.ENTITLED, Ground.ACTIVE_SERVICE)
DISCRETIONARY = Entitlement(Standing.DISCRETIONARY, Ground.SERVICE_NOT_ACTIVE)


@pytest.mark.parametrize(
    ("service", "has"),
    [
        (a_service(product="Priority"), True),
        (a_service(product=" priority "), True),
        (a_service(product="Hosting"), False),
        (a_service(product="Priority", status=ServiceStatus.SUSPENDED), False),
        (a_service(product="Priority", paid_until=TODAY), True),
        (a_service(product="Priority", paid_until=TODAY - timedelta(days=1)), False),
    ],
)
def test_1_4_an_active_service_of_a_priority_product_makes_it(service: Service, has: bool) -> None:
    assert PRIORITY.among([a_service(), service], Terms(TODAY)) is has


@pytest.mark.parametrize(
    ("has", "urgency", "ground", "support"),
    [
        (True, Urgency.NORMAL, ENTITLED, Support.PRIORITY),
        (True, Urgency.URGENT, ENTITLED, Support.ROUND_THE_CLOCK),
        (False, Urgency.URGENT, ENTITLED, Support.STANDARD),
        (True, Urgency.URGENT, DISCRETIONARY, Support.STANDARD),
        (True, Urgency.URGENT, PROSPECT, Support.STANDARD),
        (True, Urgency.URGENT, None, Support.STANDARD),
    ],
)
def test_1_4_urgent_priority_tickets_run_round_the_clock(
    has: bool, urgency: Urgency, ground: Entitlement | None, support: Support
) -> None:
    assert support_of(has_priority=has, urgency=urgency, ground=ground) is support


@pytest.mark.parametrize(
    ("filed", "support", "due"),
    [
        ("2026-03-02 12:00", Support.PRIORITY, "2026-03-02 16:00"),
        ("2026-03-02 21:00", Support.PRIORITY, "2026-03-03 10:00"),
        ("2026-03-07 14:00", Support.PRIORITY, "2026-03-09 12:00"),
        ("2026-03-07 14:00", Support.ROUND_THE_CLOCK, "2026-03-07 18:00"),
        ("2026-03-02 23:30", Support.ROUND_THE_CLOCK, "2026-03-03 03:30"),
        ("2026-03-07 14:00", Support.STANDARD, "2026-03-09 15:00"),
    ],
)
def test_1_4_the_target_of_priority_support_is_its_own(filed: str, support: Support, due: str) -> None:
    assert POLICY.react_by(at(filed), Category.INCIDENT, support) == at(due)


def test_1_4_without_priority_products_every_clock_is_the_usual_one() -> None:
    plain = a_policy()
    for support in Support:
        assert plain.calendar_of(support) is plain.calendar
        assert plain.react_by(at("2026-03-02 12:00"), Category.INCIDENT, support) == at("2026-03-03 12:00")


def test_1_4_not_urgent_leaves_priority_support_with_its_hours() -> None:
    assert [calmed(support) for support in Support] == [Support.STANDARD, Support.PRIORITY, Support.PRIORITY]


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(moments, st.sampled_from(Category))
def test_1_4_priority_is_never_later_than_usual_and_round_the_clock_never_later_than_priority(
    filed: datetime, category: Category
) -> None:
    usual, priority, always = (POLICY.react_by(filed, category, support) for support in Support)
    assert filed < always <= priority <= usual


@given(moments, st.sampled_from(Support), st.timedeltas(timedelta(0), timedelta(days=9)))
def test_t8_who_files_later_is_never_due_sooner(filed: datetime, support: Support, later: timedelta) -> None:
    first = POLICY.react_by(filed, Category.INCIDENT, support)
    second = POLICY.react_by(filed + later, Category.INCIDENT, support)
    assert first <= second
