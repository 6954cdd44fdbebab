"""Databases for desks that are to be disturbed."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import migrate
from tests.storage.conftest import SQL, own_postgres


@pytest.fixture(params=SQL)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Of a migrated database of the test's own, on SQLite and, where TEST_POSTGRES_URL is set, on PostgreSQL."""
    if request.param == "sqlite":
        url = f"sqlite+aiosqlite:///{tmp_path}/desk.db"
        asyncio.run(migrate.upgrade(url))
        yield url
        return
    with own_postgres() as url:
        asyncio.run(migrate.upgrade(url))
        yield url
