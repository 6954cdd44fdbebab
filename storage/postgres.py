"""PostgreSQL: one pool; looks are read only and see one moment."""

from typing import Final

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.url import MissingDriver

CONNECTIONS: Final = 8


def writer(url: URL) -> AsyncEngine:
    try:
        return create_async_engine(
            url,
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_pre_ping=True,
            hide_parameters=True,
            isolation_level="READ COMMITTED",
            connect_args={"server_settings": {"application_name": "frontdesk"}},
        )
    except ModuleNotFoundError as error:
        raise MissingDriver(
            "PostgreSQL needs asyncpg: install the extra, `pip install 'frontdesk[postgres]'`"
        ) from error


def reader(writing: AsyncEngine) -> AsyncEngine:
    return writing.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
