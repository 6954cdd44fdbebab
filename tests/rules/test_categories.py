"""Another category: its target and its ground (regulation 2.4, 3.2)."""

from dataclasses import replace
from datetime import timedelta

from desk.rules.categories import about, rebilled
from desk.rules.paid import Billing
from desk.rules.ticket import Category
from tests.builders import MONDAY, a_policy, a_ticket

POLICY = a_policy()


def test_a_longer_target_counts_from_the_filing() -> None:
    ticket = a_ticket(category=Category.CONSULTATION, filed_at=MONDAY, react_by=POLICY.react_by(MONDAY, Category.OTHER))
    later = about(ticket, Category.CONTENT, MONDAY + timedelta(hours=3), POLICY)
    assert later.react_by == POLICY.react_by(MONDAY, Category.CONTENT)


def test_what_was_filed_for_a_client_counts_from_when_it_came() -> None:
    came = MONDAY - timedelta(hours=4)
    ticket = a_ticket(category=Category.CONSULTATION, filed_at=MONDAY, came_at=came, react_by=MONDAY)
    assert about(ticket, Category.CONTENT, MONDAY, POLICY).react_by == POLICY.react_by(came, Category.CONTENT)


def test_a_shorter_target_is_not_over_before_it_began_and_never_later_than_promised() -> None:
    promised = POLICY.react_by(MONDAY, Category.CONTENT)
    ticket = a_ticket(category=Category.CONTENT, filed_at=MONDAY, react_by=promised)
    soon = about(ticket, Category.OTHER, MONDAY + timedelta(hours=1), POLICY)
    assert soon.react_by is not None
    assert MONDAY < soon.react_by < promised
    late = MONDAY + timedelta(days=3)
    assert about(ticket, Category.OTHER, late, POLICY).react_by == min(POLICY.react_by(late, Category.OTHER), promised)
    nearly = promised - timedelta(minutes=5)
    assert about(ticket, Category.OTHER, nearly, POLICY).react_by == promised


def test_what_was_answered_or_never_promised_has_no_other_target() -> None:
    answered = a_ticket(react_by=MONDAY, reacted_at=MONDAY)
    assert about(answered, Category.CONTENT, MONDAY, POLICY).react_by == MONDAY
    assert about(a_ticket(react_by=None), Category.CONTENT, MONDAY, POLICY).react_by is None


def test_work_about_no_service_is_paid_and_anything_else_is_not() -> None:
    ticket = replace(a_ticket(), service=None, service_state=None)
    asked = replace(ticket, billing=Billing.WITHIN_PLAN)
    assert rebilled(asked, Category.INCIDENT) is Billing.UNRELATED
    assert rebilled(replace(ticket, billing=Billing.UNRELATED), Category.BILLING) is Billing.WITHIN_PLAN
    assert rebilled(replace(ticket, billing=Billing.OUTSIDE_HOURS), Category.INCIDENT) is Billing.OUTSIDE_HOURS
    assert rebilled(replace(ticket, billing=None), Category.INCIDENT) is None
