"""What columns keep."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import make_url
from sqlalchemy.exc import StatementError

from desk.ports import Begin
from desk.rules.messages import Chat
from storage.types import Span, UtcDateTime
from tests.builders import MONDAY, ROOM
from tests.storage.conftest import Keeper
from tests.storage.saving import saving

SQLITE, POSTGRES = make_url("sqlite://").get_dialect()(), make_url("postgresql+asyncpg://").get_dialect()()
ZONES = st.sampled_from([UTC, ZoneInfo("Europe/Moscow"), ZoneInfo("America/St_Johns"), ZoneInfo("Asia/Kolkata")])
YEARS = st.datetimes(datetime(1970, 1, 2), datetime(9000, 1, 1), timezones=ZONES, allow_imaginary=False)  # noqa: DTZ001


@given(YEARS)
def test_a_moment_comes_back_in_utc(moment: datetime) -> None:
    for dialect in (SQLITE, POSTGRES):
        kept = UtcDateTime().bind_processor(dialect)(moment)
        back = UtcDateTime().result_processor(dialect, None)(kept)
        assert back is not None
        assert back == moment.astimezone(UTC)
        assert back.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs its zone"):
        UtcDateTime().bind_processor(SQLITE)(datetime(2026, 3, 2))  # noqa: DTZ001


@given(st.timedeltas(timedelta(days=-9999), timedelta(days=9999)))
def test_a_span_of_time_comes_back(span: timedelta) -> None:
    assert Span().process_result_value(Span().process_bind_param(span, SQLITE), SQLITE) == span


async def test_a_moment_keeps_its_microseconds_and_its_order(begin: Begin) -> None:
    moment = MONDAY + timedelta(microseconds=1)
    async with saving(begin) as work:
        await work.chats.hush(ROOM, moment.astimezone(ZoneInfo("Asia/Kolkata")))
    async with begin() as work:
        chat = await work.chats.get(ROOM)
        assert chat == Chat(ROOM, quiet_until=moment)
        assert await work.chats.hushed(MONDAY) == {ROOM: moment}
        assert await work.chats.hushed(moment) == {}


async def test_a_database_refuses_a_moment_without_a_zone(sql: Keeper) -> None:
    async with sql.begin() as work:
        with pytest.raises(StatementError, match="needs its zone"):
            await work.chats.hush(ROOM, MONDAY.replace(tzinfo=None))
