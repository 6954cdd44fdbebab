"""Desks in memory."""

import pytest

from tests.usecases.stage import Stage, a_stage


@pytest.fixture
async def stage() -> Stage:
    return await a_stage()
