"""Desks in memory."""

import pytest

from tests.usecases.stage import Stage, a_stage


@pytest.fixture
async def stage() -> Stage:
    return await a_stage()


@pytest.fixture
async def mailless() -> Stage:
    """Mail is no second way to a client."""
    return await a_stage(mail=False)
