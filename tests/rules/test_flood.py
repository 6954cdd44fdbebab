"""Who writes faster than staff can read, or files more than they can serve (regulation 2.1)."""

from datetime import datetime, timedelta

import pytest

from desk.rules.flood import Flood, Hold, hold, may_file_at, parse_flood
from tests.builders import at

THREE = Flood(3, timedelta(seconds=60))
NOON = at("2026-03-02 12:00")
NEXT_MINUTE = NOON + timedelta(seconds=60)


def seconds(*after: float) -> list[datetime]:
    return [NOON + timedelta(seconds=second) for second in after]


@pytest.mark.parametrize(
    ("earlier", "written", "kept"),
    [
        ([], 5, None),
        ([1, 2], 5, None),
        ([1, 2, 3], 5, Hold(NEXT_MINUTE, first=True)),
        ([1, 2, 3, 4], 5, Hold(NEXT_MINUTE, first=False)),
        ([1, 2, 3, 5.5], 5, Hold(NEXT_MINUTE, first=True)),
        ([5, 5, 5], 5, Hold(NEXT_MINUTE, first=True)),
        ([-70, -65, -60, -59, 1], 5, None),
        ([-58, -57, 1], 5, None),
    ],
)
def test_2_1_what_is_too_much_is_kept_until_the_span_is_over_and_told_once(
    earlier: list[float], written: float, kept: Hold | None
) -> None:
    (moment,) = seconds(written)
    assert hold(THREE, seconds(*earlier), moment, moment) == kept


def test_2_1_what_was_written_while_the_desk_was_away_is_no_flood_of_now() -> None:
    assert hold(THREE, seconds(1, 2, 3), seconds(4)[0], NOON + timedelta(hours=1)) is None


@pytest.mark.parametrize(
    ("filed", "free"),
    [([], None), ([1, 2], None), ([1, 2, 3], 61), ([-59, 1, 2], 1), ([-61, 1, 2], None), ([1, 2, 3, 4], 62)],
)
def test_2_1_a_ticket_too_many_waits_until_the_oldest_is_long_enough_ago(
    filed: list[float], free: float | None
) -> None:
    found = may_file_at(THREE, seconds(*filed), NOON)
    assert found == (None if free is None else seconds(free)[0])


def test_limits_are_read() -> None:
    assert parse_flood("30/60s") == Flood(30, timedelta(minutes=1))
    assert parse_flood(" 5 / 1h ") == Flood(5, timedelta(hours=1))
    assert parse_flood("off") is None
