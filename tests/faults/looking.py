"""What is looked for after a database has failed: everything once, in order, and nothing half-written."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import text

from desk.ports import Work
from simulator import Topic
from storage.engine import Database
from tests.bot.running import RunningDesk

PATIENCE = 60.0

LOOSE = {
    "a ticket without its place in the room": (
        "SELECT count(*) FROM tickets WHERE id NOT IN (SELECT ticket FROM rooms)"
    ),
    "a message that is not owed to anybody": (
        "SELECT count(*) FROM messages WHERE delivered_at IS NULL AND side = 'client'"
    ),
    "a row of the outbox that is on its way for ever": "SELECT count(*) FROM outbox WHERE state = 'sending'",
    "a row of the outbox that is not sent": "SELECT count(*) FROM outbox WHERE state <> 'sent'",
    "an update that was set aside": "SELECT count(*) FROM inbox WHERE state = 'parked'",
    "an update that nobody handled": "SELECT count(*) FROM inbox WHERE state <> 'done'",
}


async def consistent(desk: RunningDesk) -> None:
    """Everything that Telegram holds has been fetched and settled, and every row has what belongs to it."""

    async def settled() -> bool:
        # Asked first: rows that look settled say nothing of words that were never fetched.
        return not await pending(desk) and not any((await loose(desk.app.database)).values())

    try:
        await desk.sim.until(settled, timeout=PATIENCE)
    finally:
        assert await loose(desk.app.database) == dict.fromkeys(LOOSE, 0)
    if desk.settings.database_url.startswith("sqlite"):
        file = Path(desk.settings.database_url.partition("///")[2])
        with closing(sqlite3.connect(file)) as other:
            assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert other.execute("PRAGMA foreign_key_check").fetchall() == []


async def loose(database: Database) -> dict[str, int]:
    async with database._reader.connect() as connection:
        return {what: (await connection.execute(text(query))).scalar_one() for what, query in LOOSE.items()}


async def relayed(topic: Topic, start: str) -> list[str]:
    """The clients' words in a topic that begin so, in the order in which they stand there."""
    shown = [message.text.rpartition("\n")[2] for message in await topic.messages() if message.from_bot]
    return [words for words in shown if words.startswith(start)]


async def pending(desk: RunningDesk) -> list[str]:
    """What Telegram still holds for us, because it was not confirmed."""
    return [str(update.body.get("text", "")) for update in desk.sim.world.updates.pending()]


async def kept(work: Work) -> list[str]:
    """What is in the inbox and not handled yet."""
    return [row.raw for row in await work.inbox.ready(work.now, 1000)]


def lines_about_the_database(logs: Sequence[Any]) -> list[str]:
    """What an operator is told, each in one line; nothing is told with a traceback."""
    assert [entry for entry in logs if entry.get("exc_info")] == []
    return [entry["why"] for entry in logs if entry["event"] == "database_away"]
