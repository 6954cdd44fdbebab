"""What was sent and what was handled leaves nothing behind."""

import asyncio
import shutil
from pathlib import Path

from sqlalchemy import text

from desk.ids import OutboxId
from desk.notices.mail import CodeMail
from desk.ports import Arrived, OwedState
from storage.engine import Database
from tests.builders import ANNA, MONDAY, a_policy
from tests.fakes import FakeClock
from tests.storage.saving import saving

SECRET = "31415926"


async def tell_and_hear_a_secret(database: Database) -> None:
    begin = database.begin(FakeClock(MONDAY), a_policy())
    async with saving(begin) as work:
        work.outbox.say(CodeMail(to=ANNA, address="anna@romashka.example", code=SECRET, asked_by="Anna"))
        await work.inbox.add([Arrived(1, ANNA, f'{{"text": "{SECRET}"}}')], MONDAY)
    async with saving(begin) as work:
        await work.outbox.start([OutboxId(1)])
        await work.outbox.settle(OutboxId(1), OwedState.SENT, MONDAY)
        await work.inbox.done([1], MONDAY)


async def test_no_column_holds_it_any_more(database: Database) -> None:
    await tell_and_hear_a_secret(database)
    async with database._reader.connect() as connection:
        for table in ("outbox", "inbox"):
            rows = (await connection.execute(text(f"SELECT * FROM {table}"))).all()  # noqa: S608
            assert len(rows) == 1
            assert SECRET not in repr(rows)


def test_the_file_does_not_hold_it_any_more(template: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(template, tmp_path / "desk.db"))

    async def work() -> None:
        database = Database(f"sqlite:///{path}")
        await tell_and_hear_a_secret(database)
        await database.dispose()

    asyncio.run(work())
    assert [file.name for file in tmp_path.iterdir()] == ["desk.db"]
    assert SECRET.encode() not in path.read_bytes()
