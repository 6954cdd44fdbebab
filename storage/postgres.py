"""PostgreSQL: one pool; looks are read only and see one moment."""

from typing import Final

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.url import MissingDriver

CONNECTIONS: Final = 8

CONNECTING: Final = 10
ANSWERING: Final = 30
"""Seconds: a server that has not answered by then is taken to be away, and the connection is given up."""

IDLE: Final = 60
"""Seconds after which the server gives up a transaction whose owner is silent: it would keep its rows locked."""


def writer(url: URL, *, answering: float | None = ANSWERING) -> AsyncEngine:
    """`answering` None: a statement may take as long as it needs."""
    try:
        return create_async_engine(
            url,
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_pre_ping=True,
            hide_parameters=True,
            isolation_level="READ COMMITTED",
            connect_args={
                "timeout": CONNECTING,
                "command_timeout": answering,
                "server_settings": {
                    "application_name": "frontdesk",
                    "idle_in_transaction_session_timeout": f"{IDLE}s",
                },
            },
        )
    except ModuleNotFoundError as error:
        raise MissingDriver(
            "PostgreSQL needs asyncpg: install the extra, `pip install 'frontdesk[postgres]'`"
        ) from error


def reader(writing: AsyncEngine) -> AsyncEngine:
    return writing.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
