"""The connection to PostgreSQL is lost while people talk: everything once, in order, and nothing half-written."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from structlog.testing import capture_logs

from bot.background import Background
from bot.wiring import App, LeaseLost
from simulator import Topic
from storage import lease, migrate, postgres
from storage.url import read_url
from tests.bot.running import RunningDesk, running_desk, wait_first
from tests.faults.filed import has_ticket
from tests.faults.looking import PATIENCE, consistent, lines_about_the_database, relayed
from tests.faults.wire import Wire
from tests.storage.conftest import POSTGRES, own_postgres

pytestmark = pytest.mark.timeout(300)

HELD = (
    "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
WORKING = f"SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'frontdesk' AND pid NOT IN ({HELD})"  # noqa: S608, E501


class SoonGivenUp:
    """In place of `storage.postgres`: a server that does not answer is given up after a second."""

    writer = partial(postgres.writer, answering=1)
    transaction = staticmethod(postgres.transaction)


if POSTGRES:

    @pytest.fixture
    def address() -> Iterator[str]:
        with own_postgres() as url:
            asyncio.run(migrate.upgrade(url))
            yield url

    @pytest.fixture(autouse=True)
    def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
        """Tries follow each other fast, and a server that does not answer is given up after a second."""
        monkeypatch.setattr("bot.background.BACK_OFF", (0.1, 0.2))
        monkeypatch.setattr("bot.settle.AGAIN_AFTER", (0.05, 0.05))
        monkeypatch.setattr("bot.workers.BACK_OFF", (0, 0, 0, 0))
        monkeypatch.setattr("storage.engine.postgres", SoonGivenUp)

    async def ends(url: str, which: str, chance: random.Random | None = None) -> int:
        """How many of these backends were ended by the server: all, or some by chance."""
        engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            pids = (await connection.execute(text(which))).scalars().all()
            chosen = [pid for pid in pids if chance is None or chance.random() < 0.7]
            for pid in chosen:
                await connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        await engine.dispose()
        return len(chosen)

    @asynccontextmanager
    async def on_a_wire(
        tmp_path: Path, address: str, patch: pytest.MonkeyPatch
    ) -> AsyncIterator[tuple[RunningDesk, Wire]]:
        """Its lease goes another way: a desk that loses it would stop at once, as it should."""
        async with Wire(address) as wire:
            patch.setattr("bot.wiring.lease", lambda _: lease.lease(address))
            async with running_desk(tmp_path, DATABASE_URL=wire.url) as desk:
                yield desk, wire

    async def talk(
        desk: RunningDesk, topic: Topic, disturb: Callable[[int], object], times: int = 30, *, since: int = 0
    ) -> None:
        for number in range(since, times):
            await desk.anna.writes(f"слово {number:03}")
            if number % 3 == 0:
                await desk.boris.writes(f"Ответ {number:03}", topic=topic)
            disturb(number)
            await asyncio.sleep(0.05)

    async def everything_is_there_once(desk: RunningDesk, topic: Topic, times: int = 30) -> None:
        await consistent(desk)
        assert await relayed(topic, "слово") == [f"слово {number:03}" for number in range(times)]
        said = [message.text.rpartition("\n")[2] for message in await desk.anna.chat.messages() if message.from_bot]
        answers = [words for words in said if words.startswith("Ответ")]
        assert answers == [f"Ответ {number:03}" for number in range(0, times, 3)]

    async def test_backends_that_are_ended_again_and_again_lose_nothing_and_do_nothing_twice(
        tmp_path: Path, address: str
    ) -> None:
        chance, ended = random.Random(20270302), 0
        async with running_desk(tmp_path, DATABASE_URL=address) as desk:
            topic = await has_ticket(desk, desk.anna)
            with capture_logs() as logs:
                talking = Background()
                done = talking.begin(talk(desk, topic, lambda _: None), name="people")
                while not done.done():
                    ended += await ends(address, WORKING, chance)
                    await asyncio.sleep(0.05)
                await everything_is_there_once(desk, topic)
            assert ended > 10
            assert any("connection to the database server is lost" in why for why in lines_about_the_database(logs))

    @pytest.mark.parametrize("how", ["cut", "hang", "refuse"])
    async def test_a_line_that_fails_for_seconds_loses_nothing_and_does_nothing_twice(
        tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch, how: str
    ) -> None:
        async with on_a_wire(tmp_path, address, monkeypatch) as (desk, wire):
            topic = await has_ticket(desk, desk.anna)

            def disturb(number: int) -> None:
                if how == "cut" and number % 4 == 1:
                    wire.cut()
                if number == 10 and how != "cut":
                    getattr(wire, how)()
                if number == 10 and how == "refuse":
                    wire.cut()

            with capture_logs() as logs:
                await talk(desk, topic, disturb)
                await desk.sim.until(lambda: bool(lines_about_the_database(logs)), timeout=PATIENCE)
                wire.mend()
                await everything_is_there_once(desk, topic)

    async def test_an_answer_to_a_commit_that_is_lost_makes_nobody_do_it_twice(
        tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with on_a_wire(tmp_path, address, monkeypatch) as (desk, wire):
            topic = await has_ticket(desk, desk.anna)

            def disturb(_: int) -> None:
                wire.to_lose = 1

            with capture_logs() as logs:
                await talk(desk, topic, disturb)
                times = 30
                # A slow machine commits more at once: they talk on until enough was lost.
                while wire.lost <= 10 and times < 300:
                    await talk(desk, topic, disturb, times + 6, since=times)
                    times += 6
                wire.to_lose = 0
                await everything_is_there_once(desk, topic, times)
            assert wire.lost > 10
            assert lines_about_the_database(logs)

    def spoken(desk: RunningDesk) -> int:
        return len([call for call in desk.sim.ledger.calls if call.method != "getUpdates"])

    async def test_who_loses_the_lease_stops_speaking_at_once_and_the_next_start_goes_on(
        tmp_path: Path, address: str
    ) -> None:
        async with running_desk(tmp_path, DATABASE_URL=address) as desk:
            topic = await has_ticket(desk, desk.anna)
            await desk.stop()
            desk.app, tasks = App(desk.settings, long_poll=1), Background()
            running = tasks.begin(desk.app.run(), name="desk")
            await wait_first(running, tasks.begin(desk.app.ready.wait(), name="ready"))
            await desk.anna.writes("слово 000")
            assert await ends(address, HELD) == 1
            await desk.sim.until(running.done, timeout=PATIENCE)
            assert isinstance(running.exception(), LeaseLost)
            await desk.anna.writes("слово 001")
            before = spoken(desk)
            await asyncio.sleep(0.2)
            assert spoken(desk) == before
            await desk.start()
            await desk.boris.sees("слово 001", topic=topic, timeout=PATIENCE)
            await consistent(desk)
            assert await relayed(topic, "слово") == ["слово 000", "слово 001"]

    async def test_a_server_that_does_not_answer_is_given_up_and_does_not_keep_its_rows(address: str) -> None:
        engine = postgres.writer(read_url(address))
        async with engine.connect() as connection:
            shown = [
                (await connection.execute(text(f"SHOW {name}"))).scalar()
                for name in ("idle_in_transaction_session_timeout", "application_name")
            ]
            driver = (await connection.get_raw_connection()).driver_connection
            assert driver is not None
            assert driver._config.command_timeout == postgres.ANSWERING
        await engine.dispose()
        assert shown == ["1min", "frontdesk"]
