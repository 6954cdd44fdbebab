"""Runs migrations on the connection that storage/migrate.py gives, or, for `alembic` itself, on `-x url=…`."""

import asyncio
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.types import TypeDecorator

from storage.migrate import engine
from storage.tables import metadata

ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(4677293118)")


def migrate(connection: Connection) -> None:
    """All or nothing; and nothing that leaves a row without what it refers to."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=True,
        render_item=as_stored,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(ONE_AT_A_TIME)
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            check_references(connection)


def as_stored(what: str, item: Any, _: object) -> str | Literal[False]:
    """A drafted revision names the type in the database: ours may change after it."""
    return f"sa.{item.impl!r}" if what == "type" and isinstance(item, TypeDecorator) else False


def check_references(connection: Connection) -> None:
    if dangling := connection.execute(text("PRAGMA foreign_key_check")).all():
        raise RuntimeError(f"the migration would leave rows that refer to nothing: {dangling[:10]}")


async def migrate_at(url: str) -> None:
    database = engine(url)
    async with database.connect() as connection:
        await connection.run_sync(migrate)
    await database.dispose()


given: Connection | None = context.config.attributes.get("connection")
if given is None:
    asyncio.run(migrate_at(context.get_x_argument(as_dictionary=True)["url"]))
else:
    migrate(given)
