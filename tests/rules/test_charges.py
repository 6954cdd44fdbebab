"""The price of a ticket, and what can become of it (regulation 2.4)."""

from dataclasses import replace
from itertools import product

import pytest

from desk.errors import PriceIs
from desk.rules.charges import NEXT, Charge, ChargeState, costs, may_start, settle
from desk.rules.paid import Billing
from tests.builders import ANNA, BORIS, MONDAY, a_charge

OFFERED = a_charge()


def charged(state: ChargeState) -> Charge:
    return replace(OFFERED, state=state)


@pytest.mark.parametrize(("state", "want"), [*product(ChargeState, ChargeState)])
def test_2_4_a_price_changes_by_the_table_and_a_second_press_changes_nothing(
    state: ChargeState, want: ChargeState
) -> None:
    before = charged(state)
    if want is state:
        assert settle(before, want, ANNA, MONDAY) is before
    elif want in NEXT[state]:
        after = settle(before, want, ANNA, MONDAY)
        assert (after.state, after.settled_by, after.settled_at) == (want, ANNA, MONDAY)
        assert (after.amount, after.note, after.by) == (before.amount, before.note, before.by)
    else:
        with pytest.raises(PriceIs) as refused:
            settle(before, want, BORIS, MONDAY)
        assert refused.value.state == state


def test_2_4_what_is_paid_or_replaced_stays_so() -> None:
    assert NEXT[ChargeState.PAID] == NEXT[ChargeState.REPLACED] == frozenset()
    assert set(NEXT) == set(ChargeState)


def test_2_4_work_on_a_paid_ticket_starts_after_acceptance() -> None:
    assert not may_start(Billing.OUTSIDE_HOURS, None)
    assert not may_start(Billing.OUTSIDE_HOURS, OFFERED)
    assert not may_start(Billing.OUTSIDE_HOURS, charged(ChargeState.DECLINED))
    assert not may_start(Billing.WITHIN_PLAN, OFFERED)
    for state in (ChargeState.ACCEPTED, ChargeState.AWAITING, ChargeState.PAID, ChargeState.WAIVED):
        assert may_start(Billing.OUTSIDE_HOURS, charged(state))


def test_2_4_what_is_free_starts_at_once() -> None:
    for billing in (Billing.WITHIN_PLAN, Billing.WAITS, None):
        assert may_start(billing, None)
        assert may_start(billing, charged(ChargeState.DECLINED))


def test_2_4_a_free_ticket_with_a_price_is_paid_and_a_waived_one_is_free() -> None:
    assert costs(Billing.WITHIN_PLAN, OFFERED)
    assert not costs(Billing.OUTSIDE_HOURS, charged(ChargeState.WAIVED))
    assert costs(Billing.OUTSIDE_HOURS, None)
    assert not costs(Billing.WITHIN_PLAN, None)
