"""Which of several targets a first reaction has, and why."""

from dataclasses import replace

import pytest

from desk.rules.calendar import Calendar, parse_days, parse_hours
from desk.rules.durations import parse_duration
from desk.rules.people import ClientCategory
from desk.rules.support import PrioritySupport
from desk.rules.targets import Asked, Because
from desk.rules.ticket import Level, Support
from tests.builders import MOSCOW, a_policy, at

PARTNER = ClientCategory.PARTNER
EXTENDED = Calendar(MOSCOW, parse_hours("08:00-23:00"), parse_days("mon-fri"))
POLICY = a_policy(
    of_clients={
        (PARTNER, Level.STANDARD): parse_duration("8wh"),
        (PARTNER, Level.COMPLEX): parse_duration("48h"),
    },
    of_products={("VPS-Pro", Level.STANDARD): parse_duration("2h"), ("care", Level.STANDARD): parse_duration("48h")},
)
MONDAY = at("2026-03-02 12:00")


@pytest.mark.parametrize(
    ("asked", "due", "because"),
    [
        (Asked(), "2026-03-03 12:00", Because.LEVEL),
        (Asked(client=ClientCategory.INDIVIDUAL), "2026-03-03 12:00", Because.LEVEL),
        (Asked(client=PARTNER), "2026-03-03 13:00", Because.CLIENT),
        (Asked(Level.COMPLEX, PARTNER), "2026-03-04 12:00", Because.CLIENT),
        (Asked(Level.CONTENT, PARTNER), "2026-03-09 12:00", Because.LEVEL),
        (Asked(client=PARTNER, products=("vps-pro ",)), "2026-03-02 14:00", Because.PRODUCT),
        (Asked(client=PARTNER, products=("care",)), "2026-03-04 12:00", Because.PRODUCT),
        (Asked(client=PARTNER, products=("care", "vps-pro")), "2026-03-02 14:00", Because.PRODUCT),
        (Asked(Level.COMPLEX, PARTNER, ("vps-pro",)), "2026-03-04 12:00", Because.CLIENT),
        (Asked(products=("hosting",)), "2026-03-03 12:00", Because.LEVEL),
    ],
)
def test_3_2_the_plan_wins_over_the_category_and_that_over_the_usual_target(
    asked: Asked, due: str, because: Because
) -> None:
    promise = POLICY.promise(MONDAY, asked)
    assert (promise.due, promise.because) == (at(due), because)


@pytest.mark.parametrize(
    ("filed", "due"),
    [
        ("2026-03-02 12:00", "2026-03-02 14:00"),
        ("2026-03-02 09:00", "2026-03-02 13:00"),
        ("2026-03-02 17:30", "2026-03-03 12:30"),
        ("2026-03-02 16:00", "2026-03-02 18:00"),
        ("2026-03-07 12:00", "2026-03-09 13:00"),
    ],
)
def test_3_2_a_short_promise_is_kept_though_the_least_time_is_longer(filed: str, due: str) -> None:
    assert POLICY.promise(at(filed), Asked(products=("vps-pro",))).due == at(due)


def test_1_4_a_product_that_is_priority_support_has_its_own_target_on_the_extended_hours() -> None:
    priority = PrioritySupport(frozenset({"gold", "silver"}), EXTENDED, parse_duration("4wh"))
    policy = replace(POLICY, priority=priority, of_products={("gold", Level.STANDARD): parse_duration("1wh")})
    evening = at("2026-03-02 20:00")
    gold = policy.promise(evening, Asked(products=("gold",), support=Support.PRIORITY))
    silver = policy.promise(evening, Asked(products=("silver",), support=Support.PRIORITY))
    assert (gold.due, gold.because, gold.product) == (at("2026-03-02 21:00"), Because.PRODUCT, "gold")
    assert (silver.due, silver.because) == (at("2026-03-03 09:00"), Because.PRIORITY)


def test_1_4_priority_support_does_not_make_a_sooner_promise_later() -> None:
    priority = PrioritySupport(frozenset({"gold"}), EXTENDED, parse_duration("4wh"))
    policy = replace(POLICY, priority=priority)
    promise = policy.promise(MONDAY, Asked(products=("vps-pro", "gold"), support=Support.PRIORITY))
    assert (promise.due, promise.because) == (at("2026-03-02 14:00"), Because.PRODUCT)
