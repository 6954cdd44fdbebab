"""What is loaded when: the rules need nothing but the standard library, and light commands stay light."""

import subprocess
import sys
from collections.abc import Iterable

import pytest

HEAVY = {"aiogram", "aiohttp", "alembic", "apscheduler", "babel", "pydantic", "sqlalchemy", "structlog", "typer"}


def loaded_by(*modules: str) -> set[str]:
    """The packages that a fresh interpreter has loaded after importing these."""
    look = f"import sys, {', '.join(modules)}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    ended = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    return set(ended.stdout.split())


def test_the_desk_alone_loads_nothing_but_the_standard_library() -> None:
    loaded = loaded_by("desk.office")
    assert "desk" in loaded
    assert loaded & HEAVY == set()
    assert foreign(loaded) == {"desk"}


@pytest.mark.parametrize("module", ["bot.settings", "bot.tasks", "bot.policy", "bot.pacing", "storage.engine"])
def test_what_the_light_commands_need_does_not_load_telegrams_library(module: str) -> None:
    assert loaded_by(module) & {"aiogram", "aiohttp"} == set()


def test_what_only_some_desks_need_is_not_loaded_by_all() -> None:
    """Keys for access data, words that were mistyped, changes of the tables."""
    assert loaded_by("bot.run", "storage.migrate") & {"alembic", "cryptography", "rapidfuzz"} == set()


def test_the_command_line_itself_loads_next_to_nothing() -> None:
    assert loaded_by("bot.cli") & (HEAVY - {"typer"}) == set()


@pytest.mark.parametrize("package", ["bot.cli", "desk.office", "handlers.texts", "storage.engine"])
def test_the_simulator_is_loaded_by_nothing_that_runs_in_production(package: str) -> None:
    assert "simulator" not in loaded_by(package)


def foreign(loaded: Iterable[str]) -> set[str]:
    """Packages that do not come with Python, apart from what an interpreter of a virtual environment starts with."""
    ours = sys.stdlib_module_names | {"sitecustomize", "usercustomize"}
    return {name for name in loaded if name not in ours and not name.startswith("_")}
