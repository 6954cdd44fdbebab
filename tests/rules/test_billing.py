"""Free or paid, and why (regulation 1.2-1.7, 2.4)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.billing import AfterHours, Hour, Wanted, accepted, offers
from desk.rules.entitlement import ServiceState, Standing
from desk.rules.paid import PAID, Billing
from desk.rules.ticket import Category, Urgency

TODAY = date(2026, 3, 2)
OPEN = Hour(is_open=True, priority=False, after_hours=AfterHours.ASK)
CLOSED = Hour(is_open=False, priority=False, after_hours=AfterHours.ASK)


def wanted(
    standing: Standing = Standing.ENTITLED,
    state: ServiceState | None = ServiceState.ACTIVE,
    category: Category = Category.INCIDENT,
    urgency: Urgency = Urgency.NORMAL,
) -> Wanted:
    return Wanted(standing, state, category, urgency)


def hour(after_hours: AfterHours, *, priority: bool = False) -> Hour:
    return Hour(is_open=False, priority=priority, after_hours=after_hours)


def test_2_4_in_working_time_a_ticket_within_the_plan_is_free() -> None:
    assert offers(wanted(), OPEN) == (Billing.WITHIN_PLAN,)
    assert offers(wanted(urgency=Urgency.URGENT), OPEN) == (Billing.WITHIN_PLAN,)


def test_2_4_outside_hours_the_client_chooses_unless_the_company_has_decided() -> None:
    assert offers(wanted(), CLOSED) == (Billing.WAITS, Billing.OUTSIDE_HOURS)
    assert offers(wanted(), hour(AfterHours.PAID)) == (Billing.OUTSIDE_HOURS,)
    assert offers(wanted(), hour(AfterHours.FREE)) == (Billing.WITHIN_PLAN,)


@pytest.mark.parametrize("after_hours", [AfterHours.ASK, AfterHours.PAID])
def test_1_4_priority_support_never_pays_for_the_hour(after_hours: AfterHours) -> None:
    assert offers(wanted(), hour(after_hours, priority=True)) == (Billing.PRIORITY,)


def test_1_4_priority_support_pays_for_what_is_not_its_service() -> None:
    assert offers(wanted(state=None), hour(AfterHours.ASK, priority=True)) == (Billing.UNRELATED,)


@pytest.mark.parametrize("state", [ServiceState.EXPIRED, ServiceState.ENDED])
@pytest.mark.parametrize("when", [OPEN, CLOSED])
def test_2_4_after_the_term_only_urgent_work_is_paid(state: ServiceState, when: Hour) -> None:
    over = wanted(Standing.DISCRETIONARY, state, urgency=Urgency.URGENT)
    assert offers(over, when) == (Billing.TERM_OVER,)


def test_1_7_what_is_not_urgent_after_the_term_is_free_until_staff_decide() -> None:
    assert offers(wanted(Standing.DISCRETIONARY, ServiceState.EXPIRED), OPEN) == (Billing.AT_DISCRETION,)
    suspended = wanted(Standing.DISCRETIONARY, ServiceState.SUSPENDED, urgency=Urgency.URGENT)
    assert offers(suspended, OPEN) == (Billing.AT_DISCRETION,)


@pytest.mark.parametrize("category", [Category.INCIDENT, Category.CHANGE, Category.CONTENT, Category.ACCESS])
def test_2_4_work_that_is_about_none_of_the_clients_services_is_paid(category: Category) -> None:
    assert offers(wanted(state=None, category=category), OPEN) == (Billing.UNRELATED,)


@pytest.mark.parametrize("category", [Category.CONSULTATION, Category.BILLING, Category.CONNECTION, Category.OTHER])
def test_2_4_a_question_about_no_service_is_free(category: Category) -> None:
    assert offers(wanted(state=None, category=category), OPEN) == (Billing.WITHIN_PLAN,)


def test_1_2_4_whoever_is_not_a_client_yet_pays_nothing_at_any_hour() -> None:
    assert offers(wanted(Standing.PROSPECT, None, Category.CONNECTION), CLOSED) == (Billing.PROSPECT,)


EVERY = st.builds(
    Wanted,
    st.sampled_from(Standing),
    st.sampled_from([*ServiceState, None]),
    st.sampled_from(Category),
    st.sampled_from(Urgency),
)
HOURS = st.builds(Hour, st.booleans(), st.booleans(), st.sampled_from(AfterHours))


@given(EVERY, HOURS)
def test_2_4_there_is_always_a_way_and_a_choice_is_free_against_paid(what: Wanted, when: Hour) -> None:
    found = offers(what, when)
    assert [offer in PAID for offer in found] in ([True], [False], [False, True])


@given(EVERY, HOURS, st.sampled_from(Billing))
def test_2_4_nobody_pays_without_having_pressed_for_exactly_that(what: Wanted, when: Hour, pressed: Billing) -> None:
    found = offers(what, when)
    agreed = accepted(pressed, found)
    assert agreed is None or agreed in found
    if agreed is not None and agreed.is_paid:
        assert agreed is pressed


def test_2_4_a_free_page_that_was_open_while_the_desk_closed_is_looked_at_again() -> None:
    assert accepted("within_plan", (Billing.WAITS, Billing.OUTSIDE_HOURS)) is None
    assert accepted("", (Billing.OUTSIDE_HOURS,)) is None


def test_2_4_a_paid_page_that_was_open_while_the_desk_opened_is_looked_at_again() -> None:
    assert accepted("outside_hours", (Billing.WITHIN_PLAN,)) is None


def test_2_4_who_waited_for_the_opening_until_it_came_is_within_the_plan() -> None:
    assert accepted("waits", (Billing.WITHIN_PLAN,)) is Billing.WITHIN_PLAN
    assert accepted("", (Billing.WITHIN_PLAN,)) is Billing.WITHIN_PLAN


@pytest.mark.parametrize("state", [None, *ServiceState])
@pytest.mark.parametrize("category", Category)
def test_sec_35_nobody_pays_because_we_could_not_look_at_their_services(
    state: ServiceState | None, category: Category
) -> None:
    hour = Hour(is_open=True, priority=False, after_hours=AfterHours.PAID)
    wanted = Wanted(Standing.DISCRETIONARY, state, category, Urgency.URGENT, verified=False)
    assert offers(wanted, hour) == (Billing.AT_DISCRETION,)
