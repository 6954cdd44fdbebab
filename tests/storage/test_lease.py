"""One process at a time may speak for a database."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.lease import lease
from storage.url import read_url
from tests.storage.conftest import SQL


@pytest.fixture(params=SQL)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/desk.db"
    return str(request.getfixturevalue("postgres_url"))


async def test_a_second_process_waits_until_the_first_is_gone(url: str) -> None:
    first, second = lease(url), lease(url)
    assert await first.take()
    assert not await second.take()
    await first.release()
    assert await second.take()
    await second.release()


if "postgres" in SQL:

    @pytest.mark.parametrize("look_every", [0.01, 3600])
    async def test_a_lease_whose_connection_was_cut_is_lost_at_once(postgres_url: str, look_every: float) -> None:
        held = lease(postgres_url, look_every=look_every)
        assert await held.take()
        engine = create_async_engine(read_url(postgres_url), isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted "
                    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                )
            )
        await engine.dispose()
        await held.lost()
        await held.release()
