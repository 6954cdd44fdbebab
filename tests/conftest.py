"""What all tests share."""

import gc
import os
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

import handlers  # noqa: F401 (before anything here loads aiogram: its models are built when they are needed)

# How long an example takes says something about the machine, which other tests keep busy.
settings.register_profile("timeless", deadline=None)
settings.load_profile("timeless")

FIGURES = pytest.StashKey[list[str]]()

Figure = Callable[[str, object], None]


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FIGURES] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest begin first: all would wait for them. What mostly waits goes among what mostly computes."""

    def of(folder: str) -> list[pytest.Item]:
        return [item for item in items if item.nodeid.startswith(f"tests/{folder}/")]

    browser, waiting, computing = of("browser"), of("faults"), of("bot")
    rest = [item for item in items if item not in {*browser, *waiting, *computing}]
    apart = len(computing) // (len(waiting) + 1) + 1
    for place, item in enumerate(waiting):
        computing.insert(place * (apart + 1), item)
    items[:] = [*browser, *computing, *rest]


def pytest_collection_finish() -> None:
    """What was imported stays, and many a test is shorter than a look through all of it for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Iterator[Figure]:
    """`figure("kills", 60)`: shown as a row at the end of `make soak`, to be copied into docs/reliability.md."""
    rows: list[str] = []
    yield lambda what, value: rows.append(f"| {what} | {value} |")
    request.config.stash[FIGURES] += rows


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not os.environ.get("TEST_POSTGRES_URL"):
        terminalreporter.write_line(
            "PostgreSQL tests were left out: set TEST_POSTGRES_URL, for example "
            "postgresql+asyncpg://postgres@127.0.0.1:5432/test"
        )
    if found := config.stash[FIGURES]:
        terminalreporter.section("figures")
        for line in ("| what | figure |", "|---|---|", *found):
            terminalreporter.write_line(line)
