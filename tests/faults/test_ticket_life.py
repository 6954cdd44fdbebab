"""Whatever people, Telegram and time do to a ticket, the desk and a simple model of it agree (docs/semantics.md).

A failure prints the life in which they did not. The long form takes SOAK_SEED; another seed means other lives.
"""

import asyncio
import os
import random
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import text

from desk.ports import Begin
from desk.rules.policy import Policy
from storage import migrate
from storage.engine import Database
from tests.conftest import Figure
from tests.fakes import FakeClock, FakeDesk
from tests.faults.life import SO_FAR, Open, TicketLife
from tests.storage.conftest import EMPTY, POSTGRES, own_postgres

SEED: Final = 3303
"""Of the short form: the same lives each time."""

LONG: Final = pytest.mark.timeout(6 * 3600)
ALSO_SHRINKING: Final = pytest.mark.timeout(900)


@asynccontextmanager
async def in_memory(policy: Policy, clock: FakeClock) -> AsyncIterator[tuple[Begin, Begin]]:
    desk = FakeDesk(policy, clock())
    desk.clock = clock
    yield desk.begin, desk.look


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, copied for each life."""
    path = tmp_path_factory.mktemp("lives") / "template.db"
    asyncio.run(migrate.upgrade(f"sqlite:///{path}"))
    return path


@pytest.fixture
def in_sqlite(template: Path) -> Open:
    @asynccontextmanager
    async def opened(policy: Policy, clock: FakeClock) -> AsyncIterator[tuple[Begin, Begin]]:
        with TemporaryDirectory() as folder:
            path = shutil.copy(template, Path(folder) / "desk.db")
            database = Database(f"sqlite:///{path}")
            yield database.begin(clock, policy), database.look(clock, policy)
            await database.dispose()

    return opened


@pytest.fixture(scope="module")
def postgres_url() -> Iterator[str]:
    with own_postgres() as url:
        asyncio.run(migrate.upgrade(url))
        yield url


@pytest.fixture
def in_postgres(postgres_url: str) -> Open:
    @asynccontextmanager
    async def opened(policy: Policy, clock: FakeClock) -> AsyncIterator[tuple[Begin, Begin]]:
        database = Database(postgres_url)
        async with database._writer.begin() as connection:
            await connection.execute(text(EMPTY))
        yield database.begin(clock, policy), database.look(clock, policy)
        await database.dispose()

    return opened


def live(home: Open, *, lives: int, steps: int, number: int) -> type[TicketLife]:
    """So many lives of so many steps from each of the beginnings; the class that counted them.

    Hypothesis likes to choose the same again and again: left to it, some beginnings never come.
    """
    facts = {"home": staticmethod(home), "steps": 0, "seen": TicketLife.seen.copy()}
    counted: type[TicketLife] = type("Life", (TicketLife,), facts)
    chosen = settings(
        max_examples=lives,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        print_blob=True,
        report_multiple_bugs=False,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    for order, so_far in enumerate(SO_FAR):
        life: type[TicketLife] = type("Life", (counted,), {"so_far": so_far, "steps": 0})
        run_state_machine_as_test(seed(number + order)(life), settings=chosen)
        counted.steps += life.steps
    return counted


@ALSO_SHRINKING
def test_a_tickets_life_is_as_the_model_says() -> None:
    """In memory."""
    life = live(in_memory, lives=6, steps=30, number=SEED)
    for rare in ("pinged", "inactive", "reopened", "unconfirmed", "undelivered", "needless"):
        assert life.seen[rare], f"the lives are too tame: nothing was ever {rare}"


@ALSO_SHRINKING
def test_a_tickets_life_is_as_the_model_says_in_sqlite(in_sqlite: Open) -> None:
    live(in_sqlite, lives=1, steps=12, number=SEED)


def soak(home: Open, place: str, lives: int, figure: Figure) -> None:
    number = int(os.environ.get("SOAK_SEED") or random.SystemRandom().randrange(2**32))
    figure(f"ticket lives in {place}: SOAK_SEED", number)
    life = live(home, lives=lives // len(SO_FAR), steps=50, number=number)
    figure(f"ticket lives in {place}: lives", lives)
    figure(f"ticket lives in {place}: steps", life.steps)
    figure(f"ticket lives in {place}: closed by silence, reopened", f"{life.seen['inactive']}, {life.seen['reopened']}")


@LONG
@pytest.mark.soak
def test_many_lives_in_memory(figure: Figure) -> None:
    soak(in_memory, "memory", 2000, figure)


@LONG
@pytest.mark.soak
def test_many_lives_in_sqlite(in_sqlite: Open, figure: Figure) -> None:
    soak(in_sqlite, "SQLite", 200, figure)


if POSTGRES:

    @LONG
    @pytest.mark.soak
    def test_many_lives_in_postgres(in_postgres: Open, figure: Figure) -> None:
        soak(in_postgres, "PostgreSQL", 200, figure)
