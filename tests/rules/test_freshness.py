"""What is known of a client while the panel does not answer: never 'no services', never entitled on nothing."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.entitlement import PROSPECT, Entitlement, Ground, Standing
from desk.rules.freshness import RETRY_AFTER, Check, Freshness, Trust, as_far_as_known, hope, may_ask, trust
from tests.builders import MONDAY, ROMASHKA

TERMS = Freshness(timedelta(minutes=10), timedelta(hours=24))
SECOND = timedelta(seconds=1)

moments = st.none() | st.integers(0, 3 * 24 * 3600).map(lambda ago: MONDAY - timedelta(seconds=ago))
checks = st.none() | st.builds(Check, client=st.just(ROMASHKA), checked_at=moments, asked_at=moments, failed_at=moments)
grounds = st.builds(Entitlement, st.sampled_from(Standing), st.sampled_from(Ground))


def checked(ago: timedelta, *, asked: datetime | None = None, failed: datetime | None = None) -> Check:
    return Check(ROMASHKA, MONDAY - ago, asked, failed)


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        (None, Trust.UNKNOWN),
        (Check(ROMASHKA), Trust.UNKNOWN),
        (Check(ROMASHKA, failed_at=MONDAY), Trust.UNKNOWN),
        (checked(timedelta()), Trust.SURE),
        (checked(timedelta(minutes=10)), Trust.SURE),
        (checked(timedelta(minutes=10) + SECOND), Trust.UNVERIFIED),
        (checked(timedelta(hours=24)), Trust.UNVERIFIED),
        (checked(timedelta(hours=24) + SECOND), Trust.UNKNOWN),
        (checked(timedelta(minutes=5), failed=MONDAY), Trust.SURE),
        (checked(timedelta(minutes=5), asked=MONDAY), Trust.UNVERIFIED),
        (checked(timedelta(minutes=5), asked=MONDAY - timedelta(minutes=6)), Trust.SURE),
    ],
)
def test_an_answer_of_the_panel_is_as_good_as_new_then_better_than_none_then_nothing(
    check: Check | None, expected: Trust
) -> None:
    assert trust(check, MONDAY, TERMS) is expected


@given(checks)
def test_without_a_panel_what_was_imported_is_what_is_known(check: Check | None) -> None:
    assert trust(check, MONDAY, None) is hope(check, MONDAY, None) is Trust.SURE


@given(checks, grounds)
def test_sec_35_nobody_is_entitled_on_an_unknown_answer_and_no_failure_reads_as_no_services(
    check: Check | None, known: Entitlement
) -> None:
    for how_far in (trust(check, MONDAY, TERMS), hope(check, MONDAY, TERMS)):
        served = as_far_as_known(known, how_far)
        if known.standing in {Standing.PROSPECT, Standing.INTERNAL}:
            assert served == known
            continue
        if how_far is Trust.UNKNOWN:
            assert served == Entitlement(Standing.DISCRETIONARY, Ground.UNVERIFIED)
        if how_far is Trust.UNVERIFIED:
            assert served.ground in {Ground.ACTIVE_LATELY, Ground.UNVERIFIED}
        if served.standing is Standing.ENTITLED:
            assert known.standing is Standing.ENTITLED
            assert check is not None
            assert check.checked_at is not None
            assert MONDAY - check.checked_at <= TERMS.stale


@given(checks)
def test_sec_35_a_failed_try_makes_nothing_surer(check: Check | None) -> None:
    order = [Trust.UNKNOWN, Trust.UNVERIFIED, Trust.SURE]
    known = check or Check(ROMASHKA)
    after = Check(ROMASHKA, known.checked_at, known.asked_at, MONDAY)
    for judge in (trust, hope):
        assert order.index(judge(after, MONDAY, TERMS)) <= order.index(judge(check, MONDAY, TERMS))


@given(checks)
def test_what_is_shown_is_doubted_only_after_a_failure_or_a_day(check: Check | None) -> None:
    shown = hope(check, MONDAY, TERMS)
    if check and check.checked_at and MONDAY - check.checked_at <= TERMS.stale and check.failed_at is None:
        assert shown is Trust.SURE
    else:
        assert shown is trust(check, MONDAY, TERMS)


@pytest.mark.parametrize(
    ("check", "asks"),
    [
        (None, True),
        (checked(timedelta(minutes=5)), False),
        (checked(timedelta(minutes=11)), True),
        (checked(timedelta(minutes=11), failed=MONDAY - RETRY_AFTER + SECOND), False),
        (checked(timedelta(minutes=11), failed=MONDAY - RETRY_AFTER), True),
    ],
)
def test_a_panel_that_has_just_failed_is_left_alone(check: Check | None, asks: bool) -> None:
    assert may_ask(check, MONDAY, TERMS) is asks


def test_a_prospect_does_not_depend_on_the_panel() -> None:
    assert as_far_as_known(PROSPECT, Trust.UNKNOWN) == PROSPECT
