"""The two-day rule: ping, then close. In March 2026 Monday is the 2nd."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.rules.calendar import Calendar
from desk.rules.durations import parse_duration
from desk.rules.silence import SilencePolicy, close_at, may_extend, pings_at
from tests.rules.moments import at, hours, office
from tests.rules.strategies import calendars, instants


def a_policy(*, pings: str = "24h", close: str = "48h", grace: str = "7wh") -> SilencePolicy:
    ping_after = tuple(parse_duration(ping) for ping in pings.split(","))
    return SilencePolicy(ping_after, parse_duration(close), parse_duration(grace))


def ping_and_close(answered: str, desk: Calendar) -> tuple[datetime, datetime]:
    anchor, policy = at(answered), a_policy()
    (ping,) = pings_at(anchor, policy, desk)
    return ping, close_at(anchor, ping, policy, desk)


def test_t22_answered_on_tuesday_noon_is_pinged_on_wednesday_noon_and_closed_on_thursday_noon() -> None:
    assert ping_and_close("2026-03-03 12:00", office()) == (at("2026-03-04 12:00"), at("2026-03-05 12:00"))


def test_t22_answered_on_friday_evening_is_pinged_on_monday_and_closed_on_tuesday() -> None:
    assert ping_and_close("2026-03-06 17:00", office()) == (at("2026-03-09 11:00"), at("2026-03-10 11:00"))


def test_t22_answered_on_thursday_evening_is_pinged_on_friday_and_closed_on_monday_evening() -> None:
    assert ping_and_close("2026-03-05 17:30", office()) == (at("2026-03-06 17:30"), at("2026-03-09 17:30"))


def test_3_3_holidays_move_both_the_ping_and_the_close() -> None:
    desk = office(days={"2026-03-09": None})
    assert ping_and_close("2026-03-06 17:00", desk) == (at("2026-03-10 11:00"), at("2026-03-11 11:00"))


def test_t22_a_ping_due_at_closing_waits_for_the_next_opening() -> None:
    assert ping_and_close("2026-03-03 18:00", office())[0] == at("2026-03-05 11:00")


def test_t22_after_downtime_the_close_moves_with_the_delivered_ping() -> None:
    anchor, delivered = at("2026-03-03 12:00"), at("2026-03-10 12:00")
    assert close_at(anchor, delivered, a_policy(), office()) == at("2026-03-11 12:00")


def test_t22_a_ping_delivered_early_never_closes_before_the_limit() -> None:
    anchor = at("2026-03-03 12:00")
    assert close_at(anchor, at("2026-03-03 13:00"), a_policy(), office()) == at("2026-03-05 12:00")


def test_t22_an_unreachable_client_is_closed_when_a_ping_in_time_would_have_closed() -> None:
    desk, policy = office(), a_policy(pings="24h,40h")
    for answered in ("2026-03-03 12:00", "2026-03-06 17:00", "2026-03-05 17:30"):
        first = pings_at(at(answered), policy, desk)[0]
        assert close_at(at(answered), None, policy, desk) == close_at(at(answered), first, policy, desk)


def test_t22_the_grace_is_counted_in_working_time_over_a_shortened_day() -> None:
    desk = office(days={"2026-03-04": "11:00-17:00"})
    assert ping_and_close("2026-03-03 12:00", desk) == (at("2026-03-04 12:00"), at("2026-03-05 13:00"))


def test_t22_a_second_ping_comes_after_the_first() -> None:
    pings = pings_at(at("2026-03-02 17:00"), a_policy(pings="24h,42h"), office())
    assert pings == (at("2026-03-03 17:00"), at("2026-03-04 11:00"))


def test_t22_pings_that_the_weekend_moves_together_are_one() -> None:
    assert pings_at(at("2026-03-06 17:00"), a_policy(pings="24h,40h"), office()) == (at("2026-03-09 11:00"),)


def test_t22_a_later_ping_that_would_come_with_the_close_is_left_out() -> None:
    desk, policy = office(), a_policy(pings="24h,40h", grace="1wh")
    anchor = at("2026-03-05 12:00")
    assert pings_at(anchor, policy, desk) == (at("2026-03-06 12:00"),)
    assert close_at(anchor, None, policy, desk) == at("2026-03-09 11:00")


def test_t22_pings_of_different_units_come_in_order_of_time() -> None:
    pings = pings_at(at("2026-03-06 17:00"), a_policy(pings="6wh,24h"), office())
    assert pings == (at("2026-03-09 11:00"), at("2026-03-09 16:00"))


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"pings": "40h,24h"}, "ping_after: 1d does not come after 40h"),
        ({"pings": "24h,24h"}, "ping_after: 1d does not come after 1d"),
        ({"pings": "24h,1wd"}, "ping_after: 1wd does not come after 1d"),
        ({"pings": "48h"}, "close_after: 2d does not come after the ping at 2d"),
        ({"pings": "24h,3wd"}, "close_after: 2d does not come after the ping at 3wd"),
    ],
)
def test_3_3_pings_out_of_order_are_refused_by_name(settings: dict[str, str], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        a_policy(**settings)


def test_3_3_a_close_without_a_ping_or_a_grace_is_refused() -> None:
    limit = parse_duration("48h")
    with pytest.raises(ValueError, match="ping_after"):
        SilencePolicy((), limit, parse_duration("7wh"))
    with pytest.raises(ValueError, match="grace"):
        SilencePolicy((parse_duration("24h"),), limit, parse_duration("0wh", allow_zero=True))


def test_t22_more_time_is_given_twice_at_most() -> None:
    assert [may_extend(extensions) for extensions in range(4)] == [True, True, False, False]


@settings(deadline=None)
@given(desk=calendars(), anchor=instants, delay=st.integers(0, 200))
def test_3_3_no_close_comes_before_the_limit_or_before_the_grace_since_the_ping(
    desk: Calendar, anchor: datetime, delay: int
) -> None:
    policy = a_policy(pings="24h,40h")
    delivered = pings_at(anchor, policy, desk)[0] + hours(delay)
    close = close_at(anchor, delivered, policy, desk)
    assert close >= anchor + hours(48)
    assert desk.worked(delivered, close) >= hours(7)
    assert desk.is_open(close)


@settings(deadline=None)
@given(desk=calendars(), anchor=instants)
def test_t22_pings_come_in_working_time_in_order_and_before_the_close(desk: Calendar, anchor: datetime) -> None:
    policy = a_policy(pings="6wh,24h,40h")
    pings = pings_at(anchor, policy, desk)
    assert all(desk.is_open(ping) for ping in pings)
    assert list(pings) == sorted(set(pings))
    assert anchor < pings[0] <= pings[-1] < close_at(anchor, None, policy, desk)
