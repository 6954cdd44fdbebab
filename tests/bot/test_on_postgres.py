"""The same desk on PostgreSQL, from sign-in to the close by silence."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.wiring import NotMigrated
from storage import migrate
from tests.bot.running import running_desk
from tests.storage.conftest import POSTGRES, own_postgres

if POSTGRES:

    @pytest.fixture
    def empty_database() -> Iterator[str]:
        with own_postgres() as url:
            yield url

    async def test_a_ticket_lives_on_postgres_as_it_does_on_sqlite(tmp_path: Path, empty_database: str) -> None:
        await migrate.upgrade(empty_database)
        async with running_desk(tmp_path, DATABASE_URL=empty_database) as desk:
            await desk.signs_in(desk.anna, "anna@example.com")
            await desk.files(desk.anna)
            topic = await desk.room.topic("№1")
            await desk.boris.sees("Сайт не открывается", topic=topic)
            answer = await desk.boris.writes("Проверьте, пожалуйста", topic=topic)
            await desk.anna.sees("Проверьте, пожалуйста")
            await desk.boris.sees_reaction("👌", on=answer)
            await desk.passes(hours=24)
            await desk.anna.sees("Мы ждём вашего ответа")
            await desk.boris.sees("Клиента спросили", topic=topic)
            await desk.restart()
            await desk.passes(hours=24)
            closed = await desk.anna.sees("оно НЕАКТИВНО")
            await desk.anna.presses("Открыть снова", on=closed)
            await desk.boris.sees("просит вернуться к обращению", topic=topic)

    async def test_on_postgres_an_operator_decides_when_to_migrate(tmp_path: Path, empty_database: str) -> None:
        with pytest.raises(NotMigrated, match="frontdesk migrate"):
            async with running_desk(tmp_path, DATABASE_URL=empty_database):
                pass
