"""What the company has decided."""

import pytest

from desk.ids import ChatId
from desk.rules.durations import parse_duration
from desk.rules.entitlement import ServiceState
from desk.rules.paid import Billing
from desk.rules.ticket import Category
from tests.builders import ROOM, a_policy, at

HOSTING_ROOM = ChatId(-1007)
FINANCE, SALES = ChatId(-1008), ChatId(-1009)


@pytest.mark.parametrize(
    ("filed", "due"),
    [
        ("2026-03-02 12:00", "2026-03-03 12:00"),
        ("2026-03-02 09:00", "2026-03-03 11:00"),
        ("2026-03-02 18:00", "2026-03-03 18:00"),
        ("2026-03-06 17:00", "2026-03-09 14:00"),
        ("2026-03-07 12:00", "2026-03-09 15:00"),
        ("2026-03-08 23:00", "2026-03-10 11:00"),
    ],
)
def test_3_2_a_usual_ticket_gets_its_first_reaction_after_a_day_and_four_working_hours(filed: str, due: str) -> None:
    assert a_policy().react_by(at(filed), Category.INCIDENT) == at(due)


@pytest.mark.parametrize("category", Category)
def test_3_2_content_edits_have_five_working_days(category: Category) -> None:
    expected = at("2026-03-09 12:00") if category is Category.CONTENT else at("2026-03-03 12:00")
    assert a_policy().react_by(at("2026-03-02 12:00"), category) == expected


@pytest.mark.parametrize(
    ("standard", "at_least", "due"),
    [("24h", "4wh", "2026-03-03 12:00"), ("10min", "1wh", "2026-03-02 13:00"), ("2h", "1wh", "2026-03-02 14:00")],
)
def test_3_2_the_targets_are_settings(standard: str, at_least: str, due: str) -> None:
    policy = a_policy(standard=parse_duration(standard), at_least=parse_duration(at_least))
    assert policy.react_by(at("2026-03-02 12:00"), Category.INCIDENT) == at(due)


def test_each_category_has_its_room_and_the_others_share_one() -> None:
    policy = a_policy(rooms={Category.INCIDENT: HOSTING_ROOM})
    assert policy.room_for(Category.INCIDENT) == HOSTING_ROOM
    assert policy.room_for(Category.BILLING) == ROOM
    assert policy.all_rooms() == {ROOM, HOSTING_ROOM}
    assert a_policy().all_rooms() == {ROOM}


@pytest.mark.parametrize(
    ("category", "state", "billing", "room"),
    [
        (Category.INCIDENT, ServiceState.EXPIRED, Billing.AT_DISCRETION, FINANCE),
        (Category.CONTENT, ServiceState.SUSPENDED, Billing.AT_DISCRETION, FINANCE),
        (Category.CONTENT, ServiceState.SUSPENDED, None, FINANCE),
        (Category.INCIDENT, ServiceState.EXPIRED, Billing.TERM_OVER, HOSTING_ROOM),
        (Category.INCIDENT, ServiceState.PENDING, Billing.AT_DISCRETION, SALES),
        (Category.INCIDENT, ServiceState.PENDING, Billing.OUTSIDE_HOURS, HOSTING_ROOM),
        (Category.INCIDENT, ServiceState.ENDED, Billing.AT_DISCRETION, HOSTING_ROOM),
        (Category.INCIDENT, ServiceState.ACTIVE, Billing.WITHIN_PLAN, HOSTING_ROOM),
        (Category.INCIDENT, None, Billing.WITHIN_PLAN, HOSTING_ROOM),
    ],
)
def test_1_5_2_what_is_not_paid_begins_with_finance_and_what_is_not_connected_with_sales(
    category: Category, state: ServiceState | None, billing: Billing | None, room: ChatId
) -> None:
    rooms = {Category.INCIDENT: HOSTING_ROOM, Category.BILLING: FINANCE, Category.CONNECTION: SALES}
    assert a_policy(rooms=rooms).first_room_for(category, state, billing) == room
    assert a_policy().first_room_for(category, state, billing) == ROOM
