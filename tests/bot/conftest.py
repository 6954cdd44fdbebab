"""Running desks for conversations."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.running import RunningDesk, running_desk
from tests.faults.desks import desk_on_a_bad_line
from tests.faults.proxy import BadLine


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[RunningDesk]:
    async with running_desk(tmp_path) as running:
        yield running


@pytest.fixture
async def plain_desk(tmp_path: Path) -> AsyncIterator[RunningDesk]:
    """Its staff group has no topics."""
    async with running_desk(tmp_path, forum=False) as running:
        yield running


@pytest.fixture
async def bad_line(tmp_path: Path) -> AsyncIterator[tuple[RunningDesk, BadLine]]:
    async with desk_on_a_bad_line(tmp_path) as both:
        yield both
